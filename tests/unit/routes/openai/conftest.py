"""A client of OpenAI's API that comes through CloudFront."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from easel.access import ORIGIN_HEADER
from easel.generate import handler
from easel.pictures.job import Job
from easel.pictures.jpeg import read_jpeg
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock, FakeContext, a_jpeg, http_event

FOX: dict[str, Any] = {"prompt": "a red fox", "seed": 7}
CLOUDFRONT = {ORIGIN_HEADER: "only cloudfront says this"}
ROUTE = "/v1/images/generations"
Ask = Callable[..., "Answer"]


class Answer:
    def __init__(self, response: dict[str, Any]) -> None:
        self.status: int = response["statusCode"]
        self.headers: dict[str, str] = {
            k.lower(): v for k, [v] in response["multiValueHeaders"].items()
        }
        self.body: dict[str, Any] = json.loads(response["body"]) if response["body"] else {}

    @property
    def link(self) -> str:
        return self.headers["location"]

    @property
    def code(self) -> str:
        return str(self.body["error"]["code"])


@pytest.fixture
def ask(service: Service, clock: FakeClock) -> Ask:
    """A function that sends one request, by default through CloudFront."""

    def send(
        method: str,
        target: str,
        body: dict[str, Any] | str | None = None,
        headers: dict[str, str] | None = None,
        *,
        through: dict[str, str] = CLOUDFRONT,
    ) -> Answer:
        url = urlsplit(target)
        event = http_event(method, url.path, body, through | (headers or {}), arrived=clock.now())
        event["queryStringParameters"] = dict(parse_qsl(url.query)) or None
        event["requestContext"]["path"] = f"/api{url.path}"
        return Answer(handler(event, FakeContext(clock)))

    return send


def draw_as_asked(service: Service, job: Job) -> None:
    """Store the pictures of `job` and end it, as deliver does."""
    picture = job.picture
    jpeg = read_jpeg(a_jpeg(picture.width, picture.height))
    assert service.endings.succeed(job, [service.images.put(key, jpeg) for key in job.image_keys()])


@pytest.fixture
def drawn_after(
    service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> Callable[[float], None]:
    def plan(seconds: float) -> None:
        submitter.takes = lambda job: clock.after(seconds, lambda: draw_as_asked(service, job))

    return plan
