"""A real https receiver of webhooks on this machine, with a certificate of its own authority."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

# What a receiver does once it has read a request.
Manner = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Received:
    """One POST, as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


def answers(status: int, **headers: str) -> Manner:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("content-length", "0")
        request.end_headers()

    return answer


def answers_hugely(request: BaseHTTPRequestHandler) -> None:
    """A body without an end."""
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b"x" * 65_536)


def drips(request: BaseHTTPRequestHandler) -> None:
    """A whole answer, but a byte at a time: no single read takes long, all of them take 20 s."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
    for _ in range(400):
        request.wfile.write(b"x")
        time.sleep(0.05)
    request.wfile.write(b"\r\ncontent-length: 0\r\n\r\n")


def hangs(request: BaseHTTPRequestHandler) -> None:
    """No answer. It waits until the other side hangs up."""
    request.rfile.read(1)
    raise ConnectionAbortedError


@dataclass
class HttpsReceiver:
    """`manners` are taken in turn, one for each POST; then it answers 204.

    `answered` holds the POSTs whose answer was sent to its end.
    """

    port: int
    ca_file: Path
    manners: list[Manner] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    answered: list[Received] = field(default_factory=list)

    def url(self, path: str = "/hook", host: str = "127.0.0.1") -> str:
        return f"https://{host}:{self.port}{path}"

    @property
    def environment(self) -> dict[str, str]:
        """What lets the functions send webhooks here."""
        trusted = f"127.0.0.1:{self.port},localhost:{self.port}"
        return {"WEBHOOK_TRUSTED_HOSTS": trusted, "WEBHOOK_CA_FILE": str(self.ca_file)}

    def until_received(self, count: int, within_s: float = 60) -> list[Received]:
        ends = time.monotonic() + within_s
        while len(self.received) < count:
            assert time.monotonic() < ends, f"only {len(self.received)} of {count} webhooks came"
            time.sleep(0.05)
        return self.received


@contextmanager
def https_receiver(folder: Path) -> Iterator[HttpsReceiver]:
    """A receiver while the block runs, known as 127.0.0.1, localhost and hooks.example.com."""
    authority = trustme.CA()
    ca_file = folder / "webhook-ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost", "hooks.example.com").configure_cert(tls)

    class Handler(BaseHTTPRequestHandler):
        def setup(self) -> None:
            self.request.do_handshake()
            super().setup()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            received = Received(self.path, dict(self.headers.items()), body)
            receiver.received.append(received)
            (receiver.manners.pop(0) if receiver.manners else answers(204))(self)
            receiver.answered.append(received)

        def log_message(self, *_: object) -> None:
            """Nothing: pytest shows what matters."""

    class Server(ThreadingHTTPServer):
        def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
            accepted, address = super().get_request()
            # In a thread of its own, so that one slow handshake holds up no other.
            shaken = tls.wrap_socket(accepted, server_side=True, do_handshake_on_connect=False)
            return shaken, address

        def handle_error(self, *_: object) -> None:
            """They hung up: the tests of what they saw are on the other side."""

        def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
            with suppress(OSError):
                super().shutdown_request(request)

    with Server(("127.0.0.1", 0), Handler) as server:
        receiver = HttpsReceiver(server.server_address[1], ca_file)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()
