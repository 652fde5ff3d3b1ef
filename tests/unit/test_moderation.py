"""What the operator's filters refuse is neither drawn nor shown, nor is what nobody could check."""

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, cast

import boto3
import pytest
from botocore.stub import Stubber

from easel.deliver import handler as deliver
from easel.errors import Capacity, Closed, EaselError, InvalidRequest, ModelFailed
from easel.pictures.job import Job, JobError, Status
from easel.pictures.moderator import PictureFilter, PromptFilter
from easel.service import Service
from easel.settings import Moderation
from tests.fake_adapters import FakeAdapters, FakeEndpoint, FakeSubmitter
from tests.fakes import (
    Aws,
    FakeClock,
    FakeContext,
    a_job,
    a_jpeg,
    a_picture,
    an_answer,
    failed_ids,
    sqs_event,
)

from .generate.conftest import Ask, drawn_after, post  # noqa: F401 - a fixture
from .speakers import Speaker, says_a_red_circle

_PROMPT = "a heron no log may hold"
_GUARDRAIL = {
    "guardrailIdentifier": "abc123",
    "guardrailVersion": "DRAFT",
    "source": "INPUT",
    "content": [{"text": {"text": _PROMPT}}],
}
_USAGE = {
    f"{name}Units": 0
    for name in (
        "topicPolicy", "contentPolicy", "wordPolicy", "sensitiveInformationPolicy",
        "sensitiveInformationPolicyFree", "contextualGroundingPolicy",
    )
}  # fmt: skip
_PASSED: dict[str, Any] = {
    "usage": _USAGE,
    "action": "NONE",
    "outputs": [],
    "assessments": [],
    "guardrailCoverage": {"textCharacters": {"guarded": 23, "total": 23}},
}
_STOPPED: dict[str, Any] = _PASSED | {
    "action": "GUARDRAIL_INTERVENED",
    "outputs": [{"text": "The operator's filter refused the prompt."}],
    "assessments": [
        {
            "contentPolicy": {
                "filters": [
                    {"type": "VIOLENCE", "confidence": "HIGH", "action": "BLOCKED"},
                    {"type": "HATE", "confidence": "LOW", "action": "NONE"},
                ]
            }
        }
    ],
}


def _label(name: str, parent: str = "") -> dict[str, Any]:
    return {"Name": name, "ParentName": parent, "Confidence": 97.5, "TaxonomyLevel": 1}


@pytest.fixture
def guardrail() -> Iterator[Stubber]:
    """Bedrock's runtime. It checks requests and answers against the service's own API model."""
    with Stubber(boto3.client("bedrock-runtime", region_name="eu-west-1")) as stub:
        yield stub


@pytest.fixture
def rekognition() -> Iterator[Stubber]:
    with Stubber(boto3.client("rekognition", region_name="eu-west-1")) as stub:
        yield stub


def prompts(stub: Stubber) -> PromptFilter:
    return PromptFilter(cast(Any, stub.client), "abc123", "DRAFT")


def a_prompt() -> Job:
    return a_job(a_picture(prompt=_PROMPT))


def test_a_prompt_that_the_guardrail_lets_through_may_be_drawn(guardrail: Stubber) -> None:
    guardrail.add_response("apply_guardrail", _PASSED, _GUARDRAIL)
    prompts(guardrail).allow(a_prompt())
    guardrail.assert_no_pending_responses()


def test_a_refused_prompt_is_logged_by_its_categories_and_without_its_words(
    guardrail: Stubber, caplog: pytest.LogCaptureFixture
) -> None:
    guardrail.add_response("apply_guardrail", _STOPPED, _GUARDRAIL)
    with caplog.at_level(logging.WARNING), pytest.raises(InvalidRequest) as refused:
        prompts(guardrail).allow(a_prompt())
    assert refused.value.code == "content_policy_violation"
    (record,) = [r for r in caplog.records if r.message == "prompt refused"]
    assert record.__dict__["categories"] == ["VIOLENCE"]
    assert _PROMPT not in str(record.__dict__) + refused.value.detail


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({**_PASSED, "action": "SOMETHING_NEW"}, id="unknown-action"),
        pytest.param(
            {**_PASSED, "guardrailCoverage": {"textCharacters": {"guarded": 9, "total": 23}}},
            id="read-in-part",
        ),
        pytest.param(
            {**_PASSED, "guardrailCoverage": {"textCharacters": {"guarded": 0, "total": 0}}},
            id="nothing-read",
        ),
        pytest.param(
            {name: value for name, value in _PASSED.items() if name != "guardrailCoverage"},
            id="not-told-what-was-read",
        ),
    ],
)
def test_an_answer_that_says_less_than_yes_is_a_no(
    guardrail: Stubber, answer: dict[str, Any]
) -> None:
    guardrail.add_response("apply_guardrail", answer, _GUARDRAIL)
    with pytest.raises(ModelFailed):
        prompts(guardrail).allow(a_prompt())


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ThrottlingException", Capacity), ("InternalServerException", Capacity),
        ("AccessDeniedException", ModelFailed), ("ResourceNotFoundException", ModelFailed),
        ("ValidationException", ModelFailed),
    ],
)  # fmt: skip
def test_if_nobody_can_check_the_prompt_nothing_is_drawn(
    guardrail: Stubber, code: str, kind: type[EaselError]
) -> None:
    guardrail.add_client_error("apply_guardrail", code)
    with pytest.raises(kind):
        prompts(guardrail).allow(a_prompt())


def test_a_load_balancer_that_answers_for_the_service_is_busy(guardrail: Stubber) -> None:
    guardrail.add_client_error("apply_guardrail", "503", http_status_code=503)
    with pytest.raises(Capacity):
        prompts(guardrail).allow(a_prompt())


def test_a_budget_that_closes_the_check_is_told_as_such(guardrail: Stubber) -> None:
    guardrail.add_client_error(
        "apply_guardrail", "AccessDeniedException", "with an explicit deny in a policy"
    )
    with pytest.raises(Closed, match="closed the check of the prompt"):
        prompts(guardrail).allow(a_prompt())


@pytest.mark.parametrize(
    ("labels", "refused"),
    [
        pytest.param([], False, id="nothing"),
        pytest.param([_label("Alcohol"), _label("Drinking", "Alcohol")], False, id="allowed"),
        pytest.param([_label("Explicit"), _label("Nudity", "Explicit")], True, id="explicit"),
        pytest.param([_label("Alcohol"), _label("Violence")], True, id="one-of-two"),
        pytest.param([_label("Something New")], True, id="unknown-category"),
        pytest.param([_label("Nudity", "Explicit")], True, id="without-its-parent"),
        pytest.param(
            [_label("Alcohol"), _label("Nudity", "Explicit")], True, id="parent-missing-beside-one"
        ),
        pytest.param(
            [_label("Alcohol"), _label("Drinking", "Alcohol"), _label("A Toast", "Drinking")],
            False,
            id="three-levels",
        ),
        pytest.param([_label("A", "B"), _label("B", "A")], True, id="in-a-circle"),
    ],
)
def test_a_picture_may_show_only_what_is_listed(
    rekognition: Stubber, labels: list[dict[str, Any]], refused: bool
) -> None:
    jpeg = a_jpeg()
    request = {"Image": {"Bytes": jpeg}, "MinConfidence": 60.0}
    answer = {"ModerationLabels": labels, "ModerationModelVersion": "7.0"}
    rekognition.add_response("detect_moderation_labels", answer, request)
    look = PictureFilter(cast(Any, rekognition.client))
    expected = pytest.raises(InvalidRequest, match="refused the picture")
    with expected if refused else nullcontext():
        look.allow(a_job(), [jpeg])


def test_each_picture_of_a_job_is_looked_at() -> None:
    seen: list[bytes] = []

    class Client:
        def detect_moderation_labels(self, **request: Any) -> dict[str, Any]:
            jpeg = request["Image"]["Bytes"]
            seen.append(jpeg)
            return {"ModerationLabels": [_label("Violence")] if jpeg == b"third" else []}

    jpegs = [b"first", b"second", b"third"]
    with pytest.raises(InvalidRequest):
        PictureFilter(Client()).allow(a_job(), jpegs)  # type: ignore[arg-type]
    assert sorted(seen) == sorted(jpegs)


# In the functions.


@pytest.fixture
def both(service: Service) -> Service:
    service.settings = replace(service.settings, moderation=Moderation.BOTH)
    return service


class Filter:
    """Refuses with `errors` in turn, then lets everything through."""

    def __init__(self, *errors: EaselError) -> None:
        self.errors = list(errors)
        self.asked = 0

    def allow(self, _job: Job, _jpegs: object = None) -> None:
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)


_NO = InvalidRequest("content_policy_violation", "the operator's filter refused it")


def test_a_refused_prompt_never_reaches_the_model_and_its_job_says_why(
    both: Service,
    adapters: FakeAdapters,
    submitter: FakeSubmitter,
    post: Ask,  # noqa: F811
) -> None:
    adapters.__dict__["prompt_filter"] = Filter(_NO)
    answer = post()
    assert (answer.status, answer.body["error"]["code"]) == (400, "content_policy_violation")
    assert submitter.submitted == []
    job = both.jobs.get(answer.body["instance"].rpartition("/")[2])
    assert job
    assert job.error
    assert (job.status, job.error.code) == (Status.FAILED, "content_policy_violation")


def test_only_the_request_that_opens_a_job_has_its_prompt_checked(
    both: Service,
    adapters: FakeAdapters,
    submitter: FakeSubmitter,
    clock: FakeClock,
    post: Ask,  # noqa: F811
) -> None:
    checks = adapters.__dict__["prompt_filter"] = Filter()
    submitter.takes = drawn_after(1, both, clock)
    assert [post().status, post().status] == [201, 200]
    assert checks.asked == 1


def test_a_prompt_that_nobody_could_check_is_checked_again_with_the_next_request(
    both: Service,
    adapters: FakeAdapters,
    submitter: FakeSubmitter,
    clock: FakeClock,
    post: Ask,  # noqa: F811
) -> None:
    checks = adapters.__dict__["prompt_filter"] = Filter(Capacity("not now"))
    submitter.takes = drawn_after(1, both, clock)
    assert post().status == 503
    assert submitter.submitted == []
    assert post().status == 201
    assert checks.asked == 2


def _arrived(service: Service, job: Job) -> dict[str, Any]:
    """S3's event that the answer of `job` was written."""
    key = "answers/1.out"
    service.answer_links.store(job, (key,))
    service.adapters.client("s3").put_object(Bucket="answers", Key=key, Body=an_answer(a_jpeg()))
    return {"detail": {"object": {"key": key}}}


def test_a_refused_picture_is_never_stored_and_its_job_says_why(
    both: Service, adapters: FakeAdapters, aws: Aws, context: FakeContext
) -> None:
    adapters.__dict__["picture_filter"] = Filter(_NO)
    job, _ = both.jobs.open(a_job())
    assert failed_ids(deliver(sqs_event(_arrived(both, job)), context)) == []
    assert aws.keys("images") == []
    ended = both.jobs.get(job.id)
    assert ended
    assert ended.error
    assert (ended.status, ended.error.code) == (Status.FAILED, "content_policy_violation")


def test_a_picture_that_nobody_could_look_at_waits_and_is_shown_later(
    both: Service, adapters: FakeAdapters, aws: Aws, context: FakeContext
) -> None:
    adapters.__dict__["picture_filter"] = Filter(Capacity("not now"))
    job, _ = both.jobs.open(a_job())
    event = sqs_event(_arrived(both, job))
    assert failed_ids(deliver(event, context)) != []
    assert aws.keys("images") == []
    assert failed_ids(deliver(event, context)) == []
    found = both.jobs.get(job.id)
    assert found
    assert found.status is Status.SUCCEEDED


def test_a_picture_that_was_drawn_on_the_call_is_looked_at_again_at_once(
    both: Service, adapters: FakeAdapters, context: FakeContext
) -> None:
    checks = adapters.__dict__["picture_filter"] = Filter(Capacity("not now"))
    adapters.endpoint = FakeEndpoint([an_answer(a_jpeg())])
    job, _ = both.jobs.open(a_job())
    both.jobs.wait_in_queue(job)
    assert failed_ids(deliver(sqs_event({"draw": job.id, "attempt": 1}), context)) == []
    assert checks.asked == 2
    found = both.jobs.get(job.id)
    assert found
    assert found.status is Status.SUCCEEDED


def test_a_refused_picture_is_not_looked_at_again_if_its_event_comes_twice(
    both: Service, adapters: FakeAdapters, aws: Aws, context: FakeContext
) -> None:
    checks = adapters.__dict__["picture_filter"] = Filter(_NO)
    job, _ = both.jobs.open(a_job())
    event = sqs_event(_arrived(both, job))
    for _ in range(2):
        assert failed_ids(deliver(event, context)) == []
    assert (checks.asked, aws.keys("images")) == (1, [])


def test_a_late_picture_of_a_prompt_that_was_refused_since_is_not_stored(
    both: Service, adapters: FakeAdapters, aws: Aws, context: FakeContext
) -> None:
    adapters.__dict__["picture_filter"] = Filter()
    first, _ = both.jobs.open(a_job())
    late = sqs_event(_arrived(both, first))
    both.endings.expire(first, JobError("deadline_exceeded", "no picture by the deadline"))
    second, opened = both.jobs.open(a_job())
    assert (opened, second.attempt) == (True, 2)
    both.endings.fail(second, JobError(_NO.code, _NO.detail))
    assert failed_ids(deliver(late, context)) == []
    assert aws.keys("images") == []


def test_a_picture_that_is_being_stored_when_its_prompt_is_refused_is_removed(
    both: Service, adapters: FakeAdapters, aws: Aws, context: FakeContext
) -> None:
    first, _ = both.jobs.open(a_job())
    late = sqs_event(_arrived(both, first))
    both.endings.expire(first, JobError("deadline_exceeded", "no picture by the deadline"))
    second, _ = both.jobs.open(a_job())

    class Meanwhile:
        def allow(self, _job: Job, _jpegs: object) -> None:
            both.endings.fail(second, JobError(_NO.code, _NO.detail))

    adapters.__dict__["picture_filter"] = Meanwhile()
    assert failed_ids(deliver(late, context)) == []
    assert aws.keys("images") == []


def test_without_moderation_no_filter_is_asked(
    service: Service,
    submitter: FakeSubmitter,
    clock: FakeClock,
    post: Ask,  # noqa: F811
) -> None:
    submitter.takes = drawn_after(1, service, clock)
    assert post().status == 201
    assert not {"prompt_filter", "picture_filter"} & service.adapters.__dict__.keys()


def test_a_recording_whose_words_are_refused_fails_and_says_why(
    both: Service, adapters: FakeAdapters, submitter: FakeSubmitter, speaker: Speaker
) -> None:
    checks = adapters.__dict__["prompt_filter"] = Filter(_NO)
    body = speaker.looks(says_a_red_circle(speaker)).body
    assert (body["status"], body["error"]["code"]) == ("failed", "content_policy_violation")
    assert (checks.asked, submitter.submitted) == (1, [])
