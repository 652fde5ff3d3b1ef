"""The model, a function or an event goes wrong: every job still ends, once, and says why.

All tests of a mode share one stack. The last one leaves its model hanging.
"""

import asyncio
import itertools
import json
import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from cdk.deployment import Mode
from local.process import listen, port_of, served

from .conftest import SLOW, UNLIMITED, Api, running_api
from .proxy import Hooks, proxy

DEADLINE_S = 8
DELIVERIES, AT_ONCE = (500, 20) if SLOW else (20, 5)


@dataclass(frozen=True, slots=True)
class Faulty:
    """Easel with a deadline that a test can wait for, and places where a test may interfere."""

    api: Api
    state: Path
    model: Hooks
    dynamodb: Hooks


@pytest.fixture(scope="module", params=list(Mode))
def stack(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Faulty]:
    state, running = tmp_path_factory.mktemp("faulty"), list[Api]()
    model, dynamodb = Hooks(), Hooks()
    # Renditions are looked at in one mode. The others share their settings with other tests.
    renditions = ["thumbnail"] if request.param is Mode.ASYNC else []
    with (
        proxied(lambda: model_url_of(running[0]), model) as model_url,
        proxied(lambda: running[0].easel.aws.url, dynamodb) as dynamodb_url,
        running_api(
            request.param,
            state,
            {
                "JOB_DEADLINE_S": str(DEADLINE_S),
                service_of(request.param): model_url,
                "AWS_ENDPOINT_URL_DYNAMODB": dynamodb_url,
            },
            limits={**UNLIMITED, "renditions": renditions},
        ) as api,
    ):
        running.append(api)
        yield Faulty(api, state, model, dynamodb)


@pytest.fixture
def faulty(stack: Faulty) -> Iterator[Faulty]:
    yield stack
    stack.model.after = stack.dynamodb.before = None


@pytest.fixture
def api(faulty: Faulty) -> Api:
    return faulty.api


asynchronous_only = pytest.mark.parametrize("stack", [Mode.ASYNC], indirect=True)


@pytest.mark.parametrize(
    ("mood", "code"),
    [
        pytest.param("oom", "model_error", id="error"),
        pytest.param("html", "model_error", id="html"),
        pytest.param("half", "model_error", id="half-a-jpeg"),
        pytest.param("nothing", "model_error", id="nothing"),
    ],
)
def test_an_answer_without_a_picture_fails_the_job_and_shows_nothing(
    api: Api, mood: str, code: str
) -> None:
    answer = api.post(f"{mood}: a cat", seed=1)
    assert (answer.status_code, answer.json()["error"]["code"]) == (502, code)
    assert "a cat" not in answer.text
    job = api.until_ended(answer.headers["location"].rpartition("/")[2])
    assert (job["status"], job["url"], job["images"]) == ("failed", None, [])
    assert job["error"]["code"] == code  # type: ignore[index]
    assert httpx.get(f"{api.easel.url}/images/{job['id']}.jpg", timeout=60).status_code == 404


def test_nine_megabytes_of_rgb_lists_become_a_jpeg_if_sagemaker_lets_them_through(
    api: Api,
) -> None:
    answer = api.post("pixels: a cat", seed=1)
    if api.mode is Mode.ASYNC:
        assert answer.status_code == 201
        assert httpx.get(answer.json()["url"], timeout=60).content.startswith(b"\xff\xd8\xff")
    else:  # InvokeEndpoint passes on at most 6 MB; Bedrock's models answer with base64
        assert (answer.status_code, answer.json()["error"]["code"]) == (502, "model_error")


@asynchronous_only
def test_a_failed_picture_can_be_asked_for_again(api: Api) -> None:
    first = api.post("oom: again", seed=1)
    calls = api.model_calls
    second = api.post("oom: again", seed=1)
    assert first.status_code == second.status_code == 502
    assert first.headers["location"] == second.headers["location"]
    assert api.model_calls == calls + 1


@asynchronous_only
def test_a_repeated_event_and_an_event_about_nothing_change_nothing(api: Api) -> None:
    before = answer_keys(api)
    id = api.post("a cat that is delivered often", seed=1).json()["id"]
    until(lambda: bool(renditions(api, id)))
    job = api.get(id)
    (answer,) = answer_keys(api) - before
    calls = api.model_calls
    queue = api.easel.deployed.named("AWS::SQS::Queue", "FunctionsDeliverQueue")
    sqs = api.easel.aws.client("sqs")
    for key in (answer, f"answers/{uuid.uuid4()}.out", answer, answer):
        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(object_created(key)))
    # The event about nothing comes back until it is set aside; the others are gone.
    until(lambda: messages_in(queue, sqs) == 1)
    assert api.get(id) == job
    assert api.model_calls == calls


@asynchronous_only
def test_a_delivery_before_the_submit_returned_is_not_lost(faulty: Faulty) -> None:
    async def dawdle(request: Request) -> None:
        if request.url.path.endswith("/async-invocations"):
            await asyncio.sleep(2)  # the answer is in S3 by then, and its event in the queue

    faulty.model.after = dawdle
    calls = faulty.api.model_calls
    answer = faulty.api.post("a quick cat", seed=1)
    assert answer.status_code == 201
    assert faulty.api.model_calls == calls + 1


def test_a_function_killed_between_storing_and_closing_leaves_a_picture(faulty: Faulty) -> None:
    killed: list[int] = []

    async def kill_deliver(_: Request, body: bytes) -> Response | None:
        if killed or b'"succeeded"' not in body or b"UpdateExpression" not in body:
            return None
        kill(faulty, killed)
        return Response(status_code=500)

    faulty.dynamodb.before = kill_deliver
    calls = faulty.api.model_calls
    answer = faulty.api.post("a cat with nine lives", seed=1)
    job = faulty.api.until_ended(answer.headers["location"].rpartition("/")[2])
    assert killed
    assert job["status"] == "succeeded"
    assert httpx.get(str(job["url"]), timeout=60).content.endswith(b"\xff\xd9")
    assert faulty.api.model_calls == calls + 1


@asynchronous_only
@pytest.mark.repeated
@pytest.mark.timeout(1800 if SLOW else 600)  # the many take a second each
@pytest.mark.usefixtures("crowd")
def test_every_picture_gets_its_thumbnail_once_while_derive_fails_every_third_time(
    faulty: Faulty,
) -> None:
    api, failed = faulty.api, list[int]()
    numbers = itertools.count(1)

    async def fail_every_third(_: Request, body: bytes) -> Response | None:
        if b"derived_1" not in body or next(numbers) % 3:
            return None
        failed.append(1)
        error = {"__type": "com.amazonaws.dynamodb.v20120810#AccessDeniedException"}
        return Response(json.dumps(error), status_code=400)

    faulty.dynamodb.before = fail_every_third
    jobs = list[dict[str, Any]]()
    for begin in range(0, DELIVERIES, AT_ONCE):
        seeds = range(begin, begin + AT_ONCE)
        posted = [api.post("a third cat", seed=s, prefer="respond-async") for s in seeds]
        jobs += [api.until_ended(answer.json()["id"]) for answer in posted]
    assert {job["status"] for job in jobs} == {"succeeded"}
    until(lambda: all(renditions(api, job["id"]) for job in jobs), within_s=60 + DELIVERIES)
    assert len(failed) >= DELIVERIES // 3
    files = keys_in("StorageImages", api)
    for job in jobs:
        [thumbnail] = renditions(api, job["id"])
        assert httpx.get(job["url"], timeout=60).content.startswith(b"\xff\xd8\xff")
        answer = httpx.get(thumbnail["url"], timeout=60)
        assert (answer.headers["content-type"], len(answer.content)) == (
            "image/webp",
            thumbnail["bytes"],
        )
        of_this = {key for key in files if key.startswith(f"images/{job['id']}")}
        assert of_this == {f"images/{job['id']}.jpg", f"images/{job['id']}.384.webp"}
    queue = api.easel.deployed.named("AWS::SQS::Queue", "FunctionsRenditionsQueue")
    # A message whose call was cut off on a busy machine is hidden for six minutes.
    until(lambda: messages_in(queue, api.easel.aws.client("sqs")) == 0, within_s=400)


@asynchronous_only
def test_without_a_grant_the_function_is_denied_and_the_paid_picture_waits(faulty: Faulty) -> None:
    api = faulty.api
    assert api.post("while allowed", seed=1).status_code == 201
    calls = api.model_calls
    with revoked(api, "s3:PutObject", role="FunctionsDeliverRole"):
        answer = api.post("once forbidden", seed=1, prefer="respond-async")
        log = faulty.state / "functions.log"
        until(lambda: log.exists() and '"aws":"AccessDenied"' in log.read_text())
    job = api.until_ended(answer.headers["location"].rpartition("/")[2])
    assert (job["status"], api.model_calls) == ("succeeded", calls + 1)


def test_a_model_that_hangs_ends_the_job_by_its_deadline(api: Api) -> None:
    answer = api.post("hang: a cat", seed=1)
    assert (answer.status_code, answer.json()["error"]["code"]) == (504, "deadline_exceeded")
    job = api.get(answer.headers["location"].rpartition("/")[2])
    assert job["status"] in ("expired", "failed")


# What these tests look into and interfere with.


def until(true: Callable[[], bool], within_s: float = 30) -> None:
    """Wait until `true()`: what other processes do has no clock that a test could turn."""
    ends = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < ends, f"did not happen within {within_s} s"
        time.sleep(0.2)


def service_of(mode: Mode) -> str:
    """The variable that names the address of the service that draws."""
    service = "BEDROCK" if mode is Mode.BEDROCK else "SAGEMAKER"
    return f"AWS_ENDPOINT_URL_{service}_RUNTIME"


def model_url_of(api: Api) -> str:
    """The service that the functions call to have a picture drawn."""
    return api.easel.bedrock_url if api.mode is Mode.BEDROCK else api.easel.sagemaker_url


def renditions(api: Api, job_id: str) -> list[dict[str, Any]]:
    """What is listed of the first JPEG of a job."""
    job: Any = api.get(job_id)
    found: list[dict[str, Any]] = job["images"][0]["renditions"]
    return found


def answer_keys(api: Api) -> set[str]:
    return keys_in("StorageAnswers", api)


def keys_in(bucket: str, api: Api) -> set[str]:
    bucket = api.easel.deployed.named("AWS::S3::Bucket", bucket)
    pages = api.easel.aws.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {found["Key"] for page in pages for found in page.get("Contents", [])}


def messages_in(queue: str, sqs: Any) -> int:
    """How many messages wait or are being worked on."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)


@contextmanager
def proxied(target: Callable[[], str], hooks: Hooks) -> Iterator[str]:
    """The URL of a proxy in front of `target()`."""
    listener = listen(0)
    with served(proxy(target, hooks), listener):
        yield f"http://127.0.0.1:{port_of(listener)}"


def object_created(key: str) -> dict[str, Any]:
    recorded = Path(__file__).parent.parent / "events" / "contracts" / "s3-object-created.json"
    event: dict[str, Any] = json.loads(recorded.read_text())
    event["detail"]["object"]["key"] = key
    return event


def kill(faulty: Faulty, killed: list[int]) -> None:
    """Kill the processes of `deliver`, and add them to `killed`."""
    killed.extend(pids_of("FunctionsDeliver", faulty.state))
    for pid in killed:
        with suppress(ProcessLookupError):  # one that makes JPEGs smaller ends with its parent
            os.kill(pid, signal.SIGKILL)


def pids_of(function: str, state: Path) -> list[int]:
    """The processes in which ministack runs `function` for the Easel that lives in `state`."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                command = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if f"{state}/" in command.decode() and function in command.decode():
                found.append(int(process.name))
    return found


@contextmanager
def revoked(api: Api, action: str, *, role: str) -> Iterator[None]:
    """The policies of `role`, as the CDK wrote them, without `action` while the block runs."""
    iam = api.easel.aws.client("iam")
    name = api.easel.deployed.named("AWS::IAM::Role", role)
    policies = {
        policy: iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
    }

    def put(policy: str, document: Any) -> None:
        iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=json.dumps(document))

    for policy, document in policies.items():
        put(policy, {**document, "Statement": [without(action, s) for s in document["Statement"]]})
    yield
    for policy, document in policies.items():
        put(policy, document)


def without(action: str, statement: dict[str, Any]) -> dict[str, Any]:
    named = statement["Action"]
    kept = [one for one in ([named] if isinstance(named, str) else named) if one != action]
    return {**statement, "Action": kept or ["s3:GetObject"]}
