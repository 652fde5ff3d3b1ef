"""A client of AUTOMATIC1111's API gets its pictures in base64."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from easel.pictures.job import Job
from easel.pictures.jpeg import Jpeg
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock, a_jpeg

from ..conftest import Answer, Handled

ROUTE = "/sdapi/v1/txt2img"
# What webuiapi 0.9.17 sends for txt2img(prompt="a red fox"), as far as Easel reads it, and some of
# what Easel does not read.
FROM_WEBUIAPI: dict[str, Any] = {
    "enable_hr": False,
    "hr_checkpoint_name": None,
    "prompt": "a red fox",
    "negative_prompt": "",
    "styles": [],
    "seed": -1,
    "batch_size": 1,
    "n_iter": 1,
    "steps": 20,
    "cfg_scale": 7.0,
    "width": 512,
    "height": 512,
    "sampler_name": "Euler a",
    "override_settings": {},
    "alwayson_scripts": {},
}
GETS = {
    "options": {"sd_model_checkpoint", "sd_checkpoint_hash", "samples_format"},
    "scripts": {"txt2img", "img2img"},
    "progress": {"progress", "eta_relative", "state", "current_image", "textinfo"},
    "memory": {"ram", "cuda"},
    "cmd-flags": {"api", "nowebui"},
}
LISTS = {"sd-models": "title", "samplers": "name", "schedulers": "name"}


def follow(api: Handled, answer: Answer) -> Answer:
    """The answer at the end of the redirects."""
    while answer.status == 303:
        url = urlsplit(answer.headers["location"])
        answer = api("GET", url.path, query=dict(parse_qsl(url.query)))
    return answer


def test_pictures_come_in_base64_with_what_was_drawn(
    api: Handled, draws_at_once: FakeSubmitter
) -> None:
    answer = api("POST", ROUTE, FROM_WEBUIAPI | {"seed": 7, "negative_prompt": "blurry"})
    assert answer.status == 200
    [image] = answer.body["images"]
    assert base64.b64decode(image, validate=True).startswith(b"\xff\xd8\xff")
    understood = answer.body["parameters"]
    assert understood["seed"] == 7
    assert (understood["steps"], understood["cfg_scale"]) == (20, 7.0)
    assert (understood["width"], understood["height"]) == (512, 512)
    info = json.loads(answer.body["info"])
    assert (info["prompt"], info["negative_prompt"]) == ("a red fox", "blurry")
    assert (info["seed"], info["all_seeds"], info["sd_model_hash"]) == (7, [7], None)
    model = draws_at_once.submitted[0].picture.model
    assert info["infotexts"] == [
        "a red fox\nNegative prompt: blurry\nSteps: 20, Sampler: default, CFG scale: 7.0, "
        f"Seed: 7, Size: 512x512, Model: {model}, Version: Easel"
    ]
    deleted = api(
        "DELETE", f"/v1/images/{answer.body['id']}", credential=answer.body["delete_token"]
    )
    assert deleted.status == 204


def test_what_is_left_out_or_null_is_as_the_operator_says(
    api: Handled, draws_at_once: FakeSubmitter
) -> None:
    nothing = dict.fromkeys((*FROM_WEBUIAPI, "steps"))
    for body in ({"prompt": "a red fox"}, nothing | {"prompt": "a red fox"}):
        assert api("POST", ROUTE, body).status == 200
        picture = draws_at_once.submitted[-1].picture
        assert (picture.width, picture.height, picture.steps) == (768, 768, 50)
        assert (picture.guidance_scale, picture.n) == (7.5, 1)


def test_any_seed_is_another_picture_each_time(api: Handled, draws_at_once: FakeSubmitter) -> None:
    seeds = [json.loads(api("POST", ROUTE, FROM_WEBUIAPI).body["info"])["seed"] for _ in range(3)]
    assert len(set(seeds)) == 3


@pytest.mark.parametrize(
    ("counts", "n"),
    [
        pytest.param({"batch_size": 2}, 2, id="batch"),
        pytest.param({"n_iter": 3}, 3, id="iterations"),
        pytest.param({"batch_size": 2, "n_iter": 5}, 10, id="both"),
    ],
)
def test_a_batch_times_its_iterations_is_one_job(
    api: Handled, draws_at_once: FakeSubmitter, counts: dict[str, int], n: int
) -> None:
    answer = api("POST", ROUTE, FROM_WEBUIAPI | counts | {"seed": 7})
    info = json.loads(answer.body["info"])
    assert len(answer.body["images"]) == len(info["infotexts"]) == n
    assert info["all_seeds"] == [7] * n
    assert len(draws_at_once.submitted) == 1


def test_pictures_that_are_too_many_for_one_answer_are_linked(
    api: Handled, draws_at_once: FakeSubmitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("easel.api.base64_jpegs.MOST_BYTES", 12_000)
    answer = api("POST", ROUTE, FROM_WEBUIAPI | {"batch_size": 4})
    info = json.loads(answer.body["info"])
    sent = len(answer.body["images"])
    assert 1 <= sent < 4
    assert len(info["infotexts"]) == len(info["all_seeds"]) == sent
    links = info["extra_generation_params"]["Notes"].split("The others: ")[1].split()
    assert len(links) == 4 - sent
    assert links[-1].endswith(f"/images/{answer.body['id']}-4.jpg")


@pytest.mark.parametrize(
    "prompt", ['"' * 12_000, "\u65e5" * 8000, "a\n" * 7000], ids=["quotes", "kanji", "lines"]
)
def test_an_answer_with_long_prompts_fits_into_lambdas(
    api: Handled, service: Service, submitter: FakeSubmitter, prompt: str
) -> None:
    large = a_jpeg() + bytes(490_000)

    def draw(job: Job) -> None:
        stored = [service.images.put(key, Jpeg(large, 64, 48)) for key in job.image_keys()]
        service.endings.succeed(job, stored)

    submitter.takes = draw
    body = {"prompt": f"fox {prompt}", "negative_prompt": prompt, "batch_size": 10}
    answer = api("POST", ROUTE, body)
    assert answer.body["images"]
    assert len(json.dumps(answer.text)) < 6 * 1024 * 1024 - 10_000  # the headers are beside it


def test_what_was_changed_is_in_the_text_of_each_picture(
    api: Handled, draws_at_once: FakeSubmitter
) -> None:
    answer = api("POST", ROUTE, FROM_WEBUIAPI | {"width": 500, "steps": 150, "cfg_scale": 30})
    info = json.loads(answer.body["info"])
    assert (info["width"], info["steps"], info["cfg_scale"]) == (512, 100, 20.0)
    notes = info["extra_generation_params"]["Notes"]
    assert "500x512" in notes
    assert f"Notes: {json.dumps(notes)}" in info["infotexts"][0]


def test_a_picture_that_takes_longer_is_waited_for_behind_redirects(
    api: Handled, clock: FakeClock, submitter: FakeSubmitter, draw: Callable[[Job], None]
) -> None:
    submitter.takes = lambda job: clock.after(60, lambda: draw(job))
    first = api("POST", ROUTE, FROM_WEBUIAPI)
    assert first.status == 303
    answer = follow(api, first)
    assert (answer.status, len(answer.body["images"])) == (200, 1)
    assert len(submitter.submitted) == 1


@pytest.mark.parametrize(
    ("wrong", "code", "pointer"),
    [
        pytest.param({"batch_size": 0}, "out_of_range", "#/batch_size", id="no-picture"),
        pytest.param({"batch_size": 11}, "out_of_range", "#/batch_size", id="eleven"),
        pytest.param({"batch_size": 4, "n_iter": 3}, "out_of_range", "#/batch_size", id="twelve"),
        pytest.param({"seed": -5}, "invalid_seed", "#/seed", id="negative-seed"),
        pytest.param({"seed": 2**40}, "invalid_seed", "#/seed", id="large-seed"),
        pytest.param({"steps": "twenty"}, "out_of_range", "#/steps", id="text-for-a-number"),
        pytest.param({"width": 0}, "invalid_size", "#/width", id="no-width"),
        pytest.param({"width": 512.5}, "invalid_size", "#/width", id="half-a-pixel"),
        pytest.param({"cfg_scale": -1}, "out_of_range", "#/cfg_scale", id="negative-guidance"),
        pytest.param({"prompt": "  "}, "missing_prompt", "#/prompt", id="spaces"),
        pytest.param({"prompt": ["a fox"]}, "missing_prompt", "#/prompt", id="list"),
        pytest.param({"prompt": None}, "missing_prompt", "#/prompt", id="null"),
    ],
)
def test_a_wrong_field_is_named(
    api: Handled, submitter: FakeSubmitter, wrong: dict[str, Any], code: str, pointer: str
) -> None:
    answer = api("POST", ROUTE, FROM_WEBUIAPI | wrong)
    assert (answer.status, answer.code) == (400, code)
    assert answer.body["errors"][0]["pointer"] == pointer
    assert submitter.submitted == []


def test_an_operator_who_allows_fewer_pictures_is_obeyed(
    api: Handled, configure: Callable[..., None]
) -> None:
    configure(max_pictures=2)
    answer = api("POST", ROUTE, FROM_WEBUIAPI | {"batch_size": 3})
    assert answer.body["detail"] == "batch_size: times n_iter at most 2 here, not 3"


@pytest.mark.parametrize("body", ["", "[]", "{", "null"])
def test_a_body_that_is_no_object_is_refused(api: Handled, body: str) -> None:
    answer = api("POST", ROUTE, body)
    assert (answer.status, answer.code) == (400, "invalid_json")


@pytest.mark.parametrize(
    "name", ["img2img", "extra-single-image", "extra-batch-images", "png-info", "interrogate"]
)
def test_what_is_not_offered_says_so(api: Handled, name: str) -> None:
    answer = api("POST", f"/sdapi/v1/{name}", "anything")
    assert (answer.status, answer.code) == (400, "not_supported")
    assert "txt2img" in answer.body["detail"]


# What clients ask for when they start.


@pytest.mark.parametrize("name", GETS)
def test_a_client_can_start(api: Handled, name: str) -> None:
    assert set(api("GET", f"/sdapi/v1/{name}").body) == GETS[name]
    head = api("HEAD", f"/sdapi/v1/{name}")
    assert (head.status, head.text) == (200, "")


@pytest.mark.parametrize("name", LISTS)
def test_there_is_one_choice(api: Handled, name: str) -> None:
    [choice] = api("GET", f"/sdapi/v1/{name}").body
    assert choice[LISTS[name]]


def test_a_client_may_choose_a_model_and_nothing_changes(api: Handled) -> None:
    before = api("GET", "/sdapi/v1/options").body
    chosen = api("POST", "/sdapi/v1/options", {"sd_model_checkpoint": "anime"})
    assert (chosen.status, chosen.text) == (200, "null")
    assert api("GET", "/sdapi/v1/options").body == before


def test_progress_counts_the_jobs_that_are_open(api: Handled) -> None:
    assert api("GET", "/sdapi/v1/progress").body["state"]["job_count"] == 0
    api.post()
    assert api("GET", "/sdapi/v1/progress").body["state"]["job_count"] == 1


def test_the_key_is_the_password_of_basic(
    api: Handled, key_mode: Callable[..., str], draws_at_once: FakeSubmitter
) -> None:
    key = key_mode("ann")
    sent = base64.b64encode(f"ann:{key}".encode()).decode()
    assert api("GET", "/sdapi/v1/options").status == 401
    assert api("GET", "/sdapi/v1/options", authorization=f"Basic {sent}").status == 200
    assert api("POST", ROUTE, FROM_WEBUIAPI).status == 401
    drawn = api("POST", ROUTE, FROM_WEBUIAPI, authorization=f"Basic {sent}")
    assert drawn.status == 200
    assert "delete_token" not in drawn.body
