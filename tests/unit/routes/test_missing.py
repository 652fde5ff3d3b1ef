"""What CloudFront is told about a picture or a page that the bucket does not have."""

import json
from typing import Any

import pytest

from easel.generate import handler
from easel.pictures.job import Job
from easel.pictures.job_table import JobTable
from easel.service import Service
from tests.fakes import FakeContext, a_job, http_event

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
