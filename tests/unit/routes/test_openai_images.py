"""OpenAI's dialect: a picture, or a signed link to wait on, and never a 202."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from easel.access import ORIGIN_HEADER
from easel.errors import ModelFailed
from easel.generate import handler
from easel.pictures.answer import read_jpeg
from easel.pictures.job import Job, JobError
from easel.service import Service
from easel.settings import Access
from tests.fakes import NOON, FakeClock, FakeContext, FakeSubmitter, a_jpeg, http_event

FOX: dict[str, Any] = {"prompt": "a red fox", "seed": 7}
OPENAI = {"user-agent": "OpenAI/Python 3.52.0"}
CLOUDFRONT = {ORIGIN_HEADER: "only cloudfront says this"}
ROUTE = "/v1/images/generations"
Ask = Callable[..., "Answer"]
Configure = Callable[..., None]


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
    """One request, by default by way of CloudFront."""

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


def draw(service: Service, job: Job) -> None:
    """What deliver does once the answer is there."""
    picture = job.picture
    jpeg = read_jpeg(a_jpeg(picture.width, picture.height))
    assert service.endings.succeed(job, [service.images.put(key, jpeg) for key in job.image_keys()])


@pytest.fixture
def drawn_after(
    service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> Callable[[float], None]:
    def plan(seconds: float) -> None:
        submitter.takes = lambda job: clock.after(seconds, lambda: draw(service, job))

    return plan


@pytest.fixture
def drawn_at_once(drawn_after: Callable[[float], None]) -> None:
    drawn_after(0.1)


# The answer


@pytest.mark.usefixtures("drawn_at_once")
def test_a_picture_is_answered_as_openai_does(
    ask: Ask, service: Service, submitter: FakeSubmitter
) -> None:
    answer = ask("POST", ROUTE, FOX)
    job = service.jobs.get(submitter.submitted[0].id)
    assert job
    assert job.completed_at
    assert answer.status == 200
    assert answer.body.pop("delete_token")
    assert answer.body == {
        "created": int(job.completed_at.timestamp()),
        "data": [
            {
                "url": f"https://easel.example/images/{job.id}.jpg",
                "revised_prompt": "a red fox",
            }
        ],
        "size": "768x768",
        "output_format": "jpeg",
        "id": job.id,
    }
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-ratelimit-remaining-requests"] == "59"


@pytest.mark.usefixtures("drawn_at_once")
def test_b64_json_is_the_jpeg_itself_and_that_alone(ask: Ask, service: Service) -> None:
    answer = ask("POST", ROUTE, FOX | {"response_format": "b64_json", "n": 2})
    assert [set(shown) for shown in answer.body["data"]] == [{"b64_json", "revised_prompt"}] * 2
    for shown in answer.body["data"]:
        assert read_jpeg(base64.b64decode(shown["b64_json"])).width == 768


@pytest.mark.usefixtures("drawn_at_once")
def test_a_picture_drawn_before_costs_nothing(ask: Ask, submitter: FakeSubmitter) -> None:
    first, second = ask("POST", ROUTE, FOX), ask("POST", ROUTE, FOX)
    assert first.body["data"] == second.body["data"]
    assert len(submitter.submitted) == 1


@pytest.mark.usefixtures("drawn_at_once")
def test_the_delete_token_deletes(ask: Ask) -> None:
    drawn = ask("POST", ROUTE, FOX).body
    token = {"authorization": f"Bearer {drawn['delete_token']}"}
    assert ask("DELETE", f"/v1/images/{drawn['id']}", headers=token).status == 204


@pytest.mark.usefixtures("drawn_at_once")
def test_the_size_that_was_drawn_is_the_size_that_is_told(ask: Ask) -> None:
    assert ask("POST", ROUTE, FOX | {"size": "1792x1024"}).body["size"] == "1024x576"


def test_what_cannot_be_drawn_is_a_problem(ask: Ask, submitter: FakeSubmitter) -> None:
    answer = ask("POST", ROUTE, FOX | {"size": "wide"})
    assert (answer.status, answer.code, answer.body["error"]["param"]) == (
        400,
        "invalid_size",
        "size",
    )
    assert answer.headers["content-type"] == "application/problem+json"
    assert submitter.submitted == []


@pytest.mark.parametrize(("digits", "status"), [(4300, 303), (4301, 400)])
def test_a_number_of_any_length_breaks_nothing(ask: Ask, digits: int, status: int) -> None:
    body = '{"prompt": "a fox", "x": ' + "9" * digits + "}"
    assert ask("POST", ROUTE, body).status == status


def test_a_post_over_the_limit_is_refused(ask: Ask, configure: Configure) -> None:
    configure(posts_per_minute=1)
    ask("POST", ROUTE, FOX)
    answer = ask("POST", ROUTE, FOX)
    assert (answer.status, answer.code) == (429, "rate_limited")


# The wait


def test_a_picture_that_takes_longer_is_waited_for_behind_redirects(
    ask: Ask, clock: FakeClock, drawn_after: Callable[[float], None], submitter: FakeSubmitter
) -> None:
    drawn_after(60)
    waits = [ask("POST", ROUTE, FOX)]
    while waits[-1].status == 303:
        assert waits[-1].headers["cache-control"] == "no-store"
        assert waits[-1].body == {}
        assert waits[-1].link.startswith(f"/v1/wait/{submitter.submitted[0].id}?")
        waits.append(ask("GET", waits[-1].link))
    assert [answer.status for answer in waits] == [303, 303, 200]
    assert clock.now() < NOON + timedelta(seconds=61.1)
    assert waits[-1].body["data"][0]["url"].endswith(f"{submitter.submitted[0].id}.jpg")
    assert waits[-1].headers["cache-control"] == "no-store"
    assert len(submitter.submitted) == 1


def test_the_answer_behind_a_link_is_the_one_that_was_asked_for(
    ask: Ask, drawn_after: Callable[[float], None]
) -> None:
    drawn_after(30)
    answer = ask("GET", ask("POST", ROUTE, FOX | {"response_format": "b64_json"}).link)
    assert set(answer.body["data"][0]) == {"b64_json", "revised_prompt"}
    token = {"authorization": f"Bearer {answer.body['delete_token']}"}
    assert ask("DELETE", f"/v1/images/{answer.body['id']}", headers=token).status == 204


def test_a_head_is_the_same_without_a_body(ask: Ask, drawn_after: Callable[[float], None]) -> None:
    drawn_after(60)
    first = ask("HEAD", ask("POST", ROUTE, FOX).link)
    last = ask("HEAD", first.link)
    assert (first.status, last.status) == (303, 200)
    assert last.headers["content-type"] == "application/json"
    assert last.body == {}


@pytest.mark.parametrize(
    ("user_agent", "redirects"),
    [
        pytest.param("OpenAI/Python 3.52.0", 19, id="python"),
        pytest.param("AsyncOpenAI/Python 3.52.0", 19, id="async-python"),
        pytest.param("AzureOpenAI/JS 6.0.0", 19, id="azure-js"),
        pytest.param("OpenAI/JS 6.0.0", 19, id="js"),
        pytest.param("OpenAI/Go 3.0.0", 8, id="go-follows-ten"),
        pytest.param("Python/3.11 aiohttp/3.13.1", 8, id="aiohttp"),
        pytest.param("my OpenAI/Python", 8, id="something-else"),
    ],
)
def test_nobody_is_sent_on_more_often_than_they_follow(
    ask: Ask, configure: Configure, submitter: FakeSubmitter, user_agent: str, redirects: int
) -> None:
    configure(max_wait_s=0.5)
    headers = {"user-agent": user_agent}
    answer, followed = ask("POST", ROUTE, FOX, headers), 0
    while answer.status == 303:
        answer, followed = ask("GET", answer.link, headers=headers), followed + 1
    assert followed == redirects
    assert (answer.status, answer.code) == (503, "model_warming")
    assert 30 <= int(answer.headers["retry-after"]) <= 60
    assert answer.link == f"https://easel.example/v1/images/{submitter.submitted[0].id}"


def test_api_gateways_own_address_keeps_its_stage(ask: Ask) -> None:
    first = ask("POST", ROUTE, FOX, through={})
    assert first.link.startswith("/api/v1/wait/")
    second = ask("GET", first.link.removeprefix("/api"), through={})
    assert second.status == 303
    assert second.link.startswith("/api/v1/wait/")


def test_a_link_needs_no_key(
    ask: Ask, configure: Configure, service: Service, drawn_after: Callable[[float], None]
) -> None:
    configure(access=Access.KEY)
    key = {"x-api-key": service.keys.make("ada", 10)}
    drawn_after(30)
    first = ask("POST", ROUTE, FOX, key)
    answer = ask("GET", first.link)
    assert (answer.status, "delete_token" in answer.body) == (200, False)
    assert ask("DELETE", f"/v1/images/{answer.body['id']}", headers=key).status == 204


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda link: link.replace("cap=8", "cap=9"), id="cap"),
        pytest.param(lambda link: link.replace("hops=1", "hops=0"), id="hops"),
        pytest.param(lambda link: link.replace("format=url", "format=b64_json"), id="format"),
        pytest.param(lambda link: link.replace("exp=1", "exp=2"), id="expiry"),
        pytest.param(lambda link: link.replace("claim=", "claim=A"), id="claim"),
        pytest.param(lambda link: link.replace("/img_", "/img_a"), id="another-image"),
        pytest.param(lambda link: link.rpartition("&sig=")[0], id="unsigned"),
        pytest.param(lambda link: f"{link}A", id="signature"),
        pytest.param(lambda link: link.partition("?")[0], id="bare"),
    ],
)
def test_a_link_that_was_not_made_here_leads_nowhere(ask: Ask, forge: Callable[[str], str]) -> None:
    link = ask("POST", ROUTE, FOX).link
    assert forge(link) != link
    answer = ask("GET", forge(link))
    assert (answer.status, answer.code) == (404, "not_found")


def test_a_link_holds_until_its_job_must_have_ended_and_no_longer(
    ask: Ask, clock: FakeClock
) -> None:
    link = ask("POST", ROUTE, FOX).link
    clock.sleep(1200 - 25)
    expired = ask("GET", link)
    assert (expired.status, expired.code) == (504, "deadline_exceeded")
    assert expired.headers["x-should-retry"] == "false"
    clock.sleep(60)
    assert ask("GET", link).code == "not_found"


def test_a_job_that_fails_is_answered_with_its_own_status(
    ask: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    link = ask("POST", ROUTE, FOX).link
    error = JobError("model_error", "the model broke")
    clock.after(3, lambda: service.endings.fail(submitter.submitted[0], error))
    answer = ask("GET", link)
    assert (answer.status, answer.code) == (502, "model_error")
    assert answer.body["error"]["message"] == "the model broke"


def test_a_link_never_opens_a_job_again(
    ask: Ask, service: Service, submitter: FakeSubmitter
) -> None:
    link = ask("POST", ROUTE, FOX).link
    service.endings.fail(submitter.submitted[0], JobError("model_error", "the model broke"))
    assert [ask("GET", link).status for _ in range(3)] == [502] * 3
    assert len(submitter.submitted) == 1


def test_a_model_that_takes_nothing_is_a_problem_at_once(
    ask: Ask, submitter: FakeSubmitter
) -> None:
    submitter.refuses = ModelFailed("the endpoint refused the call")
    assert ask("POST", ROUTE, FOX).status == 502


@pytest.mark.parametrize(
    ("route", "method", "status", "code"),
    [
        pytest.param("/cancel", "POST", 409, "already_terminal", id="canceled"),
        pytest.param("", "DELETE", 410, "deleted", id="deleted"),
    ],
)
def test_a_picture_that_was_given_up_says_so(
    ask: Ask,
    configure: Configure,
    service: Service,
    submitter: FakeSubmitter,
    route: str,
    method: str,
    status: int,
    code: str,
) -> None:
    configure(access=Access.KEY)
    key = {"x-api-key": service.keys.make("ada", 10)}
    link = ask("POST", ROUTE, FOX, key).link
    assert ask(method, f"/v1/images/{submitter.submitted[0].id}{route}", headers=key).status < 300
    answer = ask("GET", link)
    assert (answer.status, answer.code) == (status, code)


# Once more


RETRY = OPENAI | {"x-stainless-retry-count": "1"}
FIRST_TRY = OPENAI | {"x-stainless-retry-count": "0"}
UNSEEDED = {"prompt": "a red fox"}


def models_asked(submitter: FakeSubmitter) -> int:
    return len(submitter.submitted)


def test_a_retry_joins_the_job_that_runs(ask: Ask, submitter: FakeSubmitter) -> None:
    ask("POST", ROUTE, UNSEEDED, FIRST_TRY)
    ask("POST", ROUTE, UNSEEDED, RETRY)
    ask("POST", ROUTE, UNSEEDED, RETRY | {"x-stainless-retry-count": "2"})
    assert models_asked(submitter) == 1


def test_a_retry_of_a_picture_drawn_meanwhile_has_it(
    ask: Ask, drawn_after: Callable[[float], None], submitter: FakeSubmitter
) -> None:
    drawn_after(26)
    ask("POST", ROUTE, UNSEEDED, FIRST_TRY)
    assert ask("POST", ROUTE, UNSEEDED, RETRY).status == 200
    assert ask("POST", ROUTE, UNSEEDED, RETRY).status == 200
    assert models_asked(submitter) == 1


def test_a_retry_finds_what_a_killed_first_try_asked_for(
    ask: Ask, submitter: FakeSubmitter
) -> None:
    submitter.takes = killed
    assert ask("POST", ROUTE, UNSEEDED, FIRST_TRY).status == 500
    ask("POST", ROUTE, UNSEEDED, RETRY)
    assert models_asked(submitter) == 1


def killed(_: Job) -> None:
    raise ConnectionError


def test_a_chain_of_retries_outlives_a_quarter_of_an_hour(
    ask: Ask, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    ask("POST", ROUTE, UNSEEDED, FIRST_TRY)
    for _ in range(2):
        clock.sleep(9 * 60)
        ask("POST", ROUTE, UNSEEDED, RETRY)
    assert models_asked(submitter) == 1


@pytest.mark.parametrize(
    ("body", "headers", "pause_s"),
    [
        pytest.param(UNSEEDED, FIRST_TRY, 0, id="another-first-try"),
        pytest.param(UNSEEDED, OPENAI, 0, id="no-count"),
        pytest.param(UNSEEDED, OPENAI | {"x-stainless-retry-count": "²"}, 0, id="no-number"),
        pytest.param(UNSEEDED | {"n": 2}, RETRY, 0, id="another-body"),
        pytest.param(
            UNSEEDED, RETRY | {"x-forwarded-for": "1.2.3.4, 5.6.7.8"}, 0, id="another-caller"
        ),
        pytest.param(UNSEEDED, RETRY, 16 * 60, id="too-late"),
    ],
)
def test_anything_else_draws_a_picture_of_its_own(
    ask: Ask,
    clock: FakeClock,
    submitter: FakeSubmitter,
    body: dict[str, Any],
    headers: dict[str, str],
    pause_s: float,
) -> None:
    ask("POST", ROUTE, UNSEEDED, FIRST_TRY)
    clock.sleep(pause_s)
    ask("POST", ROUTE, body, headers)
    assert models_asked(submitter) == 2


def test_an_idempotency_key_joins_whatever_the_count_says(
    ask: Ask, submitter: FakeSubmitter
) -> None:
    key = {"idempotency-key": "one"}
    ask("POST", ROUTE, UNSEEDED, key)
    ask("POST", ROUTE, UNSEEDED, key | FIRST_TRY)
    assert models_asked(submitter) == 1
    answer = ask("POST", ROUTE, FOX, key)
    assert (answer.status, answer.code) == (422, "idempotency_mismatch")


# The models


MODEL = "model-txt2img-stabilityai-stable-diffusion-v2"


def test_the_one_model_is_listed_and_found(ask: Ask) -> None:
    listed = ask("GET", "/v1/models").body
    [model] = listed["data"]
    assert listed["object"] == "list"
    assert (model["id"], model["object"]) == (MODEL, "model")
    assert isinstance(model["created"], int)
    assert ask("GET", f"/v1/models/{MODEL}").body == model
    assert ask("HEAD", "/v1/models").status == ask("HEAD", f"/v1/models/{MODEL}").status == 200


def test_another_model_is_not_found(ask: Ask) -> None:
    answer = ask("GET", "/v1/models/dall-e-3")
    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize("path", ["mine/part-1", "mine%2Fpart-1"])
def test_a_component_of_an_endpoint_is_found_by_both_names(
    ask: Ask, configure: Configure, path: str
) -> None:
    configure(model_id="mine/part-1")
    assert ask("GET", f"/v1/models/{path}").body["id"] == "mine/part-1"


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", ROUTE), ("GET", "/v1/models"), ("GET", f"/v1/models/{MODEL}")],
)
@pytest.mark.parametrize("scheme", ["bearer", "x-api-key", "basic"])
def test_where_keys_are_asked_for_only_they_open(
    ask: Ask, configure: Configure, service: Service, method: str, path: str, scheme: str
) -> None:
    configure(access=Access.KEY)
    body = FOX if method == "POST" else None

    def with_key(key: str) -> Answer:
        basic = base64.b64encode(f"ada:{key}".encode()).decode()
        headers = {
            "bearer": {"authorization": f"Bearer {key}"},
            "x-api-key": {"x-api-key": key},
            "basic": {"authorization": f"Basic {basic}"},
        }
        return ask(method, path, body, headers[scheme])

    refused = with_key("sk-wrong")
    assert (refused.status, refused.code) == (401, "invalid_api_key")
    assert with_key(service.keys.make("ada", 10)).status in (200, 303)
