"""The model, a function or an event goes wrong: every job still ends, once, and says why."""

import asyncio
import json
import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from cdk.deployment import Mode
from local.process import listen, port_of, served

from .conftest import Api, running_api
from .proxy import After, Before, proxy

DEADLINE_S = 8


@pytest.fixture(scope="module", params=list(Mode))
def hurried(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Api]:
    """Easel with a deadline that a test can wait for."""
    state = tmp_path_factory.mktemp("hurried")
    with running_api(request.param, state, {"JOB_DEADLINE_S": str(DEADLINE_S)}) as api:
        yield api


@pytest.mark.parametrize(
    ("mood", "code"),
    [
        pytest.param("oom", "model_error", id="error"),
        pytest.param("html", "model_error", id="html"),
        pytest.param("half", "model_error", id="half-a-jpeg"),
        pytest.param("nothing", "model_error", id="nothing"),
    ],
)
def test_an_answer_that_is_no_picture_fails_the_job_and_shows_nothing(
    hurried: Api, mood: str, code: str
) -> None:
    answer = hurried.post(f"{mood}: a cat", seed=1)
    assert (answer.status_code, answer.json()["error"]["code"]) == (502, code)
    assert "a cat" not in answer.text
    job = hurried.until_ended(answer.headers["location"].rpartition("/")[2])
    assert (job["status"], job["url"], job["images"]) == ("failed", None, [])
    assert job["error"]["code"] == code  # type: ignore[index]
    assert httpx.get(f"{hurried.easel.url}/images/{job['id']}.jpg").status_code == 404


def test_nine_megabytes_of_rgb_lists_become_a_jpeg_where_sagemaker_lets_them_through(
    hurried: Api,
) -> None:
    answer = hurried.post("pixels: a cat", seed=1)
    if hurried.mode is Mode.ASYNC:
        assert answer.status_code == 201
        assert httpx.get(answer.json()["url"]).content.startswith(b"\xff\xd8\xff")
    else:  # InvokeEndpoint hands on no more than 6 MB
        assert (answer.status_code, answer.json()["error"]["code"]) == (502, "model_error")


def test_a_model_that_hangs_ends_the_job_by_its_deadline(hurried: Api) -> None:
    answer = hurried.post("hang: a cat", seed=1)
    assert (answer.status_code, answer.json()["error"]["code"]) == (504, "deadline_exceeded")
    job = hurried.get(answer.headers["location"].rpartition("/")[2])
    assert job["status"] in ("expired", "failed")


def test_a_failed_picture_can_be_asked_for_again(async_api: Api) -> None:
    first = async_api.post("oom: again", seed=1)
    calls = async_api.model_calls
    second = async_api.post("oom: again", seed=1)
    assert first.status_code == second.status_code == 502
    assert first.headers["location"] == second.headers["location"]
    assert async_api.model_calls == calls + 1


def test_an_event_that_comes_again_or_about_nothing_changes_nothing(async_api: Api) -> None:
    before = answer_keys(async_api)
    job = async_api.post("a cat that is delivered often", seed=1).json()
    (answer,) = answer_keys(async_api) - before
    calls = async_api.model_calls
    queue = async_api.easel.deployed.named("AWS::SQS::Queue", "FunctionsDeliverQueue")
    sqs = async_api.easel.aws.client("sqs")
    for key in (answer, f"answers/{uuid.uuid4()}.out", answer, answer):
        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(object_created(key)))
    # The one about nothing comes back until it is set aside; the others are gone.
    until(lambda: messages_in(queue, sqs) == 1)
    del job["delete_token"]  # its asker's alone
    assert async_api.get(job["id"]) == job
    assert async_api.model_calls == calls


def test_a_delivery_before_the_submit_returned_is_not_lost(tmp_path: Path) -> None:
    async def dawdle(request: Request) -> None:
        if request.url.path.endswith("/async-invocations"):
            await asyncio.sleep(2)  # the answer is in S3 by then, and its event in the queue

    with watched("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", tmp_path, after=dawdle) as api:
        answer = api.post("a quick cat", seed=1)
        assert answer.status_code == 201
        assert api.model_calls == 1


@pytest.mark.parametrize("mode", list(Mode))
def test_a_function_killed_between_storing_and_closing_leaves_a_picture(
    mode: Mode, tmp_path: Path
) -> None:
    killed: list[int] = []

    async def kill_deliver(_: Request, body: bytes) -> Response | None:
        if killed or b'"succeeded"' not in body or b"UpdateExpression" not in body:
            return None
        killed.extend(pids_of("FunctionsDeliver", tmp_path))
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        return Response(status_code=500)

    with watched("AWS_ENDPOINT_URL_DYNAMODB", tmp_path, mode=mode, before=kill_deliver) as api:
        answer = api.post("a cat with nine lives", seed=1)
        job = api.until_ended(answer.headers["location"].rpartition("/")[2])
        assert killed
        assert job["status"] == "succeeded"
        assert httpx.get(str(job["url"])).content.endswith(b"\xff\xd9")
        assert api.model_calls == 1


def test_without_a_grant_the_function_is_denied_and_the_job_says_so(tmp_path: Path) -> None:
    with running_api(Mode.ASYNC, tmp_path, {"JOB_DEADLINE_S": str(DEADLINE_S)}) as api:
        assert api.post("while allowed", seed=1).status_code == 201
        revoke(api, "s3:PutObject", role="FunctionsDeliverRole")
        answer = api.post("once forbidden", seed=1)
        assert (answer.status_code, answer.json()["error"]["code"]) == (504, "deadline_exceeded")
        until(lambda: '"aws":"AccessDenied"' in (tmp_path / "functions.log").read_text())


# What these tests reach into.


def until(true: Callable[[], bool], within_s: float = 30) -> None:
    """Wait for what other processes do; there is no clock of theirs to turn."""
    ends = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.2)


def answer_keys(api: Api) -> set[str]:
    bucket = api.easel.deployed.named("AWS::S3::Bucket", "StorageAnswers")
    pages = api.easel.aws.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {found["Key"] for page in pages for found in page.get("Contents", [])}


def messages_in(queue: str, sqs: Any) -> int:
    """Waiting or being worked on."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)


@contextmanager
def watched(
    variable: str,
    state: Path,
    *,
    mode: Mode = Mode.ASYNC,
    before: Before | None = None,
    after: After | None = None,
) -> Iterator[Api]:
    """Easel whose functions reach the service that `variable` names through a proxy."""
    found: list[Api] = []

    def target() -> str:
        running = found[0].easel
        return running.sagemaker_url if "SAGEMAKER" in variable else running.aws.url

    listener = listen(0)
    environment = {
        variable: f"http://127.0.0.1:{port_of(listener)}",
        "JOB_DEADLINE_S": str(DEADLINE_S),
    }
    with (
        served(proxy(target, before=before, after=after), listener),
        running_api(mode, state, environment) as api,
    ):
        found.append(api)
        yield api


def object_created(key: str) -> dict[str, Any]:
    recorded = Path(__file__).parent.parent / "events" / "contracts" / "s3-object-created.json"
    event: dict[str, Any] = json.loads(recorded.read_text())
    event["detail"]["object"]["key"] = key
    return event


def pids_of(function: str, state: Path) -> list[int]:
    """The processes in which ministack runs `function` for the Easel that lives in `state`."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                where = (process / "cwd").readlink()
            except OSError:
                continue
            if where.is_relative_to(state) and function in str(where):
                found.append(int(process.name))
    return found


def revoke(api: Api, action: str, *, role: str) -> None:
    """Take `action` out of the policies that the CDK wrote for `role`."""
    iam = api.easel.aws.client("iam")
    name = api.easel.deployed.named("AWS::IAM::Role", role)
    for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]:
        document = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
        for statement in document["Statement"]:
            actions = statement["Action"]
            kept = [a for a in ([actions] if isinstance(actions, str) else actions) if a != action]
            statement["Action"] = kept or ["s3:GetObject"]
        iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=json.dumps(document))
