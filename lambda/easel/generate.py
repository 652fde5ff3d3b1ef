"""POST /v1/images: a prompt comes in, a link to a JPEG goes out. Read it top to bottom."""

import math
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from .endpoint import EndpointState
from .errors import (
    EaselError,
    Internal,
    MethodNotAllowed,
    NotFound,
    fault,
    problem,
)
from .http import PROBLEM_JSON, json_body, json_response
from .job import Job, JobError, Status, seconds_per_image
from .overdue import settle
from .picture import Picture, is_picture_id
from .prefer import Preference, parse_prefer
from .representation import QueuePlace, cache_control, job_json, job_path
from .request import parse_draw_request
from .service import Service, service

# Between opening a job and handing it to the model lies one call, bounded by its timeouts.
_SUBMIT_WITHIN = timedelta(seconds=90)
# API Gateway's limit counts from the request's arrival, a cold start of ours included.
_API_GATEWAY_S = 29.0
# What of it is left for everything besides waiting.
_WAIT_MARGIN_S = 3.0
_FIRST_POLL_S, _SLOWEST_POLL_S = 0.1, 1.0
# 6 to 10 minutes, from AWS's notes on scaling from zero.
_COLD_START_S = 480
_MAX_RETRY_AFTER_S = 60

logger = Logger(service="generate")
metrics = Metrics(namespace="Easel", service="generate")
app = APIGatewayRestResolver()


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    # What a caller can quote, in every line.
    logger.append_keys(request_id=event["requestContext"]["requestId"])
    metrics.add_metric("Requests", MetricUnit.Count, 1)
    return app.resolve(event, context)


# The routes.


@app.post("/v1/images")
def create_image() -> Response[str]:
    own = service()
    picture = parse_draw_request(json_body(app.current_event), own.settings)
    preference = _preference(default_wait_s=own.settings.max_wait_s)

    job, opened = _open(picture, own)  # 1. one job per picture, whoever asks
    cached = job.status is Status.SUCCEEDED
    if opened and not cached:
        job = _submit(job, own)  # 2. only the one who opened it calls the model
    job = _wait(job, preference.wait_s, own)  # 3. everyone else waits for the same picture
    _record("picture asked for", job, opened=opened, cached=cached)

    if job.error:
        raise job.error.as_exception(job.id)
    return _job_response(job, own, preference, cached=cached, created=True)


@app.get("/v1/images/<job_id>")
@app.head("/v1/images/<job_id>")
def get_image(job_id: str) -> Response[str]:
    own = service()
    job = own.jobs.get(job_id) if is_picture_id(job_id) else None
    if job is None:
        raise NotFound("there is no such image")
    preference = _preference(default_wait_s=0)
    return _job_response(_wait(job, preference.wait_s, own), own, preference)


@app.get("/v1/status")
@app.head("/v1/status")
def get_status() -> Response[str]:
    own = service()
    body = {
        "endpoint": own.endpoint_status.state().value,
        "queue": own.jobs.count_open(),
        "seconds_per_image": seconds_per_image(own.jobs.recently_drawn()),
    }
    return json_response(app.current_event, HTTPStatus.OK, body, {"Cache-Control": "no-store"})


# Their steps.


def _open(picture: Picture, own: Service) -> tuple[Job, bool]:
    """The picture's job, and whether it was opened, or opened again, by this request."""
    now = own.clock.now()
    new = Job(
        id=picture.id(own.id_secret),
        picture=picture,
        status=Status.QUEUED,
        attempt=1,
        created_at=now,
        due=now + _SUBMIT_WITHIN,
        deadline=now + timedelta(seconds=own.settings.job_deadline_s),
    )
    job, opened = own.jobs.open(new)
    # One that nobody settled since it was due is no job to join.
    if not opened and settle(job, own.jobs, own.images, own.clock) is not job:
        job, opened = own.jobs.open(new)
    # An earlier attempt's picture may have come after all, once that attempt had ended.
    if opened and job.attempt > 1 and (stored := own.images.find(job)):
        job = own.jobs.succeed(job, stored) or own.jobs.get(job.id) or job
    return job, opened


def _submit(job: Job, own: Service) -> Job:
    """Hand the job to the model; when it is not taken, the job has failed and says why."""
    try:
        answer_keys = own.submitter.submit(job)
    except EaselError as error:
        why = {"id": job.id, "code": error.code, **fault(error.__cause__ or error)}
        logger.warning("model did not take the job", extra=why)
        failed = own.jobs.fail(job, JobError(error.code, error.detail))
        return failed or own.jobs.get(job.id) or job
    if answer_keys:
        # The answer may be there already: deliver waits for the link. Linked first, since a job
        # that runs is not due before its deadline: killed in between, it would be that long lost.
        own.jobs.link_answers(job, answer_keys)
        moved = own.jobs.run(job, due=job.deadline)
    else:
        moved = own.jobs.wait_in_queue(job)
    # None: it is drawn, or being drawn, already.
    return moved or own.jobs.get(job.id) or job


def _wait(job: Job, wait_s: float, own: Service) -> Job:
    """`job` as it stands once it has ended, or once `wait_s` are over."""
    now = own.clock.now()
    arrived_s = app.current_event.request_context.request_time_epoch / 1000
    remaining_s = min(
        arrived_s + _API_GATEWAY_S - now.timestamp(),
        app.lambda_context.get_remaining_time_in_millis() / 1000,
    )
    until = now + timedelta(seconds=min(wait_s, remaining_s - _WAIT_MARGIN_S))
    pause_s = _FIRST_POLL_S
    while True:
        job = settle(job, own.jobs, own.images, own.clock)
        left_s = (until - own.clock.now()).total_seconds()
        if job.status.ended or left_s <= 0:
            return job
        own.clock.sleep(min(pause_s, left_s))
        pause_s = min(pause_s * 1.5, _SLOWEST_POLL_S)
        job = own.jobs.get(job.id) or job


def _queue_place(job: Job, own: Service) -> QueuePlace:
    position = own.jobs.count_open(before=job.created_at)
    pace_s = seconds_per_image(own.jobs.recently_drawn())
    cold = own.endpoint_status.state() is not EndpointState.READY
    eta_s = None if pace_s is None else math.ceil((position + 1) * pace_s)
    if cold:
        eta_s = (eta_s or 0) + _COLD_START_S
    return QueuePlace(position, eta_s, cold)


# In and out of HTTP.


def _preference(*, default_wait_s: float) -> Preference:
    return parse_prefer(
        app.current_event.headers.get("prefer"),
        default_wait_s=default_wait_s,
        max_wait_s=service().settings.max_wait_s,
    )


def _job_response(
    job: Job,
    own: Service,
    preference: Preference,
    *,
    cached: bool = False,
    created: bool = False,
) -> Response[str]:
    """A GET is always 200; a POST is 200 already drawn, 201 drawn in time, 202 still drawing."""
    headers = {"Cache-Control": cache_control(job), "Vary": "Prefer"}
    if preference.applied:
        headers["Preference-Applied"] = preference.applied
    place = None if job.status.ended else _queue_place(job, own)
    if place:
        retry_after_s = min(max(place.eta_seconds or 1, 1), _MAX_RETRY_AFTER_S)
        headers["Retry-After"] = str(retry_after_s)
    status = HTTPStatus.OK
    if created and not cached:
        status = HTTPStatus.CREATED if job.status.ended else HTTPStatus.ACCEPTED
        headers["Location"] = own.settings.public_url + job_path(job.id)
    body = job_json(job, public_url=own.settings.public_url, cached=cached, place=place)
    return json_response(app.current_event, status, body, headers)


def _record(message: str, job: Job, *, opened: bool, cached: bool) -> None:
    metrics.add_metric(
        "CacheHits" if cached else "JobsOpened" if opened else "JobsJoined", MetricUnit.Count, 1
    )
    outcome = {"id": job.id, "status": job.status.value, "opened": opened, "cached": cached}
    logger.info(message, extra=outcome)


# Every failure leaves through here, in one shape.


@app.exception_handler(EaselError)  # type: ignore[untyped-decorator]
def _refused(error: EaselError) -> Response[str]:
    return _problem_response(error)


@app.not_found
def _no_route(_: NotFoundError) -> Response[str]:
    path, method = app.current_event.path, app.current_event.http_method
    allowed = "POST" if path == "/v1/images" else "GET, HEAD"
    known = path in ("/v1/images", "/v1/status") or path.startswith("/v1/images/")
    if known and method not in allowed.split(", "):
        response = _problem_response(MethodNotAllowed(f"use {allowed} here"))
        response.headers["Allow"] = allowed
        return response
    return _problem_response(NotFound("there is no such route; see docs/api.md"))


@app.exception_handler(Exception)  # type: ignore[untyped-decorator]
def _broke(error: Exception) -> Response[str]:
    metrics.add_metric("Broke", MetricUnit.Count, 1)
    logger.error("generate broke", extra=fault(error))
    return _problem_response(Internal("something broke here; tell the operator the x-request-id"))


def _problem_response(error: EaselError) -> Response[str]:
    own = service()
    headers = {"Cache-Control": "no-store"}
    if error.retry_after_s:
        headers["Retry-After"] = str(error.retry_after_s)
    instance = app.current_event.path
    if error.job_id:
        instance = job_path(error.job_id)
        headers["Location"] = own.settings.public_url + instance
    body = problem(error, public_url=own.settings.public_url, instance=instance)
    logger.info("refused", extra={"code": error.code, "status": error.status})
    return json_response(app.current_event, error.status, body, headers, PROBLEM_JSON)
