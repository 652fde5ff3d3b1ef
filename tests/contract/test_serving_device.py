"""One request is drawn at a time, a few may wait, and a stop is orderly."""

import asyncio
import json
import logging
from typing import Any

import httpx
import pytest

from tests.contract.serving_endpoint import (
    JPEG,
    JSON,
    SMALL,
    Endpoint,
    FakeModel,
    assert_refused,
)


def test_ping_answers_503_until_the_model_is_set_up() -> None:
    class SlowSetup(FakeModel):
        def setup(self) -> None:
            assert self.gate.wait(60)

    model = SlowSetup()
    model.gate.clear()
    endpoint = Endpoint(model)
    assert endpoint.ping() == 503
    model.gate.set()
    endpoint.device.ready.result(60)
    assert endpoint.ping() == 200


def test_after_a_failed_setup_ping_answers_503_and_invocations_say_why() -> None:
    class NoSetup(FakeModel):
        def setup(self) -> None:
            raise FileNotFoundError("no weights here")

    endpoint = Endpoint(NoSetup())
    assert_refused(endpoint.invoke(SMALL), "no weights here")
    assert endpoint.ping() == 503


def test_ping_answers_during_a_slow_draw(model: FakeModel) -> None:
    endpoint = Endpoint(model)
    model.gate.clear()

    async def ping_while_drawing() -> tuple[int, bool, int]:
        async with endpoint.client() as client:
            draw = await begun(client, model)
            ping = await client.get("/ping")
            drawing = not draw.done()
            model.gate.set()
            return ping.status_code, drawing, (await draw).status_code

    assert asyncio.run(ping_while_drawing()) == (200, True, 200)


def test_one_request_is_drawn_at_a_time(model: FakeModel) -> None:
    endpoint = Endpoint(model)

    async def four_at_once() -> list[int]:
        async with endpoint.client() as client:
            return [
                answer.status_code
                for answer in await asyncio.gather(*(post(client) for _ in range(4)))
            ]

    assert asyncio.run(four_at_once()) == [200] * 4
    assert model.most_at_once == 1


def test_if_too_many_requests_wait_the_next_is_503_at_once_and_ping_still_answers(
    model: FakeModel,
) -> None:
    endpoint = Endpoint(model, max_waiting=2)
    model.gate.clear()

    async def one_too_many() -> tuple[httpx.Response, int, list[int]]:
        async with endpoint.client() as client:
            posts = [await begun(client, model)]
            posts += [asyncio.create_task(post(client)) for _ in range(2)]
            await pending(endpoint, 3)
            refused = await asyncio.wait_for(post(client), 10)
            ping = (await client.get("/ping")).status_code
            model.gate.set()
            return refused, ping, [(await draw).status_code for draw in posts]

    refused, ping, drawn = asyncio.run(one_too_many())
    assert refused.status_code == 503
    assert refused.json() == {
        "code": 503,
        "type": "ServiceUnavailableException",
        "message": "2 requests are waiting already; try again later",
    }
    assert refused.headers["retry-after"] == "5"
    assert (ping, drawn) == (200, [200] * 3)


def test_after_a_picture_another_request_may_wait(model: FakeModel) -> None:
    endpoint = Endpoint(model, max_waiting=0)
    assert [endpoint.invoke(SMALL).status_code for _ in range(3)] == [200] * 3


def test_a_client_that_hangs_up_while_it_waits_is_not_drawn_for(
    model: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = Endpoint(model, max_waiting=1)
    model.gate.clear()

    async def impatient() -> list[int]:
        async with endpoint.client() as client:
            first = await begun(client, model)
            leave = asyncio.Event()
            impatient_one = asyncio.create_task(raw_post(endpoint, leave))
            await pending(endpoint, 2)
            refused = (await post(client)).status_code  # its place is taken …
            leave.set()
            await impatient_one
            last = asyncio.create_task(post(client))  # … and free again
            await pending(endpoint, 2)
            model.gate.set()
            return [refused, (await first).status_code, (await last).status_code]

    with caplog.at_level(logging.INFO):
        assert asyncio.run(impatient()) == [503, 200, 200]
    assert len(model.requests) == 2
    assert '"error": "ClientDisconnect", ' in caplog.text
    assert '"status": 499' in caplog.text


def test_a_stop_finishes_the_current_picture_and_refuses_waiting_and_new_requests(
    model: FakeModel,
) -> None:
    endpoint = Endpoint(model)
    model.gate.clear()

    async def stopped() -> list[httpx.Response]:
        async with endpoint.client() as client:
            first = await begun(client, model)
            second = asyncio.create_task(post(client))
            await pending(endpoint, 2)
            endpoint.device.stop()
            waited, came = await second, await post(client)
            assert not first.done()
            model.gate.set()
            return [await first, waited, came]

    drawn, waited, came = asyncio.run(stopped())
    assert drawn.status_code == 200
    for refused in (waited, came):
        assert refused.status_code == 503
        assert refused.json()["message"] == "the server is stopping"
    assert len(model.requests) == 1


def test_a_picture_that_outlasts_the_grace_is_a_503_and_one_log_line(
    model: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = Endpoint(model)
    model.gate.clear()

    async def cut_short() -> httpx.Response:
        async with endpoint.client() as client:
            draw = await begun(client, model)
            draw.cancel()
            return await draw

    with caplog.at_level(logging.INFO):
        answer = asyncio.run(cut_short())
    model.gate.set()
    assert (answer.status_code, answer.json()["message"]) == (503, "the server is stopping")
    assert logged(caplog)["error"] == "CancelledError"


async def post(client: httpx.AsyncClient) -> httpx.Response:
    headers = {"content-type": JSON, "accept": JPEG}
    return await client.post("/invocations", json=SMALL, headers=headers)


async def begun(client: httpx.AsyncClient, model: FakeModel) -> "asyncio.Task[httpx.Response]":
    """A request whose picture is being drawn."""
    draw = asyncio.create_task(post(client))
    assert await asyncio.to_thread(model.drawing.wait, 60)
    return draw


async def pending(endpoint: Endpoint, count: int) -> None:
    async with asyncio.timeout(60):
        while endpoint.device.pending != count:
            await asyncio.sleep(0)


async def raw_post(endpoint: Endpoint, leave: asyncio.Event) -> None:
    """A request whose client disconnects, as uvicorn reports it to an app."""
    messages = [{"type": "http.request", "body": json.dumps(SMALL).encode(), "more_body": False}]

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop()
        await leave.wait()
        return {"type": "http.disconnect"}

    async def send(_: object) -> None:
        pass

    headers = [(b"content-type", JSON.encode()), (b"accept", JPEG.encode())]
    scope = {"type": "http", "method": "POST", "path": "/invocations", "headers": headers}
    await endpoint.app(scope | {"query_string": b""}, receive, send)


def logged(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    [line] = [
        record.getMessage() for record in caplog.records if record.name.startswith("jumpstart")
    ]
    outcome: dict[str, Any] = json.loads(line)
    return outcome


def test_a_drawn_invocation_is_one_log_line_with_its_figures(
    model: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = Endpoint(model).invoke(SMALL | {"num_images_per_prompt": 2})
    outcome = logged(caplog)
    assert outcome.pop("duration_ms") >= 0
    assert outcome == {
        "event": "invocation",
        "status": 200,
        "width": 16,
        "height": 8,
        "pictures": 2,
        "bytes": len(answer.content),
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param({}, None, id="drawn"),
        pytest.param({"prompt": ["secret fox", 1]}, None, id="refused prompt"),
        pytest.param({"secret fox": 1}, None, id="refused key"),
        pytest.param({"width": "secret fox"}, None, id="refused number"),
        pytest.param({}, RuntimeError("cannot draw 'secret fox'"), id="fault of the model"),
    ],
)
def test_no_log_line_ever_holds_a_prompt(
    change: dict[str, Any], fault: Exception | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        Endpoint(FakeModel(fault)).invoke(SMALL | {"prompt": "secret fox"} | change)
    assert logged(caplog)["event"] == "invocation"
    assert "secret fox" not in caplog.text
