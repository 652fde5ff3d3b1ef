"""The steps from a prompt to its picture, the same for every route. Read it top to bottom."""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from .api.request import Order
from .callers.caller import Caller
from .callers.claims import Claimant
from .callers.quotas import DAY, Quota
from .callers.spending import Spending
from .errors import MOST_RETRY_AFTER_S, Capacity, EaselError, QuotaExceeded, RateLimited, fault
from .pictures.endpoint import MaybeSubmitted
from .pictures.job import Job, JobError, Status
from .pictures.note import Note, for_this_request
from .pictures.picture import Picture
from .service import Service
from .waiting import wait, wait_for_job

# One call hands an opened job to the model. The call's timeouts end the call within this time.
_SUBMIT_WITHIN = timedelta(seconds=90)

logger = Logger(child=True)
metrics = Metrics()


@dataclass(frozen=True, slots=True)
class Asked:
    """The result of a request. `cached` says whether the picture was there before the request.
    `wait_refused` says that the request did not wait, because too many others do."""

    job: Job
    cached: bool
    wait_refused: bool


def ask(
    order: Order, caller: Caller, claimant: Claimant | None, service: Service, *, until: datetime
) -> Asked:
    """The job of the picture that `order` describes. Waits for its end, but at most till `until`.

    If there is a `claimant`, they hold a claim on the picture from now on.

    Raises:
        RateLimited, QuotaExceeded: no job was opened, and nothing was spent.
        Capacity: the picture is being deleted at this moment.
    """
    job_id = order.picture.id(service.signer)
    # What is reserved here is given back in the end, also after an error, unless it was spent.
    with Spending(service.quotas, order.picture.n, service.clock.now()) as spending:
        # 1. a job to join, or a share of the quotas for a new one
        known = _known_or_reserved(job_id, caller, spending, service, until)
        if claimant:
            _hold(job_id, order, caller, claimant, service)  # 2. the caller's claim on it
            if known:
                # Look again, now that the claim is written. If somebody deletes the picture at the
                # same time, either the delete sees our claim, or we see the delete.
                known = _known_or_reserved(job_id, caller, spending, service, until)
        # 3. one job per picture, however many ask
        job, opened = (known, False) if known else _open(job_id, order, service)
        cached = job.status is Status.SUCCEEDED
        if opened and not cached:
            spending.spent = True
            job = _submit(job, service)  # 4. only the request that opened it calls the model
            spending.spent = not job.was_refused
    if claimant and order.webhook_url and job.status.ended:
        # The job may have ended before the webhook was registered.
        service.webhooks.announce_to(job_id, claimant, order.webhook_url)
    # 5. everyone waits for the same picture
    waited = wait_for_job(job, service, until=until, caller_id=lambda: caller.id)
    job = waited.found
    _record(job, opened=opened, cached=cached)
    if job.status.gone:
        raise Capacity("the picture was deleted while you waited for it; POST again")
    told = for_this_request(job.notes, order.notes)
    return Asked(replace(job, notes=told), cached, waited.refused)


def _known_or_reserved(
    job_id: str, caller: Caller, spending: Spending, service: Service, until: datetime
) -> Job | None:
    """The job to join. If there is none: None, and a share of the quotas is reserved."""
    known = _current(job_id, caller, service, until)
    if known is None:
        _reserve(caller, spending, service)
    return known


def _current(job_id: str, caller: Caller, service: Service, until: datetime) -> Job | None:
    """The job that a request for this picture joins, or None if there is none.

    Raises:
        Capacity: the picture is still being deleted at `until`.
    """
    job = wait(
        service.jobs.get(job_id),
        lambda _: service.jobs.get(job_id),
        lambda job: job is None or job.status is not Status.DELETING,
        service,
        until=until,
        caller_id=lambda: caller.id,
    ).found
    if job is None:
        return None
    if job.status is Status.DELETING:
        raise Capacity("the picture is being deleted; POST again in a moment")
    # An overdue job is settled first, since a request must not join it.
    job = service.endings.settle(job)
    return job if job.is_joinable else None


def _hold(job_id: str, order: Order, caller: Caller, claimant: Claimant, service: Service) -> None:
    """Store the claim of `claimant` on the picture, and their webhook if they asked for one."""
    if order.webhook_url:  # first, because it may be refused
        service.webhooks.register(job_id, claimant, order.webhook_url, caller_id=caller.id)
    service.claims.hold(job_id, claimant, public=order.public)


def _reserve(caller: Caller, spending: Spending, service: Service) -> None:
    _admit(service)
    everyone = Quota("everyone", service.settings.daily_pictures, DAY)
    spending.take(caller.pictures, f"your {caller.daily} pictures")
    spending.take(everyone, f"this deployment's {everyone.limit} pictures")


def _admit(service: Service) -> None:
    """Refuse a request that would wait too long, or that no instance may draw today. Nothing has
    been spent yet."""
    if service.settings.daily_instance_hours and service.instance_hours.are_used_up():
        hours = Quota("instance_hours", service.settings.daily_instance_hours, DAY)
        left = service.quotas.standing(hours, 0, service.clock.now())
        raise QuotaExceeded(
            f"the model has run for the {hours.limit} hours that a day (UTC) allows",
            retry_after_s=left.reset_s,
            headers=left.headers(),
        )
    line = service.backlog.line()
    pace_s = line.pace_s or 0
    too_long_s = line.length * pace_s - service.settings.max_backlog_s
    if too_long_s > 0:
        raise RateLimited(
            f"{line.length} pictures are waiting, and each takes {pace_s:g} s; POST again later",
            retry_after_s=min(math.ceil(too_long_s), MOST_RETRY_AFTER_S),
        )


def _open(job_id: str, order: Order, service: Service) -> tuple[Job, bool]:
    """The picture's job, and whether this request opened it. An ended job can be opened again."""
    now = service.clock.now()
    job, opened = service.jobs.open(
        Job(
            id=job_id,
            picture=order.picture,
            status=Status.QUEUED,
            attempt=1,
            created_at=now,
            due=now + _SUBMIT_WITHIN,
            deadline=now + timedelta(seconds=service.settings.job_deadline_s),
            recording=order.recording,
            notes=order.notes + _cut_notes(order.picture),
        )
    )
    # The picture of an earlier attempt may have come after that attempt had ended.
    if opened and job.attempt > 1 and (stored := service.images.find(job)):
        job = service.endings.succeed(job, stored) or service.jobs.get(job.id) or job
    return job, opened


def _cut_notes(picture: Picture) -> tuple[Note, ...]:
    # Imported here, because only a request that opens a job needs it.
    from .pictures.clip_tokens import cut_notes

    return cut_notes(picture)


def _submit(job: Job, service: Service) -> Job:
    """Hand the job to the model, and return the job as it is now. If the model or the operator's
    filter does not accept it, the job has failed and says why."""
    try:
        if service.settings.moderation.of_prompts:
            service.prompt_filter.allow(job)
        answer_keys = service.submitter.submit(job)
    except MaybeSubmitted as error:
        # If SageMaker took the job, the picture is paid for, and the answer ends the job. If it did
        # not, the job fails when it is due.
        logger.warning(
            "model may have the job", extra={"id": job.id, **fault(error.__cause__ or error)}
        )
        return service.jobs.get(job.id) or job
    except EaselError as error:
        why = {"id": job.id, "code": error.code, **fault(error.__cause__ or error)}
        logger.warning("model did not take the job", extra=why)
        failed = service.endings.fail(job, JobError(error.code, error.detail))
        return failed or service.jobs.get(job.id) or job
    if answer_keys:
        # The answer may have come already. If its key does not name this job, `deliver` waits for
        # this link. The link is written before the job is marked as running. In the other order, if
        # we were killed in between, the answer would be lost until the job's deadline.
        service.answer_links.store(job, answer_keys)
        half_way = (job.deadline - service.clock.now()) / 2  # then the sweep looks for the answer
        moved = service.jobs.run(job, job.deadline - half_way, answer_keys)
    else:
        moved = service.jobs.wait_in_queue(job)
    # `moved` is None if the picture is drawn already, or is being drawn.
    return moved or service.jobs.get(job.id) or job


def _record(job: Job, *, opened: bool, cached: bool) -> None:
    metrics.add_metric(
        "CacheHits" if cached else "JobsOpened" if opened else "JobsJoined", MetricUnit.Count, 1
    )
    outcome = {"id": job.id, "status": job.status.value, "opened": opened, "cached": cached}
    logger.info("picture asked for", extra=outcome)
