"""What CloudFront is told about a picture or a page that the bucket does not have."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from easel.generate import handler
from easel.pictures.job import Job, JobError
from easel.pictures.job_table import JobTable
from easel.service import Service
from tests.fakes import FakeContext, a_job, http_event

from ..test_pages import Read

UNKNOWN = "img_" + "a" * 26


def ask(path: str, context: FakeContext, method: str = "GET") -> dict[str, Any]:
    response: dict[str, Any] = handler(http_event(method, path), context)
    return response


def opened(jobs: JobTable) -> Job:
    job, _ = jobs.open(a_job())
    return job


def paths(job_id: str) -> list[str]:
    return [f"/images/{job_id}.jpg", f"/images/{job_id}-4.jpg", f"/i/{job_id}"]


@pytest.mark.parametrize(
    "path",
    [
        *paths(UNKNOWN),
        pytest.param("/images/answer%23x.jpg", id="no-id"),
        pytest.param("/images/", id="no-name"),
        pytest.param("/images/a/b.jpg", id="deeper"),
        pytest.param("/i/index.html", id="no-page"),
    ],
)
def test_an_unknown_picture_answers_404(path: str, service: Service, context: FakeContext) -> None:
    response = ask(path, context)
    assert response["statusCode"] == 404
    assert json.loads(response["body"])["error"]["code"] == "not_found"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", paths(UNKNOWN))
def test_another_method_answers_405(
    method: str, path: str, service: Service, context: FakeContext
) -> None:
    response = ask(path, context, method)
    assert response["statusCode"] == 405
    assert response["multiValueHeaders"]["Allow"] == ["GET, HEAD"]
    assert json.loads(response["body"])["error"]["code"] == "method_not_allowed"


def test_a_picture_that_is_being_drawn_answers_404(
    service: Service, jobs: JobTable, context: FakeContext
) -> None:
    for path in paths(opened(jobs).id):
        assert ask(path, context)["statusCode"] == 404


def test_a_deleted_picture_answers_410(
    service: Service, jobs: JobTable, context: FakeContext
) -> None:
    job = opened(jobs)
    deleting = jobs.begin_delete(job)
    assert deleting
    for path in paths(job.id):
        assert ask(path, context)["statusCode"] == 410
    assert jobs.finish_delete(deleting)
    for path in paths(job.id):
        response = ask(path, context)
        assert response["statusCode"] == 410
        assert json.loads(response["body"])["error"]["code"] == "deleted"


@pytest.mark.parametrize("path", paths(UNKNOWN))
def test_a_head_of_a_missing_picture_has_no_body_and_is_not_cached(
    path: str, service: Service, context: FakeContext
) -> None:
    response = ask(path, context, "HEAD")
    assert (response["statusCode"], response["body"]) == (404, "")
    # CloudFront must not cache this 404 or 410.
    assert response["multiValueHeaders"]["Cache-Control"] == ["no-store"]


# What a person's browser gets.

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def browse(path: str, context: FakeContext, method: str = "GET") -> dict[str, Any]:
    response: dict[str, Any] = handler(
        http_event(method, path, headers={"Accept": BROWSER}), context
    )
    headers = response["multiValueHeaders"]
    assert headers["Content-Type"] == ["text/html; charset=utf-8"]
    assert headers["Cache-Control"] == ["no-store"]
    assert headers["Vary"] == ["Accept"]
    assert headers["Content-Security-Policy"][0].startswith("default-src 'none'; ")
    assert method == "HEAD" or '<meta name="robots" content="noindex">' in response["body"]
    return response


def heading(response: dict[str, Any]) -> str:
    return Read(response["body"]).text["h1"]


@pytest.mark.parametrize("path", [*paths(UNKNOWN), "/i/index.html"])
def test_an_unknown_picture_is_a_page_for_a_person(
    path: str, service: Service, context: FakeContext
) -> None:
    response = browse(path, context)
    assert (response["statusCode"], heading(response)) == (404, "There is no picture here")
    assert browse(path, context, "HEAD")["body"] == ""


def test_a_page_waits_with_a_person_until_the_picture_is_drawn(
    service: Service, jobs: JobTable, context: FakeContext
) -> None:
    job = opened(jobs)
    for path in paths(job.id):
        response = browse(path, context)
        assert (response["statusCode"], heading(response)) == (202, "The picture is being drawn")
        assert response["multiValueHeaders"]["Refresh"] == ["5"]
        assert job.picture.prompt in Read(response["body"]).text["p"]


def test_in_key_mode_a_page_does_not_show_what_is_being_drawn(
    service: Service,
    jobs: JobTable,
    context: FakeContext,
    key_mode: Callable[..., str],
) -> None:
    job = opened(jobs)
    response = browse(f"/i/{job.id}", context)
    assert response["statusCode"] == 202
    assert job.picture.prompt not in response["body"]


def test_a_page_tells_a_person_why_a_picture_failed(
    service: Service, jobs: JobTable, context: FakeContext
) -> None:
    job = opened(jobs)
    assert service.endings.fail(job, JobError("model_error", "the model <broke>"))
    response = browse(f"/i/{job.id}", context)
    read = Read(response["body"])
    assert (response["statusCode"], read.text["h1"]) == (404, "The model could not draw this")
    assert "the model <broke>" in read.text["p"]
    assert read.attributes["a"] == [{"href": "https://easel.example/errors/model-error"}]
    assert "Refresh" not in response["multiValueHeaders"]
    assert ask(f"/i/{job.id}", context)["statusCode"] == 404


def test_a_page_tells_a_person_that_a_picture_was_canceled(
    service: Service, jobs: JobTable, context: FakeContext
) -> None:
    job = opened(jobs)
    assert service.endings.cancel(job)
    response = browse(f"/i/{job.id}", context)
    assert (response["statusCode"], heading(response)) == (404, "This picture was canceled")


def test_a_page_tells_a_person_that_a_picture_was_deleted(
    service: Service, jobs: JobTable, context: FakeContext
) -> None:
    job = opened(jobs)
    assert jobs.begin_delete(job)
    for path in paths(job.id):
        response = browse(path, context)
        assert (response["statusCode"], heading(response)) == (410, "This picture was deleted")


def test_a_drawn_picture_whose_file_somebody_removed_leads_nowhere(
    service: Service, jobs: JobTable, context: FakeContext, draw: Callable[[Job], None]
) -> None:
    job = opened(jobs)
    draw(job)
    response = browse(f"/i/{job.id}", context)
    assert (response["statusCode"], heading(response)) == (404, "There is no picture here")
