"""Lets one call to AWS fail, in each way in which it can fail.

    faults = Faults()
    adapters = FakeAdapters(settings, clock, client=faults.clients(client_made_once))
    work()                                  # counts the calls: faults.calls names them
    for k in range(len(faults.calls)):
        faults.arm(k, THROTTLED)            # the next time, call k fails (0 is the first)
        work()

`watch` wraps any object whose methods are calls to AWS, so a fake of a service can be faulty too.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

_URL = "https://aws.example"
# What each service says if it is asked too often: code and HTTP status.
_THROTTLED = {
    "dynamodb": ("ProvisionedThroughputExceededException", 400),
    "s3": ("SlowDown", 503),
    "sqs": ("RequestThrottled", 403),
}
# Methods of a boto3 client that call nobody.
_NO_CALLS = ("can_paginate", "generate_presigned_post", "generate_presigned_url", "close")


@dataclass(frozen=True)
class Kind:
    """A way in which a call fails. `error` makes the error from the names of the service and the
    method. If `ran`, the service did what it was asked to do, and only its answer was lost."""

    name: str
    error: Callable[[str, str], Exception]
    ran: bool = False


def refused(code: str, status: int, operation: str = "") -> ClientError:
    """The error of boto3 for a service that answers with this code and HTTP status."""
    said: Any = {
        "Error": {"Code": code, "Message": code},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(said, operation)


def _throttled(service: str, method: str) -> Exception:
    return refused(*_THROTTLED.get(service, ("ThrottlingException", 400)), method)


THROTTLED = Kind("throttled", _throttled)
BROKEN = Kind("broken", lambda _, method: refused("InternalServerError", 500, method))
UNREACHABLE = Kind("unreachable", lambda *_: EndpointConnectionError(endpoint_url=_URL))
NO_CONNECTION = Kind("no connection", lambda *_: ConnectTimeoutError(endpoint_url=_URL))
TIMED_OUT = Kind("timed out", lambda *_: ReadTimeoutError(endpoint_url=_URL))
CLOSED = Kind("closed", lambda *_: ConnectionClosedError(endpoint_url=_URL))
# The call was carried out, and its answer was lost.
LOST = Kind("answer lost", TIMED_OUT.error, ran=True)
LOST_CLOSED = Kind("answer lost, closed", CLOSED.error, ran=True)
LOST_BROKEN = Kind("answer lost, broken", BROKEN.error, ran=True)

KINDS = (
    THROTTLED,
    BROKEN,
    UNREACHABLE,
    NO_CONNECTION,
    TIMED_OUT,
    CLOSED,
    LOST,
    LOST_CLOSED,
    LOST_BROKEN,
)


@dataclass
class Faults:
    """Counts the calls of all clients that it watches, and lets one of them fail.

    `calls` names each call since the last `arm` or `disarm`, as `dynamodb.put_item`.
    """

    calls: list[str] = field(default_factory=list)
    _at: int | None = None
    _kind: Kind = THROTTLED
    _lock: Lock = field(default_factory=Lock)

    def arm(self, at: int, kind: Kind) -> None:
        """Let the call with the number `at` fail, counted from now on. 0 is the next one."""
        self.calls, self._at, self._kind = [], at, kind

    def disarm(self) -> None:
        """Let no call fail, and count from now on."""
        self.calls, self._at = [], None

    def clients(self, make: Callable[..., Any]) -> Callable[..., Any]:
        """`make`, which makes a client from the name of its service, with each client watched."""
        return lambda service, **options: self.watch(service, make(service, **options))

    def watch(self, service: str, client: object) -> Any:
        """`client` of `service`, with each of its calls counted. `client` may be a fake."""
        return _Watched(service, client, self)

    def call(self, service: str, method: str, run: Callable[..., Any], request: Any) -> Any:
        with self._lock:
            number = len(self.calls)
            self.calls.append(f"{service}.{method}")
        if number != self._at:
            return run(**request)
        if self._kind.ran:
            with suppress(ClientError):  # if it was a refusal, that answer is lost too
                run(**request)
        raise self._kind.error(service, method)


class _Watched:
    def __init__(self, service: str, client: object, faults: Faults) -> None:
        self._service, self._client, self._faults = service, client, faults

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._client, name)
        if name == "get_paginator":
            return self._paginator
        if name in _NO_CALLS or not callable(found):
            return found
        return lambda **request: self._faults.call(self._service, name, found, request)

    def _paginator(self, method: str) -> Any:
        real: Any = self._client
        found = real.get_paginator(method)
        found._method = getattr(self, method)  # each page is a call
        return found
