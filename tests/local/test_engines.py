"""The requests of Open WebUI's and LibreChat's engines, as they send them."""

import base64
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from .conftest import Api
from .documented import PROMPT
from .meddling import losing_the_first_answer
from .moody_model import held

EVENTS = Path(__file__).parents[1] / "events"


@dataclass(frozen=True, slots=True)
class Engine:
    """What an engine sends, but for the prompt, and how many redirects its HTTP library follows."""

    client: str
    redirects: int
    path: str
    headers: dict[str, str]
    body: dict[str, object]

    def draw(self, url: str, prompt: str = PROMPT, **more: int) -> httpx.Response:
        with httpx.Client(
            base_url=url, timeout=60, follow_redirects=True, max_redirects=self.redirects
        ) as http:
            http.headers = httpx.Headers(self.headers)  # these alone: httpx would add its own
            return http.post(self.path, content=json.dumps({**self.body, "prompt": prompt, **more}))


ENGINES = [Engine(**engine) for engine in json.loads((EVENTS / "engines.json").read_text())]


@pytest.fixture
def api(impatient_api: Api) -> Api:
    return impatient_api


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.client)
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.param
    return found


def shown(engine: Engine, answer: httpx.Response) -> list[tuple[int, int]]:
    """The sizes of the pictures that the engine shows: Open WebUI prefers a link, LibreChat reads
    one form only."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    if engine.path.startswith("/sdapi"):
        info = json.loads(body["info"])
        assert info["infotexts"][0].startswith(PROMPT)
        assert (info["width"], info["height"]) == size_of(base64.b64decode(body["images"][0]))
        assert info["seed"] >= 0
        return [size_of(base64.b64decode(image)) for image in body["images"]]
    return [
        size_of(bytes_of(image, prefers_link="image_gen" not in engine.client))
        for image in body["data"]
    ]


def bytes_of(image: dict[str, Any], *, prefers_link: bool) -> bytes:
    if prefers_link and image.get("url"):
        return httpx.get(image["url"], timeout=30).content
    return base64.b64decode(image["b64_json"])


def size_of(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as image:
        assert image.format == "JPEG"
        return image.size


def wanted(engine: Engine) -> tuple[int, int]:
    """The size that the engine asks for; it is one that Easel draws."""
    width, _, height = str(engine.body.get("size", "")).partition("x")
    if height:
        return int(width), int(height)
    return int(str(engine.body.get("width", 768))), int(str(engine.body.get("height", 768)))


def test_it_gets_its_picture(api: Api, engine: Engine) -> None:
    assert shown(engine, engine.draw(api.easel.url)) == [wanted(engine)]


def test_it_gets_two_pictures(api: Api, engine: Engine) -> None:
    count = "batch_size" if engine.path.startswith("/sdapi") else "n"
    answer = engine.draw(api.easel.url, PROMPT, **{count: 2})
    assert shown(engine, answer) == [wanted(engine)] * 2


def test_it_learns_why_a_request_was_refused(api: Api, engine: Engine) -> None:
    answer = engine.draw(api.easel.url, prompt="")
    assert answer.status_code == 400
    assert answer.json()["detail"] == "prompt: say what to draw, as text"


def test_the_same_request_after_a_long_wait_joins_the_picture(api: Api, engine: Engine) -> None:
    calls = api.model_calls
    with held():
        told = engine.draw(api.easel.url, prompt=f"held: {PROMPT}")
    assert told.status_code == 503
    assert f"{api.easel.url}/v1/images/img_" in told.json()["detail"]
    assert 30 <= int(told.headers["retry-after"]) <= 59
    answer = engine.draw(api.easel.url, prompt=f"held: {PROMPT}")
    assert answer.status_code == 200
    assert api.model_calls == calls + 1


def test_a_lost_answer_costs_no_second_picture(api: Api, engine: Engine) -> None:
    calls = api.model_calls
    prompt = f"takes 1: {PROMPT}"
    with losing_the_first_answer(api.easel.url) as url:
        with pytest.raises(httpx.RemoteProtocolError):
            engine.draw(url, prompt=prompt)
        answer = engine.draw(url, prompt=prompt)
    assert answer.status_code == 200
    assert api.model_calls == calls + 1
