"""The whole stack on this machine, as `make run` starts it, with a model that can be moody.

Stacks are shared: one for each configuration, by all tests of a session (of a worker) or a module.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from cdk.deployment import Deployment, Mode
from easel.settings import Moderation
from local.ministack import ROOT
from local.process import listen, port_of, served
from local.running import RunningEasel, running_easel
from tests.certificates import kept_key_files
from tests.contract_check import check

from .moody_model import moody_model

# `make test-slow` repeats as often as a busy day does, `make test` as often as a test needs.
SLOW = "EASEL_SLOW" in os.environ
# A test asks for more in a minute than a caller may in a day, and waits for more at once. Only
# test_faults looks at renditions.
UNLIMITED = {
    "renditions": [],
    "waits_per_caller": 1_000,
    "daily_instance_hours": 100_000,
    "daily_wait_hours": 100_000,
    "daily_pictures": 100_000,
    "daily_pictures_per_address": 100_000,
    "daily_recordings": 100_000,
    "daily_recordings_per_caller": 100_000,
    "posts_per_minute": 100_000,
}


# The modules that take longest come first, so that no worker has a long one at the end. What is not
# named here comes last.
_SLOWEST_FIRST = (
    "test_schemathesis", "test_killed", "test_clients", "test_faults", "test_make_run",
    "test_bedrock", "test_page", "test_main_job", "test_openai_client", "test_access",
    "test_engines", "test_other_browsers", "test_clients_of_other_apis", "test_limits",
    "test_accessibility", "test_moderation", "test_audio", "test_lists", "test_webhooks",
    "test_own_models", "test_mistakes", "test_other_origin",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        name = item.path.stem
        return _SLOWEST_FIRST.index(name) if name in _SLOWEST_FIRST else len(_SLOWEST_FIRST)

    parts = (Path(__file__).parent, Path(__file__).parent.parent / "browser")
    if all(any(item.path.is_relative_to(part) for part in parts) for item in items):
        items.sort(key=place)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if path := _noted("tests"):
        with Path(path).open("a") as tests:
            tests.write(json.dumps({"at": time.time(), "test": item.nodeid}) + "\n")


def _noted(what: str) -> str:
    """The file in EASEL_RECORD where this process notes `what`, for tests/infra/grants; "" if
    nothing is noted."""
    folder = os.environ.get("EASEL_RECORD")
    return f"{folder}/{what}-{os.getpid()}.jsonl" if folder else ""


def keeps_the_contract(response: httpx.Response) -> None:
    """Check that the contract describes `response`."""
    if response.status_code in (502, 504) and "x-request-id" not in response.headers:
        return  # CloudFront's own answer, if the stack is too busy
    response.read()
    request = response.request
    path = request.url.raw_path.decode().partition("?")[0]  # as sent: not decoded
    check(request.method, path, response.status_code, response.headers, response.content)


class Api:
    """What a caller of Easel sees."""

    def __init__(self, running: RunningEasel, mode: Mode) -> None:
        self.easel = running
        self.mode = mode
        self.http = httpx.Client(
            base_url=running.url, timeout=60, event_hooks={"response": [keeps_the_contract]}
        )

    def post(self, prompt: str, *, prefer: str = "", **parameters: object) -> httpx.Response:
        headers = {"prefer": prefer} if prefer else {}
        return self.http.post("/v1/images", json={"prompt": prompt, **parameters}, headers=headers)

    def get(self, job_id: str, *, wait_s: int = 25) -> dict[str, object]:
        headers = {"prefer": f"wait={wait_s}"}
        # If the stack is too busy to answer, ask again, as any client would.
        tries = (self.http.get(f"/v1/images/{job_id}", headers=headers) for _ in range(5))
        answer = next(answer for answer in tries if answer.status_code != 504)
        assert answer.status_code == 200
        found: dict[str, object] = answer.json()
        return found

    def until_ended(self, job_id: str) -> dict[str, object]:
        """The job once it has ended, within three minutes. The API itself does most of the
        waiting."""
        until = time.monotonic() + 180
        while (job := self.get(job_id))["status"] in ("queued", "running"):
            assert time.monotonic() < until, f"{job_id} has not ended: {job}"
        return job

    def queue_empties(self) -> bool:
        """Whether the queue is empty within a few seconds. A process knows it as it was a second
        ago."""
        until = time.monotonic() + 10
        while self.http.get("/v1/status").json()["queue"]:
            if time.monotonic() > until:
                return False
            time.sleep(0.2)
        return True

    @property
    def model_calls(self) -> int:
        if self.mode is Mode.BEDROCK:
            return self.easel.bedrock.drawn
        return self.easel.endpoint.invocations


def caller_at(address: str, api: Api) -> httpx.Client:
    """A caller whose address is `address`: all of 127.0.0.0/8 is this machine."""
    transport = httpx.HTTPTransport(local_address=address)
    return httpx.Client(base_url=api.easel.url, transport=transport, timeout=60)


@contextmanager
def running_api(
    mode: Mode,
    state: Path,
    environment: dict[str, str] | None = None,
    port: int = 0,
    limits: Mapping[str, Any] = UNLIMITED,
) -> Iterator[Api]:
    """Easel in `mode`, drawing with the moody model. Everything is moderated, by stand-ins that
    refuse a few words and one colour. In realtime mode, pictures are signed. `make run` is tested
    without either. At the end, the logs stay in `state`, and the rest is deleted."""
    os.environ["EASEL_CALLS"] = _noted(f"calls-{mode.value}")
    signing: dict[str, Any] = {}
    if mode is Mode.REALTIME:
        signing = kept_key_files(ROOT / ".cache" / "signing")
    listener = listen(0)
    with (
        served(moody_model(), listener),
        running_easel(
            Deployment(mode=mode, moderation=Moderation.BOTH, **limits, **signing),
            state=state,
            port=port,
            model=f"http://127.0.0.1:{port_of(listener)}",
            environment=environment,
        ) as running,
    ):
        del os.environ["EASEL_CALLS"]  # the next stack may be in another mode
        api = Api(running, mode)
        with api.http:
            yield api
    for folder in ("assets", "ministack", "s3"):
        shutil.rmtree(state / folder)


@contextmanager
def one_request_at_once(api: Api) -> Iterator[None]:
    """While the block runs, the stage of `api` lets one request in, and the next one a hundred
    seconds later."""
    client = api.easel.aws.client("apigateway")
    (rest_api,) = client.get_rest_apis()["items"]
    (found,) = client.get_stages(restApiId=rest_api["id"])["item"]
    before = found["methodSettings"]["*/*"]

    def let_in(burst: float, rate: float) -> None:
        limits = {"burstLimit": burst, "rateLimit": rate}
        client.update_stage(
            restApiId=rest_api["id"],
            stageName=found["stageName"],
            patchOperations=[
                {"op": "replace", "path": f"/*/*/throttling/{name}", "value": str(value)}
                for name, value in limits.items()
            ],
        )

    let_in(1, 0.01)
    try:
        yield
    finally:
        let_in(before["throttlingBurstLimit"], before["throttlingRateLimit"])


@pytest.fixture(scope="session")
def async_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running_api(Mode.ASYNC, tmp_path_factory.mktemp("async")) as api:
        yield api


@pytest.fixture(scope="session")
def realtime_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running_api(Mode.REALTIME, tmp_path_factory.mktemp("realtime")) as api:
        yield api


@pytest.fixture(scope="session")
def bedrock_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running_api(Mode.BEDROCK, tmp_path_factory.mktemp("bedrock")) as api:
        yield api


@pytest.fixture(scope="session")
def impatient_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Easel whose waits are short, so that a client follows all its redirects in seconds."""
    state = tmp_path_factory.mktemp("impatient")
    with running_api(Mode.ASYNC, state, {"MAX_WAIT_S": "0.2"}) as api:
        yield api


@pytest.fixture(params=["async", "realtime"])
def api(request: pytest.FixtureRequest) -> Api:
    """Easel in each mode, one after the other."""
    found: Api = request.getfixturevalue(f"{request.param}_api")
    return found


@pytest.fixture
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The test sends many requests at once, and no test of another worker does so meanwhile. Each
    of these requests is a process, and takes most of a second to start."""
    with (tmp_path_factory.getbasetemp().parent / "crowd.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def same_day() -> None:
    """The next three minutes are in one UTC day, because quotas begin again at midnight."""
    now = datetime.now(UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    left_s = (midnight - now).total_seconds()
    if left_s < 180:
        time.sleep(left_s)
