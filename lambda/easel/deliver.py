"""The model's answer becomes a stored JPEG and an ended job. Read it top to bottom.

Three things wake it: an answer that asynchronous inference wrote to S3, a job in the queue of a
realtime endpoint or of Amazon Bedrock, and the clock, once a minute.
"""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from .batch import NotYet, see_to_each
from .errors import Capacity, Closed, EaselError, ModelWarming, fault
from .pictures.answer import decode_answer
from .pictures.endpoint import model_failure
from .pictures.finishing import finish
from .pictures.job import Job, JobError, Status, StoredImage
from .pictures.jpeg import Jpeg
from .pictures.note import Note
from .pictures.pieces import Stream
from .service import Service, current_service
from .settings import EndpointMode
from .sweep import sweep

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

    def has_time() -> bool:
        return context.get_remaining_time_in_millis() >= _TIME_FOR_SMALLER_MS

    return see_to_each(
        event,
        context,
        lambda message: see_to(message, service, has_time),
        queue=lambda: service.queue,
        logger=logger,
        failed="record not delivered",
    )


def see_to(
    message: dict[str, Any], service: Service, has_time: Callable[[], bool] = lambda: True
) -> None:
    """End the job of `message`, which names an answer in S3 or a job to draw. Its pictures are
    looked at and made smaller while the function `has_time`.

    Raises:
        NotYet: it came too early, or a service was busy.
    """
    if "draw" in message:
        answered = _draw(message["draw"], message["attempt"], service)
    else:
        answered = _arrived(message["detail"]["object"]["key"], service)
    if answered is None:
        return  # the job has ended, or another process sees to it
    for pause_s in answered.try_again_s:
        try:
            _deliver(answered, service, has_time)
            return
        except Exception as error:  # noqa: BLE001 - the last attempt raises it
            logger.warning("picture not stored yet", extra={"id": answered.job.id, **fault(error)})
            service.clock.sleep(pause_s)
    _deliver(answered, service, has_time)


@dataclass(frozen=True, slots=True)
class _Answered:
    """A job whose model has answered. `read` opens the answer, at which nobody has looked so far.

    If it is `late`, the job has ended or is in another attempt.
    """

    job: Job
    read: Callable[[], AbstractContextManager[Stream]]
    late: bool = False
    try_again_s: tuple[float, ...] = ()


def _arrived(key: str, service: Service) -> _Answered | None:
    """The answer at `key` in the answers bucket. If it is a failure, the job has failed now.

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
        return None
    if failed:
        said = service.answers.read(key).decode("utf-8", "replace")
        _fail(job, model_failure(said), service)
        return None
    return _Answered(job, lambda: closing(service.answers.stream(key)), late)


def _draw(job_id: str, attempt: int, service: Service) -> _Answered | None:
    """The model's answer for this attempt, unless another process has called the model. If the
    model fails, the job has failed now.

    Raises:
        NotYet: the model is starting or busy; nothing was spent.
    """
    running = _running(job_id, attempt, service)
    if running is None:
        return None
    try:
        body = service.endpoint.invoke(running)
    except Closed as error:
        _fail(running, error, service)  # it will not open within the job's deadline
        return None
    except (ModelWarming, Capacity) as error:
        # Nothing was spent; the queue brings the message again.
        if service.jobs.release(running) is None:
            _stop_counting(running, service)
        raise NotYet(error.code) from error
    except EaselError as error:
        _fail(running, error, service)
        return None
    # The answer is paid for and exists only here. If a service fails, it is tried again.
    return _Answered(running, lambda: io.BytesIO(body), try_again_s=_TRY_AGAIN_S)


def _running(job_id: str, attempt: int, service: Service) -> Job | None:
    """The job, which this process alone may draw now. None if nobody has to."""
    job = service.jobs.get(job_id)
    if job is None or job.attempt != attempt:
        return None
    job = service.endings.settle(job)
    if job.status.ended:  # it was drawn before, was canceled, or is overdue
        if job.started_at is None:
            service.jobs.vacate(job)
        return None
    if job.attempt > 1 and (stored := service.images.find(job)):
        service.endings.succeed(job, stored)  # the picture of an earlier attempt came late
        return None
    running = service.jobs.run(job, due=service.clock.now() + _DRAW_WITHIN)
    if running is None:
        logger.info("draw came again", extra={"id": job_id})
    return running


def _deliver(answered: _Answered, service: Service, has_time: Callable[[], bool]) -> None:
    """Store the pictures of an answer under their final names, then end the job."""
    job = answered.job
    try:
        finished, notes = _finished(answered, service, has_time)
    except Capacity as error:  # nobody could look at them or sign them, so nobody may see them yet
        raise NotYet(error.detail) from error
    except EaselError as error:
        if not answered.late:
            _fail(job, error, service)
        return
    keys = job.image_keys()
    stored = [service.images.put(key, jpeg) for key, jpeg in zip(keys, finished, strict=True)]
    ended = service.endings.succeed(job, stored, notes)  # only now can anyone see it
    if ended is None and (again := service.jobs.get(job.id)) and not again.status.ended:
        # It was asked for again meanwhile: end it.
        ended = service.endings.succeed(again, stored, notes)
    if ended is None:
        _give_up(job, service)
    else:
        _report(ended, stored)


def _finished(
    answered: _Answered, service: Service, has_time: Callable[[], bool]
) -> tuple[list[Jpeg], tuple[Note, ...]]:
    """The pictures of an answer as they are stored, and what the model says about them.

    Raises:
        Capacity: nobody could look at the pictures, or sign them, at this moment.
        EaselError: they are unusable or forbidden.
    """
    job, settings = answered.job, service.settings
    with answered.read() as stream:  # 1. checked, not trusted
        size = _drawn_size(job, service)
        answer = decode_answer(stream, job.picture.n, size, thorough=has_time())
    if settings.moderation.of_pictures:
        service.picture_filter.allow(job, [jpeg.data for jpeg in answer.jpegs])
    finished = [  # 2. fewer bytes, and who made it; the same pixels
        finish(
            jpeg,
            job,
            settings.metadata,
            recompressor=service.recompressor if has_time() else None,
            credentials=service.content_credentials if settings.content_credentials_key else None,
        )
        for jpeg in answer.jpegs
    ]
    return finished, answer.notes


def _drawn_size(job: Job, service: Service) -> tuple[int, int] | None:
    """The width and height that the pictures of `job` must have. None if the model may choose: a
    model on Amazon Bedrock is asked for a ratio."""
    if service.settings.endpoint_mode is EndpointMode.BEDROCK:
        return None
    return job.picture.width, job.picture.height


def _give_up(job: Job, service: Service) -> None:
    """`job` was canceled, deleted or refused while its pictures were stored: remove them. But if
    its row lists pictures, it may be restored, and then it needs them."""
    now = service.jobs.get(job.id)
    if now and (now.status in _UNWANTED or now.is_forbidden) and not now.images:
        service.images.remove_all(job)
    _stop_counting(job, service)
    logger.info("picture stored, job had ended", extra={"id": job.id})


def _report(ended: Job, stored: list[StoredImage]) -> None:
    metrics.add_metric("PicturesDrawn", MetricUnit.Count, len(stored))
    outcome: dict[str, Any] = {"id": ended.id, "bytes": sum(image.bytes for image in stored)}
    if ended.started_at and ended.completed_at:  # an answer can come before the job is running
        outcome["model_ms"] = (ended.completed_at - ended.started_at) / timedelta(milliseconds=1)
        metrics.add_metric("ModelTime", MetricUnit.Milliseconds, outcome["model_ms"])
    logger.info("picture stored", extra=outcome)


def _fail(job: Job, error: EaselError, service: Service) -> None:
    if service.endings.fail(job, JobError(error.code, error.detail)) is None:
        _stop_counting(job, service)
        return
    metrics.add_metric("JobsFailed", MetricUnit.Count, 1)
    why = fault(error.__cause__ or error)
    logger.warning("job failed", extra={"id": job.id, "code": error.code, **why})


def _stop_counting(job: Job, service: Service) -> None:
    """The model is done with `job`. If it was canceled or deleted meanwhile, it still counts in the
    line; from now on it does not."""
    now = service.jobs.get(job.id)
    if now and now.attempt == job.attempt:
        service.jobs.vacate(now)
