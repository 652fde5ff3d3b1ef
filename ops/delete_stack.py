"""Deletes a stack that easel.toml no longer asks for. `cdk destroy` does not know such a stack: it
says that no stack has this name, and ends well."""

from jumpstart.command.console import Console
from jumpstart.command.faults import Fault

from .preflight.account import Account, OwnStack
from .refusals import SKEW, explain

# An endpoint takes some minutes. CloudFormation gives up on most things after an hour.
_LOOK_EVERY_S = 5
_LOOKS = 720


def delete_stack(stack: OwnStack, account: Account, console: Console) -> None:
    """Delete `stack`, and return when it is gone.

    Raises:
        BotoCoreError, ClientError
        Fault: CloudFormation could not delete it.
    """
    since = console.clock.now() - SKEW
    before = account.stack(stack.name) or {}
    console.say(f"{stack.name} is being deleted in {stack.region} …")
    account.cloudformation_of(stack.name).delete_stack(StackName=stack.name)
    for look in range(_LOOKS):
        found = Account(account.deployment, console, account.elsewhere).stack(stack.name)
        if not found:
            console.say(f"{stack.name} is deleted")
            return
        # If an earlier try failed, CloudFormation may say so for a moment longer.
        if found["StackStatus"] == "DELETE_FAILED" and (look or found != before):
            break
        console.clock.sleep(_LOOK_EVERY_S)
    faults = explain([stack.name], since, account.cloudformation_of)
    for fault in faults:
        console.say(f"not deleted: {fault.what}\n  → {fault.do}")
    again = f"make destroy STACKS={stack.name}"
    do = "do what stands behind →" if faults else f"{again} goes on"
    raise Fault(f"{stack.name} is not deleted", do, code="not_deleted")
