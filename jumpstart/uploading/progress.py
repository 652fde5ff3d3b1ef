"""The progress of an upload: bytes, rate, and the time that is left."""

import threading
import time
from collections.abc import Callable

from .transfer import Say

EVERY_S = 2.0


class Progress:
    def __init__(
        self, total: int, there: int, say: Say, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        """`there` of the `total` bytes are in S3 already."""
        self.total, self.there, self.sent = total, there, 0
        self._say, self._now_s = say, now_s
        self._started_s = self._said_s = now_s()
        self._lock = threading.Lock()

    def add(self, count: int) -> None:
        """Count `count` more bytes that have arrived. Prints a line every EVERY_S seconds."""
        with self._lock:
            self.sent += count
            now_s = self._now_s()
            if now_s - self._said_s >= EVERY_S:
                self._said_s = now_s
                self._say(self.line())

    def line(self) -> str:
        rate = self.sent / max(self._now_s() - self._started_s, 1e-6)
        done = self.there + self.sent
        share = f"{100 * done / max(1, self.total):.0f} %"
        left_s = (self.total - done) / rate if rate else 0
        return f"{share}, {size(done)} of {size(self.total)}, {size(rate)}/s, {left_s:.0f} s to go"


def size(count: float) -> str:
    """`count` bytes in a unit that people read: 1.5 MB."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.2f} GB"
