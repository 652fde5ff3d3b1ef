"""The response that shows a job: its JSON, its headers, its place in the queue."""

import math
from http import HTTPStatus
from typing import TYPE_CHECKING

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..pictures.endpoint import EndpointState
from ..pictures.job import Job
from ..service import Service
from .prefer import Preference
from .representation import cache_control, job_json, job_path
from .responses import json_response

if TYPE_CHECKING:
    from .bodies import QueuePlace, Webhook

# 6 to 10 minutes, from AWS's notes on scaling from zero.
_COLD_START_S = 480
_MAX_RETRY_AFTER_S = 60


def job_response(
    event: APIGatewayProxyEvent,
    job: Job,
    service: Service,
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
    place = None if job.status.ended else _queue_place(job, service)
    if place:
        retry_after_s = min(max(place["eta_seconds"] or 1, 1), _MAX_RETRY_AFTER_S)
        headers["Retry-After"] = str(retry_after_s)
    if status in (HTTPStatus.CREATED, HTTPStatus.ACCEPTED):
        headers["Location"] = service.settings.public_url + job_path(job.id)
    body = job_json(job, public_url=service.settings.public_url, cached=cached, place=place)
    # Only the caller who sent the POST may see these two.
    if delete_token:
        body["delete_token"] = delete_token
        headers["Cache-Control"] = "no-store"
    if webhook:
        body["webhook"] = webhook
        headers["Cache-Control"] = "no-store"
    return json_response(event, status, body, headers)


def _queue_place(job: Job, service: Service) -> "QueuePlace":
    line = service.backlog.line()
    position, pace_s = line.ahead_of(job), line.pace_s
    cold = service.endpoint_status.state() is not EndpointState.READY
    eta_s = None if pace_s is None else math.ceil((position + 1) * pace_s)
    if cold:
        eta_s = (eta_s or 0) + _COLD_START_S
    return {"position": position, "eta_seconds": eta_s, "cold_start": cold}
