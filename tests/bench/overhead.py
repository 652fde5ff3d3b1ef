"""How long a request is on its way: front door, CloudFront, API Gateway and Lambda of the local
stack, beside the same handler called in this process on the same tables."""

import contextlib
import io
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from cdk.deployment import Deployment
from local.ministack import REGION
from local.model import renderer
from local.running import RunningEasel, running_easel
from tests.fakes import FakeContext, http_event

from .line import Line, write

_BODY = {"prompt": "a red circle on a blue background", "seed": 1}
_WARM_UP, _ROUNDS = 10, 100


def main() -> None:
    # Limits so high that nothing is refused.
    allowed = Deployment(posts_per_minute=1_000_000)
    with (
        tempfile.TemporaryDirectory() as state,
        contextlib.redirect_stdout(io.StringIO()),
        running_easel(allowed, state=Path(state), model=renderer()) as running,
        httpx.Client(base_url=running.url, timeout=60) as http,
    ):
        drawn = http.post("/v1/images", json=_BODY)
        drawn.raise_for_status()
        path = drawn.json()["links"]["self"]
        handle = _handler(running)
        lines = [
            Line(f"{what}, p50; beside the handler in-process", stack_ms, "ms", own_ms)
            for what, through, within in (
                (
                    "cached POST through the local stack",
                    lambda: http.post("/v1/images", json=_BODY),
                    lambda: handle("POST", "/v1/images", _BODY),
                ),
                (
                    "GET of a job through the local stack",
                    lambda: http.get(path),
                    lambda: handle("GET", path, None),
                ),
            )
            for stack_ms, own_ms in [_side_by_side(through, within)]
        ]
    write(lines)


def _handler(running: RunningEasel) -> Callable[[str, str, dict[str, Any] | None], None]:
    """The deployed function's handler, in this process, with the function's environment."""
    name = running.deployed.named("AWS::Lambda::Function", "FunctionsGenerate")
    configuration = running.aws.client("lambda").get_function_configuration(FunctionName=name)
    os.environ |= {
        **configuration["Environment"]["Variables"],
        "AWS_ENDPOINT_URL": running.aws.url,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    from easel.clock import SystemClock
    from easel.generate import handler

    clock = SystemClock()

    def handle(method: str, path: str, body: dict[str, Any] | None) -> None:
        event = http_event(method, path, body, arrived=clock.now())
        answer = handler(event, FakeContext(clock))
        if answer["statusCode"] != 200:
            raise SystemExit(f"{method} {path}: {answer['statusCode']}")

    return handle


def _side_by_side(*ways: Callable[[], object]) -> list[float]:
    """The median milliseconds of one call of each; they are called in turn."""
    taken_ms: list[list[float]] = [[] for _ in ways]
    for _ in range(_WARM_UP + _ROUNDS):
        for way, taken in zip(ways, taken_ms, strict=True):
            began = time.perf_counter()
            way()
            taken.append((time.perf_counter() - began) * 1000)
    return [median(taken[_WARM_UP:]) for taken in taken_ms]


if __name__ == "__main__":
    main()
