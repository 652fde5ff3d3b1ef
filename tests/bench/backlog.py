"""What a POST, a GET and a delivery take from DynamoDB while 10, 1,000 or 100,000 jobs wait.

`make bench-backlog` prints the table of docs/architecture/13-scale.md: calls, read units and write
units, counted from the requests and from the sizes of their items (tests/capacity.py). Each piece
of work is done by a process that has just started, so nothing is remembered from before.
"""

import json
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import boto3
from moto import mock_aws

from easel import deliver, generate
from easel.clock import SystemClock
from easel.pictures.job import Status
from easel.pictures.job_item import to_item
from easel.service import Service, current_service
from easel.settings import Settings
from easel.tables.row import ms
from tests import conftest
from tests.capacity import Used, metered
from tests.fake_adapters import FakeAdapters
from tests.fakes import (
    Aws,
    FakeContext,
    a_job,
    a_jpeg,
    a_picture,
    an_answer,
    http_event,
    s3_message,
)

WAITING = (10, 1_000, 100_000)
_ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "AKIAFAKEFAKEFAKEFAKE",
    "AWS_SECRET_ACCESS_KEY": "fake",
    "AWS_DEFAULT_REGION": conftest.REGION,
    "AWS_REGION": conftest.REGION,
}
_PROMPT = (
    "a lighthouse on a cliff over a stormy sea, long-exposure photograph, golden evening light"
)


def main() -> None:
    os.environ |= _ACCOUNT
    # The lines that the functions print would stand among those of the table.
    os.environ["POWERTOOLS_METRICS_DISABLED"] = "true"
    logging.disable(logging.INFO)
    print(f"{'jobs that wait':>14}  {'':<24}{'calls':>6}{'reads':>8}{'writes':>8}")
    for waiting in WAITING:
        for what, used in measured(waiting, _serve).items():
            calls, reads, writes = used.figures
            print(f"{waiting:>14,}  {what:<24}{calls:>6}{reads:>8g}{writes:>8g}", flush=True)


def measured(waiting: int, serve: conftest.Serve) -> dict[str, Used]:
    """What each piece of work takes while `waiting` jobs wait. `serve` makes a service the one that
    the handlers use."""
    env: dict[str, str] = dict(conftest.ENVIRONMENT)
    with mock_aws():
        clients = Aws(
            dynamodb=boto3.client("dynamodb"),
            s3=boto3.client("s3"),
            sqs=boto3.client("sqs"),
            secrets=boto3.client("secretsmanager"),
        )
        conftest.declare(clients, env)
        fill(clients.dynamodb, waiting)
        clients.s3.put_object(Bucket="answers", Key="answers/1.out", Body=an_answer(a_jpeg()))
        settings = replace(Settings.from_env(env), max_backlog_s=10**9)
        return dict(_work(settings, clients.dynamodb, serve))


def _work(settings: Settings, beside: Any, serve: conftest.Serve) -> Iterator[tuple[str, Used]]:
    def ask(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        event = http_event(method, path, body, {"prefer": "respond-async"})
        return json.loads(generate.handler(event, FakeContext(SystemClock()))["body"])

    def metering(do: Callable[[Service], Any]) -> tuple[Used, Any]:
        clock = SystemClock()
        adapters = FakeAdapters(settings, clock, client=conftest.client_made_once)
        service = serve(Service(settings, clock, adapters))
        with metered(service.adapters.dynamodb, beside) as used:
            answer = do(service)
        return used, answer

    def get(path: str) -> Used:
        return metering(lambda _: ask("GET", path))[0]

    used, job = metering(lambda _: ask("POST", "/v1/images", {"prompt": _PROMPT}))
    yield "POST of a new picture", used
    path = f"/v1/images/{job['id']}"
    yield "GET of a waiting picture", get(path)
    yield "GET /v1/status", get("/v1/status")
    used, _ = metering(lambda service: deliver.see_to(s3_message("answers/1.out"), service))
    yield "delivery", used
    yield "GET of a drawn picture", get(path)


def _serve(service: Service) -> Service:
    Service.from_env = lambda _env: service  # type: ignore[method-assign, assignment]
    current_service.cache_clear()
    return service


def fill(dynamodb: Any, waiting: int) -> None:
    """Put `waiting` jobs that the model has taken into the table."""
    now = SystemClock().now()
    for first in range(0, waiting, 25):
        jobs = [
            replace(
                a_job(a_picture(seed=seed, prompt=_PROMPT)),
                id=f"img_{seed:026d}",
                status=Status.RUNNING,
                created_at=now,
                due=now.replace(year=2100),
                deadline=now.replace(year=2100),
            )
            for seed in range(first, min(first + 25, waiting))
        ]
        puts = [{"PutRequest": {"Item": {**to_item(job), "started_at": ms(now)}}} for job in jobs]
        dynamodb.batch_write_item(RequestItems={"jobs": puts})


if __name__ == "__main__":
    main()
