"""The local SageMaker's queue: what it accepted outlives it, and is drawn once."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from botocore.exceptions import EndpointConnectionError

from local.sagemaker import endpoint as endpoint_module
from local.sagemaker.backlog import Answer, Backlog, Queued
from local.sagemaker.endpoint import Endpoint
from local.sagemaker.invocation import Invocation


def queued(number: int, *, ttl_s: float = 60) -> Queued:
    invocation = Invocation(f"prompt {number}".encode(), "application/json", "image/jpeg", 60)
    expires_at = time.monotonic() + ttl_s
    return Queued(invocation, expires_at, f"answers/{number}", f"failures/{number}")


class Container:
    """Draws, or does not answer as often as `away` says."""

    def __init__(self, *, away: int = 0) -> None:
        self.drawn: list[bytes] = []
        self.away = away

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.away:
            self.away -= 1
            raise httpx.ConnectError("nobody listens")
        self.drawn.append(request.content)
        return httpx.Response(200, content=b"drawn " + request.content)


class Bucket:
    def __init__(self, *, away: int = 0) -> None:
        self.objects: dict[str, bytes] = {}
        self.away = away

    def put_object(self, **named: Any) -> None:
        if self.away:
            self.away -= 1
            raise EndpointConnectionError(endpoint_url="s3")
        self.objects[named["Key"]] = named["Body"]


def endpoint_of(backlog: Backlog, container: Container, bucket: Bucket) -> Endpoint:
    endpoint = Endpoint("easel", "http://container", bucket, "answers", backlog)
    endpoint._container = httpx.AsyncClient(
        base_url="http://container", transport=httpx.MockTransport(container)
    )
    return endpoint


async def work_until_empty(endpoint: Endpoint, folder: Path) -> None:
    worker = asyncio.create_task(endpoint.work())
    async with asyncio.timeout(10):
        while list(folder.glob("*.json")):
            await asyncio.sleep(0.01)
    worker.cancel()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint_module, "_PAUSE_S", 0.01)


def test_what_waits_is_answered_after_a_restart_in_the_same_order(tmp_path: Path) -> None:
    backlog = Backlog(tmp_path)
    for number in range(3):
        backlog.put(queued(number))
    container, bucket = Container(), Bucket()
    restarted = Backlog(tmp_path)
    restarted.put(queued(3))
    asyncio.run(work_until_empty(endpoint_of(restarted, container, bucket), tmp_path))
    assert container.drawn == [f"prompt {number}".encode() for number in range(4)]
    assert set(bucket.objects) == {f"answers/{number}" for number in range(4)}
    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_could_not_be_stored_is_stored_later_and_not_drawn_again(
    tmp_path: Path,
) -> None:
    backlog = Backlog(tmp_path)
    backlog.put(queued(1))
    first = asyncio.run(backlog.get())
    assert backlog.begin(first) is None
    backlog.made(first, Answer("answers/1", b"line\nand line"))
    container, bucket = Container(), Bucket(away=2)
    asyncio.run(work_until_empty(endpoint_of(Backlog(tmp_path), container, bucket), tmp_path))
    assert (container.drawn, bucket.objects) == ([], {"answers/1": b"line\nand line"})


def test_a_draw_that_was_cut_off_is_made_again_and_the_log_says_so(tmp_path: Path) -> None:
    log = tmp_path / "model.log"
    backlog = Backlog(tmp_path / "endpoint", log)
    backlog.put(queued(1))
    backlog.begin(asyncio.run(backlog.get()))
    assert not log.exists()
    restarted = Backlog(tmp_path / "endpoint", log)
    assert restarted.begin(asyncio.run(restarted.get())) is None
    assert json.loads(log.read_text())["event"] == "drawn again"


def test_a_draw_that_ends_the_container_each_time_fails_at_last(tmp_path: Path) -> None:
    Backlog(tmp_path).put(queued(1))
    for _ in range(3):
        restarted = Backlog(tmp_path)
        assert restarted.begin(asyncio.run(restarted.get())) is None
    container, bucket = Container(), Bucket()
    asyncio.run(work_until_empty(endpoint_of(Backlog(tmp_path), container, bucket), tmp_path))
    assert container.drawn == []
    assert b"ended 3 times" in bucket.objects["failures/1"]
    assert list(tmp_path.iterdir()) == []


def test_while_the_container_is_away_nothing_fails(tmp_path: Path) -> None:
    backlog = Backlog(tmp_path)
    for number in range(2):
        backlog.put(queued(number))
    container, bucket = Container(away=3), Bucket()
    asyncio.run(work_until_empty(endpoint_of(backlog, container, bucket), tmp_path))
    assert set(bucket.objects) == {"answers/0", "answers/1"}
    assert len(container.drawn) == 2


def test_what_waited_too_long_fails_even_if_the_container_is_away(tmp_path: Path) -> None:
    Backlog(tmp_path).put(queued(1, ttl_s=-1))
    container, bucket = Container(away=100), Bucket()
    asyncio.run(work_until_empty(endpoint_of(Backlog(tmp_path), container, bucket), tmp_path))
    assert bucket.objects == {"failures/1": b"The request expired in the queue."}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"invocation": {}}'])
def test_a_damaged_file_is_set_aside_and_the_rest_is_answered(tmp_path: Path, content: str) -> None:
    (tmp_path / "000000001.json").write_text(content)
    backlog = Backlog(tmp_path)
    backlog.put(queued(2))
    bucket = Bucket()
    asyncio.run(work_until_empty(endpoint_of(backlog, Container(), bucket), tmp_path))
    assert set(bucket.objects) == {"answers/2"}
    assert [path.name for path in tmp_path.iterdir()] == ["000000001.damaged"]


def test_what_cannot_be_written_is_not_accepted_and_what_was_drawn_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backlog = Backlog(tmp_path)
    backlog.put(queued(1))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        backlog.put(queued(2))
    container, bucket = Container(), Bucket()
    asyncio.run(work_until_empty(endpoint_of(backlog, container, bucket), tmp_path))
    assert set(bucket.objects) == {"answers/1"}
    assert len(container.drawn) == 1
