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


def test_a_link_expires_after_a_day(links: AnswerLinks, aws: Aws) -> None:
    links.store(a_job(), ("answers/1.out",))
    key = {"pk": {"S": "answer#answers/1.out"}}
    item = aws.dynamodb.get_item(TableName="jobs", Key=key)["Item"]
    assert item["expires_at"] == {"N": str(int((NOON + timedelta(days=1)).timestamp()))}
