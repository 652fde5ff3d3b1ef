"""Make an endpoint and what it needs, each part unless it is there."""

from typing import Any

from botocore.exceptions import ClientError

from cdk.deployment import Mode

from ..command.console import Console
from ..command.faults import Fault, code_of, message_of
from .found import find_config, find_model, is_ours, model_of
from .role import make_role
from .wanted import TAG, Wanted, differences

# IAM takes some seconds until a new role is known everywhere.
_ROLE_KNOWN_WITHIN_S = 60
_ASK_AGAIN_S = 10


def compare(wanted: Wanted, endpoint: dict[str, Any], role: str | None, console: Console) -> None:
    """
    Raises:
        Fault: the endpoint that is there is another one.
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
        what = f"endpoint {wanted.name} is there and differs: {'; '.join(lines)}"
        do = f"python -m jumpstart.delete {wanted.name}, or another --name"
        raise Fault(what, do, code="differs")


def make(wanted: Wanted, role: str | None, console: Console) -> None:
    """Role, model, configuration, endpoint: each unless it is there.

    Raises:
        Fault, BotoCoreError, ClientError
    """
    console.go_on = (
        "run the same command again, and it goes on from here; "
        f"python -m jumpstart.delete {wanted.name} takes away what there is"
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
            f"python -m jumpstart.quota --instance-type {wanted.instance_type} "
            f"--request {wanted.initial_instances}, and when it is granted run this again; the "
            "model and its configuration are kept, and cost nothing"
        )
        raise Fault(f"ResourceLimitExceeded: {message_of(error)}", do, code="quota") from error
    console.did(f"endpoint {wanted.name}: made; it takes 6 to 10 minutes to start")


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
    """Make a Model or an EndpointConfig, unless it is there. One that differs is made anew: it
    costs nothing, and the endpoint that would use it is not there."""
    name = wanted[f"{kind}Name"]
    if found:
        lines = differences(wanted, found)
        if not lines:
            console.say(f"{kind} {name} is there")
            return
        if not is_ours(found[f"{kind}Arn"], console):
            do = "give another --name"
            raise Fault(f"{kind} {name} is there, and not these commands'", do, code="not_ours")
        console.say(f"{kind} {name} is there and differs, so it is made anew: {'; '.join(lines)}")
        console.send("sagemaker", f"Delete{kind}", **{f"{kind}Name": name})
    console.send("sagemaker", f"Create{kind}", **wanted, Tags=[TAG])
    console.did(f"{kind} {name}: made")


def let_scale(wanted: Wanted, console: Console) -> None:
    """0 … max_instances, by what waits. Each of these requests may be repeated."""
    scaling = "application-autoscaling"
    console.send(scaling, "RegisterScalableTarget", **wanted.scalable_target())
    console.send(scaling, "PutScalingPolicy", **wanted.backlog_policy())
    policy = console.send(scaling, "PutScalingPolicy", **wanted.wake_policy())
    arn = policy.get("PolicyARN", "arn:of:the:policy")  # a dry run has none
    console.send("cloudwatch", "PutMetricAlarm", **wanted.wake_alarm(arn))
    console.did(f"{wanted.name} scales from 0 to {wanted.max_instances} instances, by what waits")
