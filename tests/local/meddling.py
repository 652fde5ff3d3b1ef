"""What can happen between a client and Easel: an answer is lost, or time goes faster."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
from starlette.requests import Request
from starlette.responses import Response

from local.process import listen, port_of, served

from .moody_model import held, released
from .proxy import Hooks, proxy


@contextmanager
def hurrying(url: str, requests: int = 100) -> Iterator[tuple[str, list[int]]]:
    """The URL of a proxy before `url`, and the list of the Retry-After that Easel has answered.

    The model holds back prompts that start with "held" until Easel has answered 503, or this many
    requests. The proxy asks the client to come again at once.
    """
    told: list[int] = []
    left = iter(range(requests - 1, -1, -1))

    async def hurry(request: Request, body: bytes) -> Response | None:
        headers = [(k, v) for k, v in request.headers.items() if k != "host"]
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.request(
                request.method, _to(url, request), content=body, headers=headers
            )
        kept = {k: v for k, v in answer.headers.items() if k != "content-encoding"}
        if answer.status_code == 503:
            told.append(int(kept["retry-after"]))
            kept["retry-after"] = "1"
        if told or not next(left, 0):
            released.set()
        return Response(answer.content, answer.status_code, kept)

    listener = listen(0)
    with held(), served(proxy(lambda: url, Hooks(before=hurry)), listener):
        yield f"http://127.0.0.1:{port_of(listener)}", told


def _to(url: str, request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{url}{request.url.path}{query}"


@contextmanager
def losing_the_first_answer(url: str) -> Iterator[str]:
    """The URL of a connection to `url` that breaks when the answer to the first POST comes."""
    easel = (urlsplit(url).hostname, urlsplit(url).port)
    lost = threading.Event()

    class Wire(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.posted = False
            with socket.create_connection(easel) as server:
                back = threading.Thread(target=self.bring_back, args=(server,))
                back.start()
                with contextlib.suppress(OSError):
                    while sent := self.request.recv(65_536):
                        self.posted = sent.startswith(b"POST ") or self.posted
                        server.sendall(sent)
                    server.shutdown(socket.SHUT_WR)
                back.join()

        def bring_back(self, server: socket.socket) -> None:
            with contextlib.suppress(OSError):
                while answer := server.recv(65_536):
                    if self.posted and not lost.is_set():
                        lost.set()
                        break
                    self.request.sendall(answer)
                self.request.shutdown(socket.SHUT_RDWR)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Wire) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
    assert lost.is_set()
