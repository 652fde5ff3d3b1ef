"""`make smoke LOCAL=1` walks through the local stack, and names what only an account has."""

import json
from pathlib import Path

import pytest

from cdk.deployment import Deployment
from ops.smoke.__main__ import main

from .conftest import Api


@pytest.mark.local
def test_smoke_walks_through_every_door_that_this_machine_has(
    async_api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The files that `make run` writes.
    (tmp_path / "aws-port").write_text(str(async_api.easel.aws.port))
    (tmp_path / "sagemaker-port").write_text(async_api.easel.sagemaker_url.rpartition(":")[2])
    monkeypatch.setattr("jumpstart.command.easel_toml.load", Deployment)
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):  # on one's own machine nothing names it
        monkeypatch.delenv(name, raising=False)
    options = ["--minutes=0", f"--local={tmp_path}", f"--report={tmp_path}"]
    status = main([async_api.easel.url, *options])
    report = json.loads((tmp_path / "smoke.json").read_text())
    results = {step["name"]: step["result"] for step in report["steps"]}
    notes = [note for step in report["steps"] for note in step["notes"]]
    assert results == {
        "door": "ok", "ttl": "skipped", "cold": "ok", "wrong": "ok", "sparse": "ok",
        "form": "ok", "upload": "ok", "delete": "ok",
    }, report  # fmt: skip
    assert status == 0
    assert "log streams: only an endpoint in an account has them" in notes
    page = (tmp_path / "smoke.md").read_text()
    assert "## What differed from the recorded shapes\n\nNothing.\n" in page
    assert "the share page answers 410 at the edge" in page
    assert "picture 1 of 1: succeeded" in page
    assert ", 1 model call" in page
