"""Amazon Bedrock draws in place of an endpoint: the promises of the other modes hold, and each
picture is one paid call. Fewer only if nothing could be drawn, more only after a kill."""

import base64
import io
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from PIL import Image
from starlette.requests import Request
from starlette.responses import Response

from cdk.deployment import Mode
from local.bedrock.runtime import Fault
from tests.recordings import recording
from tests.xmp import without_xmp

from .conftest import Api, running_api
from .proxy import Hooks
from .test_audio import assert_drawn, say
from .test_faults import Faulty, kill, proxied
from .test_openai_client import client_of

CIRCLE = "a red circle on a blue background"
DEADLINE_S = 20


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    state, running = tmp_path_factory.mktemp("bedrock"), list[Api]()
    bedrock, dynamodb = Hooks(), Hooks()
    with (
        proxied(lambda: running[0].easel.bedrock_url, bedrock) as bedrock_url,
        proxied(lambda: running[0].easel.aws.url, dynamodb) as dynamodb_url,
        running_api(
            Mode.BEDROCK,
            state,
            {
                "JOB_DEADLINE_S": str(DEADLINE_S),
                "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": bedrock_url,
                "AWS_ENDPOINT_URL_DYNAMODB": dynamodb_url,
            },
        ) as api,
    ):
        running.append(api)
        yield Faulty(api, state, bedrock, dynamodb)


@pytest.fixture
def faulty(stack: Faulty) -> Iterator[Faulty]:
    yield stack
    stack.model.before = stack.model.after = stack.dynamodb.before = None
    stack.api.easel.bedrock.faults.clear()


@pytest.fixture
def api(faulty: Faulty) -> Api:
    return faulty.api


def size_at(url: object) -> tuple[int, int]:
    return Image.open(io.BytesIO(httpx.get(str(url), timeout=60).content)).size


def test_a_prompt_becomes_a_link_and_the_job_tells_the_real_size(api: Api) -> None:
    calls = api.model_calls
    answer = api.post(CIRCLE, seed=1, width=1024, height=576, steps=30, guidance_scale=9)
    assert answer.status_code == 201
    job = answer.json()
    assert size_at(job["url"]) == (1344, 768)
    assert [(image["width"], image["height"]) for image in job["images"]] == [(1344, 768)]
    assert [warning["code"] for warning in job["warnings"]] == [
        "size_changed", "steps_not_used", "guidance_not_used",
    ]  # fmt: skip
    assert api.get(job["id"])["url"] == job["url"]
    assert api.model_calls == calls + 1


def test_what_bedrock_does_not_take_makes_no_second_picture(api: Api) -> None:
    first = api.post("a green square", seed=2, width=1024, height=1024)
    calls = api.model_calls
    second = api.post("a green square", seed=2, width=512, height=512, steps=20, guidance_scale=3)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["url"] == first.json()["url"]
    assert api.model_calls == calls


def test_each_of_several_pictures_is_one_call_with_the_next_seed(api: Api) -> None:
    calls = api.model_calls
    job = api.post("four little boats", seed=4, n=4).json()
    alone = api.post("four little boats", seed=6).json()
    pictures = [httpx.get(image["url"], timeout=60).content for image in job["images"]]
    assert len(set(pictures)) == 4
    # Only the job's id, in the metadata, differs.
    assert without_xmp(httpx.get(alone["url"], timeout=60).content) == without_xmp(pictures[2])
    assert api.model_calls == calls + 4 + 1


def test_curl_as_the_readme_shows_it(api: Api) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("no curl on this machine")
    said = subprocess.run(
        [
            *(curl, "-sS", f"{api.easel.url}/v1/images", "-H", "content-type: application/json"),
            *("-d", f'{{"prompt":"{CIRCLE}","seed":1}}'),
        ],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert b'"succeeded"' in said.stdout


def test_openai_s_client_draws(api: Api) -> None:
    with client_of(api.easel.url) as client:
        answer = client.images.generate(
            prompt=CIRCLE, n=2, size="1792x1024", response_format="b64_json"
        )
    assert answer.data
    jpegs = [base64.b64decode(image.b64_json or "") for image in answer.data]
    assert [Image.open(io.BytesIO(jpeg)).size for jpeg in jpegs] == [(1344, 768)] * 2


def test_a_recording_draws(api: Api) -> None:
    assert_drawn(api, say(api, recording("circle.mp3"), "audio/mpeg"))


def test_status_is_ready_because_nothing_has_to_start(api: Api) -> None:
    assert api.http.get("/v1/status").json()["endpoint"] == "ready"


@pytest.mark.usefixtures("crowd")
def test_ten_requests_at_once_are_one_call(api: Api) -> None:
    def ask(_: int) -> dict[str, Any]:
        answers = (api.post("slow: ten at once", seed=6) for _ in range(10))
        answer = next(answer for answer in answers if answer.status_code in (200, 201, 202))
        return api.until_ended(answer.json()["id"])

    calls = api.model_calls
    with ThreadPoolExecutor(10) as pool:
        jobs = list(pool.map(ask, range(10)))
    assert {job["status"] for job in jobs} == {"succeeded"}
    assert api.model_calls == calls + 1


@pytest.mark.parametrize(
    ("prompt", "status", "code"),
    [
        ("filtered-prompt", 400, "content_policy_violation"),
        ("filtered-image", 400, "content_policy_violation"),
        ("inference-error", 502, "model_error"),
    ],
)
def test_a_call_that_ends_without_a_picture_fails_the_job(
    api: Api, prompt: str, status: int, code: str
) -> None:
    answer = api.post(f"a cat, {prompt}", seed=1)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert "a cat" not in answer.text
    job = api.until_ended(answer.headers["location"].rpartition("/")[2])
    assert (job["status"], job["url"]) == ("failed", None)
    assert httpx.get(f"{api.easel.url}/images/{job['id']}.jpg", timeout=60).status_code == 404


def test_a_picture_that_easel_s_own_filter_refuses_is_paid_and_never_shown(api: Api) -> None:
    calls = api.model_calls
    answer = api.post("two white cats on a magenta background", seed=1, n=2)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "content_policy_violation")
    job_id = answer.headers["location"].rpartition("/")[2]
    for name in (f"{job_id}.jpg", f"{job_id}-2.jpg"):
        assert httpx.get(f"{api.easel.url}/images/{name}", timeout=60).status_code == 404
    assert api.model_calls == calls + 2


@pytest.mark.parametrize(
    "code",
    [
        "ThrottlingException", "ServiceQuotaExceededException", "ServiceUnavailableException",
        "ModelNotReadyException",
    ],
)  # fmt: skip
def test_a_busy_bedrock_is_asked_again_and_draws_once(api: Api, code: str) -> None:
    api.easel.bedrock.faults.extend([Fault(code)] * 2)
    calls = api.model_calls
    job = api.until_ended(api.post(f"after {code}", seed=1).json()["id"])
    assert (job["status"], api.model_calls) == ("succeeded", calls + 1)


def test_pictures_that_are_drawn_are_not_drawn_again_after_a_throttled_one(api: Api) -> None:
    api.easel.bedrock.faults.extend([Fault("ThrottlingException")] * 2)
    calls = api.model_calls
    job = api.until_ended(api.post("four of which two wait", seed=1, n=4).json()["id"])
    assert (job["status"], api.model_calls) == ("succeeded", calls + 4)


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        pytest.param(Fault("ModelTimeoutException", drawn=True), 504, "deadline_exceeded",
                     id="timeout-after-the-picture"),
        pytest.param(Fault("InternalServerException", drawn=True), 502, "model_error",
                     id="failure-after-the-picture"),
        pytest.param(Fault("ModelErrorException"), 502, "model_error", id="model-error"),
        pytest.param(Fault("AccessDeniedException"), 502, "model_error", id="no-access"),
        pytest.param(Fault("ResourceNotFoundException"), 502, "model_error", id="no-model"),
        pytest.param(Fault("ValidationException"), 502, "model_error", id="validation"),
    ],
)  # fmt: skip
def test_a_failure_ends_the_job_with_its_code_and_no_second_call(
    api: Api, fault: Fault, status: int, code: str
) -> None:
    api.easel.bedrock.faults.append(fault)
    calls = api.model_calls
    answer = api.post(f"a cat, {fault.code}", seed=1)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    time.sleep(2)  # a second call would come within this time
    assert api.model_calls == calls + fault.drawn


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
    assert (job["status"], faulty.api.model_calls) == ("succeeded", calls + 1)


def test_a_function_killed_between_call_and_write_costs_one_picture_and_no_job(
    faulty: Faulty,
) -> None:
    """Bedrock keeps no answer. So the picture of this call is lost, and the job says that it did
    not get one. It is not called again by itself, but by the next POST."""
    killed: list[int] = []

    async def kill_deliver(request: Request) -> None:
        if not killed and request.url.path.endswith("/invoke"):
            kill(faulty, killed)

    faulty.model.after = kill_deliver
    calls = faulty.api.model_calls
    answer = faulty.api.post("a cat with eight lives", seed=1, prefer="respond-async")
    job = faulty.api.until_ended(answer.json()["id"])
    assert killed
    assert (job["status"], faulty.api.model_calls) == ("expired", calls + 1)
    again = faulty.api.post("a cat with eight lives", seed=1)
    assert (again.status_code, faulty.api.model_calls) == (201, calls + 2)


def test_if_one_of_four_pictures_fails_the_next_attempt_draws_that_one_alone(api: Api) -> None:
    api.easel.bedrock.faults.append(Fault("ModelErrorException"))
    calls = api.model_calls
    first = api.post("four lives", seed=1, n=4)
    assert (first.status_code, first.json()["error"]["code"]) == (502, "model_error")
    assert api.model_calls == calls + 3
    again = api.post("four lives", seed=1, n=4)
    assert (again.status_code, len(again.json()["images"])) == (201, 4)
    assert api.model_calls == calls + 4
