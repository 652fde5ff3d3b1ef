"""How a job's row is written when an answer is lost, and when the row leaves the table."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import ClientError

from easel.pictures.job_table import JobTable
from easel.pictures.note import Note
from tests.fakes import NOON, Aws, FakeClock, a_job

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

from .moves import ENDS, ERROR, FAILED_ENDS, MOVES, STORED, item_of


class LosesItsAnswers:
    """A DynamoDB client that loses each response once, so botocore sends the same write again."""

    def __init__(self, client: "DynamoDBClient") -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def put_item(self, **request: Any) -> object:
        self._client.put_item(**request)
        return self._client.put_item(**request)

    def update_item(self, **request: Any) -> object:
        self._client.update_item(**request)
        return self._client.update_item(**request)


@pytest.fixture
def repeating(aws: Aws, clock: FakeClock) -> JobTable:
    return JobTable(cast("DynamoDBClient", LosesItsAnswers(aws.dynamodb)), "jobs", clock)


def test_a_repeated_write_still_says_that_it_opened_the_job(repeating: JobTable) -> None:
    assert repeating.open(a_job()) == (a_job(), True)


def test_a_repeated_write_still_says_that_it_opened_the_job_again(
    jobs: JobTable, repeating: JobTable
) -> None:
    job = a_job()
    jobs.open(job)
    jobs.fail(job, ERROR)
    assert repeating.open(job) == (replace(job, attempt=2), True)


@pytest.mark.parametrize("move", MOVES)
def test_a_repeated_write_still_says_that_it_moved_the_job(
    jobs: JobTable, repeating: JobTable, move: str
) -> None:
    job = a_job()
    jobs.open(job)
    if move == "release":
        jobs.run(job, due=job.due)
    moved = MOVES[move](repeating, job)
    assert moved is not None
    assert jobs.get(job.id) == moved


@pytest.mark.parametrize("end", FAILED_ENDS)
def test_a_job_that_was_not_drawn_expires_after_its_retention(
    aws: Aws, clock: FakeClock, end: str
) -> None:
    jobs = JobTable(aws.dynamodb, "jobs", clock, failed_job_retention=timedelta(days=7))
    job = a_job()
    jobs.open(job)
    ENDS[end](jobs, job)
    leaves = int((NOON + timedelta(days=7)).timestamp())
    assert item_of(aws, job)["expires_at"] == {"N": str(leaves)}


def test_a_drawn_job_and_an_open_job_never_expire(jobs: JobTable, aws: Aws) -> None:
    job = a_job()
    jobs.open(job)
    jobs.run(job, due=job.due)
    assert "expires_at" not in item_of(aws, job)
    jobs.succeed(job, [STORED])
    assert "expires_at" not in item_of(aws, job)


def test_a_row_from_before_there_were_notes_is_read(jobs: JobTable, aws: Aws) -> None:
    jobs.open(a_job())
    assert "notes" not in item_of(aws, a_job())
    assert jobs.get(a_job().id) == a_job()


def test_notes_are_kept_and_the_end_of_the_job_adds_its_own(jobs: JobTable) -> None:
    first, later = Note("steps_changed", "100, not 150"), Note("words_not_drawn", "dragon")
    job, _ = jobs.open(a_job(notes=(first,)))
    assert jobs.get(job.id) == a_job(notes=(first,))
    assert (ended := jobs.succeed(job, [STORED], (later,)))
    assert ended.notes == (first, later)
    assert jobs.get(job.id) == ended


def test_another_attempt_has_the_notes_of_the_request_that_opened_it(jobs: JobTable) -> None:
    job, _ = jobs.open(a_job(notes=(Note("steps_changed", "100, not 150"),)))
    jobs.fail(job, ERROR)
    again, _ = jobs.open(a_job())
    assert again.notes == ()


def test_a_deleted_job_forgets_its_notes(jobs: JobTable, aws: Aws) -> None:
    job, _ = jobs.open(a_job(notes=(Note("words_not_drawn", "a secret word"),)))
    deleting = jobs.begin_delete(job)
    assert deleting
    jobs.finish_delete(deleting)
    assert "secret" not in str(item_of(aws, job))


def test_a_write_error_is_raised_and_not_taken_for_a_race(aws: Aws, clock: FakeClock) -> None:
    elsewhere = JobTable(aws.dynamodb, "no-such-table", clock)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        elsewhere.open(a_job())
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        elsewhere.fail(a_job(), ERROR)
