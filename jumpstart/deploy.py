"""An endpoint outside of the CDK: of a resolved model, or of a folder of your own in S3."""

import argparse
import difflib
import re
import sys
from collections.abc import Sequence

from cdk.deployment import Mode

from .command import easel_toml
from .command.console import Console, launch, make_parser
from .command.faults import Fault, Usage
from .endpoint import prices
from .endpoint.found import find_endpoint, is_ours, settled
from .endpoint.make import compare, let_scale, make
from .endpoint.wanted import DEFAULT_NAME, Wanted, count, endpoint_name, log_group


def main(argv: Sequence[str] | None = None) -> int:
    return launch(deploy, parser(), argv)


def deploy(arguments: argparse.Namespace, console: Console) -> None:
    """
    Raises:
        Fault, BotoCoreError, ClientError
    """
    wanted = wish(arguments, console.region)
    console.say(f"{wanted.name}: {wanted.mode}, {wanted.image_uri}, {wanted.model_data}")
    endpoint = find_endpoint(wanted.name, console)
    if endpoint and endpoint["EndpointStatus"] == "Deleting":
        endpoint = settled(wanted.name, console)
    if endpoint:
        compare(wanted, endpoint, arguments.role, console)
        if wanted.mode is Mode.ASYNC and not is_ours(endpoint["EndpointArn"], console):
            do = "give another --name"
            what = f"endpoint {wanted.name} is there, and not these commands' to scale"
            raise Fault(what, do, code="not_ours")
        console.say(f"endpoint {wanted.name}, as it was asked for, is there")
    else:
        idle = "; nothing while it sleeps" if wanted.mode is Mode.ASYNC else ""
        console.costs(prices.hourly(wanted.instance_type, wanted.max_instances) + idle)
        console.confirm(f"Make endpoint {wanted.name} in {console.region}?")
        make(wanted, arguments.role, console)
    finish(wanted, arguments.wait, console)


def wish(arguments: argparse.Namespace, region: str) -> Wanted:
    """What was asked for, with easel.toml's and the resolved model's words where nothing was said.

    Raises:
        Usage
    """
    settings = easel_toml.load()
    model = easel_toml.resolved(arguments.model or settings.model)
    supported = model.supported_instance_types
    configured = settings.instance_type in supported
    instance_type = arguments.instance_type or (
        settings.instance_type if configured else model.default_instance_type
    )
    # JumpStart's list is for its own image and weights.
    if not arguments.image and instance_type not in supported:
        do = f"take one of {', '.join(supported)}"
        raise Usage(f"JumpStart does not support {instance_type}", do, code="bad_instance_type")
    image, data = arguments.image, arguments.model_data
    if not (image and data):
        regional = model.regions.get(region)
        if not regional:
            near = difflib.get_close_matches(region, model.regions, n=3) or [*model.regions]
            do = f"it is in {', '.join(near)}"
            what = f"{model.model_id} is not offered in {region}"
            raise Usage(what, do, code="unknown_region")
        image, data = image or regional.image_uri, data or regional.model_data
    mode = Mode(arguments.mode)
    if mode is Mode.ASYNC and not arguments.answers:
        do = "give --answers s3://bucket/prefix/"
        raise Usage("an asynchronous endpoint writes its answers to S3", do, code="no_answers")
    return Wanted(
        arguments.name,
        mode,
        instance_type,
        arguments.instances,
        image,
        data,
        model.environment | dict(arguments.env),
        arguments.answers if mode is Mode.ASYNC else "",
        arguments.ami_version,
    )


def finish(wanted: Wanted, wait: bool, console: Console) -> None:
    """Wait until it serves, and let an asynchronous one scale.

    Raises:
        Fault: it failed to start.
    """
    console.go_on = (
        f"{wanted.name} goes on starting, and is paid for; run this again to watch it, or "
        f"python -m jumpstart.delete {wanted.name}"
    )
    look = settled if wait else find_endpoint
    endpoint = look(wanted.name, console) or {}
    state = endpoint.get("EndpointStatus")
    if state == "Failed":
        what = f"{wanted.name} failed: {endpoint.get('FailureReason', 'SageMaker says no reason')}"
        do = (
            f"its log is {log_group(wanted.name)} in CloudWatch; "
            f"python -m jumpstart.delete {wanted.name} takes everything away"
        )
        raise Fault(what, do, code="endpoint_failed")
    if state != "InService" and not console.dry_run:
        scales = " and to let it scale to zero" if wanted.mode is Mode.ASYNC else ""
        console.say(f"{wanted.name} is {state}; run this again to watch it{scales}")
        return
    if wanted.mode is Mode.ASYNC:
        let_scale(wanted, console)
    else:
        console.say(f"to draw with it: python -m jumpstart.use {wanted.name} --try")


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "deploy", __doc__ or "", example="python -m jumpstart.deploy --region us-east-1"
    )
    add = parser.add_argument
    add("--name", type=endpoint_name, default=DEFAULT_NAME, help=f"the endpoint's ({DEFAULT_NAME})")
    add("--model", metavar="ID", help="a resolved JumpStart model (easel.toml's)")
    add("--model-data", type=s3_prefix, metavar="S3", help="your own weights: s3://bucket/folder/")
    add("--image", type=_image, metavar="URI", help="your own image in ECR")
    add(
        "--env",
        type=_variable,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="for the container, beside the model's own",
    )
    add("--mode", choices=[*Mode], default=Mode.REALTIME, help="realtime, which `use` needs")
    add("--answers", type=s3_prefix, metavar="S3", help="where an async endpoint may write")
    add("--instance-type", metavar="TYPE", help="such as ml.g5.2xlarge (easel.toml's)")
    add("--ami-version", default="", metavar="AMI", help="with a newer GPU driver: docs/serving.md")
    add("--instances", type=count, default=1, metavar="N", help="realtime: as many; async: at most")
    add("--role", metavar="ARN", help="that SageMaker assumes (one is made)")
    add("--wait", action=argparse.BooleanOptionalAction, default=True, help="until it serves")
    return parser


def s3_prefix(text: str) -> str:
    """Ending in /."""
    if not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no s3://bucket/folder/")
    if text.endswith(".tar.gz"):
        raise argparse.ArgumentTypeError("it is to be a folder; python -m jumpstart.upload")
    return text if text.endswith("/") else f"{text}/"


def _image(text: str) -> str:
    # SageMaker takes no other registry's.
    if not re.fullmatch(r"[0-9]{12}\.dkr\.ecr\.[a-z0-9.-]+/[^\s]+", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>"
        )
    return text


def _variable(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not re.fullmatch(r"[a-zA-Z_][a-zA-Z0-9_]*", name):
        raise argparse.ArgumentTypeError(f"{text!r} is no NAME=VALUE")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
