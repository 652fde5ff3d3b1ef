"""A recording asks for a picture that somebody had asked for before."""

from collections.abc import Callable

from easel import spoken
from easel.errors import Capacity
from easel.pictures.job import Job, JobError
from easel.service import Service
from tests.fake_adapters import FakeSubmitter, forgets
from tests.fakes import FakeClock

from .conftest import Handled
from .speakers import Speaker, Uploads, says_a_red_circle


def test_a_key_holder_sees_a_picture_that_another_caller_had_drawn_before(
    speaker: Speaker, key_mode: Callable[..., str], draws_at_once: FakeSubmitter, api: Handled
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    api.post("A red circle.", seed=7, credential=ann)
    name = says_a_red_circle(speaker, bob)
    body = speaker.looks(name, credential=bob).body
    assert body["status"] == "succeeded"
    assert api("GET", body["links"]["image"], credential=bob).status == 200
    assert len(api("GET", "/v1/images", credential=bob).body["data"]) == 1


def test_a_picture_that_another_caller_canceled_is_drawn_for_the_speaker(
    speaker: Speaker, api: Handled, submitter: FakeSubmitter
) -> None:
    submitter.takes = forgets
    posted = api.post("A red circle.", seed=7).body
    api("POST", posted["links"]["cancel"], credential=posted["delete_token"])
    name = says_a_red_circle(speaker)
    assert speaker.looks(name).body["status"] == "generating"
    assert len(submitter.submitted) == 2


def test_a_picture_that_another_caller_deleted_is_drawn_for_the_speaker(
    speaker: Speaker, api: Handled, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post("A red circle.", seed=7).body
    api("DELETE", posted["links"]["self"], credential=posted["delete_token"])
    assert speaker.looks(says_a_red_circle(speaker)).body["status"] == "succeeded"


def test_the_speaker_keeps_a_picture_that_another_caller_deletes(
    speaker: Speaker, api: Handled, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post("A red circle.", seed=7).body
    name = says_a_red_circle(speaker)
    api("DELETE", posted["links"]["self"], credential=posted["delete_token"])
    assert speaker.looks(name).body["status"] == "succeeded"


def test_the_same_words_and_seed_after_a_failure_are_asked_for_again(
    speaker: Speaker, service: Service, submitter: FakeSubmitter
) -> None:
    submitter.takes = lambda job: service.endings.fail(job, JobError("model_error", "it broke"))
    says_a_red_circle(speaker)
    says_a_red_circle(speaker)
    assert len(submitter.submitted) == 2


def test_a_job_of_another_caller_that_the_model_refused_is_asked_for_again(
    speaker: Speaker,
    uploads: Uploads,
    api: Handled,
    submitter: FakeSubmitter,
    service: Service,
    clock: FakeClock,
    draw: Callable[[Job], None],
) -> None:
    name = speaker.asks(image={"seed": 7}).body["id"]
    speaker.uploads(name)
    speaker.leaves(name, "A red circle.")

    def refused(_: Job) -> None:
        spoken.draw(name, service)  # the words come while another's job is on its way to the model
        raise Capacity("full")

    submitter.takes = refused
    api.post("A red circle.", seed=7)
    submitter.takes = draw
    clock.sleep(121)
    uploads.sweep()
    assert uploads.draw(*uploads.queued("transcripts")) == []
    assert speaker.looks(name).body["status"] == "succeeded"
