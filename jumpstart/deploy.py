"""Make an endpoint without the CDK, from a resolved model or from your own folder in S3."""

import argparse
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
from .endpoint.source import Source, check_weights, find_source
from .endpoint.wanted import DEFAULT_NAME, Wanted, count, endpoint_name, log_group


def main(argv: Sequence[str] | None = None) -> int:
    return launch(deploy, parser(), argv)


def deploy(arguments: argparse.Namespace, console: Console) -> None:
    """Make what is missing of the endpoint, and wait until it serves.

    Raises:
        Fault, BotoCoreError, ClientError
    """
    source = find_source(arguments, easel_toml.load(), console.region)
    wanted = wish(arguments, source)
    console.say(f"{wanted.name}: {wanted.mode}, {wanted.image_uri}, {wanted.model_data}")
    endpoint = find_endpoint(wanted.name, console)
    if endpoint and endpoint["EndpointStatus"] == "Deleting":
        endpoint = settled(wanted.name, console)
    if endpoint:
        compare(wanted, endpoint, arguments.role, console)
        if wanted.mode is Mode.ASYNC and not is_ours(endpoint["EndpointArn"], console):
            do = "give another --name"
            what = f"endpoint {wanted.name} exists, and these commands did not make it"
            raise Fault(what, do, code="not_ours")
        console.say(f"endpoint {wanted.name} exists already, just as you asked for it")
    else:
        check_weights(source, console)
        idle = "; nothing while it sleeps" if wanted.mode is Mode.ASYNC else ""
        console.costs(prices.hourly(wanted.instance_type, wanted.max_instances) + idle)
        console.confirm(f"Make endpoint {wanted.name} in {console.region}?")
        make(wanted, arguments.role, console)
    finish(wanted, arguments.wait, console)


def wish(arguments: argparse.Namespace, source: Source) -> Wanted:
    """The endpoint that was asked for.

    Raises:
        Usage
    """
    mode = Mode(arguments.mode)
    if mode is Mode.ASYNC and not arguments.answers:
        do = "give --answers s3://bucket/prefix/"
        raise Usage(
            "an asynchronous endpoint needs a place in S3 for its answers", do, code="no_answers"
        )
    return Wanted(
        arguments.name,
        mode,
        source.instance_type,
        arguments.instances,
        source.image_uri,
        source.model_data,
        source.environment | dict(arguments.env),
        arguments.answers if mode is Mode.ASYNC else "",
        source.ami_version,
    )


def finish(wanted: Wanted, wait: bool, console: Console) -> None:
    """Wait until the endpoint serves. If it is asynchronous, let it scale.

    Raises:
        Fault: the endpoint failed to start.
    """
    console.go_on = (
        f"{wanted.name} goes on starting, and costs money; run this again to watch it, or "
        f"delete it: python -m jumpstart.delete {wanted.name}"
    )
    look = settled if wait else find_endpoint
    endpoint = look(wanted.name, console) or {}
    state = endpoint.get("EndpointStatus")
    if state == "Failed":
        what = f"{wanted.name} failed: {endpoint.get('FailureReason', 'SageMaker gives no reason')}"
        do = (
            f"look at its log in CloudWatch, {log_group(wanted.name)}; "
            f"python -m jumpstart.delete {wanted.name} deletes all of it"
        )
        raise Fault(what, do, code="endpoint_failed")
    if state != "InService" and not console.dry_run:
        scales = ", and to let it scale to zero" if wanted.mode is Mode.ASYNC else ""
        console.say(f"{wanted.name} is {state}; run this again to watch it{scales}")
        return
    if wanted.mode is Mode.ASYNC:
        let_scale(wanted, console)
    else:
        console.say(f"next, to draw with it: python -m jumpstart.use {wanted.name} --try")


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "deploy", __doc__ or "", example="python -m jumpstart.deploy --region us-east-1"
    )
    add = parser.add_argument
    add(
        "--name",
        type=endpoint_name,
        default=DEFAULT_NAME,
        help=f"the endpoint's name ({DEFAULT_NAME})",
    )
    add("--model", metavar="ID", help="a resolved JumpStart model (the one in easel.toml)")
    add("--model-data", type=s3_prefix, metavar="S3", help="your own weights: s3://bucket/folder/")
    add("--image", type=_image, metavar="URI", help="your own image in ECR")
    add(
        "--env",
        type=_variable,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a variable for the container, besides the model's own; may be repeated",
    )
    add(
        "--mode",
        choices=[Mode.ASYNC, Mode.REALTIME],
        default=Mode.REALTIME,
        help="how it runs (realtime)",
    )
    add("--answers", type=s3_prefix, metavar="S3", help="where an async endpoint puts its answers")
    add("--instance-type", metavar="TYPE", help="for example ml.g5.2xlarge (the one in easel.toml)")
    add(
        "--ami-version",
        default="",
        metavar="AMI",
        help="an AMI with a newer GPU driver: docs/serving.md",
    )
    add(
        "--instances",
        type=count,
        default=1,
        metavar="N",
        help="realtime: so many run; async: at most so many",
    )
    add("--role", metavar="ARN", help="a role for SageMaker to assume (one is made)")
    add("--wait", action=argparse.BooleanOptionalAction, default=True, help="wait until it serves")
    return parser


def s3_prefix(text: str) -> str:
    """`text` with a / at its end."""
    if not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form s3://bucket/folder/")
    if text.endswith(".tar.gz"):
        raise argparse.ArgumentTypeError(
            "it must be a folder: python -m jumpstart.upload makes one"
        )
    return text if text.endswith("/") else f"{text}/"


def _image(text: str) -> str:
    # SageMaker takes images from ECR alone.
    if not re.fullmatch(r"[0-9]{12}\.dkr\.ecr\.[a-z0-9.-]+/[^\s]+", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not of the form "
            "<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>"
        )
    return text


def _variable(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not re.fullmatch(r"[a-zA-Z_][a-zA-Z0-9_]*", name):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
