"""Let Easel draw with an endpoint that is there: writes its name into easel.toml."""

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
from .endpoint.found import find_config, find_endpoint
from .endpoint.wanted import DEFAULT_NAME, endpoint_name

# The smallest picture of the contract, for --try.
_TINY = {"prompt": "a red circle", "width": 256, "height": 256, "num_inference_steps": 1}


def main(argv: Sequence[str] | None = None) -> int:
    return launch(use, parser(), argv)


def use(arguments: argparse.Namespace, console: Console) -> None:
    """
    Raises:
        Fault, BotoCoreError, ClientError
    """
    console.costs("nothing more than the endpoint does already")
    if arguments.own:
        # Easel's own is asynchronous unless somebody says otherwise.
        settings = {"existing_endpoint": "", "inference_component": "", "mode": Mode.ASYNC.value}
    else:
        settings = _settings_for(arguments, console)
        if arguments.try_:
            draw(settings["existing_endpoint"], settings["inference_component"], console)
    write(settings, arguments.settings, console)


def _settings_for(arguments: argparse.Namespace, console: Console) -> dict[str, str]:
    """
    Raises:
        Fault: the endpoint is not there, or is none that Easel can draw with.
    """
    deployed_to = easel_toml.load(arguments.settings).region
    if deployed_to and deployed_to != console.region:
        do = "deploy both into one region"
        what = f"easel.toml deploys to {deployed_to}, the endpoint is in {console.region}"
        raise Usage(what, do, code="other_region")
    component = arguments.inference_component
    if not console.dry_run:
        check(arguments.name, console)
        component = component or _only_component(arguments.name, console)
    settings = {
        "existing_endpoint": arguments.name,
        "inference_component": component,
        "mode": Mode.REALTIME.value,
    }
    return settings | ({"region": arguments.region} if arguments.region else {})


def check(name: str, console: Console) -> None:
    """
    Raises:
        Fault
    """
    endpoint = find_endpoint(name, console)
    if not endpoint:
        do = "python -m jumpstart.status lists those there are; look at --region"
        raise Fault(f"{console.region} has no endpoint {name}", do, code="no_endpoint")
    if endpoint["EndpointStatus"] != "InService":
        do = f"python -m jumpstart.status {name} says why; run this again when it serves"
        raise Fault(f"{name} is {endpoint['EndpointStatus']}", do, code="not_in_service")
    config = find_config(endpoint["EndpointConfigName"], console) or {}
    if "AsyncInferenceConfig" in config:
        what = f"{name} is asynchronous: its answers land where Easel does not look"
        do = 'mode = "async" in easel.toml makes one that does; or deploy one with --mode realtime'
        raise Fault(what, do, code="asynchronous")


def _only_component(name: str, console: Console) -> str:
    """The endpoint's inference component, or nothing where it has none.

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
        do = f"give --inference-component: {', '.join(found)}"
        raise Usage(f"{name} has several inference components", do, code="which_component")
    if found:
        console.say(f"{name} has the inference component {found[0]}")
    return found[0] if found else ""


def draw(name: str, component: str, console: Console) -> None:
    """A tiny picture, to see that it speaks the contract.

    Raises:
        Fault: it does not.
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
        do = "is it a text-to-image model of JumpStart's? its log in CloudWatch says more"
        raise Fault(f"{name} failed: {message_of(error)}", do, code="model_error") from error
    if console.dry_run:
        return
    try:
        [picture] = json.loads(answer["Body"].read())["generated_images"]
        jpeg = base64.b64decode(picture)
    except (ValueError, KeyError, TypeError) as error:
        do = "Easel draws with JumpStart's txt2img models and what speaks as they do"
        raise Fault(f"{name} answers otherwise: {error!r}", do, code="other_contract") from error
    if not jpeg.startswith(b"\xff\xd8\xff"):
        do = "it must be able to encode JPEG, or answer lists of RGB to application/json"
        raise Fault(f"{name} answers no JPEG", do, code="other_contract")
    seconds = (console.clock.now() - since).total_seconds()
    console.say(f"{name} drew a picture of 256×256 in {seconds:.1f} s, {len(jpeg)} bytes")


def write(settings: dict[str, str], path: Path, console: Console) -> None:
    """
    Raises:
        Usage, Declined
    """
    before = easel_toml.read(path)
    after = easel_toml.changed(before, settings)
    if after == before:
        console.say(f"{path} says so already")
        return
    for old, new in zip(before.splitlines(), after.splitlines(), strict=False):
        if old != new:
            console.say(f"- {old}\n+ {new}")
    for new in after.splitlines()[len(before.splitlines()) :]:
        console.say(f"+ {new}")
    if console.dry_run:
        console.say(f"would write {path}")
        return
    console.confirm(f"Write that to {path}?")
    path.write_bytes(after.encode())
    console.say(
        "written; make deploy puts it into effect. If Easel made an endpoint before, it goes on "
        "costing money until make destroy STACKS=EaselEndpoint"
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
        help=f"the endpoint's ({DEFAULT_NAME})",
    )
    add("--inference-component", default="", metavar="NAME", help="of an endpoint that has several")
    add("--try", dest="try_", action="store_true", help="draw a tiny picture before")
    add("--own", action="store_true", help="back to the endpoint that Easel makes itself")
    add("--settings", type=Path, default=easel_toml.PATH, metavar="FILE", help="easel.toml")
    return parser


if __name__ == "__main__":
    sys.exit(main())
