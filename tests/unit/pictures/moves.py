"""What can move a job, and what can end it."""

from collections.abc import Callable
from typing import Any

from easel.pictures.job import Job, JobError, StoredImage
from easel.pictures.job_table import JobTable
from tests.fakes import Aws

ERROR = JobError("model_error", "the model broke")
STORED = StoredImage("images/a.jpg", 768, 768, 81_234)
ENDS: dict[str, Callable[[JobTable, Job], Job | None]] = {
    "succeeded": lambda jobs, job: jobs.succeed(job, [STORED]),
    "failed": lambda jobs, job: jobs.fail(job, ERROR),
    "expired": lambda jobs, job: jobs.expire(job, ERROR),
}
MOVES: dict[str, Callable[[JobTable, Job], Job | None]] = {
    "wait_in_queue": lambda jobs, job: jobs.wait_in_queue(job),
    "run": lambda jobs, job: jobs.run(job, due=job.deadline),
    "release": lambda jobs, job: jobs.release(job),
    **ENDS,
}
FAILED_ENDS = [name for name in ENDS if name != "succeeded"]


def item_of(aws: Aws, job: Job) -> dict[str, Any]:
    return aws.dynamodb.get_item(TableName="jobs", Key={"pk": {"S": job.id}})["Item"]
