"""A client of Hugging Face's is led to the JPEG."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from easel.errors import ModelFailed
from easel.pictures.job import Job, JobError
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock

from ..conftest import Handled

PATHS = ["/", "/models/stabilityai/sdxl-turbo", "/hf-inference/models/stabilityai/sdxl-turbo"]
FOX: dict[str, Any] = {"inputs": "a red fox", "parameters": {"seed": 7}}


@pytest.mark.parametrize("path", PATHS)
def test_a_drawn_picture_is_a_redirect_to_its_jpeg(
    api: Handled, draws_at_once: FakeSubmitter, path: str
) -> None:
    answer = api("POST", path, FOX, Accept="image/png")
    [job] = draws_at_once.submitted
    assert answer.status == 303
    assert answer.headers["location"] == f"https://easel.example/images/{job.id}.jpg"
    assert answer.headers["cache-control"] == "no-store"
    token = answer.body["delete_token"]
    assert api("DELETE", f"/v1/images/{job.id}", credential=token).status == 204


def test_parameters_are_what_is_drawn_and_others_are_ignored(
    api: Handled, draws_at_once: FakeSubmitter
) -> None:
    parameters = {
        "negative_prompt": "blurry",
        "width": 500,
        "height": 2048,
        "num_inference_steps": 20,
        "guidance_scale": 7,
        "seed": 7,
        "scheduler": "DDIM",
        "loras": [1],
    }
    api("POST", "/", {"inputs": "a red fox", "parameters": parameters, "options": {}})
    picture = draws_at_once.submitted[0].picture
    assert (picture.prompt, picture.negative_prompt) == ("a red fox", "blurry")
    assert (picture.width, picture.height, picture.steps) == (256, 1024, 20)
    assert (picture.guidance_scale, picture.seed, picture.n) == (7.0, 7, 1)


@pytest.mark.parametrize("parameters", [None, {}, {"width": None, "seed": None}])
def test_what_is_left_out_or_null_is_as_the_operator_says(
    api: Handled, draws_at_once: FakeSubmitter, parameters: dict[str, None] | None
) -> None:
    assert api("POST", "/", {"inputs": "a red fox", "parameters": parameters}).status == 303
    picture = draws_at_once.submitted[0].picture
    assert (picture.width, picture.height, picture.steps) == (768, 768, 50)


def test_a_picture_that_takes_longer_is_waited_for_behind_redirects(
    api: Handled, clock: FakeClock, submitter: FakeSubmitter, draw: Callable[[Job], None]
) -> None:
    submitter.takes = lambda job: clock.after(60, lambda: draw(job))
    answer, followed = api("POST", "/", FOX), 0
    while (url := urlsplit(answer.headers["location"])).path.startswith("/v1/wait/"):
        assert answer.status == 303
        answer, followed = api("GET", url.path, query=dict(parse_qsl(url.query))), followed + 1
    assert (answer.status, url.path, followed) == (
        303,
        f"/images/{submitter.submitted[0].id}.jpg",
        2,
    )
    assert len(submitter.submitted) == 1


def test_the_redirect_to_the_jpeg_is_counted_too(
    api: Handled,
    configure: Callable[..., None],
    submitter: FakeSubmitter,
    draw: Callable[[Job], None],
) -> None:
    configure(max_wait_s=0.5)
    agent = "Go-http-client/2.0"  # it follows nine
    answer, links = api("POST", "/", FOX, user_agent=agent), []
    while answer.status == 303:
        links.append(urlsplit(answer.headers["location"]))
        query = dict(parse_qsl(links[-1].query))
        answer = api("GET", links[-1].path, query=query, user_agent=agent)
    assert (answer.status, len(links)) == (503, 8)
    draw(submitter.submitted[0])
    last = api("GET", links[-1].path, query=dict(parse_qsl(links[-1].query)), user_agent=agent)
    assert last.headers["location"].endswith(".jpg")


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        pytest.param({"inputs": ["a fox"]}, "missing_prompt", "#/inputs", id="list"),
        pytest.param({"inputs": "  "}, "missing_prompt", "#/inputs", id="spaces"),
        pytest.param({"inputs": None}, "missing_prompt", "#/inputs", id="null"),
        pytest.param({"prompt": "a fox"}, "missing_prompt", "#/inputs", id="other-dialect"),
        pytest.param(
            {"inputs": "a fox", "parameters": {"width": "wide"}},
            "invalid_size",
            "#/parameters/width",
            id="text-for-a-number",
        ),
        pytest.param(
            {"inputs": "a fox", "parameters": {"seed": -1}},
            "invalid_seed",
            "#/parameters/seed",
            id="negative-seed",
        ),
        pytest.param(
            {"inputs": "a fox", "parameters": [1]}, "out_of_range", "#/parameters", id="no-object"
        ),
    ],
)
@pytest.mark.parametrize("path", PATHS)
def test_a_refusal_is_a_sentence_that_the_client_shows(
    api: Handled, path: str, body: dict[str, Any], code: str, pointer: str
) -> None:
    answer = api("POST", path, body)
    assert answer.status == 400
    assert answer.body["type"].endswith(f"/errors/{code.replace('_', '-')}")
    assert answer.body["errors"][0]["pointer"] == pointer
    assert answer.body["error"] == answer.body["detail"]


def test_a_failure_during_the_wait_is_a_sentence_too(
    api: Handled, clock: FakeClock, submitter: FakeSubmitter, service: Service
) -> None:
    error = JobError(ModelFailed.code, "the model's answer held no picture")
    submitter.takes = lambda job: clock.after(40, lambda: service.endings.fail(job, error))
    link = urlsplit(api("POST", "/", FOX).headers["location"])
    answer = api("GET", link.path, query=dict(parse_qsl(link.query)))
    assert (answer.status, answer.body["error"]) == (502, "the model's answer held no picture")


def test_a_key_is_asked_for(
    api: Handled, key_mode: Callable[..., str], draws_at_once: FakeSubmitter
) -> None:
    key = key_mode("ann")
    refused = api("POST", "/", FOX)
    assert (refused.status, refused.body["error"]) == (401, refused.body["detail"])
    answer = api("POST", "/", FOX, credential=key)
    assert answer.status == 303
    assert "delete_token" not in answer.body
