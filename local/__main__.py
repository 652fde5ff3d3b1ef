"""`make run`: all of Easel at http://localhost:8000, until Ctrl-C."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from pydantic import ValidationError

from cdk.deployment import Deployment, Mode, explain

from .deploy import DeployFailed
from .drawn_by import drawn_by
from .ministack import REGION, ROOT, MinistackFailed
from .process import PortTaken
from .running import ModelFailed, RunningEasel, running_easel
from .template import NotForLocal

_HOW = """
Easel is at {url}

  curl -sS {url}/v1/images -H 'content-type: application/json' \\
    -d '{{"prompt":"a red circle on a blue background","seed":1}}'

Or say it: put a recording under uploads/, and some seconds later its receipt has the link.

  export AWS_ENDPOINT_URL={aws} AWS_REGION={region}
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AUDIO_BUCKET={audio}
  aws s3 cp voice.mp3 s3://$AUDIO_BUCKET/uploads/
  aws s3 cp s3://$AUDIO_BUCKET/uploads/voice.mp3.easel.json -

To read and to try in a browser: {url}/docs
Pictures, jobs and logs are kept in {state}. Ctrl-C stops it.
"""

# Settings that no deployment has: webhooks that stay on this machine.
_HANDED_ON = ("WEBHOOK_TRUSTED_HOSTS", "WEBHOOK_CA_FILE")


class Stopped(Exception):
    """Somebody asked us to stop while we were starting."""


def main() -> None:
    arguments = _parser().parse_args()
    state = arguments.state.resolve()
    state.mkdir(parents=True, exist_ok=True)
    deployment = _deployment(arguments.mode)

    stopped = threading.Event()
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Only noted here: an exception out of a handler can leave any library's lock behind.
        signal.signal(stop, lambda *_: stopped.set())

    def begin(step: str) -> None:
        if stopped.is_set():
            raise Stopped
        print(f"{step} …", flush=True)

    try:
        with running_easel(
            deployment,
            state=state,
            port=arguments.port,
            environment=drawn_by(arguments.model)
            | {name: os.environ[name] for name in _HANDED_ON if name in os.environ},
            model_options=(
                *("--model", arguments.model),
                *("--seconds-per-picture", str(arguments.seconds_per_picture)),
            ),
            begin=begin,
        ) as running:
            if stopped.is_set():
                raise Stopped
            how = _HOW.format(
                url=running.url,
                state=state,
                aws=running.aws.url,
                region=REGION,
                audio=running.audio_bucket,
            )
            print(how, flush=True)
            broken = _wait(running, stopped)
            print("stopping …", flush=True)
    except Stopped:
        print("stopped before it was ready")
        sys.exit(130)
    except PortTaken as taken:
        sys.exit(
            f"port {taken.port} is taken: stop what uses it, "
            f"or take another: make run PORT={taken.port + 1}"
        )
    except (MinistackFailed, ModelFailed, DeployFailed, NotForLocal) as error:
        sys.exit(f"Easel did not start: {error}")
    if broken:
        sys.exit(f"{broken} ended by itself; the logs are in {state}")


def _wait(running: RunningEasel, stopped: threading.Event) -> str | None:
    """Until someone stops us; the command of a child that ended before, when one did."""
    while not stopped.wait(1):
        for process in running.processes:
            if process.poll() is not None:
                return str(process.args)
    return None


def _deployment(mode: str | None) -> Deployment:
    """easel.toml for this machine: its limits hold here too; the endpoint is our own."""
    overrides = {"existing_endpoint": "", "inference_component": ""}
    if mode:
        overrides["mode"] = mode
    try:
        deployment = Deployment.load(overrides)
    except ValidationError as invalid:
        sys.exit(explain(invalid))
    except ValueError as error:  # no TOML
        sys.exit(f"easel.toml: {error}")
    if any(not language.startswith("en-") for language in deployment.languages):
        print("easel.toml: what listens on this machine understands English alone")
    if deployment.translate:
        print("easel.toml: nothing on this machine translates; prompts are drawn as they are")
        return deployment.model_copy(update={"translate": False})
    return deployment


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is no port: 1 to 65535, or 0 for a free one")
    return port


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    parser.add_argument("--port", type=_port, default=8000, help="of http://localhost (8000)")
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in Mode],
        help="how the model is reached (as easel.toml says)",
    )
    parser.add_argument(
        "--model", choices=("renderer", "small"), default="renderer", help="who draws (renderer)"
    )
    parser.add_argument(
        "--state", type=Path, default=ROOT / ".easel", help="where everything is kept (.easel)"
    )
    parser.add_argument(
        "--seconds-per-picture",
        type=float,
        default=0,
        metavar="S",
        help="let the local model take this long, to see Easel wait",
    )
    return parser


if __name__ == "__main__":
    main()
