"""The local AWS: ministack, in a Python environment of its own, with its state in a folder."""

import contextlib
import fcntl
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any

import boto3
import httpx
from botocore.config import Config

from .aws.unpacked import ASSETS
from .process import child, is_free
from .state import StateUnusable, check_saved

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv-ministack" / "bin" / "python"
ACCOUNT = "000000000000"
REGION = "us-east-1"
_READY_WITHIN_S = 30
# Below the range that systems assign by themselves, so that the port is free again next time.
_PORTS = range(4566, 5566)


class MinistackFailed(Exception):
    """ministack did not start; the text names its log."""


@dataclass(frozen=True, slots=True)
class Ministack:
    """A running ministack."""

    url: str
    log: Path
    assets: Path  # the functions' code

    def save(self) -> None:
        """Save everything now, and not only at the end: what a deployment made must not be lost.

        Raises:
            MinistackFailed
        """
        try:
            saved = httpx.post(f"{self.url}/_easel/save", timeout=120).status_code == 200
        except httpx.TransportError as error:
            raise MinistackFailed(f"the local AWS has ended; its log: {self.log}") from error
        if not saved:
            raise MinistackFailed(f"the local AWS could not save its state; its log: {self.log}")

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def client(self, service: str) -> Any:
        """A boto3 client with the rights of the account's root user."""
        return boto3.client(  # type: ignore[call-overload]
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 - ministack's root
            config=Config(retries={"total_max_attempts": 2}, s3={"addressing_style": "path"}),
        )


@dataclass(frozen=True, slots=True)
class LetIn:
    """The origins and hosts whose pages may send a recording's upload form."""

    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


@contextmanager
def ministack(
    state: Path, port: int, let_in: LetIn = LetIn(), keeps: Sequence[int] = ()
) -> Iterator[tuple[Ministack, Popen[bytes]]]:
    """ministack on `port` while the block runs. Its state is in the folder `state`. No other
    ministack may use the same port or the same folder. It inherits the descriptors `keeps`.

    Raises:
        StateUnusable, MinistackFailed
    """
    for folder in ("ministack", "s3", "tmp"):
        (state / folder).mkdir(exist_ok=True)
    check_saved(state / "ministack")
    log = state / "ministack.log"
    env = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": os.environ.get("HOME", ""),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        # Where to note what the functions ask of AWS: tests/local sets it if EASEL_RECORD is.
        "EASEL_CALLS": os.environ.get("EASEL_CALLS", ""),
        "EASEL_LET_IN": json.dumps(asdict(let_in)),
        "TMPDIR": str(state / "tmp"),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        # Each function has the role that the CDK wrote for it: what is not granted is denied.
        "AUTH": "true",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "LAMBDA_EXECUTOR": "local",
        # A burst leaves many processes, 60 MB each. One of each function stays.
        "LAMBDA_WARM_TTL_SECONDS": "60",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state / "ministack"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(state / "s3"),
        # Services that Easel does not use must not listen.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
    }
    with (
        contextlib.ExitStack() as after,
        child([PYTHON, "-m", "local.aws"], env=env, log=log, keeps=keeps) as process,
    ):
        after.callback(_clear, state / "tmp")
        running = Ministack(f"http://127.0.0.1:{port}", log, state / ASSETS)
        until = time.monotonic() + _READY_WITHIN_S
        while not _answers(running.url):
            if process.poll() is not None or time.monotonic() > until:
                raise MinistackFailed(f"the local AWS did not start; its log: {log}")
            time.sleep(0.05)
        yield running, process


def _clear(folder: Path) -> None:
    """Remove the functions' bundles, 33 to 135 MB each, in the background."""
    if folder.exists():
        gone = folder.with_name(f"{folder.name}.{os.getpid()}.{time.monotonic_ns()}")
        folder.rename(gone)
        # The shell starts rm in the background and returns at once.
        subprocess.run(["sh", "-c", 'rm -rf "$1" &', "sh", gone], check=True)  # noqa: S607


@contextmanager
def reserved_port(state: Path) -> Iterator[int]:
    """The port for the ministack of `state`; nobody else gets it while the block runs. It is the
    same port every time, because each queue's URL, which ministack saves, contains it.

    Raises:
        MinistackFailed: the port is taken.
        StateUnusable: the port is not known any more.
    """
    remembered = state / "aws-port"
    made_with = _port_in(remembered) if remembered.exists() else None
    for port in (made_with,) if made_with else _PORTS:
        # One lock per user: another user's file cannot be opened. Their ports are seen as taken.
        name = f"easel-aws-{os.getuid()}-{port}.lock"
        with (Path(tempfile.gettempdir()) / name).open("w") as lock:
            try:  # so that two Easels that start at once do not both take a free port
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            if not is_free(port):
                continue
            remembered.write_text(str(port))
            for left in state.glob("tmp*"):  # left by an Easel that was killed
                _clear(left)
            yield port
            return
    raise MinistackFailed(
        f"port {made_with} is taken, and {state} works with no other port: stop the program that "
        f"uses it, or choose another folder: make run STATE=…"
    )


def _port_in(remembered: Path) -> int:
    try:
        return int(remembered.read_text())
    except ValueError as error:
        raise StateUnusable(
            f"{remembered} is damaged: it holds the port in every queue's URL, such as "
            f"localhost:4566 in ministack/sqs.json beside it. Write that number into it"
        ) from error


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/_ministack/ready", timeout=2).status_code == 200
    except httpx.TransportError:
        return False
