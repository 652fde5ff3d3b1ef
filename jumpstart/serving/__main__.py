"""Serve one model until SIGTERM or Ctrl-C: python -m jumpstart.serving --port 8081"""

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from ..painters.model import Model
from ..painters.weights import NoWeights
from .app import create_app
from .device import Device
from .s3_pictures import NoPlace, S3Pictures
from .settings import Settings

logger = logging.getLogger("jumpstart")


def main() -> None:
    settings = Settings.read(sys.argv[1:], os.environ)
    try:
        listener = socket.create_server((settings.host, settings.port))
    except (OSError, OverflowError) as error:
        where = f"{settings.host}:{settings.port}"
        sys.stderr.write(f"cannot listen on {where}: {error} [cannot_listen]\n")
        sys.exit(2)
    _log_to_stdout()
    model = model_of(settings)
    try:
        run(settings, model, listener)
    except (NoWeights, NoPlace) as error:
        sys.stderr.write(f"{' '.join(str(error).split())} [{error.code}]\n")
        sys.exit(1)
    except SystemExit:  # a stop was asked for, and every request is answered
        _leave()


def model_of(settings: Settings) -> Model:
    """The model that draws. Ends the process if its library is not installed."""
    if settings.model == "stable-diffusion":
        # Otherwise it warns at every import that torchvision is missing, which nothing here needs.
        os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
        try:
            from ..painters.stable_diffusion import StableDiffusion
        except ModuleNotFoundError as error:
            how = "`make torch`, then start this with .venv-torch/bin/python"
            sys.exit(f"{error.name} is not installed in this Python: {how} [no_torch]")
        return StableDiffusion(settings)
    if settings.model == "small":
        from ..painters.small.painter import TRAINED, Small

        folder = Path(settings.model_folder) if settings.model_folder else TRAINED
        return Small(settings.seconds_per_picture, folder=folder)
    from ..painters.renderer.painter import Renderer

    return Renderer(settings.seconds_per_picture)


def run(settings: Settings, model: Model, listener: socket.socket) -> None:
    """Serve `model` on `listener`, and log when it is ready. Raises what its setup raises."""
    # uvicorn stops gracefully and then raises the signal again. This turns that into exit status 0.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: sys.exit(0))
    store = _store(settings)
    device = Device(model, settings.max_waiting)
    server = _Server(settings, device, store)
    host, port = listener.getsockname()[:2]

    def set_up(_: object) -> None:
        if device.is_ready:
            logger.info("serving %s on http://%s:%s", settings.model, host, port)
        else:
            server.should_exit = True

    device.ready.add_done_callback(set_up)
    server.run(sockets=[listener])
    device.ready.result()


def _store(settings: Settings) -> Callable[[bytes], str] | None:
    """Where pictures go if not into the answer. Whether they can is found out before one is drawn.

    Raises:
        NoPlace: they cannot.
    """
    if not settings.output_s3_uri:
        return None
    pictures = S3Pictures(settings.output_s3_uri)
    pictures.check()
    return pictures.put


class _Server(uvicorn.Server):
    """Tells the device when a stop begins, so that waiting requests are refused at once."""

    def __init__(
        self, settings: Settings, device: Device, store: Callable[[bytes], str] | None
    ) -> None:
        self._device = device
        super().__init__(
            uvicorn.Config(
                create_app(device, store),
                access_log=False,
                log_config=None,
                lifespan="off",
                timeout_graceful_shutdown=round(settings.grace_s),
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._device.stop()
        await super().shutdown(sockets)


def _leave() -> None:
    # Skips Python's own shutdown: torch aborts if it ends a thread that is drawing.
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)


def _log_to_stdout() -> None:
    """Send our log to stdout. uvicorn's own warnings go to stderr."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)


if __name__ == "__main__":
    main()
