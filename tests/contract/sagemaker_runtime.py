"""The SageMaker runtime on 127.0.0.1, as far as Easel calls it; shapes from contracts/."""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Received:
    path: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


def drawn(body: bytes) -> Reply:
    """InvokeEndpoint: the container's answer, under the content type that was accepted."""
    return Reply(200, {"Content-Type": "application/json;jpeg"}, body)


def queued(output: str, failure: str | None) -> Reply:
    """InvokeEndpointAsync: where the answer, or the failure, will be."""
    headers = {"Content-Type": "application/json", "X-Amzn-SageMaker-OutputLocation": output}
    if failure:
        headers["X-Amzn-SageMaker-FailureLocation"] = failure
    return Reply(202, headers, b'{"InferenceId": "as sent"}')


def refused(status: int, code: str, message: str = "no", **members: Any) -> Reply:
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": code}
    return Reply(status, headers, json.dumps({"Message": message} | members).encode())


HANGS = Reply(0, {}, b"")  # never answers
CUT_OFF = Reply(200, {"Content-Length": "1000"}, b'{"generated_images": [')


class SageMakerRuntime:
    """Says `reply` to whoever calls, and keeps what it was asked."""

    def __init__(self) -> None:
        self.reply = HANGS
        self.received: list[Received] = []
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def until_received(self, count: int, within_s: float = 60) -> list[Received]:
        ends_s = time.monotonic() + within_s
        while len(self.received) < count:
            assert time.monotonic() < ends_s, f"only {len(self.received)} of {count} calls came"
            time.sleep(0.01)
        return self.received

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        runtime = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(int(headers.get("content-length", "0")))
                runtime.received.append(Received(self.path, headers, body))
                reply = runtime.reply
                if reply is HANGS:
                    runtime._closing.wait()
                    return
                self.send_response(reply.status)
                for name, value in (
                    {"Content-Length": str(len(reply.body))} | dict(reply.headers)
                ).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler
