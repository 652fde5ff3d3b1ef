"""`output_format` and `output_compression`: `derive` makes the file, and the client waits."""

import base64
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from PIL import Image

from easel import derive
from easel.pictures.encoding import Encoding
from easel.service import Service
from tests.fake_adapters import FakeQueue, FakeSubmitter
from tests.fakes import Aws, FakeClock, FakeContext, a_jpeg, failed_ids, sqs_event

from .conftest import FOX, ROUTE, Ask

Configure = Callable[..., None]
# `derive` runs within a request here, and both write their metrics.
pytestmark = pytest.mark.filterwarnings("ignore:No application metrics")
OPENAI = {"user-agent": "OpenAI/Python 3.52.0"}


class DerivingQueue(FakeQueue):
    """A queue whose messages `derive` handles after `after_s`. If that is None, it never does."""

    def __init__(self, clock: FakeClock, after_s: float | None) -> None:
        super().__init__()
        self.clock, self.after_s = clock, after_s

    def put(self, message: Mapping[str, Any]) -> None:
        super().put(message)
        if self.after_s is not None:
            event = sqs_event(dict(message))
            self.clock.after(self.after_s, lambda: derive.handler(event, FakeContext(self.clock)))


@pytest.fixture
def derives(
    service: Service, clock: FakeClock, drawn_after: Callable[[float], None]
) -> Callable[[float | None], DerivingQueue]:
    def derives(after_s: float | None) -> DerivingQueue:
        drawn_after(0.1)
        queue = DerivingQueue(clock, after_s)
        service.adapters.derive_queue = queue  # type: ignore[assignment]
        return queue

    return derives


Derives = Callable[[float | None], DerivingQueue]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("wanted", "compression", "ending"),
    [
        pytest.param("png", None, ".png", id="png"),
        pytest.param("webp", None, ".webp", id="webp of the usual quality"),
        pytest.param("webp", 80, ".webp", id="the usual quality by its name"),
        pytest.param("webp", 51, ".q50.webp", id="the nearest five"),
        pytest.param("webp", 0, ".q5.webp", id="the lowest"),
        pytest.param("jpeg", 30, ".q30.jpeg", id="a smaller jpeg"),
        pytest.param("jpeg", "30", ".q30.jpeg", id="a number in a form"),
        pytest.param("jpeg", 30.0, ".q30.jpeg", id="a whole number with a point"),
        pytest.param("webp", "100", ".q100.webp", id="the highest"),
    ],
)
def test_a_picture_is_linked_in_the_format_that_was_asked_for(
    ask: Ask, aws: Aws, derives: Derives, wanted: str, compression: Any, ending: str
) -> None:
    derives(1)
    fields = {"output_format": wanted, "output_compression": compression}
    answer = ask("POST", ROUTE, FOX | fields)
    assert (answer.status, answer.body["output_format"]) == (200, wanted)
    key = f"images/{answer.body['id']}{ending}"
    assert [one["url"] for one in answer.body["data"]] == [f"https://easel.example/{key}"]
    stored = aws.s3.get_object(Bucket="images", Key=key)
    assert opened(stored["Body"].read()).format == wanted.upper()
    assert stored["ContentType"] == f"image/{wanted}"


def test_base64_and_events_hold_that_file_too(ask: Ask, derives: Derives) -> None:
    derives(1)
    answer = ask(
        "POST", ROUTE, FOX | {"output_format": "webp", "response_format": "b64_json", "n": 2}
    )
    formats = [opened(base64.b64decode(one["b64_json"])).format for one in answer.body["data"]]
    assert formats == ["WEBP", "WEBP"]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="nothing asked"),
        pytest.param({"output_format": "jpeg"}, id="jpeg"),
        pytest.param({"output_format": "jpeg", "output_compression": 100}, id="jpeg, all of it"),
        pytest.param({"output_format": "tiff"}, id="a format that nobody offers"),
        pytest.param({"output_format": 7}, id="no format"),
        pytest.param({"output_compression": 20}, id="a quality of nothing"),
    ],
)
def test_the_stored_jpeg_needs_no_encoder(
    ask: Ask, derives: Derives, fields: dict[str, Any]
) -> None:
    queue = derives(None)
    answer = ask("POST", ROUTE, FOX | fields)
    assert (answer.status, answer.body["output_format"]) == (200, "jpeg")
    assert answer.body["data"][0]["url"].endswith(".jpg")
    assert queue.waiting == []


@pytest.mark.parametrize("compression", [33.3, "33.3", -1, "-1", 101, "101", True, "high", "", []])
@pytest.mark.parametrize("renditions", [True, False], ids=["renditions", "no renditions"])
def test_a_quality_that_is_no_whole_number_of_0_to_100_is_refused(
    ask: Ask, derives: Derives, configure: Configure, compression: Any, renditions: bool
) -> None:
    derives(None)
    if not renditions:
        configure(derive_queue_url="")
    answer = ask("POST", ROUTE, FOX | {"output_format": "webp", "output_compression": compression})
    assert (answer.status, answer.code) == (400, "out_of_range")
    assert answer.body["detail"].startswith("output_compression: must be ")
    assert answer.body["errors"][0]["pointer"] == "#/output_compression"


def test_without_derive_the_answer_is_the_jpeg_and_says_so(
    ask: Ask, derives: Derives, configure: Configure
) -> None:
    derives(None)
    configure(derive_queue_url="")
    answer = ask("POST", ROUTE, FOX | {"output_format": "png"})
    assert (answer.status, answer.body["output_format"]) == (200, "jpeg")


def test_a_file_that_is_there_is_not_made_again(
    ask: Ask, derives: Derives, submitter: FakeSubmitter
) -> None:
    queue = derives(1)
    first, second = (ask("POST", ROUTE, FOX | {"output_format": "webp"}) for _ in range(2))
    assert first.body["data"] == second.body["data"]
    assert (len(queue.waiting), len(submitter.submitted)) == (1, 1)


def test_a_client_is_led_on_until_the_file_is_there(
    ask: Ask, clock: FakeClock, derives: Derives
) -> None:
    derives(40)
    answer = ask("POST", ROUTE, FOX | {"output_format": "webp"}, OPENAI)
    assert answer.status == 303
    assert "still being encoded" in answer.body["detail"]
    while answer.status == 303:
        answer = ask("GET", answer.link, headers=OPENAI)
    assert (answer.status, answer.body["output_format"]) == (200, "webp")
    assert answer.body["data"][0]["url"].endswith(".webp")
    assert answer.body["delete_token"]


def test_a_client_of_an_old_picture_is_led_on_too(
    ask: Ask, clock: FakeClock, derives: Derives
) -> None:
    queue = derives(0)
    assert ask("POST", ROUTE, FOX).status == 200
    clock.sleep(24 * 3600)  # long after the job's deadline
    queue.after_s = 40
    answer = ask("POST", ROUTE, FOX | {"output_format": "webp"}, OPENAI)
    assert answer.status == 303
    while answer.status == 303:
        answer = ask("GET", answer.link, headers=OPENAI)
    assert (answer.status, answer.body.get("output_format")) == (200, "webp")


def test_a_client_whose_file_never_comes_is_told_to_come_again(ask: Ask, derives: Derives) -> None:
    derives(None)
    answer = ask("POST", ROUTE, FOX | {"output_format": "webp"}, OPENAI)
    while answer.status == 303:
        answer = ask("GET", answer.link, headers=OPENAI)
    assert (answer.status, answer.code) == (503, "model_warming")
    assert "encoded" in answer.body["detail"]
    assert answer.headers["retry-after"]


def test_a_jpeg_that_cannot_be_read_is_shown_as_it_is(
    ask: Ask, service: Service, derives: Derives, monkeypatch: pytest.MonkeyPatch
) -> None:
    derives(1)
    broken = a_jpeg(768, 768).replace(b"\xff\xdb", b"\xff\xfe")
    monkeypatch.setattr("tests.unit.routes.openai.conftest.a_jpeg", lambda *_: broken)
    answer = ask("POST", ROUTE, FOX | {"output_format": "webp"}, OPENAI)
    while answer.status == 303:
        answer = ask("GET", answer.link, headers=OPENAI)
    assert (answer.status, answer.body["output_format"]) == (200, "jpeg")


def test_the_files_go_with_the_picture(
    ask: Ask, service: Service, aws: Aws, clock: FakeClock, derives: Derives
) -> None:
    queue = derives(1)
    answer = ask("POST", ROUTE, FOX | {"output_format": "png"})
    token = {"authorization": f"Bearer {answer.body['delete_token']}"}
    assert ask("DELETE", f"/v1/images/{answer.body['id']}", headers=token).status == 204
    assert aws.keys("images") == []
    # The message comes again, after the picture has gone.
    event = sqs_event(json.dumps(queue.waiting[0]))
    assert failed_ids(dict(derive.handler(event, FakeContext(clock)))) == []
    assert aws.keys("images") == []


@pytest.mark.parametrize("name", ["png", "webp-80", "jpeg-5"])
def test_an_encoding_is_what_its_name_says(name: str) -> None:
    assert Encoding.named(name).name == name
