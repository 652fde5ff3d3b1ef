"""`make audit`: a weakness and a silence are told apart."""

import json
from pathlib import Path

import pytest

from tests.audit import audit

CLEAN = json.dumps({"dependencies": [{"name": "uv", "version": "1", "vulns": []}]})
WEAK = json.dumps(
    {
        "dependencies": [
            {
                "name": "uv",
                "version": "1",
                "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}],
            }
        ]
    }
)
SKIPPED = json.dumps({"dependencies": [{"name": "uv", "skip_reason": "not found"}]})
NPM_WEAK = json.dumps({"vulnerabilities": {"left-pad": {"severity": "high"}}})
NPM_CLEAN = json.dumps({"vulnerabilities": {}})
NPM_REFUSED = json.dumps({"message": "405 Method Not Allowed", "method": "POST"})


@pytest.mark.parametrize(
    ("python", "node", "codes"),
    [
        pytest.param(CLEAN, NPM_CLEAN, [0, 0], id="clean"),
        pytest.param(WEAK, NPM_WEAK, [1, 1], id="weak"),
        pytest.param(SKIPPED, NPM_REFUSED, [2, 2], id="no-data"),
        pytest.param("", "", [2, 2], id="no-network"),
    ],
)
def test_each_lock_is_clean_or_weak_or_unknown(
    tmp_path: Path, python: str, node: str, codes: list[int]
) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "uv.txt").touch()
    (tmp_path / "package-lock.json").touch()
    found = list(audit(tmp_path, lambda command: node if command[0] == "npm" else python))
    assert [code for code, _ in found] == codes
    assert [line.split(":")[0] for _, line in found] == ["requirements/uv.txt", "package-lock.json"]


def test_a_weakness_is_named_with_the_version_that_mends_it(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "uv.txt").touch()
    ((_, line),) = audit(tmp_path, lambda _command: WEAK)
    assert "uv 1: PYSEC-1, mended in ['2']" in line
