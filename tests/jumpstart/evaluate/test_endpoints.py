"""`python -m jumpstart.evaluate --endpoint`: SageMaker draws, in real time or asynchronously."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.ministack import Ministack
from local.sagemaker.api import create_app as create_sagemaker
from local.sagemaker.endpoint import Endpoint
from tests.jumpstart.conftest import BUCKET

from .evaluating import HOSTILE, SMALL, Moody, report, run, serving


@contextmanager
def sagemaker(
    model_url: str, cloud: Ministack, monkeypatch: pytest.MonkeyPatch, *, is_async: bool
) -> Iterator[None]:
    """An endpoint named `easel`: the local runtime, and a control plane that describes it."""
    endpoint = Endpoint("easel", model_url, cloud.client("s3"), BUCKET)
    config = {"EndpointConfigName": "easel-7", "ProductionVariants": [], "CreationTime": 0}
    if is_async:
        output = {"OutputConfig": {"S3OutputPath": f"s3://{BUCKET}/answers"}}
        config |= {"AsyncInferenceConfig": output}

    async def control(request: Request) -> Response:
        operation = request.headers["x-amz-target"].rpartition(".")[2]
        if (await request.json()).get("EndpointName", "easel") != "easel":
            error = {"__type": "ValidationException", "message": "Could not find endpoint."}
            return JSONResponse(error, 400)
        described = {**endpoint.describe(), "EndpointConfigName": "easel-7"}
        return JSONResponse(described if operation == "DescribeEndpoint" else config)

    runtime = create_sagemaker(endpoint, answers="answers/", failures="failures/")
    with (
        serving(runtime) as runtime_url,
        serving(Starlette(routes=[Route("/", control, methods=["POST"])])) as control_url,
    ):
        monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", runtime_url)
        monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", control_url)
        yield


@pytest.mark.parametrize("is_async", [False, True], ids=["real-time", "asynchronous"])
def test_an_endpoint_of_either_kind_draws_and_its_failures_are_shown(
    is_async: bool,
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    cloud: Ministack,
    s3: Any,
    to_cloud: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("jumpstart.evaluation.clients.POLL_S", 0.1)
    model.fails_at = HOSTILE
    with sagemaker(url, cloud, monkeypatch, is_async=is_async):
        argv = ["--endpoint", "easel", "--prompts", prompts, "--out", tmp_path, *SMALL]
        assert run(*argv) == 2, "nobody agreed to what it costs"
        assert run(*argv, "--yes") == 1
    found = report(tmp_path)
    assert found["model"] == "easel/easel-7"
    drawn, failed = found["pictures"]
    assert (tmp_path / "pictures" / drawn["file"]).exists()
    assert "CUDA out of memory" in failed["failure"]
    assert "the endpoint costs money by the hour" in capsys.readouterr().out
    assert bool(s3.list_objects_v2(Bucket=BUCKET).get("Contents")) is is_async


def test_an_answer_that_never_comes_is_a_failure_of_one_picture(
    url: str,
    prompts: Path,
    tmp_path: Path,
    cloud: Ministack,
    s3: Any,
    to_cloud: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("jumpstart.evaluation.clients.POLL_S", 0.01)
    monkeypatch.setattr("jumpstart.evaluation.clients.ASYNC_WAIT_S", 0.02)
    monkeypatch.setattr(Endpoint, "enqueue", lambda *_: None)
    with sagemaker(url, cloud, monkeypatch, is_async=True):
        argv = ["--endpoint", "easel", "--prompts", prompts, "--out", tmp_path, *SMALL]
        assert run(*argv, "--yes") == 1
    failures = [picture["failure"] for picture in report(tmp_path)["pictures"]]
    assert failures == ["no answer within 0 minutes"] * 2


def test_a_missing_endpoint_is_named(
    url: str,
    prompts: Path,
    tmp_path: Path,
    cloud: Ministack,
    to_cloud: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with sagemaker(url, cloud, monkeypatch, is_async=False):
        argv = ["--endpoint", "weasel", "--prompts", prompts, "--out", tmp_path, *SMALL]
        assert run(*argv, "--yes") == 1
    assert "there is no endpoint weasel in us-east-1" in capsys.readouterr().err
