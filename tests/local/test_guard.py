"""The local AWS's port, and those of the stand-ins: programs are answered, pages are not."""

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from local.aws.guard import guarded
from local.server import for_programs

HERE = "http://127.0.0.1:4566"
DOOR = "http://localhost:8000"
FORM = {"content-type": "multipart/form-data; boundary=b"}
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64)", "sec-fetch-site": "cross-site"}
THROUGH_CLOUDFRONT = {"via": "1.1 abc.cloudfront.net (CloudFront)"}


def aws(base_url: str = HERE) -> TestClient:
    app = PlainTextResponse("done")
    return TestClient(guarded(app, [DOOR], ["*.dev.test"]), base_url=base_url)


def test_programs_may_do_everything() -> None:
    for url in (HERE, "http://localhost:4566", "http://bucket.localhost:4566", "http://[::1]:1"):
        client = aws(url)
        for method, path in [("POST", "/_ministack/reset"), ("PUT", "/bucket/key"), ("GET", "/")]:
            assert client.request(method, path).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"origin": "http://evil.test"}, id="fetch"),
        pytest.param({"origin": "null"}, id="sandboxed"),
        pytest.param({"origin": DOOR}, id="easel-itself"),
        pytest.param({"origin": "http://localhost:3000"}, id="another-app-here"),
        pytest.param({"sec-fetch-site": "cross-site"}, id="picture"),
        pytest.param({"sec-fetch-site": "none"}, id="typed"),
        pytest.param({"user-agent": "Mozilla/5.0 (X11; Linux x86_64)"}, id="old-browser"),
    ],
)
@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("POST", "/_ministack/reset"),
        ("POST", "/_ministack/config"),
        ("GET", "/?Action=DeleteQueue&X-Amz-Credential=test"),
        ("POST", "/"),
        ("GET", "/easel-images/key?X-Amz-Signature=s"),
        ("OPTIONS", "/_ministack/reset"),
    ],
)
def test_a_page_may_do_nothing(headers: dict[str, str], method: str, target: str) -> None:
    assert aws().request(method, target, headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (DOOR, 200), ("https://some-8000.dev.test", 200), ("http://evil.test", 403),
        ("http://localhost:3000", 403), ("https://localhost:8000", 403), ("null", 403),
        ("http://dev.test.evil", 403), ("file://", 403), ("http://[", 403),
    ],
)  # fmt: skip
def test_only_easel_s_page_may_send_the_upload_form(origin: str, status: int) -> None:
    headers = BROWSER | {"origin": origin}
    assert aws().post("/easel-audio", headers=headers | FORM).status_code == status
    assert aws().options("/easel-audio", headers=headers).status_code == status


def test_a_program_that_calls_itself_mozilla_may_send_the_form() -> None:
    headers = {"user-agent": "Mozilla/5.0 (Windows NT 10.0) PowerShell/7.4"}
    assert aws().post("/easel-audio", headers=headers | FORM).status_code == 200
    assert aws().post("/_ministack/reset", headers=headers | FORM).status_code == 403


@pytest.mark.parametrize("target", ["/easel-audio/key", "/", "/_ministack", "/easel-audio?delete"])
def test_the_form_goes_to_a_bucket_alone(target: str) -> None:
    headers = BROWSER | {"origin": DOOR} | FORM
    assert aws().post(target, headers=headers).status_code == 403
    assert aws().post("/easel-audio", headers=headers | {"content-type": ""}).status_code == 403


def test_what_a_browser_sends_through_the_front_door_and_cloudfront_arrives() -> None:
    page = BROWSER | {"origin": "http://evil.test"}
    assert aws("http://d1.cloudfront.net").get("/v1/status", headers=page).status_code == 200
    assert aws("http://d1.cloudfront.net").post("/_ministack/reset").status_code == 403
    api = "/restapis/a/v1/_user_request_/v1/status"
    assert aws().get(api, headers=page).status_code == 403
    assert aws().get(api, headers=page | THROUGH_CLOUDFRONT).status_code == 200


def test_a_foreign_host_and_a_websocket_are_refused() -> None:
    for host in ("http://evil.test", "http://cloudfront.net.evil.test"):
        assert aws(host).get("/").status_code == 403
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(guarded(None, [], [])({"type": "websocket", "headers": []}, None, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    ("url", "headers", "status"),
    [
        pytest.param(HERE, {}, 200, id="program"),
        pytest.param(HERE, {"origin": "http://evil.test"}, 403, id="fetch"),
        pytest.param(HERE, BROWSER, 403, id="picture"),
        pytest.param("http://evil.test", {}, 403, id="rebound"),
    ],
)
def test_the_stand_ins_answer_programs_alone(
    url: str, headers: dict[str, str], status: int
) -> None:
    app: ASGIApp = PlainTextResponse("done")
    client = TestClient(for_programs(app), base_url=url)
    assert client.post("/", headers=headers).status_code == status
