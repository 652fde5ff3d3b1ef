"""An account for each test of a command that deploys, and the CDK's command in a stand-in."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cdk.deployment import Deployment
from cdk.regions import CLOUDFRONT_REGION
from jumpstart.command import console
from ops.cdk_cli import cdk
from tests.jumpstart.endpoint.fake_sagemaker import REGION

from .preflight.account import Scripted, elsewhere, fresh

Told = Callable[..., dict[str, Scripted]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """A function that sets easel.toml, and the account that the command meets. If Easel runs
    elsewhere, the services of us-east-1 are called `us-east-1/cloudformation` and so on."""

    def set_up(**settings: Any) -> dict[str, Scripted]:
        region = settings.get("region", REGION)
        services = fresh(region)
        if region != CLOUDFRONT_REGION:
            there = elsewhere().items()
            services |= {f"{CLOUDFRONT_REGION}/{name}": one for name, one in there}
        deployment = Deployment.model_validate(settings)
        monkeypatch.setattr("jumpstart.command.easel_toml.load", lambda: deployment)

        def client(service: str, *, region_name: str, **_: Any) -> Any:
            there = f"{region_name}/{service}"
            return services[there if there in services else service].client

        session = SimpleNamespace(region_name=region)
        fake = SimpleNamespace(client=client, Session=lambda: session)
        monkeypatch.setattr(console, "boto3", fake)
        return services

    return set_up


class Npx:
    """`npx` of which a test says how it exits. `calls` are the arguments that it got."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._calls, self._status = folder / "calls", folder / "status"
        script = folder / "npx"
        script.write_text(f'#!/bin/sh\necho "$*" >> {self._calls}\nexit $(cat {self._status})\n')
        script.chmod(script.stat().st_mode | stat.S_IEXEC)
        self.exits(0)

    def exits(self, status: int) -> None:
        self._status.write_text(str(status))

    def when_done(self, change: Callable[[], None]) -> None:
        """Let `change` happen when `make deploy` has called it."""

        def called(*arguments: str) -> int:
            status = cdk(*arguments)
            change()
            return status

        self._monkeypatch.setattr("ops.deploy.cdk", called)

    @property
    def calls(self) -> list[str]:
        return self._calls.read_text().splitlines() if self._calls.exists() else []


@pytest.fixture
def npx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Npx:
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path), os.environ["PATH"])))
    return Npx(tmp_path, monkeypatch)
