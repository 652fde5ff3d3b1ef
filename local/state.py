"""The folder of one Easel: nobody else uses it meanwhile, and its files can be read."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# ministack saves within seconds when its Easel has been killed.
_SAVED_WITHIN_S = 60


class StateUnusable(Exception):
    """The folder cannot be used now; the text says why, and what to do."""


@contextmanager
def locked(state: Path, begin: Callable[[str], None]) -> Iterator[int]:
    """The folder `state` belongs to this Easel while the block runs. The descriptor holds the lock:
    a child that inherits it holds the lock until it ends, even if this process is killed.

    Raises:
        StateUnusable: another Easel uses it, or it cannot be written.
    """
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock = (state / "lock").open("a+")  # not emptied: it may be another's
    except OSError as error:
        raise StateUnusable(f"{state} cannot be used: {error.strerror}") from error
    with lock:
        _take(lock.fileno(), state, begin)
        try:
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
        except OSError as error:
            raise StateUnusable(f"{state} cannot be written: {error.strerror}") from error
        yield lock.fileno()


def _take(lock: int, state: Path, begin: Callable[[str], None]) -> None:
    until = time.monotonic() + _SAVED_WITHIN_S
    said = False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = (state / "lock").read_text()
            if _lives(holder) or time.monotonic() > until:
                raise StateUnusable(
                    f"another Easel uses {state} (process {holder}): stop it, or choose another "
                    f"folder: make run STATE=…"
                ) from None
            if not said:
                begin("waiting until the local AWS of the last run has saved")
                said = True
            time.sleep(0.1)
        else:
            return


def _lives(process: str) -> bool:
    with contextlib.suppress(ValueError, ProcessLookupError, PermissionError):
        os.kill(int(process), 0)
        return True
    return False


def check_saved(folder: Path) -> None:
    """Accept what ministack saved in `folder`. ministack itself would begin anew with an empty
    table in place of a file that it cannot read, and save that.

    Raises:
        StateUnusable: a file is damaged.
    """
    for file in sorted(folder.glob("*.json")):
        try:
            json.loads(file.read_bytes())
        except (ValueError, OSError) as error:
            raise StateUnusable(
                f"{file} is damaged, and Easel does not start without it. Put back a copy, "
                f"or begin anew, without pictures and jobs: choose another folder, make run STATE=…"
            ) from error
