"""python -m jumpstart.serving --port 8081: serve one model until SIGTERM or Ctrl-C."""

import argparse
import logging
import signal
import socket
import sys
from collections.abc import Callable

import uvicorn

from jumpstart.serving.app import create_app
from jumpstart.serving.device import Device
from jumpstart.serving.model import Model
from jumpstart.serving.renderer import Renderer


def _small(seconds_per_picture: float) -> Model:
    # numpy's import is for those only who draw with it.
    from jumpstart.serving.small import Small

    return Small(seconds_per_picture)


MODELS: dict[str, Callable[[float], Model]] = {"renderer": Renderer, "small": _small}

# How long a stop waits for pictures that are being drawn.
GRACE_S = 5


def main() -> None:
    parser = _parser()
    args = parser.parse_args()
    try:
        listener = socket.create_server((args.host, args.port))
    except (OSError, OverflowError) as error:
        parser.error(f"cannot listen on {args.host}:{args.port}: {error}")
    _log_to_stdout()
    run(args.model, MODELS[args.model](args.seconds_per_picture), listener)


def run(name: str, model: Model, listener: socket.socket) -> None:
    """Serve `model` on `listener`, and say so once it is set up; raises what its setup raises."""
    # uvicorn stops gracefully, then raises the signal once more: this makes that an exit of 0.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: sys.exit(0))
    device = Device(model)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(device),
            access_log=False,
            log_config=None,
            lifespan="off",
            timeout_graceful_shutdown=GRACE_S,
        )
    )
    host, port = listener.getsockname()[:2]

    def set_up(_: object) -> None:
        if device.is_ready:
            logging.getLogger("jumpstart.serving").info(
                "serving %s on http://%s:%s", name, host, port
            )
        else:
            server.should_exit = True

    device.ready.add_done_callback(set_up)
    server.run(sockets=[listener])
    device.ready.result()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m jumpstart.serving",
        description="Serve a model over the JumpStart text-to-image container's HTTP contract.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--port", type=int, required=True, help="0 picks a free one and prints it")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--model", choices=sorted(MODELS), default="renderer", help="who draws")
    parser.add_argument(
        "--seconds-per-picture",
        type=_seconds,
        default=0.0,
        metavar="S",
        help="sleep this long for each picture, to try out a slow model",
    )
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError("must lie between 0 and 3600")
    return seconds


def _log_to_stdout() -> None:
    """Ours only; what uvicorn has to complain about goes to stderr."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    ours = logging.getLogger("jumpstart.serving")
    ours.setLevel(logging.INFO)
    ours.addHandler(handler)


if __name__ == "__main__":
    main()
