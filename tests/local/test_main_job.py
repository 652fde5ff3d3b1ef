"""A prompt in, a link out: the promises to a caller, in both modes, over HTTP."""

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import c2pa
import httpx
import pytest
from PIL import Image

from easel.pictures.provenance import MADE_BY_A_MODEL
from tests.xmp import properties

from .conftest import SLOW, Api

PROMPT = "a red circle on a blue background"
PICTURES = 200 if SLOW else 30
# Each is a process. If more start than the machine can within the 29 s of API Gateway, all are
# killed and have to start again.
AT_ONCE = 20 if SLOW else 10


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image


def test_a_prompt_becomes_a_link_to_an_immutable_jpeg(api: Api) -> None:
    answer = api.post(PROMPT, seed=1)
    assert answer.status_code == 201
    job = answer.json()
    assert answer.headers["location"] == f"{api.easel.url}/v1/images/{job['id']}"
    assert (job["status"], job["seed"], job["cached"]) == ("succeeded", 1, False)

    picture = httpx.get(job["url"], headers={"origin": "https://example.org"}, timeout=60)
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert picture.headers["x-content-type-options"] == "nosniff"
    assert picture.headers["access-control-allow-origin"] == "*"
    assert opened(picture.content).size == (768, 768)
    assert len(picture.content) == job["images"][0]["bytes"] < 200_000
    assert "content-disposition" not in picture.headers
    saved = httpx.get(f"{job['url']}?download", timeout=60)
    assert saved.headers["content-disposition"] == f'attachment; filename="{job["id"]}.jpg"'
    assert saved.content == picture.content


def test_with_a_key_each_picture_is_signed(async_api: Api, realtime_api: Api) -> None:
    unsigned, signed = (
        httpx.get(api.post(PROMPT, seed=1).json()["url"], timeout=60).content
        for api in (async_api, realtime_api)
    )
    assert properties(signed)["Iptc4xmpExt:DigitalSourceType"] == MADE_BY_A_MODEL
    read = json.loads(c2pa.Reader("image/jpeg", io.BytesIO(signed)).json())
    assert read["validation_state"] == "Valid"
    with pytest.raises(c2pa.C2paError.ManifestNotFound):
        c2pa.Reader("image/jpeg", io.BytesIO(unsigned))


def test_the_same_request_again_is_the_same_link_and_costs_nothing(api: Api) -> None:
    first = api.post(PROMPT, seed=2)
    calls = api.model_calls
    second = api.post(PROMPT, seed=2)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["url"] == first.json()["url"]
    assert second.json()["cached"] is True
    assert api.model_calls == calls


def test_respond_async_answers_at_once_and_the_picture_follows(api: Api) -> None:
    answer = api.post("slow: a green square", seed=3, prefer="respond-async")
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "respond-async"
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    job = answer.json()
    assert job["status"] in ("queued", "running")
    assert job["queue"]["cold_start"] is False

    ended = api.until_ended(job["id"])
    assert ended["status"] == "succeeded"
    assert httpx.get(str(ended["url"]), timeout=60).status_code == 200


def test_each_of_several_pictures_has_its_own_link(api: Api) -> None:
    job = api.post("four little boats", seed=4, n=4, width=256, height=320).json()
    urls = [image["url"] for image in job["images"]]
    assert urls[1] == urls[0].replace(".jpg", "-2.jpg")
    pictures = [httpx.get(url, timeout=60).content for url in urls]
    assert [opened(picture).size for picture in pictures] == [(256, 320)] * 4
    assert len(set(pictures)) == 4


def test_without_a_seed_each_request_is_a_new_picture_and_says_which(api: Api) -> None:
    first, second = (api.post("a cat").json() for _ in range(2))
    assert first["id"] != second["id"]
    assert first["seed"] != second["seed"]
    again = api.post("a cat", seed=first["seed"])
    assert (again.status_code, again.json()["id"]) == (200, first["id"])


@pytest.mark.parametrize(
    "prompt",
    [
        pytest.param("달 위의 우주비행사", id="korean"),
        pytest.param("a fox 🦊 in the snow ❄️", id="emoji"),
        pytest.param('line one\nline two\t"quoted" \\ and </script>', id="control-and-markup"),
        pytest.param("x" * 2000, id="as-long-as-allowed"),
    ],
)
def test_a_prompt_arrives_unchanged(async_api: Api, prompt: str) -> None:
    job = async_api.post(prompt, seed=5).json()
    assert job["status"] == "succeeded"
    assert async_api.get(job["id"])["prompt"] == prompt


@pytest.mark.repeated
@pytest.mark.usefixtures("crowd")
def test_identical_requests_at_once_are_one_model_call(api: Api) -> None:
    def ask(_: int) -> dict[str, Any]:
        answer = answered(lambda: api.post("slow: all at once", seed=6))
        assert answer.status_code in (200, 201, 202)
        return api.until_ended(answer.json()["id"])

    calls = api.model_calls
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = list(pool.map(ask, range(AT_ONCE)))
    assert {job["status"] for job in jobs} == {"succeeded"}
    assert len({job["url"] for job in jobs}) == 1
    assert api.model_calls == calls + 1


def answered(post: Callable[[], httpx.Response]) -> httpx.Response:
    """Easel's answer to `post`. If the machine is too busy to answer, post again, as any client
    would."""
    return next(answer for answer in (post() for _ in range(10)) if not is_too_busy(answer))


def is_too_busy(answer: httpx.Response) -> bool:
    """Whether CloudFront, API Gateway or the front door gave up waiting."""
    if answer.status_code == 502 and "x-request-id" not in answer.headers:
        return True
    return answer.status_code == 504 or "the local stack did not answer" in answer.text


@pytest.mark.repeated
@pytest.mark.usefixtures("crowd")
def test_many_different_requests_ten_at_a_time_lose_nothing(async_api: Api) -> None:
    def draw(number: int) -> dict[str, Any]:
        prompt = f"boat number {number}"
        answer = answered(lambda: async_api.post(prompt, seed=number, width=256, height=256))
        job: dict[str, Any] = answer.json()
        return job if job["status"] == "succeeded" else async_api.until_ended(job["id"])

    def ask_status(_: int) -> int:
        return async_api.http.get("/v1/status").status_code

    with ThreadPoolExecutor(10) as pool, ThreadPoolExecutor(1) as aside:
        statuses = aside.map(ask_status, range(20))
        jobs = list(pool.map(draw, range(PICTURES)))
        assert set(statuses) == {200}  # others are answered in the meantime
    urls = {str(job["url"]) for job in jobs}
    assert len(urls) == PICTURES
    with ThreadPoolExecutor(10) as pool:
        pictures = list(pool.map(lambda url: httpx.get(url, timeout=60).content, urls))
    assert {opened(picture).size for picture in pictures} == {(256, 256)}
    assert async_api.queue_empties()


def test_status_shows_the_endpoint_the_queue_and_the_pace(async_api: Api) -> None:
    async_api.post(PROMPT, seed=7)
    assert async_api.queue_empties()
    status = async_api.http.get("/v1/status").json()
    assert (status["endpoint"], status["queue"]) == ("ready", 0)
    assert status["seconds_per_image"] > 0
