"""A webhook, all the way: the POST, the queue, and an https receiver that verifies it."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from cdk.deployment import Mode
from tests.receiver import HttpsReceiver, answers, https_receiver

from .conftest import Api, caller_at, running_api
from .moody_model import held


@pytest.fixture(scope="module")
def receiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpsReceiver]:
    with https_receiver(tmp_path_factory.mktemp("receiver")) as receiver:
        yield receiver


@pytest.fixture(scope="module")
def telling(receiver: HttpsReceiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Easel that trusts the receiver, as `make run` can be told to."""
    state = tmp_path_factory.mktemp("telling")
    with running_api(Mode.ASYNC, state, receiver.environment) as api:
        yield api


@pytest.fixture(autouse=True)
def nothing_received(receiver: HttpsReceiver) -> None:
    receiver.received.clear()
    receiver.manners.clear()


def test_a_webhook_arrives_and_verifies(telling: Api, receiver: HttpsReceiver) -> None:
    url = receiver.url("/easel?job=1")
    job = telling.post("a verified cat", seed=1, webhook={"url": url}).json()
    assert job["webhook"]["url"] == url
    [received] = receiver.until_received(1)
    event = Webhook(job["webhook"]["secret"]).verify(received.body, received.headers)
    assert (event["type"], event["data"]["id"]) == ("image.succeeded", job["id"])
    assert event["timestamp"] == job["completed_at"]
    shown_to_the_caller_alone = ("webhook", "delete_token")
    assert event["data"] == {k: v for k, v in job.items() if k not in shown_to_the_caller_alone}
    assert httpx.get(event["data"]["url"], timeout=60).content.startswith(b"\xff\xd8\xff")

    with pytest.raises(WebhookVerificationError):
        Webhook(job["webhook"]["secret"]).verify(received.body + b" ", received.headers)


def test_a_failed_job_is_announced_and_a_failed_webhook_is_sent_again(
    telling: Api, receiver: HttpsReceiver
) -> None:
    receiver.manners = [answers(500)]
    telling.post("oom: a cat", seed=1, webhook={"url": receiver.url()})
    first, second = receiver.until_received(2)
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert b'"image.failed"' in second.body


def test_a_redirect_is_not_followed(telling: Api, receiver: HttpsReceiver) -> None:
    receiver.manners = [answers(307, Location=receiver.url("/elsewhere"))]
    telling.post("a cat that moved", seed=1, webhook={"url": receiver.url("/here")})
    received = receiver.until_received(2)  # so it is sent again
    assert [one.path for one in received] == ["/here", "/here"]


def post_from(address: str, telling: Api, prompt: str, url: str) -> dict[str, Any]:
    """The job that a caller at `address` asks for, with a webhook to `url`."""
    body = {"prompt": prompt, "seed": 1, "webhook": {"url": url}}
    with caller_at(address, telling) as http:
        answer = http.post("/v1/images", json=body, headers={"prefer": "respond-async"})
    assert answer.status_code == 202
    job: dict[str, Any] = answer.json()
    return job


def test_each_caller_who_waits_gets_a_webhook_with_a_secret_of_their_own(
    telling: Api, receiver: HttpsReceiver
) -> None:
    with held():
        jobs = [
            post_from(address, telling, "held: a cat for two", receiver.url(f"/{who}"))
            for address, who in (("127.0.0.2", "ann"), ("127.0.0.3", "bob"))
        ]
    received = {one.path: one for one in receiver.until_received(2)}
    assert jobs[0]["webhook"]["secret"] != jobs[1]["webhook"]["secret"]
    for job, path in zip(jobs, ("/ann", "/bob"), strict=True):
        one = received[path]
        Webhook(job["webhook"]["secret"]).verify(one.body, one.headers)


def test_the_webhook_for_an_existing_picture_is_sent_at_once(
    telling: Api, receiver: HttpsReceiver
) -> None:
    telling.post("a cat from before", seed=1)
    again = telling.post("a cat from before", seed=1, webhook={"url": receiver.url()})
    assert again.status_code == 200
    receiver.until_received(1)


def test_a_caller_who_deleted_the_picture_gets_no_webhook(
    telling: Api, receiver: HttpsReceiver
) -> None:
    prompt = "held: a cat for one"
    with held():
        mine = post_from("127.0.0.2", telling, prompt, receiver.url("/mine"))
        post_from("127.0.0.3", telling, prompt, receiver.url("/theirs"))
        token = {"authorization": f"Bearer {mine['delete_token']}"}
        gone = telling.http.delete(f"/v1/images/{mine['id']}", headers=token)
    assert gone.status_code == 204
    receiver.until_received(1)
    time.sleep(1)  # nothing can be awaited: the webhook must not come
    assert [one.path for one in receiver.received] == ["/theirs"]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://example.com/", id="http"),
        pytest.param("https://localhost/", id="localhost"),
        pytest.param("https://127.0.0.1/", id="loopback"),
        pytest.param("https://2130706433/", id="loopback-decimal"),
        pytest.param("https://[::ffff:127.0.0.1]/", id="loopback-mapped"),
        pytest.param("https://169.254.169.254/latest/meta-data/", id="metadata"),
        pytest.param("https://metadata.google.internal/", id="internal"),
        pytest.param("https://user:pass@example.com/", id="user"),
        pytest.param("https://example.com:8443/", id="port"),
        pytest.param("https://example.com\\@127.0.0.1/", id="backslash"),
        pytest.param("https://１２７.0.0.1/", id="fullwidth"),
        pytest.param("https://example.com/\r\nx: y", id="crlf"),
        pytest.param("x" * 2001, id="2001-characters"),
        pytest.param("", id="empty"),
    ],
)
def test_a_hostile_url_is_refused_and_nothing_is_spent(telling: Api, url: str) -> None:
    calls = telling.model_calls
    answer = telling.post("a cat that leads inside", seed=1, webhook={"url": url})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "invalid_webhook_url"
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/webhook/url"]
    assert telling.model_calls == calls


def test_no_log_holds_a_secret_or_a_url(telling: Api, receiver: HttpsReceiver) -> None:
    url = receiver.url("/private?token=hush")
    job = telling.post("a discreet cat", seed=1, webhook={"url": url}).json()
    receiver.until_received(1)
    log = Path(telling.easel.aws.log).parent / "functions.log"
    ends = time.monotonic() + 30
    while not any("webhook tried" in x and job["id"] in x for x in log.read_text().splitlines()):
        assert time.monotonic() < ends, "the try was not logged"
        time.sleep(0.5)
    written = log.read_text()
    assert "hush" not in written
    assert job["webhook"]["secret"] not in written
