"""The API as a caller sees it, without the network."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from easel import deliver, generate
from easel.generate import handler
from easel.pictures import job_index
from easel.pictures.job import Job
from easel.pictures.jpeg import read_jpeg
from easel.recordings import recording_table
from easel.service import Service
from easel.settings import Access
from easel.webhooks import webhook_table
from tests.amazon_translate import AmazonTranslate
from tests.contract_check import check
from tests.fake_adapters import FakeSubmitter, FakeTranscriber
from tests.fakes import Aws, FakeClock, FakeContext, a_jpeg, http_event, recorded

from .speakers import Speaker, Uploads


@pytest.fixture(autouse=True)
def responses_keep_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check every response of the API against the contract."""
    resolve = generate.app.resolve

    def checked(event: dict[str, Any], context: Any) -> dict[str, Any]:
        response = resolve(event, context)
        headers = {name: ", ".join(v) for name, v in response["multiValueHeaders"].items()}
        check(event["httpMethod"], event["path"], response["statusCode"], headers, response["body"])
        return response

    monkeypatch.setattr(generate.app, "resolve", checked)


@pytest.fixture(autouse=True)
def few_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two shards of each table, not 16 or 8: a sweep asks for every shard, and moto takes 2 ms for
    each answer."""
    for table in (job_index, recording_table, webhook_table):
        monkeypatch.setattr(table, "SHARDS", 2)


class Answer:
    """The response to API Gateway, with the one value of each header."""

    def __init__(self, response: dict[str, Any]) -> None:
        self.status: int = response["statusCode"]
        self.text: str = response["body"]
        self.headers = {k.lower(): v for k, [v] in response["multiValueHeaders"].items()}

    @property
    def body(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        """The code of an error."""
        return str(self.body["error"]["code"])

    @property
    def path(self) -> str:
        """The path of the picture that was asked for."""
        return str(self.body["links"]["self"])


def sweep(clock: FakeClock) -> None:
    """Run what the schedule runs once a minute."""
    deliver.handler(recorded("schedule.json"), FakeContext(clock))


class Handled:
    """Requests to `generate`, each by a caller at `address` with `credential`."""

    def __init__(self, service: Service, clock: FakeClock) -> None:
        self.service = service
        self.clock = clock

    def __call__(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | str | None = None,
        *,
        credential: str | None = None,
        address: str = "203.0.113.7",
        query: dict[str, str] | None = None,
        **headers: str,
    ) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        # CloudFront appends the caller's address, and API Gateway that of CloudFront.
        sent["X-Forwarded-For"] = f"{address}, 130.176.0.1"
        sent["x-easel-origin"] = self.service.settings.origin_secret
        if credential:
            sent["Authorization"] = f"Bearer {credential}"
        event = http_event(method, path, body, sent, arrived=self.clock.now())
        event["queryStringParameters"] = query
        event["multiValueQueryStringParameters"] = query and {k: [v] for k, v in query.items()}
        return Answer(handler(event, FakeContext(self.clock)))

    def post(self, prompt: str = "a red fox", **options: Any) -> Answer:
        """Ask for a picture without waiting. Other `options` are fields of the request."""
        ours = {
            name: options.pop(name)
            for name in ("credential", "address", "prefer", "idempotency_key")
            if name in options
        }
        body = {"prompt": prompt, **options}
        return self("POST", "/v1/images", body, **{"prefer": "respond-async", **ours})


@pytest.fixture
def api(service: Service, clock: FakeClock) -> Handled:
    return Handled(service, clock)


@pytest.fixture
def configure(service: Service) -> Callable[..., None]:
    """A function that changes settings of the running service."""

    def change(**settings: Any) -> None:
        changed = replace(service.settings, **settings)
        service.settings = service.adapters.settings = changed

    return change


@pytest.fixture
def key_mode(service: Service, configure: Callable[..., None]) -> Callable[..., str]:
    """Switch to key mode; a function that makes keys."""
    configure(access=Access.KEY)
    return lambda name, daily=100: service.keys.make(name, daily)


@pytest.fixture
def draw(service: Service) -> Callable[[Job], None]:
    """Store the pictures of `job` and end it, as deliver does."""

    def deliver(job: Job) -> None:
        jpeg = read_jpeg(a_jpeg(job.picture.width, job.picture.height))
        stored = [service.images.put(key, jpeg) for key in job.image_keys()]
        service.endings.succeed(job, stored)

    return deliver


@pytest.fixture
def draws_at_once(submitter: FakeSubmitter, draw: Callable[[Job], None]) -> FakeSubmitter:
    """A model that draws before `submit` returns."""
    submitter.takes = draw
    return submitter


@pytest.fixture
def amazon_translate(monkeypatch: pytest.MonkeyPatch) -> Iterator[AmazonTranslate]:
    """A local Amazon Translate that clients find by the environment."""
    with AmazonTranslate() as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL_TRANSLATE", running.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield running


@pytest.fixture
def speaker(api: Handled, aws: Aws, transcriber: FakeTranscriber, context: FakeContext) -> Speaker:
    return Speaker(api, aws, transcriber, context)


@pytest.fixture
def uploads(aws: Aws, service: Service, context: FakeContext) -> Uploads:
    return Uploads(aws, service, context)
