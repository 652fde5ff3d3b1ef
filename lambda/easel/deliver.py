"""The model's answer becomes a stored JPEG and an ended job. Read it top to bottom.

Three things wake it: an answer that asynchronous inference wrote to S3, a job in the queue of a
realtime endpoint or of Amazon Bedrock, and the clock, once a minute.
"""

import io
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from .batch import NotYet, see_to_each
from .errors import Capacity, Closed, EaselError, Internal, ModelWarming, fault
from .pictures.answer import decode_answer
from .pictures.endings import DELIVERED_WITHIN
from .pictures.endpoint import model_failure
from .pictures.finishing import finish
from .pictures.job import Job, JobError, Status
from .pictures.jpeg import Jpeg
from .pictures.pieces import Stream
from .removal import finish_removal
from .service import Service, current_service
from .settings import EndpointMode

# A draw takes at most 70 s, and the function's own timeout is shorter than this. So after this
# time, the process that was drawing is dead.
_DRAW_WITHIN = timedelta(seconds=100)
# A draw of 70 s leaves 20 s of the function's time.
_TRY_AGAIN_S = (1, 2, 4)
# Ten pictures take about 2 s to look at and to recompress; storing them takes its time, too.
_TIME_FOR_SMALLER_MS = 10_000
_UNWANTED = (Status.CANCELED, Status.DELETING, Status.DELETED)
_OVER = (Status.SUCCEEDED, *_UNWANTED)

logger = Logger()
metrics = Metrics()


@metrics.log_metrics
def handler(
    event: dict[str, Any], context: LambdaContext
) -> PartialItemFailureResponse | dict[str, int]:
    metrics.add_metric("Wakes", MetricUnit.Count, 1)
    service = current_service()
    if "Records" not in event:
        return sweep(service)
    return see_to_each(
        event,
        context,
        lambda message: _see_to(
            message,
            service,
            lambda: context.get_remaining_time_in_millis() >= _TIME_FOR_SMALLER_MS,
        ),
        queue=lambda: service.queue,
        logger=logger,
        failed="record not delivered",
    )


def _see_to(message: dict[str, Any], service: Service, has_time: Callable[[], bool]) -> None:
    if "draw" in message:
        draw(message["draw"], message["attempt"], service, has_time)
    else:
        deliver(message["detail"]["object"]["key"], service, has_time)


def deliver(key: str, service: Service, has_time: Callable[[], bool] = lambda: True) -> None:
    """End the job whose answer, or whose failure, is at `key` in the answers bucket.

    Raises:
        NotYet: no job is linked to `key` so far.
    """
    linked = service.answer_links.find(key)
    if linked is None:
        # The call that asked for this answer has not returned yet. The link will come soon.
        raise NotYet(f"nobody has asked for {key} yet")
    job_id, attempt = linked
    job = service.jobs.get(job_id)
    late = job is not None and (job.attempt != attempt or job.status.ended)
    failed = key.startswith(service.settings.failures_prefix)
    # A picture is never too late: it was paid for, and another attempt would draw the same picture.
    # It is unwanted only if the job was canceled or deleted, or if a filter has said no.
    if job is None or job.status in _OVER or job.is_forbidden or (late and failed):
        if job and job.attempt == attempt:
            service.jobs.vacate(job)
        logger.info("answer came again, or too late", extra={"id": job_id})
        return
    if failed:
        said = service.answers.read(key).decode("utf-8", "replace")
        _fail(job, model_failure(said), service)
        return
    with closing(service.answers.stream(key)) as answer:
        _finish(job, answer, service, has_time, late=late)


def draw(
    job_id: str, attempt: int, service: Service, has_time: Callable[[], bool] = lambda: True
) -> None:
    """Call the model for this attempt, unless another process has done so.

    Raises:
        NotYet: the model is starting or busy; nothing was spent.
    """
    job = service.jobs.get(job_id)
    if job is None or job.attempt != attempt:
        return
    job = service.endings.settle(job)
    if job.status.ended:  # it was drawn before, was canceled, or is overdue
        if job.started_at is None:
            service.jobs.vacate(job)
        return
    if job.attempt > 1 and (stored := service.images.find(job)):
        service.endings.succeed(job, stored)  # the picture of an earlier attempt came late
        return
    running = service.jobs.run(job, due=service.clock.now() + _DRAW_WITHIN)
    if running is None:
        logger.info("draw came again", extra={"id": job_id})
        return
    try:
        body = service.endpoint.invoke(running)
    except Closed as error:
        _fail(running, error, service)  # it will not open within the job's deadline
        return
    except (ModelWarming, Capacity) as error:
        # Nothing was spent; the queue brings the message again.
        if service.jobs.release(running) is None:
            _stop_counting(running, service)
        raise NotYet(error.code) from error
    except EaselError as error:
        _fail(running, error, service)
        return
    _finish_surely(running, body, service, has_time)


def _finish_surely(job: Job, body: bytes, service: Service, has_time: Callable[[], bool]) -> None:
    """`_finish`, tried again if a service fails: a realtime answer is paid for and exists only
    here."""
    for pause_s in _TRY_AGAIN_S:
        try:
            return _finish(job, io.BytesIO(body), service, has_time)
        except Exception as error:  # noqa: BLE001 - the last attempt raises it
            logger.warning("picture not stored yet", extra={"id": job.id, **fault(error)})
            service.clock.sleep(pause_s)
    return _finish(job, io.BytesIO(body), service, has_time)


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


def _stop_counting(job: Job, service: Service) -> None:
    """The model is done with `job`. If it was canceled or deleted meanwhile, it still counts in the
    line; from now on it does not."""
    now = service.jobs.get(job.id)
    if now and now.attempt == job.attempt:
        service.jobs.vacate(now)


def _finish(
    job: Job,
    stream: Stream,
    service: Service,
    has_time: Callable[[], bool],
    *,
    late: bool = False,
) -> None:
    """Store the pictures in `stream` under their final names, then end `job`."""
    try:
        # 1. checked, not trusted
        answer = decode_answer(
            stream, job.picture.n, _drawn_size(job, service), thorough=has_time()
        )
        if service.settings.moderation.of_pictures:
            service.picture_filter.allow(job, [jpeg.data for jpeg in answer.jpegs])
        # 2. fewer bytes, and who made it; the same pixels
        finished = [_finished(jpeg, job, service, has_time) for jpeg in answer.jpegs]
    except Capacity as error:  # nobody could look at them or sign them, so nobody may see them yet
        raise NotYet(error.detail) from error
    except EaselError as error:
        if not late:
            _fail(job, error, service)
        return
    keys = job.image_keys()
    stored = [service.images.put(key, jpeg) for key, jpeg in zip(keys, finished, strict=True)]
    ended = service.endings.succeed(job, stored, answer.notes)  # 3. only now can anyone see it
    if ended is None and (again := service.jobs.get(job.id)) and not again.status.ended:
        # It was asked for again meanwhile: end it.
        ended = service.endings.succeed(again, stored, answer.notes)
    if ended is None:
        # The job was canceled, deleted or refused while we stored the pictures, so they are
        # removed. But if its row lists pictures, the job may be restored, and then it needs them.
        now = service.jobs.get(job.id)
        if now and (now.status in _UNWANTED or now.is_forbidden) and not now.images:
            service.images.remove_all(job)
        _stop_counting(job, service)
        logger.info("picture stored, job had ended", extra={"id": job.id})
        return
    metrics.add_metric("PicturesDrawn", MetricUnit.Count, len(stored))
    outcome: dict[str, Any] = {"id": job.id, "bytes": sum(image.bytes for image in stored)}
    if ended.started_at and ended.completed_at:  # an answer can come before the job is running
        outcome["model_ms"] = (ended.completed_at - ended.started_at) / timedelta(milliseconds=1)
        metrics.add_metric("ModelTime", MetricUnit.Milliseconds, outcome["model_ms"])
    logger.info("picture stored", extra=outcome)


def _finished(jpeg: Jpeg, job: Job, service: Service, has_time: Callable[[], bool]) -> Jpeg:
    signs = service.settings.content_credentials_key
    return finish(
        jpeg,
        job,
        service.settings.metadata,
        recompressor=service.recompressor if has_time() else None,
        credentials=service.content_credentials if signs else None,
    )


def _drawn_size(job: Job, service: Service) -> tuple[int, int] | None:
    """The width and height that the pictures of `job` must have. None if the model may choose: a
    model on Amazon Bedrock is asked for a ratio."""
    if service.settings.endpoint_mode is EndpointMode.BEDROCK:
        return None
    return job.picture.width, job.picture.height


def _fail(job: Job, error: EaselError, service: Service) -> None:
    if service.endings.fail(job, JobError(error.code, error.detail)) is None:
        _stop_counting(job, service)
        return
    metrics.add_metric("JobsFailed", MetricUnit.Count, 1)
    why = fault(error.__cause__ or error)
    logger.warning("job failed", extra={"id": job.id, "code": error.code, **why})
