"""One request to the endpoint's container, and how it can fail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Invocation:
    """One request to the container; `timeout_s` includes the wait for its turn."""

    body: bytes
    content_type: str
    accept: str
    timeout_s: float


class ModelError(Exception):
    """The container failed. `message` is in SageMaker's words; `status` is 0 if no answer came."""

    def __init__(self, message: str, status: int, original_message: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.original_message = original_message
