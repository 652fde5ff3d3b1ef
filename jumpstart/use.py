"""Let Easel draw with an endpoint that exists already: write its name into easel.toml."""

import argparse
import base64
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from cdk.deployment import Mode

from .command import easel_toml
from .command.console import Console, launch, make_parser
from .command.faults import Fault, Usage, code_of, message_of
from .endpoint.found import Description, find_config, find_endpoint
from .endpoint.wanted import DEFAULT_NAME, endpoint_name

# What easel.toml says about an endpoint that exists.
_EXISTING = ("existing_endpoint", "inference_component", "existing_answers", "existing_failures")
# The smallest picture of the contract, for --try.
_TINY = {"prompt": "a red circle", "width": 256, "height": 256, "num_inference_steps": 1}


def main(argv: Sequence[str] | None = None) -> int:
    return launch(use, parser(), argv)


def use(arguments: argparse.Namespace, console: Console) -> None:
    """Check the endpoint, and write it into easel.toml.

    Raises:
        Fault, BotoCoreError, ClientError
    """
    console.costs("nothing beyond what the endpoint costs already")
    if arguments.own:
        # The endpoint that Easel makes is asynchronous by default.
        settings = dict.fromkeys(_EXISTING, "") | {"mode": Mode.ASYNC.value}
    else:
        settings = _settings_for(arguments, console)
        if arguments.try_:
            _try(settings, console)
    write(settings, arguments.settings, console)


def _settings_for(arguments: argparse.Namespace, console: Console) -> dict[str, str]:
    """What easel.toml must say to draw with the endpoint.

    Raises:
        Fault: the endpoint does not exist, or Easel cannot draw with it.
    """
    deployed_to = easel_toml.load(arguments.settings).region
    if deployed_to and deployed_to != console.region:
        do = "deploy both in one region"
        what = f"easel.toml deploys to {deployed_to}, but the endpoint is in {console.region}"
        raise Usage(what, do, code="other_region")
    settings = {"existing_endpoint": arguments.name, "mode": Mode.REALTIME.value}
    settings |= {"inference_component": arguments.inference_component}
    settings |= {"existing_answers": "", "existing_failures": ""}
    if not console.dry_run:
        config = check(arguments.name, console)
        if "AsyncInferenceConfig" in config:
            settings |= _asynchronous(arguments.name, config)
        elif not arguments.inference_component:
            settings["inference_component"] = _only_component(arguments.name, console)
    return settings | ({"region": arguments.region} if arguments.region else {})


def check(name: str, console: Console) -> Description:
    """The configuration of the endpoint, which serves.

    Raises:
        Fault: it does not serve.
    """
    endpoint = find_endpoint(name, console)
    if not endpoint:
        do = "check --region; python -m jumpstart.status lists the endpoints that exist"
        raise Fault(f"{console.region} has no endpoint {name}", do, code="no_endpoint")
    if endpoint["EndpointStatus"] != "InService":
        do = f"run this again when it serves; python -m jumpstart.status {name} says more"
        raise Fault(f"{name} is {endpoint['EndpointStatus']}", do, code="not_in_service")
    return find_config(endpoint["EndpointConfigName"], console) or {}


def _asynchronous(name: str, config: Description) -> dict[str, str]:
    """What easel.toml must say to draw with an asynchronous endpoint.

    Raises:
        Fault: it does not say where its failures go.
    """
    output = config["AsyncInferenceConfig"]["OutputConfig"]
    if not output.get("S3FailurePath"):
        what = f"{name} writes its failures nowhere, so Easel would wait for them"
        do = "give its configuration an S3FailurePath, or deploy another endpoint"
        raise Fault(what, do, code="asynchronous")
    return {
        "mode": Mode.ASYNC.value,
        "existing_answers": output["S3OutputPath"],
        "existing_failures": output["S3FailurePath"],
    }


def _try(settings: dict[str, str], console: Console) -> None:
    name = settings["existing_endpoint"]
    if settings["mode"] == Mode.ASYNC.value:
        do = f"leave --try out; python -m jumpstart.evaluate --endpoint {name} draws with it"
        raise Usage(f"{name} is asynchronous, and --try waits for no answer", do, code="no_try")
    draw(name, settings["inference_component"], console)


def _only_component(name: str, console: Console) -> str:
    """The endpoint's inference component, or "" if it has none.

    Raises:
        Usage: it has several.
    """
    pages = console.client("sagemaker").get_paginator("list_inference_components")
    found = [
        one["InferenceComponentName"]
        for page in pages.paginate(EndpointNameEquals=name)
        for one in page["InferenceComponents"]
    ]
    if len(found) > 1:
        do = f"choose one with --inference-component: {', '.join(found)}"
        raise Usage(f"{name} has several inference components", do, code="which_component")
    if found:
        console.say(f"{name} has the inference component {found[0]}")
    return found[0] if found else ""


def draw(name: str, component: str, console: Console) -> None:
    """Draw a tiny picture, to see that the endpoint speaks Easel's contract.

    Raises:
        Fault: the endpoint does not speak it.
        BotoCoreError
    """
    request: dict[str, Any] = {
        "EndpointName": name,
        "ContentType": "application/json",
        "Accept": "application/json;jpeg",
        "Body": json.dumps(_TINY),
    }
    if component:
        request["InferenceComponentName"] = component
    since = console.clock.now()
    try:
        answer = console.send("sagemaker-runtime", "InvokeEndpoint", **request)
    except ClientError as error:
        if code_of(error) != "ModelError":
            raise
        do = "check that it is a JumpStart text-to-image model; its log in CloudWatch says more"
        raise Fault(f"{name} failed: {message_of(error)}", do, code="model_error") from error
    if console.dry_run:
        return
    try:
        [picture] = json.loads(answer["Body"].read())["generated_images"]
        jpeg = base64.b64decode(picture)
    except (ValueError, KeyError, TypeError) as error:
        do = "take a JumpStart txt2img model, or a container that answers as they do"
        raise Fault(
            f"{name} answers in another form: {error!r}", do, code="other_contract"
        ) from error
    if not jpeg.startswith(b"\xff\xd8\xff"):
        do = "take an endpoint that can encode JPEG"
        raise Fault(f"{name} answers without a JPEG", do, code="other_contract")
    seconds = (console.clock.now() - since).total_seconds()
    console.say(f"{name} drew a picture of 256×256 in {seconds:.1f} s, {len(jpeg)} bytes")


def write(settings: dict[str, str], path: Path, console: Console) -> None:
    """Show what changes in easel.toml, ask, and write it.

    Raises:
        Usage, Declined
    """
    before = easel_toml.read(path)
    after = easel_toml.changed(before, settings)
    if after == before:
        console.say(f"{path} is up to date already")
        return
    for old, new in zip(before.splitlines(), after.splitlines(), strict=False):
        if old != new:
            console.say(f"- {old}\n+ {new}")
    for new in after.splitlines()[len(before.splitlines()) :]:
        console.say(f"+ {new}")
    if console.dry_run:
        console.say(f"would write {path}")
        return
    console.confirm(f"Write this to {path}?")
    path.write_bytes(after.encode())
    if settings["mode"] == Mode.ASYNC.value and settings["existing_endpoint"]:
        bucket = settings["existing_answers"].removeprefix("s3://").partition("/")[0]
        console.say(f"{bucket} must send its events to EventBridge: make preflight looks")
    console.say(
        "written; make deploy puts it into effect. If Easel made an endpoint before, that endpoint "
        "costs money until make destroy STACKS=EaselEndpoint"
    )


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "use", __doc__ or "", example=f"python -m jumpstart.use {DEFAULT_NAME} --try"
    )
    add = parser.add_argument
    add(
        "name",
        nargs="?",
        type=endpoint_name,
        default=DEFAULT_NAME,
        help=f"the endpoint's name ({DEFAULT_NAME})",
    )
    add(
        "--inference-component",
        default="",
        metavar="NAME",
        help="which one, if the endpoint has several",
    )
    add("--try", dest="try_", action="store_true", help="draw a tiny picture first, as a test")
    add("--own", action="store_true", help="go back to the endpoint that Easel makes")
    add(
        "--settings",
        type=Path,
        default=easel_toml.PATH,
        metavar="FILE",
        help="the file to change (easel.toml)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
