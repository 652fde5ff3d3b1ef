"""Writes DynamoDB's rows and SQS's messages as they change: ministack saves only at its end.

A line is written before the answer that depends on it, so a process that is killed takes no
accepted job with it. At the next start the lines are read again, on top of what was saved last. A
message that somebody had received comes back, as in SQS.
"""

import errno
import json
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

logger = logging.getLogger("easel.journal")

# Beyond this the whole state is saved, and the journal begins anew.
MAX_BYTES = 16 * 1024 * 1024


class Journal:
    """The journal in `folder`, of `dynamodb` and `sqs`: ministack's modules of these services."""

    def __init__(self, folder: Path, dynamodb: Any, sqs: Any, codec: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._dynamodb = dynamodb
        self._sqs = sqs
        self._codec = codec  # ministack's JSON for bytes
        self._changes: list[list[Any]] = []
        self._queued: dict[tuple[str, ...], dict[str, None]] = {}
        self._set, self._remove = dynamodb._set_item, dynamodb._remove_item
        self._number = max((int(path.stem) for path in self._files()), default=0) + 1
        dynamodb._set_item, dynamodb._remove_item = self._set_item, self._remove_item

    def replay(self) -> None:
        """Apply what the last run wrote and did not save."""
        tables = {table["TableArn"]: table for _, table in self._dynamodb._tables.all_items()}
        queues = dict(self._sqs._queues.all_items())
        messages = {
            key: {message["id"]: message for message in queue["messages"]}
            for key, queue in queues.items()
        }
        for kind, *change in self._lines():
            if kind == "row":
                self._replay_row(tables, *change)
            elif tuple(change[0]) in messages:
                _replay_message(messages[tuple(change[0])], *change[1:])
        for key, queue in queues.items():
            queue["messages"][:] = messages[key].values()
            self._queued[key] = dict.fromkeys(messages[key])
        self._changes.clear()

    def flush(self) -> None:
        """Write the changes since the last call.

        Raises:
            OSError: they could not be written. The next call tries again.
        """
        self._note_messages()
        # Another thread may add a change meanwhile: a row that expires.
        changes, self._changes = self._changes, []
        if not changes:
            return
        try:
            line = json.dumps(changes, default=self._codec._json_default)
            # If the disk was full, the line before may be half a line: begin with a line break.
            self._append(f"\n{line}\n".encode())
        except OSError:
            self._changes = [*changes, *self._changes]
            raise

    @property
    def is_long(self) -> bool:
        path = self._file()
        return path.exists() and path.stat().st_size > MAX_BYTES

    def saved_by(self, save: Callable[[], None], saved: Path) -> bool:
        """Save the whole state with `save`, which writes JSON to the folder `saved`, and drop what
        the journal then no longer needs. Whether that worked."""
        try:
            self.flush()
        except OSError:
            logger.exception("the journal could not be written")
        before = self._files()
        self._number += 1
        started_ns = time.time_ns()
        save()
        states = [saved / "dynamodb.json", saved / "sqs.json"]
        # ministack only logs that it could not save. A file's time may be a tick behind the clock.
        if not all(p.exists() and p.stat().st_mtime_ns > started_ns - 10**8 for p in states):
            logger.error("the state could not be saved in %s; the journal is kept", saved)
            return False
        for path in before:
            path.unlink()
        return True

    def _append(self, line: bytes) -> None:
        with self._file().open("ab", buffering=0) as file:
            if file.write(line) != len(line):
                raise OSError(errno.ENOSPC, "the disk is full")

    def _set_item(self, table: Any, pk: str, sk: str, item: Any) -> Any:
        self._changes.append(["row", table["TableArn"], pk, sk, item])
        return self._set(table, pk, sk, item)

    def _remove_item(self, table: Any, pk: str, sk: str) -> Any:
        self._changes.append(["row", table["TableArn"], pk, sk, None])
        return self._remove(table, pk, sk)

    def _replay_row(self, tables: Any, arn: str, pk: str, sk: str, item: Any) -> None:
        table = tables.get(arn)
        if table is None:
            logger.error("%s is gone, and so is a row of it", arn)
        elif item is None:
            self._remove(table, pk, sk)
        else:
            self._set(table, pk, sk, item)

    def _note_messages(self) -> None:
        """Compare the queues with what was noted: messages come and go in many ways."""
        with self._sqs._queues_lock:
            for key, queue in self._sqs._queues.all_items():
                known = self._queued.setdefault(key, {})
                now = {message["id"]: message for message in queue["messages"]}
                if now.keys() == known.keys():
                    continue
                for new, message in now.items():  # in their order
                    if new not in known:
                        self._changes.append(["message", list(key), new, dict(message)])
                for gone in known.keys() - now.keys():
                    self._changes.append(["message", list(key), gone, None])
                self._queued[key] = dict.fromkeys(now)

    def _lines(self) -> Iterator[list[Any]]:
        for path in self._files():
            for line in path.read_bytes().split(b"\n"):
                try:
                    if line:
                        yield from json.loads(line, object_hook=self._codec._json_object_hook)
                except ValueError:  # half a line: nobody was told that it was written
                    logger.warning("%s: skipped half a line", path)

    def _file(self) -> Path:
        return self._folder / f"{self._number}.log"

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.log"), key=lambda path: int(path.stem))


def _replay_message(messages: dict[str, Any], id: str, message: Any) -> None:
    if message is None:
        messages.pop(id, None)
    else:
        messages[id] = message | {"receipt_handle": None}
