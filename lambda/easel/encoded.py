"""The pictures of a drawn job in the format that a client asked for.

`derive` makes them, because `generate` has no encoder. Read it top to bottom, then derive.py.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from .pictures.encoding import Encoding
from .pictures.job import Job, StoredImage
from .service import Service
from .waiting import Waited, wait

Images = tuple[StoredImage, ...]


def encoded_images(
    job: Job,
    encoding: Encoding,
    service: Service,
    *,
    until: datetime,
    caller_id: Callable[[], str],
) -> Waited[Images | None]:
    """The pictures of `job` in `encoding`; None if they are not there at `until`.

    Raises:
        Capacity: the queue of `derive` did not take them.
    """
    found = _found(job, encoding, service)
    if found is None:
        for image in job.images:  # those that are there already are not made again
            service.derive_queue.put({"encode": image.key, "as": encoding.name})
    return wait(
        found,
        lambda _: _found(job, encoding, service),
        lambda found: found is not None,
        service,
        until=until,
        caller_id=caller_id,
    )


def _found(job: Job, encoding: Encoding, service: Service) -> Images | None:
    sizes = service.images.sizes(job)
    keys = [encoding.key(image.key) for image in job.images]
    if not sizes.keys() >= {*keys}:
        return None
    return tuple(
        replace(image, key=key, bytes=sizes[key])
        for image, key in zip(job.images, keys, strict=True)
    )
