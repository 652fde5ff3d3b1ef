"""What a caller does with pictures there are already: see, list, cancel, delete."""

import math
from http import HTTPStatus
from typing import TYPE_CHECKING

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from .access import claimant, who
from .ask import wait
from .claims import GALLERY, Claimant, Hold
from .cursor import parse_cursor, write_cursor
from .endpoint import EndpointState
from .errors import AlreadyTerminal, Deleted, FieldError, InvalidRequest, NotFound, NotOwner
from .http import answer_by, json_response
from .job import Job, Status, seconds_per_image
from .picture import is_picture_id
from .prefer import Preference, parse_prefer
from .removal import delete
from .representation import cache_control, job_json, job_path
from .service import Service, service
from .settings import Access

if TYPE_CHECKING:
    from .bodies import ImageList, QueuePlace, Webhook

# 6 to 10 minutes, from AWS's notes on scaling from zero.
_COLD_START_S = 480
_MAX_RETRY_AFTER_S = 60
DEFAULT_LIMIT, MAX_LIMIT = 20, 100

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/v1/images")
@router.head("/v1/images")
def list_images() -> Response[str]:
    own, event = service(), router.current_event
    query = event.query_string_parameters or {}
    scope, limit = _scope(query.get("scope"), own), _limit(query.get("limit"))
    owner = who(event, own.settings, own.keys, own.id_secret).owner
    listed = GALLERY if scope == "public" or owner is None else owner
    after = parse_cursor(query["cursor"], listed, own.id_secret) if "cursor" in query else None

    places = own.claims.listed(listed, limit + 1, after)
    has_more, places = len(places) > limit, places[:limit]
    jobs = own.jobs.get_many([place.image_id for place in places])
    shown = [
        job
        for job in jobs
        if not job.status.gone and (listed != GALLERY or job.status is Status.SUCCEEDED)
    ]
    cursor = write_cursor(places[-1], listed, own.id_secret) if has_more else None
    body: ImageList = {
        "object": "list",
        "data": [job_json(job, public_url=own.settings.public_url) for job in shown],
        "has_more": has_more,
        "next_cursor": cursor,
    }
    headers = {"Cache-Control": "no-store"}
    if cursor:
        # Relative, so that it holds with and without API Gateway's stage in the address.
        headers["Link"] = f'<?scope={scope}&limit={limit}&cursor={cursor}>; rel="next"'
    return json_response(event, HTTPStatus.OK, body, headers)


@router.get("/v1/images/<job_id>")
@router.head("/v1/images/<job_id>")
def get_image(job_id: str) -> Response[str]:
    own, event = service(), router.current_event
    job = _visible(_existing(job_id, own), own, event)
    preferred = preference(event, own, default_wait_s=0)
    until = answer_by(event, router.lambda_context, own.clock, wait_s=preferred.wait_s)
    job = wait(job, own, until=until)
    if job.status.gone:
        raise Deleted("this image was deleted")
    return job_response(event, job, own, preferred)


@router.post("/v1/images/<job_id>/cancel")
def cancel_image(job_id: str) -> Response[str]:
    """A picture that others wait for as well is drawn all the same, and theirs alone."""
    own, event = service(), router.current_event
    mine = claimant(event, own.settings, own.keys, own.id_secret)
    job = _claimed(job_id, mine, own)
    if job.status.ended:
        raise AlreadyTerminal(f"the job has ended already: {job.status.value}")
    if own.claims.any_held(job.id, besides=mine):
        _let_go(job.id, mine, own)
    elif canceled := own.jobs.cancel(job):
        job = canceled
    else:
        raise AlreadyTerminal("the job has ended this moment")
    return job_response(event, job, own, Preference(0))


@router.delete("/v1/images/<job_id>")
def delete_image(job_id: str) -> Response[str]:
    own, event = service(), router.current_event
    mine = claimant(event, own.settings, own.keys, own.id_secret)
    job = _existing(job_id, own)
    hold = own.claims.state(job_id, mine)
    if hold is Hold.HELD:
        _let_go(job.id, mine, own)
    # Once let go it may have been cut off here: asked again, it goes on.
    if hold is not Hold.NONE and not own.claims.any_held(job.id):
        delete(job, own)
    else:
        _demand_hold(hold)
    return json_response(event, HTTPStatus.NO_CONTENT, None, {"Cache-Control": "no-store"})


# Their steps.


def _existing(job_id: str, own: Service) -> Job:
    job = own.jobs.get(job_id) if is_picture_id(job_id) else None
    if job is None:
        raise NotFound("there is no such image")
    if job.status.gone:
        raise Deleted("this image was deleted")
    return job


def _claimed(job_id: str, mine: Claimant, own: Service) -> Job:
    """The job, which `mine` claims.

    Raises:
        NotFound, Deleted, NotOwner
    """
    job = _existing(job_id, own)
    _demand_hold(own.claims.state(job_id, mine))
    return job


def _visible(job: Job, own: Service, event: APIGatewayProxyEvent) -> Job:
    """In open mode whoever knows an id may look; the holder of a key at what is theirs, or public.

    Raises:
        InvalidApiKey, NotOwner, Deleted
    """
    if own.settings.access is Access.OPEN:
        return job
    mine = claimant(event, own.settings, own.keys, own.id_secret)
    hold = own.claims.state(job.id, mine)
    if hold is not Hold.HELD and not own.claims.is_public(job.id):
        _demand_hold(hold)
    return job


def _let_go(job_id: str, mine: Claimant, own: Service) -> None:
    """The picture is no longer theirs, and nobody tells them of it."""
    own.claims.drop(job_id, mine)
    own.webhooks.forget(job_id, mine)


def _demand_hold(hold: Hold) -> None:
    if hold is Hold.DROPPED:
        raise Deleted("you deleted this image")
    if hold is Hold.NONE:
        raise NotOwner("this image is not yours")


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    limit = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if not 1 <= limit <= MAX_LIMIT:
        detail = f"limit: 1 to {MAX_LIMIT}"
        raise InvalidRequest("out_of_range", detail, errors=[FieldError("#/limit", detail)])
    return limit


def _scope(text: str | None, own: Service) -> str:
    """In open mode nobody is known again: there is the gallery alone."""
    if text not in (None, "mine", "public"):
        detail = "scope: mine or public"
        raise InvalidRequest("out_of_range", detail, errors=[FieldError("#/scope", detail)])
    return text or ("mine" if own.settings.access is Access.KEY else "public")


def preference(event: APIGatewayProxyEvent, own: Service, *, default_wait_s: float) -> Preference:
    return parse_prefer(
        event.headers.get("prefer"),
        default_wait_s=default_wait_s,
        max_wait_s=own.settings.max_wait_s,
    )


def job_response(
    event: APIGatewayProxyEvent,
    job: Job,
    own: Service,
    preferred: Preference,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    cached: bool = False,
    delete_token: str | None = None,
    webhook: "Webhook | None" = None,
) -> Response[str]:
    headers = {"Cache-Control": cache_control(job), "Vary": "Prefer"}
    if preferred.applied:
        headers["Preference-Applied"] = preferred.applied
    place = None if job.status.ended else _queue_place(job, own)
    if place:
        retry_after_s = min(max(place["eta_seconds"] or 1, 1), _MAX_RETRY_AFTER_S)
        headers["Retry-After"] = str(retry_after_s)
    if status in (HTTPStatus.CREATED, HTTPStatus.ACCEPTED):
        headers["Location"] = own.settings.public_url + job_path(job.id)
    body = job_json(job, public_url=own.settings.public_url, cached=cached, place=place)
    # Both are for whoever POSTs alone.
    if delete_token:
        body["delete_token"] = delete_token
        headers["Cache-Control"] = "no-store"
    if webhook:
        body["webhook"] = webhook
        headers["Cache-Control"] = "no-store"
    return json_response(event, status, body, headers)


def _queue_place(job: Job, own: Service) -> "QueuePlace":
    position = own.jobs.count_open(before=job.created_at)
    pace_s = seconds_per_image(own.jobs.recently_drawn())
    cold = own.endpoint_status.state() is not EndpointState.READY
    eta_s = None if pace_s is None else math.ceil((position + 1) * pace_s)
    if cold:
        eta_s = (eta_s or 0) + _COLD_START_S
    return {"position": position, "eta_seconds": eta_s, "cold_start": cold}
