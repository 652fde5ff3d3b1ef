"""The bytes of an answer, read piece by piece, so that an answer of any size fits into memory."""

from typing import Protocol

from .jpeg import BadAnswer

PIECE_BYTES = 256 * 1024
# JSON's white space (RFC 8259).
SPACE = b" \t\r\n"


class Stream(Protocol):
    def read(self, amount: int, /) -> bytes: ...


class Pieces:
    """`ahead` is what was read from `stream`, but not used so far."""

    def __init__(self, stream: Stream, max_bytes: int) -> None:
        self._stream = stream
        self._left = max_bytes
        self.ahead = b""

    def read(self) -> bool:
        """Read one piece more. False if nothing is left.

        Raises:
            BadAnswer: the answer has more than `max_bytes`.
        """
        piece = self._stream.read(PIECE_BYTES)
        self._left -= len(piece)
        if self._left < 0:
            raise BadAnswer("the model's answer is too large")
        self.ahead += piece
        return bool(piece)

    def read_on(self, max_ahead: int) -> None:
        """Read one piece more, which has to be there. No more than `max_ahead` bytes may wait.

        Raises:
            BadAnswer: the answer ends here, or holds something far too long.
        """
        if len(self.ahead) > max_ahead:
            raise BadAnswer("the model's answer holds something far too long")
        if not self.read():
            raise BadAnswer("the model's answer is cut off")

    def use(self, length: int) -> bytes:
        """The next `length` bytes, which were read already."""
        used, self.ahead = self.ahead[:length], self.ahead[length:]
        return used

    def next_sign(self, max_space: int = PIECE_BYTES) -> bytes:
        """The next byte that is not white space. It is not used up."""
        while not (ahead := self.ahead.lstrip(SPACE)):
            self.read_on(max_space)
        self.ahead = ahead
        return ahead[:1]
