"""What happens once a minute, so that nothing that got lost stays so. `deliver` calls it. Read it
top to bottom."""

from datetime import timedelta

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from .errors import Internal, fault
from .pictures.endings import DELIVERED_WITHIN
from .pictures.job import Job, Status
from .removal import finish_removal
from .service import Service

logger = Logger(child=True)
metrics = Metrics()


def sweep(service: Service) -> dict[str, int]:
    """Settle overdue jobs, finish removals that were cut off, queue the webhooks that are due,
    correct the count of the jobs that wait, count the instances that run.

    Returns the number of jobs that were settled or removed, by the state that they are in now.

    Raises:
        Internal: some jobs could not be settled. All others were; the next sweep tries again.
    """
    settled: dict[str, int] = {}
    unsettled, oldest = 0, timedelta()
    steps = [(job_id, _settle_overdue) for job_id in service.job_index.overdue()]
    steps += [(job_id, _finish_removal) for job_id in service.job_index.half_deleted()]
    steps += [(job_id, _vacate) for job_id in service.job_index.unwanted()]
    for job_id, step in steps:
        job, status = None, None
        try:
            job = service.jobs.get(job_id)
            status = step(job, service) if job else None
        except Exception as error:  # noqa: BLE001 - one job must not hold up the others
            unsettled += 1
            logger.error("overdue job not settled", extra={"id": job_id, **fault(error)})
        if status:
            settled[status] = settled.get(status, 0) + 1
            logger.info("overdue job settled", extra={"id": job_id, "status": status.value})
        elif job and not job.status.ended:  # it still waits for its answer
            oldest = max(oldest, service.clock.now() - job.created_at)
    service.webhooks.queue_due()
    if service.settings.daily_instance_hours:
        service.instance_hours.count(service.endpoint_status)
    if wrong := service.backlog.correct(service.job_index.count):
        logger.info("backlog corrected", extra={"by": wrong})
    metrics.add_metric("OldestJob", MetricUnit.Seconds, oldest / timedelta(seconds=1))
    if unsettled:
        raise Internal(f"{unsettled} overdue jobs could not be settled")
    return settled


def _settle_overdue(job: Job, service: Service) -> Status | None:
    ended = service.endings.settle(job)
    if ended is not job:
        return ended.status
    if job.answer_keys and not job.status.ended:
        _look_for_answer(job, service)
    return None


def _look_for_answer(job: Job, service: Service) -> None:
    """If the answer of an overdue job has arrived, queue S3's event once more: it may be lost. This
    happens half-way to the deadline and at the deadline."""
    now = service.clock.now()
    if now < job.due:
        return  # the index was a moment behind
    if key := service.answers.arrived(job.answer_keys):
        logger.warning("answer not delivered so far", extra={"id": job.id})
        service.queue.put({"detail": {"object": {"key": key}}})
    late = now >= job.deadline
    service.jobs.postpone(job, job.deadline + DELIVERED_WITHIN if late else job.deadline)


def _finish_removal(job: Job, service: Service) -> Status | None:
    if job.status is not Status.DELETING:
        return None
    finish_removal(job, service)
    return Status.DELETED


def _vacate(job: Job, service: Service) -> None:
    """The model is surely done with `job`, which was canceled or deleted."""
    service.jobs.vacate(job)
