"""One device draws one request at a time, on a thread of its own, so that /ping always answers."""

import asyncio
import threading
from concurrent.futures import Future
from queue import SimpleQueue

from PIL import Image

from ..painters.model import SIDE_PX, DrawRequest, Model

# Behind the one that is being drawn. With 10 s a picture the last of them waits 80 s, which is
# longer than SageMaker lets a real-time call wait (60 s).
MAX_WAITING = 8


class Unavailable(Exception):
    """Nothing was drawn, for no fault of the request: it may be sent again."""


class Device:
    """Starts to set `model` up at once; `ready` is done when that is, or holds what it raised."""

    def __init__(self, model: Model, max_waiting: int = MAX_WAITING) -> None:
        self.ready: Future[None] = Future()
        self._model = model
        self._max_waiting = max_waiting
        self._stopping = False
        # What is being drawn, and what waits for that or for the setup.
        self._taken: set[Future[list[Image.Image]]] = set()
        self._waiting: SimpleQueue[tuple[DrawRequest, Future[list[Image.Image]]]] = SimpleQueue()
        # A daemon, unlike an executor's threads: a stop never waits for a slow model.
        threading.Thread(target=self._work, name="device", daemon=True).start()

    @property
    def is_ready(self) -> bool:
        return self.ready.done() and self.ready.exception() is None

    @property
    def side_px(self) -> int:
        """Of a picture whose request names no size: what the model was made for, if it says so."""
        return getattr(self._model, "side_px", SIDE_PX)

    @property
    def pending(self) -> int:
        """Requests that are being drawn, or wait for that."""
        return len(self._taken)

    async def draw(self, request: DrawRequest) -> list[Image.Image]:
        """Wait for one's turn, then draw; raises what the setup or the model raises. Cancelled
        before its turn, it is not drawn.

        Raises:
            Unavailable: as many wait as may, or the device stops before its turn.
        """
        if self._stopping:
            raise Unavailable("the server is stopping")
        if self.pending > self._max_waiting:
            raise Unavailable(f"{self._max_waiting} requests are waiting already; try again later")
        drawn: Future[list[Image.Image]] = Future()
        self._taken.add(drawn)
        drawn.add_done_callback(self._taken.discard)
        self._waiting.put((request, drawn))
        try:
            return await asyncio.wrap_future(drawn)
        except asyncio.CancelledError:
            if self._stopping and drawn.cancelled():
                raise Unavailable("the server is stopping") from None
            raise

    def stop(self) -> None:
        """Finish what is being drawn, and refuse all else, what waits included."""
        self._stopping = True
        for drawn in list(self._taken):
            drawn.cancel()  # no effect on what is being drawn

    def _work(self) -> None:
        failure: BaseException | None = None
        try:
            self._model.setup()
        except BaseException as error:  # noqa: BLE001 - it is kept, and ends the process in run()
            failure = error
            self.ready.set_exception(error)
        else:
            self.ready.set_result(None)
        while True:
            request, drawn = self._waiting.get()
            if not drawn.set_running_or_notify_cancel():
                continue
            try:
                if failure:
                    raise failure
                drawn.set_result(self._model.draw(request))
            except BaseException as error:  # noqa: BLE001 - it is kept, and raised in draw()
                drawn.set_exception(error)
