"""`make run`: all of Easel at http://localhost:8000, until Ctrl-C."""

import argparse
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from cdk.deployment import Deployment, Mode, explain
from cdk.signing import is_in_kms
from easel.settings import Access, Moderation
from jumpstart.command.faults import Fault

from .bedrock.guardrail import WORDS
from .deploy import DeployFailed
from .drawn_by import drawn_by
from .hub import fetched
from .ministack import REGION, ROOT, MinistackFailed
from .model import at_its_size, find_model
from .process import PortTaken
from .running import ModelFailed, RunningEasel, running_easel
from .state import StateUnusable
from .template import NotForLocal

_HOW = """
Easel is at {url}: open it in a browser, or ask the API:

  curl -sS {url}/v1/images -H 'content-type: application/json' \\
    -d '{{"prompt":"a red circle on a blue background","seed":1}}'

Or speak: put a recording under uploads/. A few seconds later its receipt holds the link.

  export AWS_ENDPOINT_URL={aws} AWS_REGION={region}
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AUDIO_BUCKET={audio}
  aws s3 cp voice.mp3 s3://$AUDIO_BUCKET/uploads/
  aws s3 cp s3://$AUDIO_BUCKET/uploads/voice.mp3.easel.json -

Read the documentation, and try it in a browser: {url}/docs
Pictures, jobs and logs are kept in {state}. Ctrl-C stops Easel.
"""

_WITH_A_KEY = """
Easel asks for a key, because easel.toml says access = "key". Make one in another terminal:

  make key LOCAL=1 STATE={state} NAME=me

The page asks for it. With curl, add -H 'authorization: Bearer <key>'.
"""

# Settings that exist only here: they let webhooks reach a receiver on this machine.
_HANDED_ON = ("WEBHOOK_TRUSTED_HOSTS", "WEBHOOK_CA_FILE")

# What exists only in an account: an endpoint, a network, and what stands in front of the service.
_NOT_HERE: dict[str, str | int | list[str]] = {
    "existing_endpoint": "",
    "inference_component": "",
    "existing_answers": "",
    "existing_failures": "",
    "bedrock_region": "",
    "domain": "",
    "certificate_arn": "",
    "hosted_zone_id": "",
    "subnet_ids": [],
    "security_group_ids": [],
    "waf": False,
    "web_acl_arn": "",
    "access_logs": False,
    "own_key": False,
}

# Limits that keep costs and strangers in bounds. On one's own machine there are neither.
_NO_LIMITS = {
    "daily_pictures": 1_000_000_000,
    "daily_pictures_per_address": 1_000_000_000,
    "daily_recordings": 1_000_000_000,
    "daily_recordings_per_caller": 1_000_000_000,
    "daily_instance_hours": 0,
    "daily_wait_hours": 1_000_000_000,
    "posts_per_minute": 1_000_000_000,
    "requests_per_second": 5_000,  # the most that the template takes
}

# What the exit status of a child says, if it ended by itself.
_WHY = {-signal.SIGKILL: ": it was killed, perhaps because the memory was full"}


class Stopped(Exception):
    """Easel was asked to stop before it had started."""


def main() -> None:
    arguments = _parser().parse_args()
    state = arguments.state.resolve()
    deployment = _deployment(
        arguments.mode, limited=arguments.limits == "on", moderation=arguments.moderation
    )

    stopped = threading.Event()
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Only note it: an exception from a signal handler can leave a library's lock locked.
        signal.signal(stop, lambda *_: stopped.set())

    def check() -> None:
        if stopped.is_set():
            raise Stopped

    def begin(step: str) -> None:
        check()
        print(f"{step} …", flush=True)

    try:
        with _easel(arguments, deployment, state, begin, check) as running:
            print(_how(running, deployment, state), flush=True)
            broken = _wait(running, stopped)
            print("stopping …", flush=True)
    except Stopped:
        print("stopped before it was ready")
        sys.exit(130)
    except PortTaken as taken:
        sys.exit(
            f"port {taken.port} is taken: stop the program that uses it, "
            f"or choose another port: make run PORT={taken.port + 1}"
        )
    except (
        Fault, StateUnusable, MinistackFailed, ModelFailed, DeployFailed, NotForLocal,
    ) as error:  # fmt: skip
        sys.exit(f"Easel did not start: {error}")
    except OSError as error:  # no room, or a folder that cannot be written
        sys.exit(f"Easel cannot work in {state}: {error}")
    if broken:
        sys.exit(f"{broken}; the logs are in {state}")


@contextmanager
def _easel(
    arguments: argparse.Namespace,
    deployment: Deployment,
    state: Path,
    begin: Callable[[str], None],
    check: Callable[[], None],
) -> Iterator[RunningEasel]:
    """Easel as `arguments` and `deployment` say, while the block runs."""
    model = find_model(arguments.model)
    if isinstance(model, str):
        begin(f"fetching {model} from the hub")
        model = fetched(model, check)
    with running_easel(
        at_its_size(deployment, model),
        state=state,
        port=arguments.port,
        hosts=tuple(host for host in arguments.hosts.split(",") if host),
        environment=drawn_by(model)
        | {name: os.environ[name] for name in _HANDED_ON if name in os.environ},
        model=model,
        model_options=("--seconds-per-picture", str(arguments.seconds_per_picture)),
        begin=begin,
        check=check,
    ) as running:
        check()
        yield running


def _how(running: RunningEasel, deployment: Deployment, state: Path) -> str:
    """What the person who started Easel can do now."""
    how = _HOW.format(
        url=running.url,
        state=state,
        aws=running.aws.url,
        region=REGION,
        audio=running.audio_bucket,
    )
    return how + (_WITH_A_KEY.format(state=state) if deployment.access is Access.KEY else "")


def _wait(running: RunningEasel, stopped: threading.Event) -> str | None:
    """Wait for a request to stop: None. If a child ends by itself before that: how, and which."""
    while not stopped.wait(1):
        for process in running.processes:
            if (status := process.poll()) is not None:
                command = " ".join(map(str, cast("list[object]", process.args)))
                return f"{command} has ended unexpectedly{_WHY.get(status, f' ({status})')}"
    return None


def _deployment(mode: str | None, *, limited: bool, moderation: str | None = None) -> Deployment:
    """The settings of easel.toml, with the local endpoint in place of the one in the cloud. The
    limits of a caller and of a day apply only if `limited`. `mode` and `moderation` go before those
    of easel.toml."""
    overrides = dict(_NOT_HERE)
    if not limited:
        overrides |= _NO_LIMITS
    if mode:
        overrides["mode"] = mode
    if moderation:
        overrides["moderation"] = moderation
    if mode == "bedrock":
        overrides |= {"model_data": "", "image": "", "ami_version": ""}
    try:
        deployment = Deployment.load(overrides)
    except ValidationError as invalid:
        sys.exit(explain(invalid))
    except ValueError as error:  # not TOML
        sys.exit(f"easel.toml: {error}")
    return _without_the_cloud(deployment)


def _without_the_cloud(deployment: Deployment) -> Deployment:
    """`deployment` without what only AWS has. A line says what that means for each picture."""
    if any(not language.startswith("en-") for language in deployment.languages):
        print("easel.toml: on this machine only spoken English is understood")
    off: dict[str, object] = {}
    if deployment.moderation is not Moderation.NONE:
        print(_stand_in(deployment.moderation))
    if deployment.translate:
        print(
            "easel.toml: nothing on this machine translates: prompts are drawn as they are written"
        )
        off["translate"] = False
    key = deployment.content_credentials_key
    if is_in_kms(key):
        print("easel.toml: the key that signs is in AWS KMS: pictures are not signed here")
        off |= {"content_credentials_key": "", "content_credentials_chain": ""}
    elif key:
        off["content_credentials_key"] = str(ROOT / key)  # functions run in other folders
    return deployment.model_copy(update=off)


def _stand_in(moderation: Moderation) -> str:
    """What is moderated on this machine, which knows no meaning and sees no things."""
    refused = []
    if moderation.of_prompts:
        refused.append(f"prompts with one of the words {', '.join(WORDS)}")
    if moderation.of_pictures:
        refused.append("pictures that are mostly magenta")
    return f"moderation is a stand-in here: it refuses {', and '.join(refused)}, and nothing else"


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a port: give 1 to 65535, or 0 for a free one"
        )
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    parser.add_argument(
        "--port",
        type=_port,
        default=8000,
        help="port of http://localhost; 0 takes a free one (8000)",
    )
    parser.add_argument(
        "--hosts",
        default="",
        metavar="NAMES",
        help="further names at which Easel answers, comma separated, such as *.example.org (none)",
    )
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in Mode],
        help="how Easel calls the model (the mode in easel.toml)",
    )
    parser.add_argument(
        "--limits",
        choices=("on", "off"),
        default="off",
        help="whether easel.toml's limits of a day, a minute and a second apply (off)",
    )
    parser.add_argument(
        "--moderation",
        choices=[one.value for one in Moderation],
        help="who looks at what is drawn, each by a stand-in (the moderation in easel.toml)",
    )
    parser.add_argument(
        "--model",
        default="renderer",
        help="the model that draws: renderer, small, a folder or a hub id (renderer)",
    )
    parser.add_argument(
        "--state",
        type=Path,
        default=ROOT / ".easel",
        help="the folder for pictures, jobs and logs (.easel)",
    )
    parser.add_argument(
        "--seconds-per-picture",
        type=float,
        default=0,
        metavar="S",
        help="make the local model take this long, to watch Easel wait (0)",
    )
    return parser


if __name__ == "__main__":
    main()
