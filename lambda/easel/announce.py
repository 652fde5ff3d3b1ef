"""A job has ended, and its webhooks are sent. Read it top to bottom.

This is a function of its own, because it talks to strangers' hosts. They may be slow or hostile.
So the function has few rights, and a slow host delays no picture.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from .api.representation import job_json, rfc3339
from .batch import see_to_each
from .pictures.job import Job, Status
from .service import Service, current_service
from .webhooks.receiver import NoReceiver, Unreachable, host_of
from .webhooks.webhook_signature import signed_headers, signing_key
from .webhooks.webhook_table import SCHEDULE_S, Hook

# The first attempts must not hold the function for long. A slow receiver gets more time later.
QUICK_S, PATIENT_S = 5.0, 15.0
_QUICK_TRIES = 2
_NO_ANSWER = 0
_GONE = 410  # the receiver wants no more webhooks (RFC 9110, 15.5.11)

logger = Logger()
metrics = Metrics()


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    metrics.add_metric("Wakes", MetricUnit.Count, 1)
    service = current_service()
    return see_to_each(
        event,
        context,
        lambda message: tell(message["webhook"], message["hook"], message["try"], service),
        queue=lambda: service.adapters.webhook_queue,
        logger=logger,
        failed="webhook not tried",
    )


def tell(image_id: str, sk: str, tries: int, service: Service) -> None:
    """Make the next attempt, unless another process has made it. `tries` attempts came before."""
    job = service.jobs.get(image_id)
    if job and (not job.status.ended or job.status is Status.DELETING):
        return  # the picture was asked for again, or may be restored: the sweep tries again later
    hook = service.webhooks.take(image_id, sk, tries)  # 1. a message can come twice
    if hook is None:
        return
    if job is None or job.status.gone or hook.tries > len(SCHEDULE_S):
        service.webhooks.drop(hook)  # there is nothing to tell, or no attempt is left
        return
    host = service.slow_hosts.enter(host_of(hook.url))
    if isinstance(host, datetime):
        service.webhooks.wait(hook, until=host)  # 2. a host that does not answer is left alone
        return
    status = _post(hook, job, service)  # 3. at most once for each attempt
    if 200 <= status < 300 or status == _GONE:
        service.webhooks.drop(hook)
        told = status != _GONE
    else:
        told = False
        if not service.webhooks.retry(hook):  # 4. until the schedule ends
            logger.warning("webhook given up", extra={"id": image_id})
    service.slow_hosts.leave(host, answered=status != _NO_ANSWER)
    metrics.add_metric("WebhooksTold" if told else "WebhooksNotTold", MetricUnit.Count, 1)


def _post(hook: Hook, job: Job, service: Service) -> int:
    """POST the webhook, and return the HTTP status of the answer, or _NO_ANSWER.

    The URL is not logged, since it may hold a secret of the receiver's.
    """
    body = event_body(job, service.settings.public_url)
    status, why = _NO_ANSWER, {}
    limit_s = QUICK_S if hook.tries <= _QUICK_TRIES else PATIENT_S
    try:
        receiver = service.receivers.find(hook.url)
        key = signing_key(service.signer, hook.claimant_id, receiver.host)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Easel",
            **signed_headers(key, _message_id(hook, job), service.clock.now(), body),
        }
        status = service.receivers.post(receiver, headers, body, limit_s)
    except (NoReceiver, Unreachable) as error:
        why = {"error": str(error)}
    logger.info(
        "webhook tried",
        extra={"id": job.id, "try": hook.tries, "answer": f"{status // 100}xx", **why},
    )
    return status


def event_body(job: Job, public_url: str) -> bytes:
    """The body of the webhook that tells of `job`'s end."""
    event = {
        "type": f"image.{job.status.value}",
        "timestamp": job.completed_at and rfc3339(job.completed_at),
        "data": job_json(job, public_url=public_url),
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def _message_id(hook: Hook, job: Job) -> str:
    """The id of the message. Each attempt to tell of the same end of a job has the same id.

    It holds no dot, since dots separate the parts of the text that is signed.
    """
    digest = hashlib.sha256(f"{job.id}\0{job.attempt}\0{hook.sk}".encode()).hexdigest()
    return f"msg_{digest[:32]}"
