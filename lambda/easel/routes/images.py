"""The routes for pictures that were asked for before: see, list, cancel, delete."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..access import claimant, who
from ..api.cursor import parse_cursor, write_cursor
from ..api.digits import whole_number
from ..api.job_response import job_response
from ..api.prefer import Preference, answer_by, preference
from ..api.representation import job_json
from ..api.responses import json_response, text_response
from ..callers.claims import GALLERY, Claimant, Hold
from ..errors import AlreadyTerminal, Deleted, FieldError, InvalidRequest, NotFound, NotOwner
from ..pictures.job import PAGES, Job, Status
from ..pictures.picture import is_picture_id
from ..removal import delete
from ..service import Service, current_service
from ..settings import Access, RenditionKind
from ..waiting import wait_for_job

if TYPE_CHECKING:
    from ..api.bodies import ImageList

DEFAULT_LIMIT, MAX_LIMIT = 20, 100

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/v1/images")
@router.head("/v1/images")
def list_images() -> Response[str]:
    service, event = current_service(), router.current_event
    query = event.query_string_parameters or {}
    scope, limit = _scope(query.get("scope"), service), _limit(query.get("limit"))
    owner = who(event, service).owner
    listed = GALLERY if scope == "public" or owner is None else owner
    jobs, cursor = page(listed, limit, query.get("cursor"), service)
    shown = [job for job in jobs if listed != GALLERY or job.status is Status.SUCCEEDED]
    body: ImageList = {
        "object": "list",
        "data": [job_json(job, public_url=service.settings.public_url) for job in shown],
        "has_more": cursor is not None,
        "next_cursor": cursor,
    }
    headers = {"Cache-Control": "no-store"}
    if cursor:
        # Relative, so that it works with and without API Gateway's stage in the address.
        headers["Link"] = f'<?scope={scope}&limit={limit}&cursor={cursor}>; rel="next"'
    return json_response(event, HTTPStatus.OK, body, headers)


@router.get("/v1/images/<job_id>")
@router.head("/v1/images/<job_id>")
def get_image(job_id: str) -> Response[str]:
    """The job as JSON. A person's browser is led to the share page: if there is none yet, or no
    more, that address says why. An `<img>` is led to the picture, in the best format that there
    is."""
    # Imported here, because a request that draws does not need it.
    from ..api.accept import prefers_page

    service, event = current_service(), router.current_event
    accept = event.headers.get("accept")
    if is_picture_id(job_id) and prefers_page(accept):
        return _see(f"{PAGES}{job_id}", service)
    job = visible(existing(job_id, service), service, event)
    preferred = preference(event, service, default_wait_s=0)
    until = answer_by(event, router.lambda_context, service.clock, wait_s=preferred.wait_s)
    waited = wait_for_job(job, service, until=until, caller_id=lambda: who(event, service).id)
    if waited.found.status.gone:
        raise Deleted("this image was deleted")
    if picture := _wanted_picture(waited.found, accept):
        return _see(picture, service)
    applied = Preference(0) if waited.refused else preferred
    response = job_response(event, waited.found, service, applied)
    response.headers["Vary"] = "Prefer, Accept"
    return response


def _wanted_picture(job: Job, accept: str | None) -> str | None:
    """The key of the first picture of `job`, in the format that the client likes best. None if the
    client likes JSON as well, or there is no picture yet."""
    from ..api.accept import preferred_picture

    if not job.images:
        return None
    jpeg = job.images[0]
    derived = job.derived_from(jpeg.key)
    files = {
        one.type: (one.bytes, one.key(jpeg.key))
        for one in (derived.renditions if derived else ())
        if one.kind is not RenditionKind.THUMBNAIL
    }
    files["image/jpeg"] = (jpeg.bytes, jpeg.key)
    # Of formats that the client likes alike, the one with the fewest bytes.
    wanted = preferred_picture(accept, sorted(files, key=lambda type: files[type][0]))
    return files[wanted][1] if wanted else None


def _see(key: str, service: Service) -> Response[str]:
    """A redirect to the file at `key`."""
    location = f"{service.settings.public_url}/{key}"
    headers = {"Location": location, "Vary": "Accept", "Cache-Control": "no-store"}
    return text_response(router.current_event, HTTPStatus.SEE_OTHER, None, "", headers)


@router.post("/v1/images/<job_id>/cancel")
def cancel_image(job_id: str) -> Response[str]:
    """Cancel the job. If others wait for the picture too, it is drawn for them, and only this
    caller's claim is dropped."""
    service, event = current_service(), router.current_event
    job = cancel(job_id, claimant(event, service), service)
    return job_response(event, job, service, Preference(0))


@router.delete("/v1/images/<job_id>")
def delete_image(job_id: str) -> Response[str]:
    service, event = current_service(), router.current_event
    mine = claimant(event, service)
    job = existing(job_id, service)
    hold = service.claims.state(job_id, mine)
    if hold is Hold.HELD:
        _let_go(job.id, mine, service)
    gone = False
    # A dropped claim counts too: an earlier DELETE may have been cut off here. This one goes on.
    if hold is not Hold.NONE and not service.claims.any_held(job.id):
        gone = delete(job, service)
    else:
        _demand_hold(hold)
    headers = {"Cache-Control": "no-store", "X-Easel-Picture": "deleted" if gone else "kept"}
    return json_response(event, HTTPStatus.NO_CONTENT, None, headers)


# The steps that these routes share, and those of other dialects.


def page(
    listed: str, limit: int, cursor: str | None, service: Service
) -> tuple[list[Job], str | None]:
    """A page of the list `listed`, newest first, and the cursor of the next page.

    Raises:
        InvalidRequest: the cursor is not of this list.
    """
    after = parse_cursor(cursor, listed, service.signer) if cursor is not None else None
    places = service.claims.listed(listed, limit + 1, after)
    has_more, places = len(places) > limit, places[:limit]
    jobs = service.jobs.get_many([place.image_id for place in places])
    next_cursor = write_cursor(places[-1], listed, service.signer) if has_more else None
    return [job for job in jobs if not job.status.gone], next_cursor


def cancel(job_id: str, mine: Claimant, service: Service) -> Job:
    """The job, canceled. If others wait for the picture too, the job goes on for them, and only the
    claim of `mine` is dropped.

    Raises:
        NotFound, Deleted, NotOwner: `mine` holds no claim on the picture.
        AlreadyTerminal: the job has ended.
    """
    job = _claimed(job_id, mine, service)
    if job.status.ended:
        raise AlreadyTerminal(f"the job has ended already: {job.status.value}")
    if service.claims.any_held(job.id, besides=mine):
        _let_go(job.id, mine, service)
        return job
    canceled = service.endings.cancel(job)
    if canceled is None:
        raise AlreadyTerminal("the job has just ended")
    return canceled


def existing(job_id: str, service: Service) -> Job:
    job = service.jobs.get(job_id) if is_picture_id(job_id) else None
    if job is None:
        raise NotFound("there is no such image")
    if job.status.gone:
        raise Deleted("this image was deleted")
    return job


def _claimed(job_id: str, mine: Claimant, service: Service) -> Job:
    """The job, if `mine` holds a claim on its picture.

    Raises:
        NotFound: there is no such picture.
        Deleted: the picture was deleted, or `mine` has dropped the claim.
        NotOwner: `mine` never claimed it.
    """
    job = existing(job_id, service)
    _demand_hold(service.claims.state(job_id, mine))
    return job


def visible(job: Job, service: Service, event: APIGatewayProxyEvent) -> Job:
    """`job`, if the caller may see it.

    In open mode, anyone who knows the id may see it. In key mode, the holder of a key may see their
    own pictures and public ones.

    Raises:
        InvalidApiKey: there is no valid key.
        NotOwner: the picture is another caller's.
        Deleted: the caller has deleted it.
    """
    if service.settings.access is Access.OPEN:
        return job
    mine = claimant(event, service)
    hold = service.claims.state(job.id, mine)
    if hold is not Hold.HELD and not service.claims.is_public(job.id):
        _demand_hold(hold)
    return job


def _let_go(job_id: str, mine: Claimant, service: Service) -> None:
    """Drop the claim of `mine` on the picture, and their webhooks for it."""
    service.claims.drop(job_id, mine)
    service.webhooks.forget(job_id, mine)


def _demand_hold(hold: Hold) -> None:
    if hold is Hold.DROPPED:
        raise Deleted("you deleted this image")
    if hold is Hold.NONE:
        raise NotOwner("this image is not yours")


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    limit = whole_number(text)
    if limit is None or not 1 <= limit <= MAX_LIMIT:
        detail = f"limit: 1 to {MAX_LIMIT}"
        raise InvalidRequest("out_of_range", detail, errors=[FieldError("#/limit", detail)])
    return limit


def _scope(text: str | None, service: Service) -> str:
    """The scope to list. In open mode no caller can be recognized again, so the gallery is the
    default."""
    if text not in (None, "mine", "public"):
        detail = "scope: mine or public"
        raise InvalidRequest("out_of_range", detail, errors=[FieldError("#/scope", detail)])
    return text or ("mine" if service.settings.access is Access.KEY else "public")
