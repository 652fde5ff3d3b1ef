"""In front of the functions: every refusal has the same shape, and addresses cannot be forged."""

import gzip
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from cdk.deployment import Mode
from local.front_door import MAX_BODY_BYTES

from .conftest import Api, caller_at, one_request_at_once, running_api


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Easel with a quota of one picture a day for each address."""
    environment = {"DAILY_PICTURES_PER_ADDRESS": "1"}
    with running_api(Mode.ASYNC, tmp_path_factory.mktemp("narrow"), environment) as api:
        yield api


def draw(http: httpx.Client, seed: int, **headers: str) -> tuple[int, str | None]:
    """(status, error code) of a POST for the picture with this seed."""
    answer = http.post("/v1/images", json={"prompt": "a door", "seed": seed}, headers=headers)
    return answer.status_code, answer.json().get("error") and answer.json()["error"]["code"]


def assert_refused(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-request-id"]
    if answer.request.method != "HEAD":
        problem = answer.json()
        assert (problem["status"], problem["error"]["code"]) == (status, code)
        assert problem["type"].endswith(f"/errors/{code.replace('_', '-')}")
        assert problem["instance"]


@pytest.mark.usefixtures("same_day")
def test_each_address_has_its_own_quota_and_a_forged_address_does_not_count(narrow: Api) -> None:
    with caller_at("127.0.0.2", narrow) as one, caller_at("127.0.0.3", narrow) as other:
        assert draw(one, 1) == (201, None)
        assert draw(one, 2) == (429, "quota_exceeded")
        assert draw(other, 2) == (201, None)
        forged = {
            "x-forwarded-for": "203.0.113.9, 198.51.100.1, 192.0.2.1",
            "x-easel-origin": "what only CloudFront knows",
        }
        assert draw(one, 3, **forged) == (429, "quota_exceeded")


def test_a_body_above_ten_megabytes_is_a_problem_of_the_same_shape(async_api: Api) -> None:
    answer = async_api.http.post("/v1/images", content=b"x" * (MAX_BODY_BYTES + 1))
    assert_refused(answer, 413, "payload_too_large")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/images/img_aaaaaaaaaaaaaaaaaaaaaaaaaa.jpg", id="unknown-picture"),
        pytest.param("/images/nothing", id="no-picture"),
        pytest.param("/images/../secret", id="no-way-out"),
        pytest.param("/images/a/b.jpg", id="deeper"),
    ],
)
def test_a_missing_picture_is_a_problem_of_the_same_shape(
    async_api: Api, method: str, path: str
) -> None:
    assert_refused(async_api.http.request(method, path), 404, "not_found")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", [f"/images/img_{'a' * 26}.jpg", f"/i/img_{'a' * 26}"])
def test_a_stored_file_takes_no_other_method(async_api: Api, method: str, path: str) -> None:
    answer = async_api.http.request(method, path)
    assert_refused(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD"


def test_a_compressed_body_is_refused_in_words(async_api: Api) -> None:
    body = gzip.compress(b'{"prompt": "a door"}')
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = async_api.http.post("/v1/images", content=body, headers=headers)
    assert_refused(answer, 415, "unsupported_media_type")
    assert "not compressed" in answer.json()["detail"]


def test_a_deleted_picture_answers_410(async_api: Api) -> None:
    job = async_api.post("a door that closes", seed=1).json()
    assert httpx.get(job["url"], timeout=60).status_code == 200
    token = {"authorization": f"Bearer {job['delete_token']}"}
    assert async_api.http.delete(job["links"]["self"], headers=token).status_code == 204
    assert_refused(httpx.get(job["url"], timeout=60), 410, "deleted")


def test_a_throttled_request_is_a_problem_of_the_same_shape(async_api: Api) -> None:
    with one_request_at_once(async_api):
        async_api.http.get("/v1/status")
        throttled = async_api.http.get("/v1/status")
    assert_refused(throttled, 429, "rate_limited")
    assert throttled.headers["retry-after"] == "1"
    # A page of another origin can read when to try again.
    assert throttled.headers["access-control-allow-origin"] == "*"
    assert "Retry-After" in throttled.headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"origin": "http://evil.test"}, id="fetch"),
        pytest.param({"sec-fetch-site": "cross-site"}, id="form"),
        pytest.param({}, id="not-a-page"),
    ],
)
def test_no_page_can_wipe_the_local_aws_or_use_what_stands_behind_the_front_door(
    async_api: Api, headers: dict[str, str]
) -> None:
    job = async_api.post("a house that stands", seed=1).json()
    easel = async_api.easel
    assert_refused(async_api.http.post("/_ministack/reset", headers=headers), 404, "not_found")
    if headers:
        for url in (
            f"{easel.aws.url}/_ministack/reset",
            f"{easel.aws.url}/{easel.audio_bucket}",
            f"{easel.sagemaker_url}/endpoints/easel/async-invocations",
        ):
            assert httpx.post(url, headers=headers, timeout=60).status_code == 403
    assert async_api.get(job["id"])["status"] == "succeeded"
    assert httpx.get(job["url"], timeout=60).status_code == 200


def test_easel_s_own_page_can_upload_a_recording(async_api: Api) -> None:
    asked = async_api.http.post("/v1/audio", json={"content_type": "audio/wav", "bytes": 4})
    upload = asked.json()["upload"]
    form: dict[str, Any] = {"data": upload["fields"], "files": {"file": b"RIFF"}, "timeout": 30}
    browser = {"user-agent": "Mozilla/5.0", "sec-fetch-site": "cross-site"}
    foreign = httpx.post(upload["url"], headers=browser | {"origin": "http://evil.test"}, **form)
    assert foreign.status_code == 403
    own = httpx.post(upload["url"], headers=browser | {"origin": async_api.easel.url}, **form)
    assert (own.status_code, own.headers["access-control-allow-origin"]) == (
        204,
        async_api.easel.url,
    )


def test_a_function_that_lambda_has_no_room_for_answers_503_and_when_to_come_again(
    narrow: Api,
) -> None:
    name = narrow.easel.deployed.named("AWS::Lambda::Function", "FunctionsGenerate")
    lambda_ = narrow.easel.aws.client("lambda")
    lambda_.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    try:
        answer = narrow.http.get("/v1/status")
    finally:
        lambda_.delete_function_concurrency(FunctionName=name)
    assert_refused(answer, 503, "capacity")
    assert answer.headers["retry-after"] == "5"
    assert narrow.http.get("/v1/status").status_code == 200
