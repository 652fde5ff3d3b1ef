"""What Schemathesis makes of the contract: requests that keep it and requests that break it, in
order and at random, and every response held to it. `make test-slow` and `make fuzz` send more."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import SLOW, Api

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PHASES = ("examples", "coverage", "fuzzing", "stateful")
# The same routes at other addresses, and routes that refuse everything: `make fuzz` sends to them
# too, and each has a test of its own.
_ALIKE = (
    "WithoutVersion$|^generateImages(For|Of)|^(edit|vary)Images|^transcribe"
    "|^img2img|^sd(Enlarge|Interrogate|Read)"
)


@pytest.mark.repeated
@pytest.mark.timeout(3600)
def test_every_response_to_generated_requests_keeps_the_contract(
    async_api: Api, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    examples = os.environ.get("EASEL_FUZZ_EXAMPLES")
    done = subprocess.run(
        [
            Path(sys.executable).parent / "schemathesis",
            "--config-file", HERE / "schemathesis.toml",
            "run", f"{async_api.easel.url}/openapi.json",
            "--phases", ",".join(PHASES),
            "--max-examples", examples or ("5" if SLOW else "2"),
            "--report", "json", "--report-json-path", report,
            # `make test` sends the same requests each time, `make fuzz` others.
            *([] if examples else ["--seed", "1", "--exclude-operation-id-regex", _ALIKE]),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(report.read_text())
    assert {name: found["phases"][name]["status"] for name in PHASES} == dict.fromkeys(
        PHASES, "success"
    )
    assert found["operations"]["tested"] == found["operations"]["selected"]
    assert found["operations"]["selected"] == found["operations"]["total"] or not examples
    with capsys.disabled():
        cases, operations = found["test_cases"]["generated"], found["operations"]["tested"]
        print(f"\nSchemathesis: {cases} cases against {operations} operations")  # noqa: T201
