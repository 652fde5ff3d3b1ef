"""Child processes that never outlive this one, and servers in threads."""

import asyncio
import ctypes
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

# A clean stop includes saving to disk. A process that takes longer hangs.
_STOP_WITHIN_S = 20
_MAX_LOG_BYTES = 5 * 1024 * 1024
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class PortTaken(Exception):
    """Another program listens on `port`."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port


@contextmanager
def child(
    command: Sequence[str | Path], *, env: Mapping[str, str], log: Path, keeps: Sequence[int] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """`command`, running while the block runs. Its output is added to `log`. At the end it is asked
    to stop; if it does not stop in time, it is killed. It inherits the descriptors `keeps`."""
    rotate(log)
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C in the terminal must not reach it: children are stopped in their order.
            start_new_session=True,
            pass_fds=keeps,
            preexec_fn=die_with_parent if sys.platform == "linux" else None,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def rotate(log: Path) -> None:
    """Begin `log` anew if it is long. What it held is then in `log`.1, until the next time."""
    if log.exists() and log.stat().st_size > _MAX_LOG_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))


def die_with_parent() -> None:
    """Make the kernel send SIGTERM to this process when its parent dies, even if it was killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def served(
    app: ASGIApp, listener: socket.socket, protocol: type[asyncio.Protocol] | None = None
) -> Iterator[None]:
    """`app` on `listener` in a thread of its own while the block runs. `protocol` is how it speaks
    HTTP; without it uvicorn chooses."""
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http=protocol or "auto",
            ws="none",
            # It would believe the X-Forwarded-For of every caller on this machine.
            proxy_headers=False,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=3,
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(_STOP_WITHIN_S)


def listen(port: int) -> socket.socket:
    """A socket bound to 127.0.0.1; port 0 takes a free one.

    Raises:
        PortTaken
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise PortTaken(port) from error
    listener.listen(2048)
    return listener


def port_of(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port


def free_port() -> int:
    with listen(0) as listener:
        return port_of(listener)


def is_free(port: int) -> bool:
    try:
        listen(port).close()
    except PortTaken:
        return False
    return True
