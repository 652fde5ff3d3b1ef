"""A picture goes: its files, CloudFront's copies of them, and what its job remembers.

Marked first, removed second, closed last: whoever is killed in between leaves a job that is
`deleting`, which the minutely sweep finishes. The picture is drawn anew only once it is `deleted`,
so that no removal can meet a new picture of the same name.
"""

from .pictures.job import Job
from .service import Service


def delete(job: Job, service: Service) -> None:
    """Remove the picture of `job`, which nobody claims any more, unless somebody does again."""
    marked = service.jobs.begin_delete(job)
    if marked is None:
        again = service.jobs.get(job.id)
        if again is None or again.status.gone:
            return  # somebody else saw to it
        marked = service.jobs.begin_delete(again)
    if marked:
        finish_removal(marked, service)


def finish_removal(job: Job, service: Service) -> None:
    """`job` is deleting: remove what is left of it. Twice is the same as once."""
    # Asking writes the claim and then reads the job; deleting marks the job and then reads the
    # claims. Of the two at once, at least one sees the other.
    # A job that was open goes on for nobody: whoever joined it is told that it was canceled. One
    # whose files are gone, in a removal that was cut off, has nothing to be restored to.
    restorable = service.images.find(job) is not None if job.images else job.error is None
    if restorable and service.claims.any_held(job.id):
        service.endings.restore(job)
        return
    keys = [*job.image_keys(), job.page_key]
    service.images.remove(keys)
    # Not the attempt, which begins at 1 again once the tombstone is forgotten: to CloudFront a
    # reference that it knows is a request that it has seen to.
    opened_ms = round(job.created_at.timestamp() * 1000)
    if job.images:  # of what nobody was shown, there are no copies
        service.cdn.forget(keys, reference=f"{job.id}.{opened_ms}")
    service.jobs.finish_delete(job)
