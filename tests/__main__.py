"""`make test`: all tests in two parts, and at the end what failed in either of them.

What needs the local stack is a part of its own: its clients run in threads of the worker for as
long as it lives, and other tests replace boto3 there.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTEST = (
    *(sys.executable, "-m", "pytest", "--dist", "loadfile"),
    # xdist would begin with the modules that have many tests. But the slow modules have few.
    # tests/local/conftest.py puts the slowest first.
    "--no-loadscope-reorder",
)
WITH_THE_LOCAL_STACK = ("tests/local", "tests/browser")
# The numbers of workers are for two cores.
PARTS = {
    # They compute.
    "all without the local stack": (
        *("--numprocesses", "2"),
        *(f"--ignore={folder}" for folder in WITH_THE_LOCAL_STACK),
        "--cache-clear",
    ),
    # Half of this time they wait: for a retry, a deadline, a restart. Four workers were no faster.
    "all with the local stack": ("--numprocesses", "3", *WITH_THE_LOCAL_STACK),
}
# What the tests leave in the temporary folder while they run. On a full disk each fails in another
# way.
NEEDED_GB = 3
# pytest keeps the failures of both parts here; `pytest --last-failed` runs them again.
FAILED = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"


def main() -> None:
    temporary = tempfile.gettempdir()
    free_gb = shutil.disk_usage(temporary).free / 1e9
    if free_gb < NEEDED_GB:
        sys.exit(
            f"make test: {temporary} has {free_gb:.1f} GB left, and the tests need {NEEDED_GB} GB. "
            f"Delete something there, or choose another folder: TMPDIR=/other/folder make test"
        )
    status = {
        part: subprocess.run([*PYTEST, *options], cwd=ROOT, check=False).returncode
        for part, options in PARTS.items()
    }
    broken = [part for part, code in status.items() if code]
    if not broken:
        print("make test: everything passed")  # noqa: T201
        return
    failed = json.loads(FAILED.read_text()) if FAILED.exists() else {}
    sys.exit("\n  ".join([f"make test: failures in {' and in '.join(broken)}", *sorted(failed)]))


if __name__ == "__main__":
    main()
