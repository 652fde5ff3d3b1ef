"""POST /v1/images/generations: OpenAI's dialect, answered with a picture or a link to wait on."""

import base64
from collections.abc import Callable
from typing import Any

import pytest

from easel.pictures.job import Job
from easel.pictures.jpeg import read_jpeg
from easel.service import Service
from easel.settings import Access
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock

from .conftest import FOX, ROUTE, Answer, Ask

OPENAI = {"user-agent": "OpenAI/Python 3.52.0"}
Configure = Callable[..., None]


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
        "warnings": [],
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


def test_a_retry_gets_a_picture_that_was_drawn_meanwhile(
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
@pytest.mark.usefixtures("drawn_at_once")
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


@pytest.mark.parametrize("name", ["dall-e-3", "gpt-image-1", "stabilityai/stable-diffusion-2"])
def test_every_name_draws_so_every_name_is_a_model(ask: Ask, name: str) -> None:
    assert ask("GET", f"/v1/models/{name}").body == {
        "id": name,
        "object": "model",
        "created": 0,
        "owned_by": "easel",
    }


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
def test_in_key_mode_only_a_valid_key_is_accepted(
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
