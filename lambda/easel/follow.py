"""Draws for clients that want the picture in the answer, and know no 202. They follow redirects
until the picture is there. Read it top to bottom, then take_order.py and ask.py."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from .access import address_id, stage_prefix
from .api.prefer import answer_by
from .api.redirects import redirects_of
from .api.representation import job_path
from .api.request import AnswerFormat, Order
from .api.responses import json_response
from .api.wait_link import WaitLink, parse_wait_link
from .ask import ask
from .callers.caller import delete_token, token_holder
from .callers.claims import Hold
from .errors import AlreadyTerminal, Deleted, ModelWarming, NotFound
from .pictures.job import Job, Status, StoredImage
from .repeats import as_last_tried, owe, owed_if_it_fails, request_name, settle
from .service import Service
from .take_order import take_order, told
from .waiting import Waited, wait_for_job

if TYPE_CHECKING:
    from .api.bodies import StillDrawing
    from .pictures.encoding import Format

_NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that is there, and the form in which its client wants it. `token` is the delete
    token, or None if a key holds the claim."""

    job: Job
    format: AnswerFormat
    token: str | None
    # The files to show: the JPEGs, or the same pictures as `output_format`.
    images: tuple[StoredImage, ...]
    output_format: "Format"


# How a dialect shows a picture.
Show = Callable[[APIGatewayProxyEvent, Drawn, Service], Response[str]]


def draw_or_redirect(
    event: APIGatewayProxyEvent,
    context: LambdaContext,
    service: Service,
    read: Callable[[APIGatewayProxyEvent, Service], Order],
    show: Show,
) -> Response[str]:
    """The response to a POST for a picture: the picture as `show` shows it, or a redirect to where
    the client waits for it.

    Raises:
        EaselError: the order that `read` reads is not accepted, the job ended without a picture,
            or the client has to come again later.
    """
    taken = take_order(event, service, read, repeat=as_last_tried)  # 1. what for, and for whom
    until = answer_by(event, context, service.clock, wait_s=service.settings.max_wait_s)
    request = request_name(event, taken.caller, service)
    picture = taken.order.picture
    with (
        owed_if_it_fails(request, picture.seed, service),
        told(taken.told_once, picture.id(service.signer), service),
    ):
        # 2. the picture, or where to wait for it
        asked = ask(taken.order, taken.caller, taken.claimant, service, until=until)
        most = redirects_of(event.headers.get("user-agent"))
        here = WaitLink(
            job_id=asked.job.id,
            format=taken.order.answer_format,
            cap=most - 1 if taken.order.answer_format == "jpeg" else most,  # one leads to the JPEG
            expires=asked.job.deadline,
            claim=taken.claim if taken.token else "",
            request=request,
            encoding=taken.order.encoding,
        )
        waited = Waited(asked.job, asked.wait_refused)
        # 3. the picture, or a redirect
        response = _answer(event, waited, here, service, show, until)
    response.headers.update(taken.standing.headers())
    return response


def wait_or_redirect(
    event: APIGatewayProxyEvent,
    context: LambdaContext,
    service: Service,
    job_id: str,
    show_as: Callable[[AnswerFormat], Show],
) -> Response[str]:
    """The response to a GET of a wait link: the picture, or a redirect to the next wait link.

    Raises:
        EaselError: the link is not valid, the job ended without a picture, or the client has to
            come again later.
    """
    here = parse_wait_link(
        job_id, event.query_string_parameters or {}, service.signer, service.clock.now()
    )
    job = service.jobs.get(job_id)
    if job is None:
        raise NotFound("there is no such image any more")
    request = "" if event.http_method == "HEAD" else here.request  # a HEAD only looks
    settle(request, job.picture.seed, service)
    until = answer_by(event, context, service.clock, wait_s=service.settings.max_wait_s)
    with owed_if_it_fails(request, job.picture.seed, service):
        # The link needs no key, so the address counts as the caller.
        waited = wait_for_job(
            job, service, until=until, caller_id=lambda: address_id(event, service)
        )
        holder = token_holder(delete_token(here.claim, service.signer)) if here.claim else None
        drawn = waited.found.status is Status.SUCCEEDED
        if holder and drawn and service.claims.state(job_id, holder) is not Hold.HELD:
            here = replace(here, claim="")  # an earlier GET of this link failed
        with told(holder, job_id, service):
            return _answer(event, waited, here, service, show_as(here.format), until)


def _answer(
    event: APIGatewayProxyEvent,
    waited: Waited[Job],
    here: WaitLink,
    service: Service,
    show: Show,
    until: datetime,
) -> Response[str]:
    """A response with the picture, or a redirect to the next wait link.

    Raises:
        EaselError: the job ended without a picture, or the client has to come again later: it would
            follow no more redirects, or it could not wait.
    """
    job = waited.found
    if job.error:
        raise job.error.as_exception(job.id)
    if job.status.gone:
        raise Deleted("this image was deleted")
    if job.status is Status.CANCELED:
        raise AlreadyTerminal("the job was canceled", job_id=job.id)
    if job.status is Status.SUCCEEDED:
        token = delete_token(here.claim, service.signer) if here.claim else None
        files = _files(event, job, here, service, until)
        if files.found:
            output_format = _format_of(files.found, job, here)
            drawn = Drawn(job, here.format, token, files.found, output_format)
            return show(event, drawn, service)
        waited = Waited(job, files.refused)
    if event.http_method != "HEAD":
        owe(here.request, job.picture.seed, service)
    link = service.settings.public_url + job_path(job.id)
    doing = "encoded" if job.status.ended else "drawn"
    # A client that cannot wait would follow all its redirects at once.
    if here.hops >= here.cap or waited.refused:
        raise ModelWarming(
            f"the picture is still being {doing}; send the same request again, or GET {link}",
            job_id=job.id,
        )
    onward = here.next(job, service.clock.now()).path(service.signer)
    location = stage_prefix(event, service.settings) + onward
    body: StillDrawing = {
        "detail": f"The picture is still being {doing}. GET the address in Location to wait for "
        "it: let your client follow redirects (curl: -L, without -X POST).",
        "location": location,
        "job": link,
    }
    headers = {**_NO_STORE, "Location": location}
    return json_response(event, HTTPStatus.SEE_OTHER, body, headers)


def _files(
    event: APIGatewayProxyEvent, job: Job, here: WaitLink, service: Service, until: datetime
) -> Waited[tuple[StoredImage, ...] | None]:
    """The files of the drawn `job` in the format that the client wants; None if they are not made
    yet. A JPEG that no decoder can read is shown as it is."""
    derived = [job.derived_from(image.key) for image in job.images]
    unreadable = any(one and one.color is None for one in derived)
    if not here.encoding or unreadable:
        return Waited(job.images)
    # Imported here, because few clients ask for another format.
    from .encoded import encoded_images
    from .pictures.encoding import Encoding

    return encoded_images(
        job,
        Encoding.named(here.encoding),
        service,
        until=until,
        caller_id=lambda: address_id(event, service),
    )


def _format_of(files: tuple[StoredImage, ...], job: Job, here: WaitLink) -> "Format":
    if files == job.images:
        return "jpeg"
    from .pictures.encoding import Encoding

    return Encoding.named(here.encoding).format
