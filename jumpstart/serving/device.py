"""One device draws one request at a time, on a thread of its own, so that /ping always answers."""

import asyncio
import threading
from concurrent.futures import Future
from queue import SimpleQueue

from PIL import Image

from jumpstart.serving.model import DrawRequest, Model


class Device:
    """Starts to set `model` up at once; `ready` is done when that is, or holds what it raised."""

    def __init__(self, model: Model) -> None:
        self.ready: Future[None] = Future()
        self._model = model
        self._waiting: SimpleQueue[tuple[DrawRequest, Future[list[Image.Image]]]] = SimpleQueue()
        # A daemon, unlike an executor's threads: a stop never waits for a slow model.
        threading.Thread(target=self._work, name="device", daemon=True).start()

    @property
    def is_ready(self) -> bool:
        return self.ready.done() and self.ready.exception() is None

    async def draw(self, request: DrawRequest) -> list[Image.Image]:
        """Wait for the setup and for one's turn, then draw; raises what the model raises."""
        await asyncio.shield(asyncio.wrap_future(self.ready))
        drawn: Future[list[Image.Image]] = Future()
        self._waiting.put((request, drawn))
        return await asyncio.wrap_future(drawn)

    def _work(self) -> None:
        try:
            self._model.setup()
        except BaseException as error:  # noqa: BLE001 - it is kept, and ends the process in run()
            self.ready.set_exception(error)
            return
        self.ready.set_result(None)
        while True:
            request, drawn = self._waiting.get()
            if not drawn.set_running_or_notify_cancel():
                continue
            try:
                drawn.set_result(self._model.draw(request))
            except BaseException as error:  # noqa: BLE001 - it is kept, and raised in draw()
                drawn.set_exception(error)
