"""The signed links on which a client of OpenAI's waits for its picture."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from easel.errors import ModelFailed
from easel.pictures.job import JobError
from easel.service import Service
from easel.settings import Access
from tests.fake_adapters import FakeSubmitter
from tests.fakes import NOON, FakeClock

from .conftest import FOX, ROUTE, Ask

Configure = Callable[..., None]


def test_a_picture_that_takes_longer_is_waited_for_behind_redirects(
    ask: Ask, clock: FakeClock, drawn_after: Callable[[float], None], submitter: FakeSubmitter
) -> None:
    drawn_after(60)
    waits = [ask("POST", ROUTE, FOX)]
    while waits[-1].status == 303:
        assert waits[-1].headers["cache-control"] == "no-store"
        assert waits[-1].body["location"] == waits[-1].link
        assert waits[-1].body["job"].endswith(submitter.submitted[0].id)
        assert waits[-1].link.startswith(f"/v1/wait/{submitter.submitted[0].id}?")
        waits.append(ask("GET", waits[-1].link))
    assert [answer.status for answer in waits] == [303, 303, 200]
    assert clock.now() < NOON + timedelta(seconds=61.1)
    assert waits[-1].body["data"][0]["url"].endswith(f"{submitter.submitted[0].id}.jpg")
    assert waits[-1].headers["cache-control"] == "no-store"
    assert len(submitter.submitted) == 1


def test_a_link_leads_to_the_answer_format_that_was_asked_for(
    ask: Ask, drawn_after: Callable[[float], None]
) -> None:
    drawn_after(30)
    answer = ask("GET", ask("POST", ROUTE, FOX | {"response_format": "b64_json"}).link)
    assert set(answer.body["data"][0]) == {"b64_json", "revised_prompt"}
    token = {"authorization": f"Bearer {answer.body['delete_token']}"}
    assert ask("DELETE", f"/v1/images/{answer.body['id']}", headers=token).status == 204


def test_a_head_is_the_same_without_a_body(ask: Ask, drawn_after: Callable[[float], None]) -> None:
    drawn_after(60)
    first = ask("HEAD", ask("POST", ROUTE, FOX).link)
    last = ask("HEAD", first.link)
    assert (first.status, last.status) == (303, 200)
    assert last.headers["content-type"] == "application/json"
    assert last.body == {}


@pytest.mark.parametrize(
    ("user_agent", "redirects"),
    [
        pytest.param("OpenAI/Python 3.52.0", 19, id="python"),
        pytest.param("AsyncOpenAI/Python 3.52.0", 19, id="async-python"),
        pytest.param("AzureOpenAI/JS 6.0.0", 19, id="azure-js"),
        pytest.param("OpenAI/JS 6.0.0", 19, id="js"),
        pytest.param("OpenAI/Go 3.0.0", 8, id="go-follows-ten"),
        pytest.param("Python/3.11 aiohttp/3.13.1", 9, id="aiohttp"),
        pytest.param("my OpenAI/Python", 8, id="something-else"),
    ],
)
def test_a_client_is_not_redirected_more_often_than_it_follows(
    ask: Ask, configure: Configure, submitter: FakeSubmitter, user_agent: str, redirects: int
) -> None:
    configure(max_wait_s=0.5)
    headers = {"user-agent": user_agent}
    answer, followed = ask("POST", ROUTE, FOX, headers), 0
    while answer.status == 303:
        answer, followed = ask("GET", answer.link, headers=headers), followed + 1
    assert followed == redirects
    assert (answer.status, answer.code) == (503, "model_warming")
    assert 30 <= int(answer.headers["retry-after"]) <= 60
    assert answer.link == f"https://easel.example/v1/images/{submitter.submitted[0].id}"


def test_api_gateways_own_address_keeps_its_stage(ask: Ask) -> None:
    first = ask("POST", ROUTE, FOX, through={})
    assert first.link.startswith("/api/v1/wait/")
    second = ask("GET", first.link.removeprefix("/api"), through={})
    assert second.status == 303
    assert second.link.startswith("/api/v1/wait/")


def test_a_link_needs_no_key(
    ask: Ask, configure: Configure, service: Service, drawn_after: Callable[[float], None]
) -> None:
    configure(access=Access.KEY)
    key = {"x-api-key": service.keys.make("ada", 10)}
    drawn_after(30)
    first = ask("POST", ROUTE, FOX, key)
    answer = ask("GET", first.link)
    assert (answer.status, "delete_token" in answer.body) == (200, False)
    assert ask("DELETE", f"/v1/images/{answer.body['id']}", headers=key).status == 204


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda link: link.replace("cap=19", "cap=20"), id="cap"),
        pytest.param(lambda link: link.replace("hops=1", "hops=0"), id="hops"),
        pytest.param(lambda link: link.replace("format=url", "format=b64_json"), id="format"),
        pytest.param(lambda link: link.replace("exp=1", "exp=2"), id="expiry"),
        pytest.param(lambda link: link.replace("claim=", "claim=A"), id="claim"),
        pytest.param(lambda link: link.replace("request=", "request=A"), id="request"),
        pytest.param(lambda link: link.replace("/img_", "/img_a"), id="another-image"),
        pytest.param(lambda link: link.rpartition("&sig=")[0], id="unsigned"),
        pytest.param(lambda link: f"{link}A", id="signature"),
        pytest.param(lambda link: link.partition("?")[0], id="bare"),
    ],
)
def test_a_forged_link_answers_404(ask: Ask, forge: Callable[[str], str]) -> None:
    link = ask("POST", ROUTE, FOX).link
    assert forge(link) != link
    answer = ask("GET", forge(link))
    assert (answer.status, answer.code) == (404, "not_found")


def test_a_link_expires_when_its_job_must_have_ended(ask: Ask, clock: FakeClock) -> None:
    link = ask("POST", ROUTE, FOX).link
    clock.sleep(1200 - 25)
    expired = ask("GET", link)
    assert (expired.status, expired.code) == (504, "deadline_exceeded")
    assert expired.headers["x-should-retry"] == "false"
    clock.sleep(60)
    assert ask("GET", link).code == "not_found"


def test_a_job_that_fails_is_answered_with_its_own_status(
    ask: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    link = ask("POST", ROUTE, FOX).link
    error = JobError("model_error", "the model broke")
    clock.after(3, lambda: service.endings.fail(submitter.submitted[0], error))
    answer = ask("GET", link)
    assert (answer.status, answer.code) == (502, "model_error")
    assert answer.body["error"]["message"] == "the model broke"


def test_a_link_never_opens_a_job_again(
    ask: Ask, service: Service, submitter: FakeSubmitter
) -> None:
    link = ask("POST", ROUTE, FOX).link
    service.endings.fail(submitter.submitted[0], JobError("model_error", "the model broke"))
    assert [ask("GET", link).status for _ in range(3)] == [502] * 3
    assert len(submitter.submitted) == 1


def test_a_job_that_the_model_refuses_is_a_problem_at_once(
    ask: Ask, submitter: FakeSubmitter
) -> None:
    submitter.refuses = ModelFailed("the endpoint refused the call")
    assert ask("POST", ROUTE, FOX).status == 502


@pytest.mark.parametrize(
    ("route", "method", "status", "code"),
    [
        pytest.param("/cancel", "POST", 409, "already_terminal", id="canceled"),
        pytest.param("", "DELETE", 410, "deleted", id="deleted"),
    ],
)
def test_a_canceled_or_deleted_picture_answers_409_or_410(
    ask: Ask,
    configure: Configure,
    service: Service,
    submitter: FakeSubmitter,
    route: str,
    method: str,
    status: int,
    code: str,
) -> None:
    configure(access=Access.KEY)
    key = {"x-api-key": service.keys.make("ada", 10)}
    link = ask("POST", ROUTE, FOX, key).link
    assert ask(method, f"/v1/images/{submitter.submitted[0].id}{route}", headers=key).status < 300
    answer = ask("GET", link)
    assert (answer.status, answer.code) == (status, code)


def test_a_post_to_a_link_says_how_to_follow_with_curl(ask: Ask) -> None:
    answer = ask("POST", ask("POST", ROUTE, FOX).link)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "leave out -X POST" in answer.body["detail"]
