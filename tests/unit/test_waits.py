"""Requests that wait for a picture: how many may wait at once, and what the others get."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from easel.callers.quotas import DAY, Quota
from easel.callers.wait_slots import Slot
from easel.pictures.job import Job
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock
from tests.faults import THROTTLED

from .conftest import Answer, Handled
from .speakers import Speaker

ADDRESS = "203.0.113.7"
FOX = {"prompt": "a red fox", "seed": 7}


@dataclass
class Slots:
    """Takes note of each slot that a request takes and leaves. `full` lets it have none."""

    service: Service
    taken: list[str] = field(default_factory=list)
    left: int = 0

    def __post_init__(self) -> None:
        slots = self.service.wait_slots
        take, leave = slots.take, slots.leave

        def noted_take(caller_id: str, until: Any) -> Slot:
            slot = take(caller_id, until)
            self.taken.append(caller_id)
            return slot

        def noted_leave(slot: Slot) -> None:
            leave(slot)
            self.left += 1

        slots.take, slots.leave = noted_take, noted_leave  # type: ignore[method-assign]

    def fill(self, caller_id: str) -> None:
        """Let 8 other requests of this caller wait for a minute."""
        until = self.service.clock.now() + timedelta(minutes=1)
        for _ in range(8):
            self.service.wait_slots.take(caller_id, until)
        self.taken.clear()


@pytest.fixture
def slots(service: Service) -> Slots:
    return Slots(service)


@pytest.fixture
def caller_id(service: Service) -> str:
    return f"address#{service.signer.sign('address', ADDRESS)}"


def drawn_in(seconds: float, submitter: FakeSubmitter, clock: FakeClock, draw: Any) -> None:
    submitter.takes = lambda job: clock.after(seconds, lambda: draw(job))


# Every way to wait: it sends a request that waits for a picture that takes 10 s.


def by_post(api: Handled, _: Speaker) -> Answer:
    return api("POST", "/v1/images", FOX, prefer="wait=20")


def by_get(api: Handled, _: Speaker) -> Answer:
    return api("GET", api.post(seed=7).path, prefer="wait=20")


def by_openai_s_post(api: Handled, _: Speaker) -> Answer:
    return api("POST", "/v1/images/generations", FOX)


def by_wait_link(api: Handled, _: Speaker) -> Answer:
    settings = api.service.settings
    api.service.settings = replace(settings, max_wait_s=0)
    posted = api("POST", "/v1/images/generations", FOX)
    api.service.settings = settings
    path, _, query = posted.headers.get("location", "").partition("?")
    return api("GET", path, query=dict(parse_qsl(query))) if path else posted


def by_older_post(api: Handled, _: Speaker) -> Answer:
    return api("POST", "/text2image", {"text": "a red fox"})


def by_older_get(api: Handled, _: Speaker) -> Answer:
    return api("GET", "/text2image", query={"prompt": "a red fox"})


def by_recording(_: Handled, speaker: Speaker) -> Answer:
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    speaker.says(name, "A red circle.")
    return speaker.looks(name, prefer="wait=20")


Way = Callable[[Handled, Speaker], Answer]
WAYS: list[Way] = [
    by_post, by_get, by_openai_s_post, by_wait_link, by_older_post, by_older_get, by_recording
]  # fmt: skip
every_way = pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])


@every_way
def test_a_request_that_waits_takes_one_slot_and_leaves_it(
    way: Way, api: Handled, speaker: Speaker, slots: Slots, caller_id: str,
    submitter: FakeSubmitter, clock: FakeClock, draw: Callable[[Job], None],
) -> None:  # fmt: skip
    drawn_in(10, submitter, clock, draw)
    began = clock.now()
    answer = way(api, speaker)
    assert answer.status in (200, 201)
    assert clock.now() - began >= timedelta(seconds=10)
    assert (slots.taken, slots.left) == ([caller_id], 1)


@every_way
def test_without_a_slot_a_request_is_answered_at_once(
    way: Way, api: Handled, speaker: Speaker, slots: Slots, caller_id: str,
    submitter: FakeSubmitter, clock: FakeClock, draw: Callable[[Job], None],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    drawn_in(10, submitter, clock, draw)
    slots.fill(caller_id)
    began = clock.now()
    answer = way(api, speaker)
    assert clock.now() == began
    assert answer.status in (200, 202, 503)
    assert "preference-applied" not in answer.headers
    assert 1 <= int(answer.headers.get("retry-after", answer.headers.get("refresh", "0"))) <= 59
    assert '"WaitsRefused":[1.0]' in capsys.readouterr().out
    assert len(submitter.submitted) == 1  # the picture is drawn, and the next request joins it
    clock.sleep(10)
    assert way(api, speaker).status in (200, 201, 303)


def test_openai_s_clients_are_told_to_come_again_instead_of_being_redirected(
    api: Handled, speaker: Speaker, slots: Slots, caller_id: str, submitter: FakeSubmitter
) -> None:
    slots.fill(caller_id)
    for way in (by_openai_s_post, by_wait_link):
        answer = way(api, speaker)
        assert (answer.status, answer.code) == (503, "model_warming")
        assert answer.headers["location"].endswith(submitter.submitted[0].id)


def test_a_client_that_posts_again_can_delete_its_picture_with_the_token_that_it_gets_then(
    api: Handled, speaker: Speaker, slots: Slots, caller_id: str, submitter: FakeSubmitter,
    clock: FakeClock, draw: Callable[[Job], None],
) -> None:  # fmt: skip
    drawn_in(10, submitter, clock, draw)
    slots.fill(caller_id)
    assert [way(api, speaker).status for way in (by_openai_s_post, by_wait_link)] == [503, 503]
    clock.sleep(10)
    drawn = by_openai_s_post(api, speaker).body
    deleted = api("DELETE", f"/v1/images/{drawn['id']}", credential=drawn["delete_token"])
    assert deleted.headers["x-easel-picture"] == "deleted"


def test_a_wait_link_shows_no_token_that_is_worth_nothing(
    api: Handled, slots: Slots, caller_id: str, submitter: FakeSubmitter, clock: FakeClock,
    draw: Callable[[Job], None], configure: Callable[..., None],
) -> None:  # fmt: skip
    drawn_in(10, submitter, clock, draw)
    configure(max_wait_s=0)
    posted = api("POST", "/v1/images/generations", FOX)
    path, _, query = posted.headers["location"].partition("?")
    link = dict(parse_qsl(query))
    configure(max_wait_s=20)
    slots.fill(caller_id)
    assert api("GET", path, query=link).status == 503
    clock.sleep(10)
    assert "delete_token" not in api("GET", path, query=link).body


def test_another_caller_still_waits(
    api: Handled, slots: Slots, caller_id: str, submitter: FakeSubmitter, clock: FakeClock,
    draw: Callable[[Job], None],
) -> None:  # fmt: skip
    drawn_in(10, submitter, clock, draw)
    slots.fill(caller_id)
    answer = api("POST", "/v1/images", FOX, prefer="wait=20", address="203.0.113.8")
    assert answer.status == 201


def test_a_holder_of_a_key_has_slots_of_their_own_at_any_address(
    api: Handled, slots: Slots, key_mode: Callable[..., str], submitter: FakeSubmitter,
    clock: FakeClock, draw: Callable[[Job], None],
) -> None:  # fmt: skip
    ann = key_mode("ann")
    drawn_in(10, submitter, clock, draw)
    api("POST", "/v1/images", FOX, prefer="wait=20", credential=ann)
    path = api.post(seed=8, credential=ann).path
    api("GET", path, prefer="wait=20", credential=ann, address="203.0.113.8")
    assert slots.taken == ["key#ann", "key#ann"]


def test_a_request_that_need_not_wait_takes_no_slot(
    api: Handled, slots: Slots, draws_at_once: FakeSubmitter
) -> None:
    drawn = api("POST", "/v1/images", FOX)
    assert drawn.status == 201
    api("POST", "/v1/images", FOX)
    api("GET", drawn.path, prefer="wait=20")
    api("POST", "/v1/images/generations", FOX)
    api.post(seed=9)
    assert slots.taken == []


def test_nobody_waits_for_an_upload(speaker: Speaker, slots: Slots, clock: FakeClock) -> None:
    name = speaker.asks().body["id"]
    began = clock.now()
    answer = speaker.looks(name, prefer="wait=25")
    assert (answer.body["status"], answer.headers["retry-after"]) == ("awaiting_upload", "2")
    assert clock.now() == began
    assert "preference-applied" not in answer.headers
    assert slots.taken == []


def test_a_request_waits_for_a_delete_only_in_a_slot(
    api: Handled, service: Service, slots: Slots, caller_id: str, clock: FakeClock,
    draws_at_once: FakeSubmitter,
) -> None:  # fmt: skip
    posted = api("POST", "/v1/images", FOX)
    job = service.jobs.get(posted.body["id"])
    assert job
    marked = service.jobs.begin_delete(job)
    assert marked
    slots.fill(caller_id)
    began = clock.now()
    refused = api("POST", "/v1/images", FOX)
    assert (refused.status, refused.code) == (503, "capacity")
    assert clock.now() == began


def test_if_the_slots_cannot_be_counted_the_request_does_not_wait(
    api: Handled, service: Service, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def throttled(*_: object) -> Slot:
        raise THROTTLED.error("dynamodb", "update_item")

    monkeypatch.setattr(service.wait_slots, "take", throttled)
    began = clock.now()
    answer = api("POST", "/v1/images", FOX, prefer="wait=20")
    assert (answer.status, clock.now()) == (202, began)


def test_when_the_days_hours_of_waiting_are_used_up_a_request_is_answered_at_once(
    api: Handled, service: Service, slots: Slots, clock: FakeClock,
    configure: Callable[..., None], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    configure(daily_wait_hours=1)
    service.quotas.take(Quota("waits", 3600, DAY), 3600 - 30)
    began = clock.now()
    assert api("POST", "/v1/images", FOX, prefer="wait=20").status == 202  # 10 s are left
    assert clock.now() - began == timedelta(seconds=20)
    capsys.readouterr()
    began = clock.now()
    answer = api("POST", "/v1/images", FOX, prefer="wait=20")
    assert (answer.status, clock.now()) == (202, began)
    assert "preference-applied" not in answer.headers
    assert "retry-after" in answer.headers
    assert '"WaitsRefused":[1.0]' in capsys.readouterr().out
    assert slots.left == len(slots.taken) == 2  # the slot is free for somebody else
    clock.sleep(86_400)
    began = clock.now()
    api("POST", "/v1/images", FOX, prefer="wait=20")
    assert clock.now() - began == timedelta(seconds=20)


def test_a_deployment_can_let_nobody_wait(
    api: Handled, clock: FakeClock, configure: Callable[..., None]
) -> None:
    configure(daily_wait_hours=0)
    began = clock.now()
    assert api("POST", "/v1/images", FOX, prefer="wait=20").status == 202
    assert clock.now() == began


def test_if_the_hours_cannot_be_counted_the_request_does_not_wait_and_leaves_its_slot(
    api: Handled, service: Service, slots: Slots, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = service.quotas.take

    def throttled(quota: Quota, *args: Any, **named: Any) -> Any:
        if quota.scope.startswith("waits"):
            raise THROTTLED.error("dynamodb", "update_item")
        return take(quota, *args, **named)

    monkeypatch.setattr(service.quotas, "take", throttled)
    began = clock.now()
    assert api("POST", "/v1/images", FOX, prefer="wait=20").status == 202
    assert clock.now() == began
    assert slots.left == len(slots.taken) == 1
