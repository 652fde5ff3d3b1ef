"""The routes of older text-to-image servers, for the programs and links that still use them.

Their GETs draw a picture, which no GET should do. So they always draw with the same seed: each
repeat of a GET finds the picture there and costs nothing.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import quote, unquote

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..access import count_post, stage_prefix, who
from ..api.body import json_body
from ..api.notices import drawing_page, failure_page
from ..api.prefer import answer_by
from ..api.problem import problem_headers, problem_type
from ..api.representation import cache_control, job_path
from ..api.request import MAX_PROMPT_CHARACTERS, Order, any_seed, parse_draw_request
from ..api.responses import html_response, json_response, text_response
from ..ask import ask
from ..english import in_english
from ..errors import Capacity, EaselError, FieldError, InvalidRequest
from ..pages.page import Html
from ..pictures.job import Job, Status
from ..pictures.share_page import picture_page
from ..service import Service, current_service
from ..settings import Translate, Web
from ..take_order import Taken, take_order
from .prompts import DEFAULT_PROMPT, random_prompt

# It must never change. Any other number would have done.
_SEED = 0
_LOOK_AGAIN_S = 5
_INFERENCE = "/api/inference/"
# If a crawler followed every link, Easel would draw every picture.
_ROBOTS = """User-agent: *
Disallow: /api/
Disallow: /text2image
Disallow: /v1/
Allow: /v1/oembed
Allow: /i/
Allow: /images/
"""

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


class TextRequest(BaseModel):
    """The body of `POST /text2image`. All other fields of the older servers are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    text: str = Field(
        description="What to draw.",
        examples=["a red fox"],
        json_schema_extra={
            "minLength": 1,
            "maxLength": MAX_PROMPT_CHARACTERS,
            "pattern": r"\S",
        },
    )


@router.post("/text2image")
def post_text() -> Response[str]:
    """Answer with the picture's link, even if the picture is not drawn yet.

    So a client that does not know 202 has a link that works a little later.
    """
    service, event = current_service(), router.current_event
    with _in_terms_of("text"):
        taken = take_order(event, service, _read_text)  # 1. what for, and for whom
    job = _draw(taken, service)  # 2. the picture, or its place in line
    if error := _failure(job):
        raise error
    status = HTTPStatus.OK  # 3. the link
    headers = {"Cache-Control": "no-store", **taken.standing.headers()}
    if not job.status.ended:
        status = HTTPStatus.ACCEPTED
        headers["Location"] = service.settings.public_url + job_path(job.id)
        headers["Retry-After"] = str(_LOOK_AGAIN_S)
    link = f"{service.settings.public_url}/{job.image_keys()[0]}"
    return json_response(event, status, {"statusCode": int(status), "body": link}, headers)


@router.get("/text2image")
@router.head("/text2image")
def show_text() -> Response[str]:
    return _show((router.current_event.query_string_parameters or {}).get("prompt", ""))


@router.get("/api/inference/default")
@router.head("/api/inference/default")
def show_default() -> Response[str]:
    return _show(DEFAULT_PROMPT)


@router.get("/api/inference/random")
@router.head("/api/inference/random")
def redirect_to_random() -> Response[str]:
    """Redirect to the page of a random prompt. Loading that page again draws nothing new."""
    service, event = current_service(), router.current_event
    path = _INFERENCE + quote(random_prompt(any_seed()), safe="")
    headers = {
        "Location": stage_prefix(event, service.settings) + path,
        "Cache-Control": "no-store",
    }
    return text_response(event, HTTPStatus.SEE_OTHER, None, "", headers)


@router.get("/api/inference/.+")  # a prompt can hold slashes
@router.head("/api/inference/.+")
def show_prompt() -> Response[str]:
    # API Gateway passes the path on as it was sent, still quoted.
    return _show(unquote(router.current_event.path.removeprefix(_INFERENCE)))


@router.get("/robots.txt")
@router.head("/robots.txt")
def get_robots() -> Response[str]:
    headers = {"Cache-Control": "public, max-age=3600"}
    return text_response(router.current_event, HTTPStatus.OK, _ROBOTS, "text/plain", headers)


def _show(prompt: str) -> Response[str]:
    """A page with the picture of `prompt`, or a page that looks again until the picture is
    there."""
    service, event = current_service(), router.current_event
    if event.http_method == "HEAD":
        return _look(prompt, service)
    taken = take_order(event, service, lambda _event, service: _order(prompt, service))
    job = _draw(taken, service)
    if error := _failure(job):
        return _failed(error, service)
    response = _picture(job, service) if job.status.ended else _drawing(prompt, service)
    response.headers.update(taken.standing.headers())
    return response


def _look(prompt: str, service: Service) -> Response[str]:
    """The answer to a HEAD. It looks for the picture and draws nothing."""
    caller = who(router.current_event, service)
    if service.settings.translate is Translate.ON:  # a look can cost a translation
        count_post(caller, service)
    order = in_english(_order(prompt, service), caller, service)
    job = service.jobs.get(order.picture.id(service.signer))
    drawn = job is not None and job.status is Status.SUCCEEDED
    return _picture(job, service) if job and drawn else _drawing(prompt, service)


def _picture(job: Job, service: Service) -> Response[str]:
    url = service.settings.public_url
    page = picture_page(job, job.images, url, base=url, start_page=service.settings.web is Web.ON)
    return _html(HTTPStatus.OK, page, {"Cache-Control": cache_control(job)}, service)


def _drawing(prompt: str, service: Service) -> Response[str]:
    """A page that says that the picture is being drawn; the 202 says the same to a program.

    `Refresh` makes a browser load the page again, which joins the job and waits for the picture.
    """
    headers = {"Cache-Control": "no-store", "Refresh": str(_LOOK_AGAIN_S)}
    return _html(HTTPStatus.ACCEPTED, drawing_page(prompt, _LOOK_AGAIN_S), headers, service)


def _failed(error: EaselError, service: Service) -> Response[str]:
    page = failure_page(error, problem_type(error, public_url=service.settings.public_url))
    return _html(error.status, page, problem_headers(error), service)


def _html(status: int, page: Html, headers: dict[str, str], service: Service) -> Response[str]:
    url = service.settings.public_url
    return html_response(router.current_event, status, page, headers, public_url=url)


# The steps that POST and GET share.


def _draw(taken: Taken, service: Service) -> Job:
    """The picture's job, when it has ended or when the time to wait is over.

    In open mode nobody claims the picture: a caller who follows an old link wants to see it, not to
    own it.
    """
    event, context = router.current_event, router.lambda_context
    until = answer_by(event, context, service.clock, wait_s=service.settings.max_wait_s)
    claimant = taken.claimant if taken.caller.owner else None
    return ask(taken.order, taken.caller, claimant, service, until=until).job


def _failure(job: Job) -> EaselError | None:
    if job.status is Status.CANCELED:
        return Capacity("somebody canceled the picture while you waited for it; ask again")
    return job.error.as_exception(job.id) if job.error else None


def _read_text(event: APIGatewayProxyEvent, service: Service) -> Order:
    return _order(_text(json_body(event, labelled=False)), service)


def _order(prompt: str, service: Service) -> Order:
    return parse_draw_request(json.dumps({"prompt": prompt, "seed": _SEED}), service.settings)


@contextmanager
def _in_terms_of(field: str) -> Iterator[None]:
    """If the prompt is refused, name `field` in the error: the caller sent the prompt there."""
    try:
        yield
    except InvalidRequest as invalid:
        if invalid.errors and invalid.errors[0].pointer == "#/prompt":
            invalid.detail = invalid.detail.replace("prompt", field, 1)
            invalid.errors = (FieldError(f"#/{field}", invalid.detail),)
        raise


def _text(body: bytes) -> str:
    try:
        return TextRequest.model_validate_json(body).text
    except ValidationError as invalid:
        if invalid.errors()[0]["type"] in ("json_invalid", "model_type"):
            detail = 'send a JSON object: {"text": "…"}'
            raise InvalidRequest("invalid_json", detail) from None
        detail = "text: say what to draw, as text"
        raise InvalidRequest(
            "missing_prompt", detail, errors=[FieldError("#/text", detail)]
        ) from None
