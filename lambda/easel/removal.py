"""Deletes a picture: its files, CloudFront's copies of them, and what its job stores about it.

The job is first marked as `deleting`, then the files are removed, then the job is closed as
`deleted`. If the process is killed in between, the sweep, which runs each minute, finishes the
work. Only a `deleted` picture can be drawn again. So a removal can never remove a new picture that
has the same name.
"""

from .pictures.job import Job
from .service import Service


def delete(job: Job, service: Service) -> bool:
    """Remove the picture of `job`, whose last claim was dropped. False if it stays, because
    somebody has claimed it again meanwhile."""
    marked = _mark(job, service)
    if marked:
        finish_removal(marked, service)
    left = service.jobs.get(job.id)
    return left is None or left.status.gone


def delete_for_all(job: Job, service: Service) -> int:
    """Remove the picture of `job` although callers hold it: the operator wants that. Returns how
    many held it. If this is cut off, run it again; until then the sweep may restore the picture."""
    marked = _mark(job, service)  # first, so that nobody joins the job any more
    holders = service.claims.holders(job.id)
    for holder in holders:
        service.claims.drop(job.id, holder)
        service.webhooks.forget(job.id, holder)
    if marked:
        finish_removal(marked, service, for_all=True)
    return len(holders)


def _mark(job: Job, service: Service) -> Job | None:
    """`job` as `deleting`. None if another process is removing it, or has done so."""
    marked = service.jobs.begin_delete(job)
    if marked is None:  # it has moved on since it was read
        again = service.jobs.get(job.id)
        marked = service.jobs.begin_delete(again) if again and not again.status.gone else None
    return marked


def finish_removal(job: Job, service: Service, *, for_all: bool = False) -> None:
    """Remove what is left of `job`, which is `deleting`. A second call changes nothing.

    If somebody claims the picture again meanwhile, it is restored, unless it is removed `for_all`.
    """
    # A request writes its claim, then reads the job. A removal marks the job, then reads the
    # claims. If both happen at once, at least one of them sees the other.
    # A job that was still open is restored as canceled, and callers who joined it are told so. If
    # an earlier removal took the files and was then cut off, there is nothing to restore.
    restorable = service.images.find(job) is not None if job.images else job.error is None
    if restorable and not for_all and service.claims.any_held(job.id):
        service.endings.restore(job)
        return
    service.images.remove_all(job)
    # CloudFront ignores a reference that it has seen before. So the reference holds the time when
    # the job was opened. The number of the attempt would not do: when the row of the deleted job
    # has expired, the number begins at 1 again.
    opened_ms = round(job.created_at.timestamp() * 1000)
    if job.images:  # without images, no link was shown, so CloudFront has no copies
        # CloudFront counts a path that ends in * as one path.
        paths = [f"{job.files_prefix}*", job.page_key]
        service.cdn.forget(paths, reference=f"{job.id}.{opened_ms}")
    service.jobs.finish_delete(job)
