"""The stand-ins for Guardrails and Rekognition, asked by boto3 and by Easel's own filters."""

import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from PIL import Image

from easel.errors import Capacity, InvalidRequest, ModelFailed
from easel.pictures.moderator import PictureFilter, PromptFilter
from local.bedrock import api as bedrock_api
from local.bedrock.guardrail import WORDS, Guardrail
from local.bedrock.runtime import Runtime
from local.faults import Fault
from local.process import listen, port_of, served
from local.rekognition import api as rekognition_api
from local.rekognition.api import PictureCheck

from ..fakes import a_job, a_picture

MAGENTA, BLUE = (206, 60, 152), (38, 92, 206)
DECLARED = {
    "BlockedInputMessaging": "No.",
    "ContentPolicyConfig": {
        "FiltersConfig": [
            {"Type": "VIOLENCE", "InputStrength": "MEDIUM"},
            {"Type": "HATE", "InputStrength": "NONE"},
        ]
    },
}
# A busy machine takes its time.
_WITHIN_S = 60.0


@pytest.fixture(scope="module")
def the_guardrail() -> Guardrail:
    return Guardrail.declared("local", "DRAFT", DECLARED)


@pytest.fixture(scope="module")
def bedrock(the_guardrail: Guardrail) -> Iterator[Any]:
    listener = listen(0)
    app = bedrock_api.create_app(Runtime("http://127.0.0.1:1"), "a model", the_guardrail)
    with served(app, listener):
        yield client_of("bedrock-runtime", port_of(listener))


@pytest.fixture(scope="module")
def the_check() -> PictureCheck:
    return PictureCheck()


@pytest.fixture(scope="module")
def rekognition(the_check: PictureCheck) -> Iterator[Any]:
    listener = listen(0)
    with served(rekognition_api.create_app(the_check), listener):
        yield client_of("rekognition", port_of(listener))


def client_of(
    service: Literal["bedrock-runtime", "rekognition"], port: int, within_s: float = _WITHIN_S
) -> Any:
    config = Config(retries={"total_max_attempts": 1}, read_timeout=within_s)
    return boto3.client(service, endpoint_url=f"http://127.0.0.1:{port}", config=config)


def apply(bedrock: Any, text: str, **changed: Any) -> Any:
    return bedrock.apply_guardrail(
        **{
            "guardrailIdentifier": "local", "guardrailVersion": "DRAFT", "source": "INPUT",
            "content": [{"text": {"text": text}}],
        } | changed
    )  # fmt: skip


def picture(*stripes: tuple[int, int, int], side: int = 100, kind: str = "JPEG") -> bytes:
    """A picture of stripes, each as wide as the next."""
    image = Image.new("RGB", (side, side))
    width = side // len(stripes)
    for place, colour in enumerate(stripes):
        image.paste(colour, (place * width, 0, (place + 1) * width, side))
    image.save(buffer := io.BytesIO(), kind)
    return buffer.getvalue()


def refusal(call: Any, *args: Any, **parameters: Any) -> tuple[str, int]:
    with pytest.raises(ClientError) as raised:
        call(*args, **parameters)
    answer = raised.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]


@pytest.mark.parametrize("text", ["gore", "a field of GORE!", "ｇｏｒｅ", "Gore\u2019s hill"])
def test_a_listed_word_of_a_refused_category_is_refused(bedrock: Any, text: str) -> None:
    answer = apply(bedrock, text)
    assert (answer["action"], answer["outputs"]) == ("GUARDRAIL_INTERVENED", [{"text": "No."}])
    (found,) = answer["assessments"][0]["contentPolicy"]["filters"]
    assert (found["type"], found["action"]) == ("VIOLENCE", "BLOCKED")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("vermin", id="a category that the template lets through"),
        pytest.param("Gorean forests", id="a longer word"),
        pytest.param("much blood", id="meaning"),
    ],
)
def test_every_other_text_passes_and_is_read_as_a_whole(bedrock: Any, text: str) -> None:
    answer = apply(bedrock, text)
    assert (answer["action"], answer["assessments"]) == ("NONE", [])
    assert answer["usage"]["contentPolicyUnits"] == 1
    read = answer["guardrailCoverage"]["textCharacters"]
    assert read == {"guarded": len(text), "total": len(text)}


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"guardrailIdentifier": "another"}, ("ResourceNotFoundException", 404)),
        ({"guardrailVersion": "1"}, ("ResourceNotFoundException", 404)),
        ({"guardrailVersion": "latest"}, ("ValidationException", 400)),
        ({"source": "PROMPT"}, ("ValidationException", 400)),
        ({"source": "OUTPUT"}, ("ValidationException", 400)),
        ({"outputScope": "FULL"}, ("ValidationException", 400)),
        (
            {"content": [{"image": {"format": "png", "source": {"bytes": b"1"}}}]},
            ("ValidationException", 400),
        ),
    ],
)
def test_the_guardrail_refuses_what_the_service_or_the_stand_in_cannot_do(
    bedrock: Any, changed: dict[str, Any], refused: tuple[str, int]
) -> None:
    assert refusal(apply, bedrock, "a boat", **changed) == refused


@pytest.mark.parametrize(
    ("stripes", "share"),
    [((MAGENTA,), 100), ((MAGENTA, MAGENTA, MAGENTA, BLUE), 75), ((MAGENTA, BLUE), None)],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_is_mostly_magenta_has_a_label_of_its_own(
    rekognition: Any, stripes: Any, share: float | None, kind: str
) -> None:
    image = {"Bytes": picture(*stripes, kind=kind)}
    answer = rekognition.detect_moderation_labels(Image=image, MinConfidence=60)
    found = [(label["Name"], label["ParentName"]) for label in answer["ModerationLabels"]]
    assert found == ([("Mostly Magenta", "")] if share else [])
    for label in answer["ModerationLabels"]:
        assert label["Confidence"] == pytest.approx(share, abs=2)


def test_violet_pink_and_dark_pictures_are_not_magenta(rekognition: Any) -> None:
    for colour in ((122, 62, 178), (146, 98, 200), (246, 142, 182), (40, 10, 30)):
        answer = rekognition.detect_moderation_labels(Image={"Bytes": picture(colour)})
        assert answer["ModerationLabels"] == []


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"Image": {"Bytes": b"no picture"}}, "InvalidImageFormatException"),
        ({"Image": {"Bytes": picture(BLUE)[:300]}}, "InvalidImageFormatException"),
        ({"Image": {"Bytes": picture(BLUE, kind="GIF")}}, "InvalidImageFormatException"),
        ({"Image": {"Bytes": picture(BLUE, side=49)}}, "InvalidParameterException"),
        ({"Image": {"Bytes": bytes(5_242_881)}}, "InvalidParameterException"),
        ({"Image": {"S3Object": {"Bucket": "one", "Name": "a"}}}, "InvalidParameterException"),
        (
            {"Image": {"Bytes": picture(BLUE)}, "MinConfidence": 101},
            "InvalidParameterException",
        ),
    ],
    ids=["text", "half", "gif", "small", "large", "in S3", "confidence"],
)
def test_rekognition_refuses_what_the_service_or_the_stand_in_cannot_do(
    rekognition: Any, request_: Any, code: str
) -> None:
    assert refusal(rekognition.detect_moderation_labels, **request_) == (code, 400)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("AccessDeniedException", 403), ("ThrottlingException", 429),
        ("InternalServerException", 500), ("ServiceUnavailableException", 503),
    ],
)  # fmt: skip
def test_a_fault_of_the_guardrail_comes_true_once_with_the_service_s_own_status(
    bedrock: Any, the_guardrail: Guardrail, code: str, status: int
) -> None:
    the_guardrail.faults.append(Fault(code))
    asked = the_guardrail.asked
    assert refusal(apply, bedrock, "a boat") == (code, status)
    assert the_guardrail.asked == asked
    assert apply(bedrock, "a boat")["action"] == "NONE"


@pytest.mark.parametrize(
    ("code", "status"),
    [("AccessDeniedException", 400), ("ThrottlingException", 500), ("InternalServerError", 500)],
)
def test_a_fault_of_rekognition_comes_true_once_with_the_service_s_own_status(
    rekognition: Any, the_check: PictureCheck, code: str, status: int
) -> None:
    the_check.faults.append(Fault(code))
    image = {"Bytes": picture(BLUE)}
    assert refusal(rekognition.detect_moderation_labels, Image=image) == (code, status)
    assert rekognition.detect_moderation_labels(Image=image)["ModerationLabels"] == []


# Easel's filters.


def ask_about(bedrock: Any, prompt: str = "a boat") -> None:
    PromptFilter(bedrock, "local", "DRAFT").allow(a_job(a_picture(prompt=prompt)))


def test_easel_s_filters_refuse_what_the_stand_ins_refuse(bedrock: Any, rekognition: Any) -> None:
    ask_about(bedrock)
    with pytest.raises(InvalidRequest):
        ask_about(bedrock, "gore")
    pictures = PictureFilter(rekognition)
    pictures.allow(a_job(), [picture(BLUE)])
    with pytest.raises(InvalidRequest):
        pictures.allow(a_job(), [picture(BLUE), picture(MAGENTA)])


def test_a_service_that_stays_silent_has_said_neither_yes_nor_no() -> None:
    silent = deque([Fault(silent_s=2)])
    guardrail = Guardrail.declared("local", "DRAFT", DECLARED)
    guardrail.faults = silent.copy()
    bedrock_app = bedrock_api.create_app(Runtime("http://127.0.0.1:1"), "a model", guardrail)
    rekognition_app = rekognition_api.create_app(PictureCheck(faults=silent.copy()))
    listeners = listen(0), listen(0)
    with served(bedrock_app, listeners[0]), served(rekognition_app, listeners[1]):
        with pytest.raises(Capacity):
            ask_about(client_of("bedrock-runtime", port_of(listeners[0]), within_s=0.1))
        pictures = PictureFilter(client_of("rekognition", port_of(listeners[1]), within_s=0.1))
        with pytest.raises(Capacity):
            pictures.allow(a_job(), [picture(BLUE)])


@pytest.mark.parametrize("body", [b"{}", b"", b"[]", b"null", b"<html>", b'{"action": null}'])
def test_an_answer_that_is_no_answer_is_a_no(
    bedrock: Any, rekognition: Any, the_guardrail: Guardrail, the_check: PictureCheck, body: bytes
) -> None:
    the_guardrail.faults.append(Fault(body=body))
    with pytest.raises(ModelFailed):
        ask_about(bedrock)
    the_check.faults.append(Fault(body=body))
    with pytest.raises(ModelFailed):
        PictureFilter(rekognition).allow(a_job(), [picture(BLUE)])


def test_the_documentation_names_each_word_of_the_stand_in() -> None:
    page = Path(__file__).parents[2] / "docs" / "architecture" / "05-local-mode.md"
    assert ", ".join(f"`{word}`" for word in WORDS) in page.read_text()
