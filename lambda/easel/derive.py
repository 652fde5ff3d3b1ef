"""A stored JPEG gets its renditions: a thumbnail, WebP, AVIF. Read it top to bottom.

S3's event that a JPEG was stored wakes it. Nobody waits for it: the JPEG's link works before. Only
if a caller of OpenAI's dialect asks for another format, `generate` wakes it, and waits. A
function can be killed between any two lines. The message comes again then, and the work is
finished: what is stored stays, and the row is written again with the same words.
"""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from .batch import NotYet, see_to_each
from .errors import fault
from .pictures.encoder import Encoded, Unreadable, dominant_color, encode, encode_as, read
from .pictures.encoding import Encoding
from .pictures.job import Job, Status, id_in
from .pictures.picture import is_picture_id
from .pictures.rendition import Derived, Rendition, media_type, rendition_key, rendition_keys
from .service import Service, current_service

logger = Logger()
metrics = Metrics()


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    metrics.add_metric("Wakes", MetricUnit.Count, 1)
    service = current_service()
    return see_to_each(
        event,
        context,
        lambda message: _see_to(message, service),
        queue=lambda: service.derive_queue,
        logger=logger,
        failed="renditions not made",
    )


def _see_to(message: dict[str, Any], service: Service) -> None:
    if "encode" in message:
        encode_on_demand(message["encode"], Encoding.named(message["as"]), service)
    else:
        derive(message["detail"]["object"]["key"], service)


def derive(key: str, service: Service) -> None:
    """Make the renditions of the JPEG at `key` that the operator wants, and list them in its job. A
    second call changes nothing.

    Raises:
        NotYet: the picture is being removed. It may be restored.
    """
    job = _job_that_shows(key, service)
    if job is None or _is_derived(job, key, service):
        return
    jpeg = service.images.read_if_there(key)
    if jpeg is None:
        logger.info("JPEG was removed", extra={"id": job.id})
        return
    derived = _derived(job, key, jpeg, service)  # 1. the files
    if not service.jobs.list_derived(job, derived):  # 2. the row: only now does anyone see them
        raise NotYet("the job has ended meanwhile")  # then the files may have to go


def encode_on_demand(key: str, encoding: Encoding, service: Service) -> None:
    """Store the JPEG at `key` as `encoding`, unless it is stored so already. A caller waits for it
    (encoded.py).

    Raises:
        NotYet: the picture is being removed. It may be restored.
    """
    wanted = encoding.key(key)
    job = _job_that_shows(key, service, wanted)
    if job is None or wanted in service.images.sizes(job):
        return
    jpeg = service.images.read_if_there(key)
    if jpeg is None:
        return
    try:
        data = encode_as(read(jpeg), encoding)
    except Unreadable as error:
        _note_unreadable(job, key, error)
        service.jobs.list_derived(job, Derived(key))  # so that nobody waits for it
        return
    service.images.put_rendition(wanted, data, f"image/{encoding.format}")
    metrics.add_metric("RenditionsMade", MetricUnit.Count, 1)
    logger.info("picture encoded", extra={"id": job.id, "as": encoding.name, "bytes": len(data)})
    now = service.jobs.get(job.id)
    if now is None or now.status.gone:  # it is removed now: the message comes again and sees how
        raise NotYet("the picture was removed meanwhile")


def _job_that_shows(key: str, service: Service, *made: str) -> Job | None:
    """The job that shows the JPEG at `key`, or will. None if there is no such job. If there was one
    that never will, no rendition is left behind, and nothing of `made`.

    Raises:
        NotYet: the picture is being removed. It may be restored.
    """
    job = service.jobs.get(id_in(key)) if is_picture_id(id_in(key)) else None
    if job is None or key not in job.image_keys():
        logger.warning("JPEG of no job", extra={"key": key})
        return None
    if job.status is Status.DELETING:
        raise NotYet("the picture is being removed")
    if job.status in (Status.CANCELED, Status.DELETED) or job.is_forbidden:
        # Stored by a call that was cut off.
        service.images.remove([*rendition_keys([key]), *made])
    # A job that failed may be asked for again, and then this JPEG is announced again.
    return job if job.is_joinable else None


def _is_derived(job: Job, key: str, service: Service) -> bool:
    """Whether the message came again: everything that is wanted is listed."""
    derived = job.derived_from(key)
    if derived is None:
        return False
    made = {rendition.kind for rendition in derived.renditions}
    return derived.color is None or made.issuperset(service.settings.rendition_kinds)


def _derived(job: Job, key: str, jpeg: bytes, service: Service) -> Derived:
    """Store the renditions of `jpeg`. If it cannot be read, there are none, now and later."""
    try:
        image = read(jpeg)
    except Unreadable as error:
        _note_unreadable(job, key, error)
        return Derived(key)
    made = encode(image, service.settings.rendition_kinds)
    renditions = tuple(_store(key, one, service) for one in made)
    metrics.add_metric("RenditionsMade", MetricUnit.Count, len(renditions))
    sizes = {one.kind.value: one.bytes for one in renditions}
    logger.info("renditions stored", extra={"id": job.id, "bytes": sizes})
    return Derived(key, dominant_color(image), renditions)


def _note_unreadable(job: Job, key: str, error: Unreadable) -> None:
    metrics.add_metric("JpegsUnreadable", MetricUnit.Count, 1)
    why = {"why": str(error), **fault(error.__cause__ or error)}
    logger.warning("JPEG cannot be read", extra={"id": job.id, "key": key, **why})


def _store(key: str, made: Encoded, service: Service) -> Rendition:
    stored = service.images.put_rendition(
        rendition_key(key, made.kind), made.data, media_type(made.kind)
    )
    return Rendition(made.kind, made.width, made.height, stored)
