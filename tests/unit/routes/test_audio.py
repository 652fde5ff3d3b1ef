"""POST and GET /v1/audio: a form for a recording, and what became of the recording."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from easel import spoken, transcribe
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import Aws, FakeClock, a_wav, recorded

from ..speakers import Speaker


def test_a_form_takes_this_type_and_this_size_for_a_quarter_of_an_hour(
    speaker: Speaker, clock: FakeClock
) -> None:
    answer = speaker.asks(content_type="audio/webm;codecs=opus", bytes=1234)
    assert answer.status == 201
    name = answer.body["id"]
    assert answer.headers["location"] == f"https://easel.example/v1/audio/{name}"
    upload = answer.body["upload"]
    # The bucket's own regional address: the global one redirects, and no form follows that.
    assert upload["url"] == "https://audio.s3.eu-west-1.amazonaws.com/"
    assert upload["expires_at"] == "2026-11-12T12:15:00.000Z"
    assert upload["fields"]["key"] == f"recordings/{name}"
    assert upload["fields"]["Content-Type"] == "audio/webm;codecs=opus"
    policy = policy_of(upload)
    assert ["content-length-range", 1234, 1234] in policy["conditions"]
    assert {"Content-Type": "audio/webm;codecs=opus"} in policy["conditions"]
    assert speaker.looks(name).body["status"] == "awaiting_upload"


@pytest.mark.parametrize(
    "content_type",
    [
        "audio/webm;codecs=opus",
        "video/webm;codecs=vp8,opus",
        'video/webm; codecs="vp8, opus"',
        "video/mp4;codecs=avc1.42000a,mp4a.40.2",
        "video/mp4; codecs=\"avc1.640028, mp4a.40.2\" ; profiles='a'",
        "audio/AMR",
        "audio/AMR-WB",
        "Audio/wav",
        "AUDIO/MPEG",
        "audio/aac",
        "audio/vnd.dlna.adts",
        "audio/x-aiff",
        "audio/x-matroska",
        "video/quicktime",
        "video/3gpp",
        "audio/vnd.wave; codec=1",
        "audio/L16;rate=16000",
        "audio/wav;",
        "Application/Ogg",
        "application/octet-stream",
    ],
)
def test_a_content_type_is_taken_as_software_writes_it(speaker: Speaker, content_type: str) -> None:
    upload = speaker.asks(content_type=content_type).body["upload"]
    assert upload["fields"]["Content-Type"] == content_type
    assert {"Content-Type": content_type} in policy_of(upload)["conditions"]


def policy_of(upload: Any) -> Any:
    return json.loads(base64.b64decode(upload["fields"]["policy"]))


def test_a_recording_is_followed_from_upload_to_picture(
    speaker: Speaker, submitter: FakeSubmitter, service: Service, draw: Callable[[Any], None]
) -> None:
    name = speaker.asks(image={"width": 512, "seed": 7, "n": 2}).body["id"]
    speaker.uploads(name)
    assert speaker.looks(name).body["status"] == "transcribing"
    speaker.says(name, "A red circle.")
    generating = speaker.looks(name)
    assert (generating.body["status"], generating.headers["retry-after"]) == ("generating", "2")
    [job] = submitter.submitted
    assert (job.picture.width, job.picture.seed, job.picture.n) == (512, 7, 2)
    draw(job)
    ended = speaker.looks(name)
    assert ended.body["status"] == "succeeded"
    assert [image["url"] for image in ended.body["images"]] == [
        f"https://easel.example/images/{job.id}.jpg",
        f"https://easel.example/images/{job.id}-2.jpg",
    ]
    assert (ended.body["transcript"], ended.body["language"]) == ("A red circle.", "en-US")
    assert "retry-after" not in ended.headers
    image = speaker.api("GET", ended.body["links"]["image"]).body
    assert (image["source"], image["prompt"]) == ("audio", "A red circle.")


def test_a_get_that_waits_shows_the_end_of_a_recording(
    speaker: Speaker, clock: FakeClock, draws_at_once: FakeSubmitter, service: Service
) -> None:
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    speaker.leaves(name, "A red circle.")
    clock.after(9, lambda: spoken.draw(name, service))
    answer = speaker.looks(name, prefer="wait=25")
    assert answer.body["status"] == "succeeded"
    assert answer.headers["preference-applied"] == "wait=25"


def test_waiting_ends_in_time_when_nothing_comes(speaker: Speaker, clock: FakeClock) -> None:
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    began = clock.now()
    assert speaker.looks(name, prefer="wait=5").body["status"] == "transcribing"
    assert clock.now() - began == timedelta(seconds=5)


def test_an_upload_that_never_comes_fails_visibly(
    speaker: Speaker, clock: FakeClock, service: Service
) -> None:
    name = speaker.asks().body["id"]
    clock.sleep(15 * 60 + 121)
    transcribe.handler(recorded("schedule.json"), speaker.context)
    failed = speaker.looks(name).body
    assert (failed["status"], failed["error"]["code"]) == ("failed", "deadline_exceeded")
    assert service.recordings.overdue() == []


def test_an_upload_whose_event_was_lost_is_found(
    speaker: Speaker, clock: FakeClock, aws: Aws
) -> None:
    name = speaker.asks().body["id"]
    aws.s3.put_object(Bucket="audio", Key=f"recordings/{name}", Body=a_wav())
    clock.sleep(15 * 60 + 121)
    transcribe.handler(recorded("schedule.json"), speaker.context)
    assert speaker.looks(name).body["status"] == "transcribing"


def test_a_form_used_twice_is_one_transcription(speaker: Speaker) -> None:
    name = speaker.asks().body["id"]
    speaker.uploads(name, a_wav(1))
    speaker.uploads(name, a_wav(2))
    assert len(speaker.transcriber.started) == 1


def test_an_object_that_no_form_made_is_left_alone(speaker: Speaker) -> None:
    speaker.uploads("audio_aaaaaaaaaaaaaaaaaaaaaaaaaa")
    assert speaker.transcriber.started == []


def test_an_uploaded_recording_gets_no_receipt(speaker: Speaker, aws: Aws) -> None:
    name = speaker.asks().body["id"]
    speaker.uploads(name, b"no audio")
    assert speaker.looks(name).body["error"]["code"] == "unsupported_audio"
    assert not [key for key in aws.keys("audio") if key.endswith(".easel.json")]


def test_the_language_that_was_asked_for_is_transcribed(
    speaker: Speaker, configure: Callable[..., None]
) -> None:
    configure(languages="en-US, de-DE")
    name = speaker.asks(language="de-DE").body["id"]
    speaker.uploads(name)
    assert [job["language"] for job in speaker.transcriber.started] == ["de-DE"]


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        pytest.param({"bytes": 0}, 400, "out_of_range", "#/bytes", id="0 bytes"),
        pytest.param({"bytes": 10_485_761}, 413, "payload_too_large", None, id="too large"),
        pytest.param({"bytes": "many"}, 400, "out_of_range", "#/bytes", id="no number"),
        pytest.param({"bytes": True}, 400, "out_of_range", "#/bytes", id="a boolean"),
        pytest.param({"content_type": "text/plain"}, 415, "unsupported_audio", None, id="text"),
        pytest.param({"content_type": "image/png"}, 415, "unsupported_audio", None, id="PNG"),
        pytest.param(
            {"content_type": "audio/wav; a=${filename}"}, 415, "unsupported_audio", None, id="$"
        ),
        pytest.param({"content_type": "audio/wav "}, 415, "unsupported_audio", None, id="a space"),
        pytest.param({"content_type": "audio/wav\n"}, 415, "unsupported_audio", None, id="a line"),
        pytest.param({"content_type": "audio/Ä"}, 415, "unsupported_audio", None, id="no ASCII"),
        pytest.param(
            {"content_type": "audio/mpeg\r\nx: y"}, 415, "unsupported_audio", None, id="two lines"
        ),
        pytest.param({"content_type": 5}, 400, "out_of_range", "#/content_type", id="a number"),
        pytest.param({"language": "xx-XX"}, 400, "out_of_range", "#/language", id="language"),
        pytest.param({"image": {"width": 500}}, 400, "invalid_size", "#/image/width", id="size"),
        pytest.param({"image": {"steps": 31}}, 400, "out_of_range", "#/image/steps", id="steps"),
        pytest.param({"image": {"seed": -1}}, 400, "invalid_seed", "#/image/seed", id="seed"),
        pytest.param(
            {"image": {"prompt": "x"}}, 400, "unknown_parameter", "#/image/prompt", id="prompt"
        ),
        pytest.param(
            {"image": {"webhook": {"url": "https://example.com"}}},
            400,
            "unknown_parameter",
            "#/image/webhook",
            id="webhook",
        ),
        pytest.param({"image": "big"}, 400, "out_of_range", "#/image", id="no object"),
        pytest.param({"colour": 1}, 400, "unknown_parameter", "#/colour", id="unknown"),
    ],
)
def test_an_invalid_request_is_refused(
    speaker: Speaker,
    configure: Callable[..., None],
    body: dict[str, Any],
    status: int,
    code: str,
    pointer: str | None,
) -> None:
    configure(max_steps=30, default_steps=30)
    answer = speaker.asks(**body)
    assert (answer.status, answer.code) == (status, code)
    assert [error["pointer"] for error in answer.body["errors"]] == ([pointer] if pointer else [])


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (
            {"image": {"size": "1x1"}},
            "image.size: this parameter does not exist; use width and height, or POST "
            "/v1/images/generations",
        ),
        ({"image": {"sed": 1}}, "image.sed: this parameter does not exist; did you mean seed?"),
        ({"width": 512}, "width: this parameter does not exist; put it into image"),
        ({"langauge": "en-US"}, "langauge: this parameter does not exist; did you mean language?"),
        ({"size": 512}, "size: this parameter does not exist"),
    ],
    ids=["elsewhere", "misspelt", "in-image", "misspelt-outside", "not-of-the-picture"],
)
def test_an_unknown_field_is_refused_with_what_to_do(
    speaker: Speaker, body: dict[str, Any], detail: str
) -> None:
    assert speaker.asks(**body).body["detail"] == detail


def test_with_keys_only_its_owner_sees_a_recording(
    speaker: Speaker, key_mode: Callable[..., str], draws_at_once: FakeSubmitter
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    assert speaker.asks().code == "invalid_api_key"
    asked = speaker.asks(credential=ann)
    assert "delete_token" not in asked.body
    name = asked.body["id"]
    speaker.uploads(name)
    speaker.says(name, "A red circle.")
    assert speaker.looks(name).code == "invalid_api_key"
    assert speaker.looks(name, credential=bob).code == "not_owner"
    assert speaker.looks(name, credential=ann).body["status"] == "succeeded"
    [listed] = speaker.api("GET", "/v1/images", credential=ann).body["data"]
    assert listed["source"] == "audio"


@pytest.mark.parametrize("name", ["audio_aaaaaaaaaaaaaaaaaaaaaaaaaa", "audio_1", "img_x", "x"])
def test_an_unknown_recording_is_not_found(speaker: Speaker, name: str) -> None:
    assert speaker.looks(name).code == "not_found"


def test_the_forms_of_two_callers_have_different_ids_and_tokens(speaker: Speaker) -> None:
    first, second = speaker.asks().body, speaker.asks().body
    assert first["id"] != second["id"]
    assert first["delete_token"] != second["delete_token"]


def test_a_recording_is_forgotten_with_the_audio(
    speaker: Speaker, aws: Aws, clock: FakeClock
) -> None:
    name = speaker.asks().body["id"]
    item = aws.dynamodb.get_item(TableName="jobs", Key={"pk": {"S": name}})["Item"]
    kept_s = int(item["expires_at"]["N"]) - clock.now().timestamp()
    assert kept_s == timedelta(days=7).total_seconds()


def test_recordings_do_not_count_as_jobs(speaker: Speaker, service: Service) -> None:
    speaker.asks()
    assert service.job_index.count() == service.backlog.line().length == 0
    assert service.job_index.overdue() == []
