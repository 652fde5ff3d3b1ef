"""Deletes a picture: its files, CloudFront's copies of them, and what its job stores about it.

The job is first marked as `deleting`, then the files are removed, then the job is closed as
`deleted`. If the process is killed in between, the sweep, which runs each minute, finishes the
work. Only a `deleted` picture can be drawn again. So a removal can never remove a new picture that
has the same name.
"""

from .pictures.job import Job
from .service import Service


def delete(job: Job, service: Service) -> None:
    """Remove the picture of `job`, whose last claim was dropped. If somebody has claimed it again
    meanwhile, it stays."""
    marked = service.jobs.begin_delete(job)
    if marked is None:
        again = service.jobs.get(job.id)
        if again is None or again.status.gone:
            return  # another process is removing it, or has done so
        marked = service.jobs.begin_delete(again)
    if marked:
        finish_removal(marked, service)


def finish_removal(job: Job, service: Service) -> None:
    """Remove what is left of `job`, which is `deleting`. A second call changes nothing."""
    # A request writes its claim, then reads the job. A removal marks the job, then reads the
    # claims. If both happen at once, at least one of them sees the other.
    # A job that was still open is restored as canceled, and callers who joined it are told so. If
    # an earlier removal took the files and was then cut off, there is nothing to restore.
    restorable = service.images.find(job) is not None if job.images else job.error is None
    if restorable and service.claims.any_held(job.id):
        service.endings.restore(job)
        return
    keys = [*job.image_keys(), job.page_key]
    service.images.remove(keys)
    # CloudFront ignores a reference that it has seen before. So the reference holds the time when
    # the job was opened. The number of the attempt would not do: when the row of the deleted job
    # has expired, the number begins at 1 again.
    opened_ms = round(job.created_at.timestamp() * 1000)
    if job.images:  # without images, no link was shown, so CloudFront has no copies
        service.cdn.forget(keys, reference=f"{job.id}.{opened_ms}")
    service.jobs.finish_delete(job)
