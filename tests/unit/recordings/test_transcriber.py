"""What Easel sends to Amazon Transcribe and how it reads its answers, by the service model."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.stub import Stubber

from easel.errors import Capacity, Closed, Internal, UnsupportedAudio
from easel.recordings.transcriber import Transcriber, Transcription, TranscriptionState

NAME = "audio_q7f3k2m5xw4c6n2p2rtt3v5y7a"
MEDIA = f"s3://audio/heard/{NAME}.mp3"
KEY = f"transcripts/{NAME}.json"
ASKED = {
    "TranscriptionJobName": NAME,
    "Media": {"MediaFileUri": MEDIA},
    "MediaFormat": "mp3",
    "OutputBucketName": "transcripts",
    "OutputKey": KEY,
}


@pytest.fixture
def client() -> Any:
    return boto3.client("transcribe")


@pytest.fixture
def service(client: Any) -> Iterator[Stubber]:
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def start(
    client: Any, language: str | None = None, languages: tuple[str, ...] = ("en-US",)
) -> None:
    Transcriber(client, "transcripts", languages).start(NAME, MEDIA, "mp3", KEY, language)


def test_a_transcript_is_encrypted_with_the_key_that_is_named(
    client: Any, service: Stubber
) -> None:
    arn = "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e"
    expected = {
        "TranscriptionJobName": NAME,
        "Media": {"MediaFileUri": MEDIA},
        "MediaFormat": "mp3",
        "OutputBucketName": "transcripts",
        "OutputKey": KEY,
        "OutputEncryptionKMSKeyId": arn,
        "LanguageCode": "en-US",
    }
    service.add_response("start_transcription_job", {}, expected)
    transcriber = Transcriber(client, "transcripts", ("en-US",), key_arn=arn)
    transcriber.start(NAME, MEDIA, "mp3", KEY, None)


@pytest.mark.parametrize(
    ("language", "languages", "expected"),
    [
        pytest.param(None, ("en-US",), {"LanguageCode": "en-US"}, id="the only one"),
        pytest.param("de-DE", ("en-US", "de-DE"), {"LanguageCode": "de-DE"}, id="asked for"),
        pytest.param(
            None,
            ("en-US", "de-DE"),
            {"IdentifyLanguage": True, "LanguageOptions": ["en-US", "de-DE"]},
            id="one of several",
        ),
    ],
)
def test_a_transcription_is_asked_for_in_a_language(
    client: Any,
    service: Stubber,
    language: str | None,
    languages: tuple[str, ...],
    expected: dict[str, Any],
) -> None:
    service.add_response("start_transcription_job", {}, {**ASKED, **expected})
    start(client, language, languages)


def test_starting_a_transcription_twice_is_not_an_error(client: Any, service: Stubber) -> None:
    service.add_client_error("start_transcription_job", "ConflictException", http_status_code=409)
    start(client)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("LimitExceededException", 429),
        ("ThrottlingException", 400),
        ("InternalFailureException", 500),
        ("ServiceUnavailableException", 503),
    ],
)
def test_a_passing_error_of_transcribe_is_tried_again(
    client: Any, service: Stubber, code: str, status: int
) -> None:
    service.add_client_error("start_transcription_job", code, http_status_code=status)
    with pytest.raises(Capacity):
        start(client)


def test_a_transcribe_that_does_not_answer_is_tried_again(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(**_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="https://transcribe.example")

    monkeypatch.setattr(client, "start_transcription_job", unreachable)
    with pytest.raises(Capacity):
        start(client)


def test_a_file_that_transcribe_refuses_is_unsupported_audio(client: Any, service: Stubber) -> None:
    service.add_client_error("start_transcription_job", "BadRequestException")
    with pytest.raises(UnsupportedAudio):
        start(client)


def test_a_missing_right_is_an_internal_error(client: Any, service: Stubber) -> None:
    service.add_client_error("start_transcription_job", "AccessDeniedException")
    with pytest.raises(ClientError):
        start(client)


def test_a_right_that_a_budget_denies_says_so(client: Any, service: Stubber) -> None:
    denied = "not authorized, with an explicit deny in an identity-based policy"
    service.add_client_error("start_transcription_job", "AccessDeniedException", denied)
    with pytest.raises(Closed, match="the operator has closed"):
        start(client)


@pytest.mark.parametrize("code", ["NotFoundException", "BadRequestException"])
def test_an_unknown_transcription_is_none(client: Any, service: Stubber, code: str) -> None:
    service.add_client_error("get_transcription_job", code)
    assert Transcriber(client, "transcripts", ("en-US",)).find(NAME) is None


def test_a_failed_transcription_says_why(client: Any, service: Stubber) -> None:
    job = {"TranscriptionJobStatus": "FAILED", "FailureReason": "Unsupported media format."}
    service.add_response("get_transcription_job", {"TranscriptionJob": job})
    found = Transcriber(client, "transcripts", ("en-US",)).find(NAME)
    assert found == Transcription(TranscriptionState.FAILED, "Unsupported media format.")
    assert found
    assert found.failure.detail == "Amazon Transcribe: Unsupported media format."


@pytest.mark.parametrize(
    ("reason", "kind"),
    [("Internal failure. Try again.", Internal), ("x" * 5000, UnsupportedAudio)],
)
def test_the_reason_of_a_failure_is_cut_and_says_whose_fault_it_is(reason: str, kind: type) -> None:
    failure = Transcription(TranscriptionState.FAILED, reason).failure
    assert isinstance(failure, kind)
    assert len(failure.detail) < 400
