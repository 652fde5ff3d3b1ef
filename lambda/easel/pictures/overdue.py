"""What becomes of a job that is overdue: completed when its pictures are there, ended if not.

A function can be killed between any two lines. Whoever next looks at the job, the minutely sweep
or the caller's own GET, finishes what it left.
"""

from ..clock import Clock
from ..errors import DeadlineExceeded, Internal
from .image_store import ImageStore
from .job import Job, JobError, Status
from .job_table import JobTable


def settle(job: Job, jobs: JobTable, images: ImageStore, clock: Clock) -> Job:
    """`job` as it is now: untouched while nothing is overdue, ended otherwise."""
    now = clock.now()
    if job.status.ended or now < job.due:
        return job
    if stored := images.find(job):  # it died between storing and closing
        settled = jobs.succeed(job, stored)
    elif now >= job.deadline:
        settled = jobs.expire(
            job, JobError(DeadlineExceeded.code, "no picture by the deadline"), due=job.due
        )
    else:
        where = "on its way to the model" if job.status is Status.QUEUED else "while being drawn"
        error = JobError(Internal.code, f"interrupted {where}; POST it again")
        settled = jobs.fail(job, error, due=job.due)
    return settled or jobs.get(job.id) or job
