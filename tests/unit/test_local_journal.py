"""The journal inside ministack: rows and messages survive a kill at any moment."""

import asyncio
import json
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from local.aws.journal import Journal
from local.aws.kept import SAVE_PATH, kept

ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/Jobs"
QUEUE = ("000000000000", "us-east-1", "http://localhost/queue")


class Scoped(dict[Any, Any]):
    """Like ministack's dictionaries of all accounts and regions."""

    def all_items(self) -> list[tuple[Any, Any]]:
        return list(self.items())


class Aws:
    """A ministack that has begun, with the state that the last one saved."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.saved = folder, folder / "ministack"
        self.saved.mkdir(exist_ok=True)
        self.table: dict[str, Any] = {"TableArn": ARN, "items": self._load("dynamodb", {})}
        self.queue: dict[str, Any] = {"messages": self._load("sqs", [])}
        dynamodb = SimpleNamespace(
            _tables=Scoped(jobs=self.table), _set_item=_set_item, _remove_item=_remove_item
        )
        sqs = SimpleNamespace(_queues=Scoped({QUEUE: self.queue}), _queues_lock=threading.Lock())
        codec = SimpleNamespace(
            _json_default=lambda value: {"bytes": value.hex()},
            _json_object_hook=lambda found: (
                bytes.fromhex(found["bytes"]) if "bytes" in found else found
            ),
        )
        self.journal = Journal(folder / "journal", dynamodb, sqs, codec)
        self.journal.replay()
        self.dynamodb = dynamodb

    def put(self, key: str, item: Any) -> None:
        self.dynamodb._set_item(self.table, key, "-", item)

    def remove(self, key: str) -> None:
        self.dynamodb._remove_item(self.table, key, "-")

    def send(self, name: str) -> None:
        self.queue["messages"].append({"id": name, "body": name, "receipt_handle": None})

    def receive(self, name: str) -> None:
        (found,) = [m for m in self.queue["messages"] if m["id"] == name]
        found["receipt_handle"] = "received"

    def delete(self, name: str) -> None:
        self.queue["messages"] = [m for m in self.queue["messages"] if m["id"] != name]

    def save(self) -> bool:
        def write() -> None:
            (self.saved / "dynamodb.json").write_text(json.dumps(self.table["items"]))
            (self.saved / "sqs.json").write_text(json.dumps(self.queue["messages"]))

        return self.journal.saved_by(write, self.saved)

    @property
    def rows(self) -> dict[str, Any]:
        return {key: row["-"] for key, row in self.table["items"].items()}

    @property
    def messages(self) -> list[str]:
        return [m["id"] for m in self.queue["messages"]]

    def _load(self, name: str, otherwise: Any) -> Any:
        file = self.saved / f"{name}.json"
        return json.loads(file.read_text()) if file.exists() else otherwise


def _set_item(table: Any, pk: str, sk: str, item: Any) -> None:
    table["items"].setdefault(pk, {})[sk] = item


def _remove_item(table: Any, pk: str, sk: str) -> None:
    table["items"].pop(pk, None)


def test_what_was_answered_is_there_after_a_kill(tmp_path: Path) -> None:
    aws = Aws(tmp_path)
    aws.put("a", {"n": 1})
    aws.put("b", {"bytes-are-kept": b"\x00\xff"})
    aws.put("a", {"n": 2})
    aws.put("c", {"n": 3})
    aws.remove("c")
    aws.send("m1")
    aws.send("m2")
    aws.send("m3")
    aws.journal.flush()
    aws.receive("m1")
    aws.delete("m2")
    aws.journal.flush()
    restarted = Aws(tmp_path)
    assert restarted.rows == {"a": {"n": 2}, "b": {"bytes-are-kept": b"\x00\xff"}}
    assert restarted.messages == ["m1", "m3"]
    assert restarted.queue["messages"][0]["receipt_handle"] is None  # it comes back
    assert Aws(tmp_path).rows == restarted.rows  # killed again, before it saved


def test_the_journal_goes_on_after_a_save_and_is_dropped_by_it(tmp_path: Path) -> None:
    aws = Aws(tmp_path)
    aws.put("a", {"n": 1})
    aws.send("m1")
    assert aws.save()
    assert list((tmp_path / "journal").iterdir()) == []
    aws.put("a", {"n": 2})
    aws.delete("m1")
    aws.journal.flush()
    restarted = Aws(tmp_path)
    assert (restarted.rows, restarted.messages) == ({"a": {"n": 2}}, [])


def test_if_the_state_cannot_be_saved_the_journal_is_kept(tmp_path: Path) -> None:
    aws = Aws(tmp_path)
    aws.put("a", {"n": 1})
    assert not aws.journal.saved_by(lambda: None, aws.saved)  # ministack only logs it
    aws.put("b", {"n": 2})
    aws.journal.flush()
    assert Aws(tmp_path).rows == {"a": {"n": 1}, "b": {"n": 2}}


def test_half_a_line_is_skipped_whole_and_what_follows_it_is_read(tmp_path: Path) -> None:
    aws = Aws(tmp_path)
    aws.put("a", {"n": 1})
    aws.journal.flush()
    (journal,) = (tmp_path / "journal").iterdir()
    with journal.open("a") as file:
        file.write(f'\n[["row", "{ARN}", "half", "-", {{"n": 0}}], ["row", "')
    aws.put("b", {"n": 2})
    aws.journal.flush()
    assert Aws(tmp_path).rows == {"a": {"n": 1}, "b": {"n": 2}}


def test_an_answer_waits_for_the_disk_and_a_full_disk_answers_503(tmp_path: Path) -> None:
    aws = Aws(tmp_path)
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        aws.put(scope["path"], {"n": 1})
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"kept"})

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            sent.append((message["status"], "/a" in Aws(tmp_path).rows))

    checked = kept(app, aws.journal, aws.save)
    (tmp_path / "journal").rename(tmp_path / "gone")
    asyncio.run(checked(_request("/a"), None, send))
    for read in (
        _request("/r", target=b"DynamoDB_20120810.Query"),
        _request("/r", method="GET"),
        # A function has answered in Easel's own shape: CloudFront, and the API that it asked.
        _request("/r", host=b"d1.cloudfront.net"),
        _request("/r", via=b"1.1 d2.cloudfront.net (CloudFront)"),
    ):
        asyncio.run(checked(read, None, send))
    assert [status for status, _ in sent] == [503, 200, 200, 200, 200]
    del sent[1:]
    (tmp_path / "gone").rename(tmp_path / "journal")
    asyncio.run(checked(_request("/b"), None, send))
    asyncio.run(checked(_request(SAVE_PATH), None, send))
    assert sent == [(503, False), (200, True), (200, True)]


def _request(
    path: str,
    *,
    method: str = "POST",
    host: bytes = b"127.0.0.1:4566",
    target: bytes = b"",
    via: bytes = b"",
) -> dict[str, Any]:
    headers = [(b"host", host), (b"x-amz-target", target), (b"via", via)]
    return {"type": "http", "method": method, "path": path, "headers": headers}


def test_a_long_journal_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.aws.journal.MAX_BYTES", 100)
    aws = Aws(tmp_path)
    assert not aws.journal.is_long
    aws.put("a", {"n": "x" * 100})
    aws.journal.flush()
    assert aws.journal.is_long
    assert aws.save()
    assert not aws.journal.is_long
