"""`make test`: all tests in two parts at the same time, and at the end what failed in either.

What needs the local stack is a part of its own: its clients run in threads of the worker for as
long as it lives, and other tests replace boto3 there. Each part has two workers. Together they are
meant for two cores: the tests with the local stack wait half of their time, and the other tests,
at a lower priority, run meanwhile.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
PYTEST = (
    *(sys.executable, "-m", "pytest", "--numprocesses", "2", "--dist", "loadfile"),
    # xdist would begin with the modules that have many tests. But the slow modules have few.
    # tests/local/conftest.py puts the slowest first.
    "--no-loadscope-reorder",
)
WITH_THE_LOCAL_STACK = ("tests/local", "tests/browser")
WITHOUT_IT = tuple(f"--ignore={folder}" for folder in WITH_THE_LOCAL_STACK)
# `pytest --last-failed` reads the failures of both parts here.
FAILED = Path("v", "cache", "lastfailed")


def main() -> None:
    with TemporaryDirectory() as folder, (Path(folder) / "output").open("w+") as output:
        caches = {"with": Path(folder, "with"), "without": Path(folder, "without")}
        # Each part writes all failures that it knows: two parts need two caches.
        without = subprocess.Popen(
            [*PYTEST, *WITHOUT_IT, "-o", f"cache_dir={caches['without']}"],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_give_way,
        )
        with without:
            done = subprocess.run(
                [*PYTEST, *WITH_THE_LOCAL_STACK, "-o", f"cache_dir={caches['with']}"],
                cwd=ROOT,
                check=False,
            )
        output.seek(0)
        print(f"\nall without the local stack:\n{output.read()}")  # noqa: T201
        failed = {test: True for cache in caches.values() for test in _failed(cache / FAILED)}
    _remember(failed)
    status = {"without": without.returncode, "with": done.returncode}
    broken = [f"all {part} the local stack" for part, code in status.items() if code]
    if broken:
        text = f"make test: failures in {' and in '.join(broken)}"
        sys.exit("\n  ".join([text, *sorted(failed)]))
    print("make test: everything passed")  # noqa: T201


def _give_way() -> None:
    os.nice(10)


def _failed(written: Path) -> list[str]:
    return list(json.loads(written.read_text())) if written.exists() else []


def _remember(failed: dict[str, bool]) -> None:
    kept = ROOT / ".pytest_cache" / FAILED
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(failed))


if __name__ == "__main__":
    main()
