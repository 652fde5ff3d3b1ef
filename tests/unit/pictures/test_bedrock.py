"""Several pictures on Amazon Bedrock: each is one paid call, whatever becomes of the others."""

import base64
import io
import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError

from easel.errors import Capacity, EaselError, InvalidRequest, ModelFailed
from easel.pictures.answer import decode_answer
from easel.pictures.bedrock import BedrockModel
from easel.pictures.image_store import AnswerStore
from tests.fakes import Aws, a_job, a_jpeg, a_picture

MODEL = "stability.stable-image-core-v1:1"
COLOURS = ("red", "green", "blue", "teal")


@dataclass
class FakeBedrock:
    """Draws a picture whose colour follows from its seed. A call whose seed is in `errors` fails
    with this code, and one whose seed is in `reasons` is filtered."""

    errors: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    seeds: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def invoke_model(self, **call: Any) -> dict[str, Any]:
        seed = json.loads(call["body"])["seed"]
        with self.lock:
            self.seeds.append(seed)
        if code := self.errors.get(seed):
            raise ClientError({"Error": {"Code": code, "Message": "no"}}, "InvokeModel")
        if reason := self.reasons.get(seed):
            return _body({"finish_reasons": [reason]})
        jpeg = base64.b64encode(picture(seed)).decode()
        return _body({"seeds": [seed], "finish_reasons": [None], "images": [jpeg]})


def _body(answer: dict[str, Any]) -> dict[str, Any]:
    return {"body": io.BytesIO(json.dumps(answer).encode())}


def picture(seed: int) -> bytes:
    return a_jpeg(colour=COLOURS[seed % 4])


@pytest.fixture
def bedrock() -> FakeBedrock:
    return FakeBedrock()


@pytest.fixture
def model(bedrock: FakeBedrock, answers: AnswerStore) -> BedrockModel:
    client: Any = bedrock
    return BedrockModel(client, MODEL, answers)


FOUR = a_job(a_picture(seed=4, n=4))


def test_the_pictures_come_in_the_order_of_their_seeds(model: BedrockModel) -> None:
    found = decode_answer(io.BytesIO(model.invoke(FOUR)), 4).jpegs
    assert [jpeg.data for jpeg in found] == [picture(seed) for seed in (4, 5, 6, 7)]


@pytest.mark.parametrize(
    ("fails", "error"),
    [
        ("ThrottlingException", Capacity),
        ("ModelErrorException", ModelFailed),
    ],
)
def test_after_a_failure_only_the_missing_picture_is_asked_for(
    model: BedrockModel, bedrock: FakeBedrock, fails: str, error: type[EaselError]
) -> None:
    bedrock.errors = {6: fails}
    with pytest.raises(error):
        model.invoke(FOUR)
    bedrock.errors = {}
    found = decode_answer(io.BytesIO(model.invoke(a_job(FOUR.picture, attempt=2))), 4).jpegs
    assert [jpeg.data for jpeg in found] == [picture(seed) for seed in (4, 5, 6, 7)]
    assert sorted(bedrock.seeds) == [4, 5, 6, 6, 7]


def test_a_picture_that_can_never_be_drawn_ends_the_job_even_if_another_may_come(
    model: BedrockModel, bedrock: FakeBedrock
) -> None:
    bedrock.errors = {4: "ThrottlingException"}
    bedrock.reasons = {6: "Filter reason: output image"}
    with pytest.raises(InvalidRequest) as refused:
        model.invoke(FOUR)
    assert refused.value.code == "content_policy_violation"


def test_a_single_picture_is_kept_nowhere_but_in_the_end(model: BedrockModel, aws: Aws) -> None:
    model.invoke(a_job())
    assert aws.keys("answers") == []


def test_a_picture_that_cannot_be_kept_is_drawn_nevertheless(
    bedrock: FakeBedrock, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(AnswerStore):
        def keep(self, key: str, body: bytes) -> None:
            raise ClientError({"Error": {"Code": "SlowDown", "Message": ""}}, "PutObject")

    client: Any = bedrock
    model = BedrockModel(client, MODEL, Full(aws.s3, "answers", 10**7))
    assert len(decode_answer(io.BytesIO(model.invoke(FOUR)), 4).jpegs) == 4


def test_if_nobody_can_tell_what_is_kept_nothing_is_paid(bedrock: FakeBedrock, aws: Aws) -> None:
    client: Any = bedrock
    model = BedrockModel(client, MODEL, AnswerStore(aws.s3, "no-such-bucket", 10**7))
    with pytest.raises(Capacity):
        model.invoke(FOUR)
    assert bedrock.seeds == []


def test_a_cold_start_does_not_load_what_only_bedrock_needs() -> None:
    bedrock_only = "{'easel.pictures.bedrock', 'easel.pictures.bedrock_picture'}"
    loaded = f"bool({bedrock_only} & {{*sys.modules}})"
    code = f"import sys, easel.generate, easel.deliver; sys.exit({loaded})"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
