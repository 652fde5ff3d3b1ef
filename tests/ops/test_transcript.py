"""The transcript in docs/deploying.md is what `make deploy` prints."""

import os
from pathlib import Path

import pytest

from ops.deploy import main

from .conftest import Npx, Told
from .preflight.account import QUOTA
from .test_deploy import deployed

DOC = Path(__file__).resolve().parents[2] / "docs" / "deploying.md"
BEGIN, END = "<!-- transcript -->\n", "<!-- /transcript -->"


def test_the_transcript_in_the_documentation_is_true(
    told: Told, npx: Npx, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """EASEL_WRITE_TRANSCRIPT=1 writes it anew."""
    # Each new setting changes it; tests/infra/test_environment_size.py measures it.
    monkeypatch.setattr("ops.preflight.limits.environment_bytes", lambda *_: 2094)
    services = told()
    services["service-quotas"].answers["ListServiceQuotas"] = {"Quotas": [QUOTA | {"Value": 1.0}]}
    npx.when_done(lambda: deployed(services))
    assert main([]) == 0
    printed = f"{BEGIN}```text\n$ make deploy\n{capsys.readouterr().out}```\n{END}"
    before, _, rest = DOC.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    if "EASEL_WRITE_TRANSCRIPT" in os.environ:
        DOC.write_text(before + printed + after)
    assert DOC.read_text() == before + printed + after
