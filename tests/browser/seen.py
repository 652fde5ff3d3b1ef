"""Waits for what a page shows, the same in every browser."""

import contextlib
import json
import time
from abc import ABC, abstractmethod
from typing import Any

LOOK_EVERY_S = 0.1
# A machine with two busy cores takes its time. A page that is right is seen much sooner.
_WITHIN_S = 90.0


class NotSeen(AssertionError):
    """The page did not come to show what was waited for."""


class Watched(ABC):
    """A page in a browser that can `run` an expression."""

    __slots__ = ()

    @abstractmethod
    def run(self, script: str) -> Any:
        """The value of the expression `script`, awaited."""

    def wait(self, condition: str, within_s: float = _WITHIN_S) -> None:
        """Wait until the expression `condition` is true.

        Raises:
            NotSeen: it did not become true.
        """
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            with contextlib.suppress(AssertionError):  # the page is just being replaced
                if self.run(f"Boolean({condition})"):
                    return
            time.sleep(LOOK_EVERY_S)
        raise NotSeen(f"{condition}; the page shows: {self.run('document.body.innerText')}")

    def see(self, text: str, within_s: float = _WITHIN_S) -> None:
        """Wait until the page shows `text`."""
        self.wait(f"document.body.innerText.includes({json.dumps(text)})", within_s)
