"""Requests as API Gateway hands them to generate."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from easel.generate import handler
from easel.pictures.job import Job
from easel.pictures.jpeg import read_jpeg
from easel.service import Service
from tests.fakes import FakeClock, FakeContext, a_jpeg, http_event

FOX: dict[str, Any] = {"prompt": "a red fox", "seed": 7}
Ask = Callable[..., "Answer"]


class Answer:
    """The response to API Gateway, with the one value of each header."""

    def __init__(self, response: dict[str, Any]) -> None:
        self.status: int = response["statusCode"]
        self.body: dict[str, Any] = json.loads(response["body"])
        self.headers = {k.lower(): v for k, [v] in response["multiValueHeaders"].items()}


@pytest.fixture
def post(service: Service, clock: FakeClock) -> Ask:
    def ask(body: dict[str, Any] = FOX, prefer: str | None = None) -> Answer:
        headers = {"Prefer": prefer} if prefer else {}
        event = http_event("POST", "/v1/images", body, headers, arrived=clock.now())
        return Answer(handler(event, FakeContext(clock)))

    return ask


def draw(service: Service, job: Job) -> None:
    """Store the pictures of `job` and end it, as deliver does."""
    stored = [service.images.put(key, read_jpeg(a_jpeg())) for key in job.image_keys()]
    assert service.endings.succeed(job, stored)


def drawn_after(seconds: float, service: Service, clock: FakeClock) -> Callable[[Job], None]:
    return lambda job: clock.after(seconds, lambda: draw(service, job))
