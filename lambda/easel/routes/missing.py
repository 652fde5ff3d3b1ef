"""Answers for a picture or a share page that is not in S3. CloudFront asks here if S3 has no file.

A person's browser gets a page, and a program gets a problem.

The answer is never a redirect back to S3, even if the picture has come at this moment. A job is
shown as succeeded only when its file is stored, so nobody needs such a redirect. And if somebody
had removed the file from the bucket, the redirect would go round in circles.
"""

from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..api.accept import prefers_page
from ..api.notices import drawing_page, failure_page, notice_page
from ..api.problem import problem_type
from ..api.responses import html_response
from ..errors import Deleted, NotFound
from ..pages.page import Html
from ..pictures.job import IMAGES, Job, Status, id_in
from ..pictures.picture import is_picture_id
from ..service import Service, current_service
from ..settings import Access

_LOOK_AGAIN_S = 5
_IF_DRAWN_AGAIN = "If somebody asks for the same picture again, it will be at this address."

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/images/<file>")
@router.head("/images/<file>")
def missing_picture(file: str) -> Response[str]:
    return _missing(id_in(f"{IMAGES}{file}"))


@router.get("/i/<job_id>")
@router.head("/i/<job_id>")
def missing_page(job_id: str) -> Response[str]:
    return _missing(job_id)


def _missing(job_id: str) -> Response[str]:
    service, event = current_service(), router.current_event
    job = service.jobs.get(job_id) if is_picture_id(job_id) else None
    if prefers_page(event.headers.get("accept")):
        return _drawing(job, service) if job and not job.status.ended else _gone(job, service)
    if job and job.status.gone:
        raise Deleted("this image was deleted")
    raise NotFound("there is no such picture, or not yet")


def _drawing(job: Job, service: Service) -> Response[str]:
    """A page that the browser loads again and again, until S3 has what it asked for.

    In key mode, not everybody who knows the id may see the job. So the page does not show what the
    job is for.
    """
    prompt = job.picture.prompt if service.settings.access is Access.OPEN else None
    page = drawing_page(prompt, _LOOK_AGAIN_S)
    return _html(HTTPStatus.ACCEPTED, page, service, {"Refresh": str(_LOOK_AGAIN_S)})


def _gone(job: Job | None, service: Service) -> Response[str]:
    """A page that says why there is no picture."""
    if job and job.status.gone:
        page = notice_page("This picture was deleted", _IF_DRAWN_AGAIN)
        return _html(HTTPStatus.GONE, page, service)
    if job and job.status is Status.CANCELED:
        page = notice_page("This picture was canceled", "It was not drawn.", _IF_DRAWN_AGAIN)
    elif job and job.error:
        error = job.error.as_exception(job.id)
        meaning = problem_type(error, public_url=service.settings.public_url)
        page = failure_page(error, meaning, then=_IF_DRAWN_AGAIN)
    else:
        page = notice_page(
            "There is no picture here",
            "Check the address. If the picture was asked for just now, look again in a moment.",
        )
    return _html(HTTPStatus.NOT_FOUND, page, service)


def _html(
    status: HTTPStatus, page: Html, service: Service, more: dict[str, str] | None = None
) -> Response[str]:
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **(more or {})}
    url = service.settings.public_url
    return html_response(router.current_event, status, page, headers, public_url=url)
