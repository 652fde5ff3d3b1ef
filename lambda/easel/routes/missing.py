"""Answers for a picture or a share page that is not in S3. CloudFront asks here if S3 has no file.

The answer is never a redirect back to S3, even if the picture has come at this moment. A job is
shown as succeeded only when its file is stored, so nobody needs such a redirect. And if somebody
had removed the file from the bucket, the redirect would go round in circles.
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
    # <id>.jpg, or <id>-2.jpg if the picture has several.
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
