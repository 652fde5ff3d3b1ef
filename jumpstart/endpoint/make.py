"""Make the parts of an endpoint that do not exist yet."""

from typing import Any

from botocore.exceptions import ClientError

from cdk.deployment import Mode

from ..command.console import Console
from ..command.faults import Fault, code_of, message_of
from .found import find_config, find_model, is_ours, model_of
from .role import make_role
from .wanted import TAG, Wanted, differences

# IAM takes some seconds to make a new role known everywhere.
_ROLE_KNOWN_WITHIN_S = 60
_ASK_AGAIN_S = 10


def compare(wanted: Wanted, endpoint: dict[str, Any], role: str | None, console: Console) -> None:
    """Return if the endpoint that exists is the one that is wanted.

    Raises:
        Fault: it differs.
    """
    config = find_config(endpoint["EndpointConfigName"], console)
    name = model_of(config)
    model = find_model(name, console) if name else None
    asked = wanted.model(role or "")
    if not role:
        del asked["ExecutionRoleArn"]
    lines = differences(wanted.config(), config or {}) + differences(asked, model or {})
    if config and ("AsyncInferenceConfig" in config) != (wanted.mode is Mode.ASYNC):
        lines.insert(0, f"it is not {wanted.mode}")
    if lines:
        what = f"endpoint {wanted.name} exists and differs: {'; '.join(lines)}"
        do = f"give another --name, or delete it: python -m jumpstart.delete {wanted.name}"
        raise Fault(what, do, code="differs")


def make(wanted: Wanted, role: str | None, console: Console) -> None:
    """Make the role, the model, the configuration and the endpoint, each if it is missing.

    Raises:
        Fault, BotoCoreError, ClientError
    """
    console.go_on = (
        "run the same command again, and it continues from here; "
        f"python -m jumpstart.delete {wanted.name} deletes what was made"
    )
    role_arn = role or make_role(wanted, console)
    _put_model(wanted.model(role_arn), console, new_role=not role)
    _put("EndpointConfig", wanted.config(), find_config(wanted.name, console), console)
    try:
        console.send("sagemaker", "CreateEndpoint", **wanted.endpoint(), Tags=[TAG])
    except ClientError as error:
        if code_of(error) != "ResourceLimitExceeded":
            raise
        do = (
            "ask for more: python -m jumpstart.quota "
            f"--instance-type {wanted.instance_type} --request {wanted.initial_instances}; run "
            "this again when it is granted. The model and its configuration stay, and cost nothing"
        )
        raise Fault(f"ResourceLimitExceeded: {message_of(error)}", do, code="quota") from error
    console.did(f"endpoint {wanted.name}: made; it starts in 6 to 10 minutes")


def _put_model(wanted: dict[str, Any], console: Console, *, new_role: bool) -> None:
    until = _ROLE_KNOWN_WITHIN_S if new_role else 0
    while True:
        try:
            _put("Model", wanted, find_model(wanted["ModelName"], console), console)
        except ClientError as error:
            unknown = code_of(error) == "ValidationException" and "role" in message_of(error)
            if not unknown or until <= 0:
                raise
            until -= _ASK_AGAIN_S
            console.clock.sleep(_ASK_AGAIN_S)
        else:
            return


def _put(kind: str, wanted: dict[str, Any], found: dict[str, Any] | None, console: Console) -> None:
    """Make a Model or an EndpointConfig if it is missing. Replace one that differs: that costs
    nothing, and the endpoint that would use it does not exist."""
    name = wanted[f"{kind}Name"]
    if found:
        lines = differences(wanted, found)
        if not lines:
            console.say(f"{kind} {name} exists already")
            return
        if not is_ours(found[f"{kind}Arn"], console):
            do = "give another --name"
            raise Fault(
                f"{kind} {name} exists, and these commands did not make it", do, code="not_ours"
            )
        console.say(f"{kind} {name} exists and differs, so it is replaced: {'; '.join(lines)}")
        console.send("sagemaker", f"Delete{kind}", **{f"{kind}Name": name})
    console.send("sagemaker", f"Create{kind}", **wanted, Tags=[TAG])
    console.did(f"{kind} {name}: made")


def let_scale(wanted: Wanted, console: Console) -> None:
    """Scale from 0 to max_instances by the requests that wait. All of this may be repeated."""
    scaling = "application-autoscaling"
    console.send(scaling, "RegisterScalableTarget", **wanted.scalable_target())
    console.send(scaling, "PutScalingPolicy", **wanted.backlog_policy())
    for policy, alarm in (
        (wanted.wake_policy(), wanted.wake_alarm),
        (wanted.sleep_policy(), wanted.sleep_alarm),
    ):
        put = console.send(scaling, "PutScalingPolicy", **policy)
        arn = put.get("PolicyARN", "arn:of:the:policy")  # a dry run has none
        console.send("cloudwatch", "PutMetricAlarm", **alarm(arn))
    console.did(
        f"{wanted.name} scales from 0 to {wanted.max_instances} instances, by what is waiting"
    )
