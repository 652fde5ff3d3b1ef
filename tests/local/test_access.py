"""Keys and quotas over HTTP, with one request and with many at once."""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import openai
import pytest
from openai import OpenAI

from cdk.deployment import Mode

from .conftest import SLOW, Api, running_api

ROOT = Path(__file__).parent.parent.parent
# Many at a time, so that the quota is used up in the middle of them. Each is a process. If more
# start than the machine can within the 29 s of API Gateway, all are killed and have to start again.
REQUESTS, QUOTA, AT_ONCE = (1000, 100, 50) if SLOW else (100, 50, 12)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def key_api(state: Path) -> Iterator[Api]:
    """Easel for holders of a key alone."""
    with running_api(Mode.ASYNC, state, {"ACCESS": "key"}) as api:
        yield api


def make_key(state: Path, *arguments: str) -> str:
    """Run what `make key LOCAL=1 …` runs; the output."""
    command = [sys.executable, "-m", "ops.key", "--local", str(state), *arguments]
    env = {"PYTHONPATH": str(ROOT / "lambda"), "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def key_of(state: Path, name: str, daily: int) -> str:
    said = make_key(state, "--name", name, "--daily", str(daily))
    found = re.search(rf"easel_{name}_\S+", said)
    assert found
    return found[0]


def test_a_key_is_made_used_and_revoked(key_api: Api, state: Path) -> None:
    ann = {"authorization": f"Bearer {key_of(state, 'ann', 5)}"}
    body = {"prompt": "a red fox", "seed": 1}
    assert key_api.http.post("/v1/images", json=body).status_code == 401
    assert key_api.http.post("/v1/images", json=body, headers=ann).status_code == 201
    [listed] = key_api.http.get("/v1/images", headers=ann).json()["data"]
    assert listed["prompt"] == "a red fox"
    assert "ann" in make_key(state)
    make_key(state, "--revoke", "ann")
    assert key_api.http.post("/v1/images", json=body, headers=ann).status_code == 401


def test_a_second_caller_cannot_read_cancel_or_delete_what_is_not_theirs(
    key_api: Api, state: Path
) -> None:
    cleo = {"authorization": f"Bearer {key_of(state, 'cleo', 5)}"}
    dan = {"authorization": f"Bearer {key_of(state, 'dan', 5)}"}
    http = key_api.http
    posted = http.post("/v1/images", json={"prompt": "a blue fox", "seed": 2}, headers=cleo).json()
    path = posted["links"]["self"]
    refused = [
        http.get(path, headers=dan),
        http.post(f"{path}/cancel", headers=dan),
        http.delete(path, headers=dan),
    ]
    assert {answer.json()["error"]["code"] for answer in refused} == {"not_owner"}
    assert http.get("/v1/images", headers=dan).json()["data"] == []
    # Anyone who has the link may see it.
    assert httpx.get(posted["url"], timeout=60).status_code == 200
    assert http.delete(path, headers=cleo).status_code == 204
    assert http.get(path, headers=cleo).status_code == 410
    assert httpx.get(posted["url"], timeout=60).status_code in (403, 404, 410)


@pytest.mark.usefixtures("same_day")
def test_openai_s_client_is_told_that_its_key_is_wrong_and_that_its_quota_is_used_up(
    key_api: Api, state: Path
) -> None:
    url = f"{key_api.easel.url}/v1"
    with OpenAI(base_url=url, api_key="sk-wrong") as client:
        with pytest.raises(openai.AuthenticationError) as refused:
            client.images.generate(prompt="a fox")
        with pytest.raises(openai.AuthenticationError):
            client.models.list()
    assert refused.value.code == "invalid_api_key"

    with OpenAI(base_url=url, api_key=key_of(state, "ada", 1)) as client:
        assert client.images.generate(prompt="a fox").data
        with pytest.raises(openai.RateLimitError) as spent:
            client.images.generate(prompt="a fox")
    assert spent.value.code == "quota_exceeded"
    assert spent.value.response.request.headers["x-stainless-retry-count"] == "0"


@pytest.mark.repeated
@pytest.mark.usefixtures("crowd", "same_day")
def test_of_many_requests_at_once_as_many_are_accepted_as_the_quota_allows(
    key_api: Api, state: Path
) -> None:
    key = key_of(state, "eve", QUOTA)
    headers = {"authorization": f"Bearer {key}", "prefer": "respond-async"}
    calls = key_api.model_calls
    broken: list[int] = []

    def ask(seed: int) -> str:
        """The outcome. If the request is throttled, or the machine is busy, it is sent again."""
        for _ in range(60):
            try:
                answer = key_api.http.post(
                    "/v1/images", json={"prompt": "eve", "seed": seed}, headers=headers
                )
            except httpx.TimeoutException:
                broken.append(seed)
                continue
            if answer.status_code in (201, 202, 200):
                return "accepted"
            if '"quota_exceeded"' in answer.text:
                return "refused"
            if answer.status_code >= 500:
                broken.append(seed)
            time.sleep(0.5)
        return "neither"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = Counter(pool.map(ask, range(REQUESTS)))
    accepted = outcomes["accepted"]
    # A function that is killed half-way may have counted a job that it did not open. So it may be
    # fewer than the quota, never more.
    assert QUOTA - len(broken) <= accepted <= QUOTA
    assert outcomes == {"accepted": accepted, "refused": REQUESTS - accepted}
    until = time.monotonic() + 60
    while key_api.model_calls < calls + accepted and time.monotonic() < until:
        time.sleep(0.5)
    assert calls + accepted <= key_api.model_calls <= calls + QUOTA
