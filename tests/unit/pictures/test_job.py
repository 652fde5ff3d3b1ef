"""What a job computes by itself: its pictures' names, its end, and the pace of the endpoint."""

from datetime import datetime, timedelta

import pytest

from easel.pictures.job import Status, seconds_per_image
from tests.fakes import NOON, a_job, a_picture

PACES: dict[str, tuple[list[tuple[float, float]], float | None]] = {
    "nothing drawn": ([], None),
    "one": ([(0, 6)], 6),
    "one after another": ([(0, 6), (10, 16), (20, 28)], 6),
    "all submitted at once": ([(0, 6), (0, 12), (0, 18)], 6),
    "newest first": ([(0, 18), (0, 12), (0, 6)], 6),
    "one cold start among four": ([(0, 480), (490, 496), (500, 506), (510, 516)], 6),
    "two at a time": ([(0, 6), (0, 6), (6, 12), (6, 12)], 3),
    "parts of a second": ([(0, 6.04), (10, 16.14)], 6.1),
}


@pytest.mark.parametrize(("drawn", "pace_s"), PACES.values(), ids=PACES)
def test_the_pace_of_the_endpoint_is(
    drawn: list[tuple[float, float]], pace_s: float | None
) -> None:
    def at(seconds: float) -> datetime:
        return NOON + timedelta(seconds=seconds)

    assert seconds_per_image([(at(begun), at(done)) for begun, done in drawn]) == pace_s


@pytest.mark.parametrize(
    ("n", "names"),
    [
        (1, ["images/img_a.jpg"]),
        (3, ["images/img_a.jpg", "images/img_a-2.jpg", "images/img_a-3.jpg"]),
    ],
)
def test_pictures_are_named_after_their_job(n: int, names: list[str]) -> None:
    assert a_job(a_picture(n=n), id="img_a").image_keys() == names


def test_queued_and_running_are_the_only_states_before_the_end() -> None:
    assert [status for status in Status if not status.ended] == [Status.QUEUED, Status.RUNNING]
