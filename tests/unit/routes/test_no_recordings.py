"""A deployment that takes no recordings says so in a sentence, through every door."""

import pytest

from tests.conftest import ENVIRONMENT
from tests.fake_adapters import FakeTranscriber

from ..speakers import Speaker, Uploads


@pytest.fixture
def env() -> dict[str, str]:
    return ENVIRONMENT | {"RECORDINGS": "off"}


def test_a_form_is_refused_with_what_to_do_instead(speaker: Speaker) -> None:
    answer = speaker.asks()
    assert (answer.status, answer.body["error"]["code"]) == (400, "not_supported")
    assert "send the words as a prompt: POST /v1/images" in answer.body["detail"]


def test_the_receipt_of_a_dropped_recording_says_it_and_nothing_is_transcribed(
    uploads: Uploads, transcriber: FakeTranscriber
) -> None:
    assert uploads.hear(uploads.put()) == []
    receipt = uploads.receipt()
    assert receipt["status"] == "failed"
    assert "takes no recordings" in receipt["error"]["message"]
    assert transcriber.started == []
