"""The transcripts in docs/deploying.md are what `make deploy` prints."""

import os
from pathlib import Path

import pytest

from ops.deploy import main

from .conftest import Npx, Told
from .preflight.account import QUOTA
from .preflight.test_edge import ABROAD, with_firewall
from .test_deploy import deployed
from .test_edge import EDGE

DOC = Path(__file__).resolve().parents[2] / "docs" / "deploying.md"


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
    _compare("transcript", f"$ make deploy\n{capsys.readouterr().out}")


def test_the_transcript_of_a_firewall_outside_us_east_1_is_true(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    services = told(**ABROAD)

    def made() -> None:
        deployed(services)
        with_firewall({"cloudformation": services[EDGE]})

    npx.when_done(made)
    assert main([]) == 0
    said = capsys.readouterr().out
    _compare("transcript of a firewall", said[said.index("Easel is at") :].partition("\n\n")[0])


def _compare(name: str, printed: str) -> None:
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _, rest = DOC.read_text().partition(begin)
    after = rest.partition(end)[2]
    wanted = f"{before}{begin}```text\n{printed.rstrip()}\n```\n{end}{after}"
    if "EASEL_WRITE_TRANSCRIPT" in os.environ:
        DOC.write_text(wanted)
    assert DOC.read_text() == wanted
