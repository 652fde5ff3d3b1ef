"""A picture or a share page that S3 does not have: CloudFront asks here what to say of it.

A link never leads back to S3 from here, even when the picture came this moment: nobody was told of
it before it was stored, and a file that somebody took from the bucket would send them in circles.
"""

from typing import NoReturn

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..errors import Deleted, NotFound
from ..pictures.picture import is_picture_id
from ..service import current_service

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/images/<file>")
@router.head("/images/<file>")
def missing_picture(file: str) -> NoReturn:
    # <id>.jpg, or <id>-2.jpg of several.
    _refuse(file.removesuffix(".jpg").partition("-")[0])


@router.get("/i/<job_id>")
@router.head("/i/<job_id>")
def missing_page(job_id: str) -> NoReturn:
    _refuse(job_id)


def _refuse(job_id: str) -> NoReturn:
    job = current_service().jobs.get(job_id) if is_picture_id(job_id) else None
    if job and job.status.gone:
        raise Deleted("this image was deleted")
    raise NotFound("there is no such picture, or not yet")
