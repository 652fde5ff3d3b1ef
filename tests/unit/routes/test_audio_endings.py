"""How a recording ends when its picture is refused, fails or is taken back, over HTTP."""

from collections.abc import Callable

from easel.errors import Capacity
from easel.pictures.job import JobError
from easel.service import Service
from tests.fake_adapters import FakeSubmitter

from ..speakers import Speaker


def test_recordings_have_a_daily_quota_apart_from_pictures(
    speaker: Speaker, configure: Callable[..., None]
) -> None:
    configure(daily_recordings_per_caller=1)
    assert speaker.asks().status == 201
    refused = speaker.asks()
    assert (refused.status, refused.code) == (429, "quota_exceeded")
    assert refused.body["detail"] == "0 of your 1 recordings are left today (UTC)"
    assert refused.headers["retry-after"] == "43200"
    assert refused.headers["x-ratelimit-limit-requests"] == "1"
    assert speaker.api.post("a red fox").status == 202


def test_all_callers_together_have_a_daily_quota_of_recordings(
    speaker: Speaker, configure: Callable[..., None]
) -> None:
    configure(daily_recordings=1)
    assert speaker.asks().status == 201
    assert "this deployment's 1 recordings" in speaker.asks().body["detail"]


def test_the_holder_of_a_key_has_the_same_recordings_a_day_whatever_their_pictures(
    speaker: Speaker, configure: Callable[..., None], key_mode: Callable[..., str]
) -> None:
    configure(daily_recordings_per_caller=1)
    key = key_mode("ann", 500)
    assert speaker.asks(key).status == 201
    assert speaker.asks(key).code == "quota_exceeded"
    assert speaker.asks(key_mode("bob", 1)).status == 201


def test_the_pictures_quota_ends_a_recording_visibly(
    speaker: Speaker, configure: Callable[..., None]
) -> None:
    configure(daily_pictures_per_address=2)
    name = speaker.asks().body["id"]
    speaker.api.post("1")
    speaker.api.post("2")
    speaker.uploads(name)
    speaker.says(name, "A red circle.")
    assert speaker.looks(name).body["error"]["code"] == "quota_exceeded"


def test_a_word_that_the_operator_does_not_allow_ends_a_recording_visibly(
    speaker: Speaker, configure: Callable[..., None], submitter: FakeSubmitter
) -> None:
    configure(blocked_words="circle")
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    speaker.says(name, "A red circle.")
    failed = speaker.looks(name).body
    assert failed["error"]["code"] == "content_policy_violation"
    assert failed["transcript"] == "A red circle."
    assert submitter.submitted == []


def test_a_picture_that_failed_ends_its_recording_with_the_same_error(
    speaker: Speaker, service: Service, submitter: FakeSubmitter
) -> None:
    submitter.takes = lambda job: service.endings.fail(job, JobError("model_error", "it broke"))
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    speaker.says(name, "A red circle.")
    failed = speaker.looks(name).body
    assert failed["status"] == "failed"
    assert failed["error"] == {"code": "model_error", "message": "it broke"}


def test_a_busy_model_does_not_end_a_recording(speaker: Speaker, submitter: FakeSubmitter) -> None:
    submitter.refuses = Capacity("full")
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    speaker.says(name, "A red circle.")
    assert speaker.looks(name).body["status"] == "generating"


def test_the_delete_token_of_the_form_deletes_the_picture(
    speaker: Speaker, draws_at_once: FakeSubmitter
) -> None:
    asked = speaker.asks().body
    speaker.uploads(asked["id"])
    speaker.says(asked["id"], "A red circle.")
    path = speaker.looks(asked["id"]).body["links"]["image"]
    assert speaker.api("DELETE", path, credential="another").code == "not_owner"
    assert speaker.api("DELETE", path, credential=asked["delete_token"]).status == 204
    assert speaker.looks(asked["id"]).code == "deleted"


def test_a_picture_that_was_canceled_ends_its_recording(
    speaker: Speaker, submitter: FakeSubmitter
) -> None:
    asked = speaker.asks().body
    speaker.uploads(asked["id"])
    speaker.says(asked["id"], "A red circle.")
    path = speaker.looks(asked["id"]).body["links"]["image"]
    token = asked["delete_token"]
    assert speaker.api("POST", f"{path}/cancel", credential=token).status == 200
    failed = speaker.looks(asked["id"]).body
    assert (failed["status"], failed["error"]["code"]) == ("failed", "already_terminal")
