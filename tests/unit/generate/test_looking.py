"""GET of a job and of the status: the job's state, its place, and the length of the queue."""

from dataclasses import replace

import pytest

from easel.generate import handler
from easel.pictures.endpoint import EndpointState
from easel.service import Service
from easel.settings import Recordings
from tests.fake_adapters import FakeAdapters, FakeEndpointStatus, FakeSubmitter
from tests.fakes import NOON, FakeClock, FakeContext, a_job, http_event

from .conftest import FOX, Answer, Ask, draw, drawn_after


@pytest.fixture
def get(service: Service, clock: FakeClock) -> Ask:
    def ask(path: str, prefer: str | None = None) -> Answer:
        headers = {"Prefer": prefer} if prefer else {}
        event = http_event("GET", path, headers=headers, arrived=clock.now())
        return Answer(handler(event, FakeContext(clock)))

    return ask


def test_a_get_settles_an_overdue_job(get: Ask, service: Service, clock: FakeClock) -> None:
    job, _ = service.jobs.open(a_job())
    clock.sleep(90)
    answer = get(f"/v1/images/{job.id}")
    assert (answer.status, answer.body["status"]) == (200, "failed")
    assert answer.body["error"]["code"] == "internal"


def test_a_job_is_shown_in_every_state(get: Ask, post: Ask, service: Service) -> None:
    opened = post(prefer="respond-async").body
    path = f"/v1/images/{opened['id']}"
    del opened["delete_token"]  # shown only to the caller who posted
    assert get(path).body == opened
    job = service.jobs.get(opened["id"])
    assert job
    draw(service, job)
    drawn = get(path)
    assert (drawn.status, drawn.body["status"]) == (200, "succeeded")
    assert drawn.headers["cache-control"] == "no-cache"
    assert "location" not in drawn.headers
    assert "retry-after" not in drawn.headers


def test_a_get_waits_only_when_it_is_told_to(
    get: Ask, post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    path = f"/v1/images/{post(prefer='respond-async').body['id']}"
    assert get(path).body["status"] == "running"
    assert clock.now() == NOON
    clock.after(2, lambda: draw(service, submitter.submitted[0]))
    answer = get(path, prefer="wait=10")
    assert (answer.body["status"], answer.headers["preference-applied"]) == ("succeeded", "wait=10")


def test_an_open_job_shows_its_place_in_the_queue(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    submitter.takes = drawn_after(6, service, clock)
    post()  # a picture that took 6 s
    submitter.takes = id
    for seed in (1, 2, 3):
        clock.sleep(1)
        queued = post(FOX | {"seed": seed}, "respond-async")
    pace_s = round(6 + 0.7, 1)  # the job is looked at up to one pause after it was drawn
    place = queued.body["queue"]
    assert (place["position"], place["cold_start"]) == (2, False)
    assert 3 * 6 <= place["eta_seconds"] <= 3 * pace_s
    assert queued.headers["retry-after"] == str(place["eta_seconds"])


@pytest.mark.parametrize("state", [EndpointState.COLD, EndpointState.WARMING])
def test_a_cold_endpoint_takes_its_time_and_says_so(
    post: Ask, adapters: FakeAdapters, state: EndpointState
) -> None:
    adapters.endpoint_status = FakeEndpointStatus(state)
    answer = post(prefer="respond-async")
    assert answer.body["queue"] == {"position": 0, "eta_seconds": 480, "cold_start": True}
    assert answer.headers["retry-after"] == "60"


def test_the_status_tells_how_busy_the_endpoint_is(
    get: Ask, post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    idle = {"endpoint": "ready", "queue": 0, "seconds_per_image": None, "recordings": True}
    assert get("/v1/status").body == idle
    submitter.takes = drawn_after(6, service, clock)
    post()
    submitter.takes = id
    post(FOX | {"seed": 8}, "respond-async")
    answer = get("/v1/status")
    assert answer.body == idle | {"queue": 1, "seconds_per_image": 6.0}
    assert answer.headers["cache-control"] == "no-store"


def test_the_status_tells_whether_recordings_are_taken(get: Ask, service: Service) -> None:
    service.settings = replace(service.settings, recordings=Recordings.OFF)
    assert get("/v1/status").body["recordings"] is False


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("id", ["img_" + "a" * 26, None], ids=["unknown", "running"])
def test_a_browser_is_led_to_the_share_page(
    post: Ask, service: Service, clock: FakeClock, method: str, id: str | None
) -> None:
    id = id or post(prefer="respond-async").body["id"]
    event = http_event(method, f"/v1/images/{id}", headers={"Accept": BROWSER}, arrived=clock.now())
    answer = handler(event, FakeContext(clock))
    assert (answer["statusCode"], answer["body"]) == (303, "")
    headers = answer["multiValueHeaders"]
    assert headers["Location"] == [f"https://easel.example/i/{id}"]
    assert (headers["Vary"], headers["Cache-Control"]) == (["Accept"], ["no-store"])


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/json, text/plain, */*"])
def test_a_program_gets_json(post: Ask, service: Service, clock: FakeClock, accept: str) -> None:
    id = post(prefer="respond-async").body["id"]
    event = http_event("GET", f"/v1/images/{id}", headers={"Accept": accept}, arrived=clock.now())
    answer = Answer(handler(event, FakeContext(clock)))
    assert (answer.status, answer.body["id"]) == (200, id)
    assert answer.headers["vary"] == "Prefer, Accept"


def test_a_browser_at_no_picture_s_address_gets_the_problem(service: Service) -> None:
    event = http_event("GET", "/v1/images/generations", headers={"Accept": BROWSER})
    assert Answer(handler(event, FakeContext(FakeClock()))).status == 405
