"""What a request or a delivery takes from DynamoDB does not grow with the jobs that wait."""

import pytest

from tests.bench.backlog import measured
from tests.conftest import Serve

# Room for what other tests and the clock change: a row that has just passed 1 KB, for example.
_MOST = {
    "POST of a new picture": (12, 12, 14),
    "GET of a waiting picture": (3, 10, 0),
    "GET /v1/status": (1, 8, 0),
    "delivery": (6, 4, 5),
    "GET of a drawn picture": (1, 1, 0),
}


@pytest.fixture(autouse=True)
def few_shards() -> None:
    """As many shards as in a deployment."""


def test_work_takes_the_same_whether_ten_jobs_wait_or_five_hundred(serve: Serve) -> None:
    few, many = measured(10, serve), measured(500, serve)
    assert {what: used.figures for what, used in few.items()} == {
        what: used.figures for what, used in many.items()
    }
    for what, used in many.items():
        within = [figure <= most for figure, most in zip(used.figures, _MOST[what], strict=True)]
        assert within == [True] * 3, (what, used.figures)


def test_no_work_reads_or_writes_a_partition_that_all_work_shares(serve: Serve) -> None:
    """The rows that all share are those of the line, and each is one of sixteen."""
    shared = {"index:open", "index:drawn", "index:undrawn", "index:public", "index:webhooks"}
    for used in measured(10, serve).values():
        keys = used.read_by_key.keys() | used.written_by_key.keys()
        assert not keys & shared
