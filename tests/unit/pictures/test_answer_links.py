"""How an answer in S3 finds the job that asked for it."""

from datetime import timedelta

import pytest

from easel.pictures.answer_links import AnswerLinks
from tests.fakes import NOON, Aws, FakeClock, a_job


@pytest.fixture
def links(aws: Aws, clock: FakeClock) -> AnswerLinks:
    return AnswerLinks(aws.dynamodb, "jobs", clock)


def test_an_answer_belongs_to_no_job_until_it_is_linked(links: AnswerLinks) -> None:
    job = a_job(attempt=3)
    assert links.find("answers/1.out") is None
    links.store(job, ("answers/1.out", "failures/1-error.out"))
    assert links.find("answers/1.out") == (job.id, 3)
    assert links.find("failures/1-error.out") == (job.id, 3)
    assert links.find("answers/2.out") is None


@pytest.mark.parametrize(
    "key", ["answers/{}/7f.out", "answers/{}.out", "failures/{}/7f-error.out", "sd/broken/{}-e.out"]
)
def test_a_key_that_names_its_attempt_needs_no_row(links: AnswerLinks, aws: Aws, key: str) -> None:
    job = a_job(attempt=12)
    key = key.format(job.inference_id)
    links.store(job, (key,))
    assert aws.dynamodb.scan(TableName="jobs")["Items"] == []
    assert links.find(key) == (job.id, 12)


def test_a_failure_that_sagemaker_names_by_itself_still_has_its_row(
    links: AnswerLinks, aws: Aws
) -> None:
    job = a_job()
    links.store(job, (f"answers/{job.inference_id}/7f.out", "failures/7f-error.out"))
    [row] = aws.dynamodb.scan(TableName="jobs")["Items"]
    assert row["pk"] == {"S": "answer#failures/7f-error.out"}


def test_a_key_that_names_another_attempt_gets_a_row(links: AnswerLinks, aws: Aws) -> None:
    job, earlier = a_job(attempt=2), a_job(attempt=1)
    links.store(job, (f"answers/{earlier.inference_id}/7f.out",))
    assert aws.dynamodb.scan(TableName="jobs")["Count"] == 1


def test_a_link_expires_after_a_day(links: AnswerLinks, aws: Aws) -> None:
    links.store(a_job(), ("answers/1.out",))
    key = {"pk": {"S": "answer#answers/1.out"}}
    item = aws.dynamodb.get_item(TableName="jobs", Key=key)["Item"]
    assert item["expires_at"] == {"N": str(int((NOON + timedelta(days=1)).timestamp()))}
