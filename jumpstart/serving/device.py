"""A device draws one request at a time, on its own thread, so that /ping always answers."""

import asyncio
import threading
from concurrent.futures import Future
from queue import SimpleQueue

from PIL import Image

from ..painters.model import DrawRequest, Model, Profile, profile_of

# Requests that wait while one is drawn. At 10 s for each picture, the last one waits 80 s. That is
# longer than SageMaker lets a real-time call wait (60 s).
MAX_WAITING = 8


class Unavailable(Exception):
    """Nothing was drawn. The request is not at fault, and may be sent again."""


class Device:
    """Sets `model` up at once. `ready` is done after that, and holds the exception, if any."""

    def __init__(self, model: Model, max_waiting: int = MAX_WAITING) -> None:
        self.ready: Future[None] = Future()
        self._model = model
        self._max_waiting = max_waiting
        self._stopping = False
        # The requests that are being drawn or waiting.
        self._taken: set[Future[list[Image.Image]]] = set()
        self._waiting: SimpleQueue[tuple[DrawRequest, Future[list[Image.Image]]]] = SimpleQueue()
        # A daemon, unlike an executor's threads, so that a stop never waits for a slow model.
        threading.Thread(target=self._work, name="device", daemon=True).start()

    @property
    def is_ready(self) -> bool:
        return self.ready.done() and self.ready.exception() is None

    @property
    def profile(self) -> Profile:
        """What the model draws if a request does not say."""
        return profile_of(self._model)

    @property
    def pending(self) -> int:
        """The number of requests that are being drawn or waiting."""
        return len(self._taken)

    async def draw(self, request: DrawRequest) -> list[Image.Image]:
        """The pictures, once it is the request's turn. If the call is cancelled before, nothing is
        drawn.

        Raises:
            Unavailable: too many requests wait, or the device stops before the turn.
            Exception: what the model's setup or drawing raised.
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
        """Finish the request that is being drawn. Refuse new requests and those that wait."""
        self._stopping = True
        for drawn in list(self._taken):
            drawn.cancel()  # has no effect on the one that is being drawn

    def _work(self) -> None:
        failure: BaseException | None = None
        try:
            self._model.setup()
        except BaseException as error:  # noqa: BLE001 - kept, and raised in run()
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
            except BaseException as error:  # noqa: BLE001 - kept, and raised in draw()
                drawn.set_exception(error)
