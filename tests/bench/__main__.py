"""Easel's budgets, measured on this machine beside a straightforward program.

`make bench` prints the table; the exit status is 1 when a budget of the design is missed. A budget
in milliseconds is scaled by this machine's pace, so that a slow machine does not miss it.
"""

import os
import subprocess
import sys
from pathlib import Path

from cdk import bundle
from cdk.deployment import ROOT

from . import cold_import
from .line import HEADER, REFERENCE_MS, Line, read

# Each runs in a process of its own, with `easel` and boto3 from the asset …
_MEASUREMENTS = ("delivery", "decoding", "keys")
# … except the one that runs the local stack, which needs all of boto3.
_OF_THE_STACK = ("overhead",)


def main() -> int:
    asset = bundle.build(bundle.HERE)
    imports, baseline_ms = cold_import.measure(asset)
    pace = baseline_ms / REFERENCE_MS
    print(f"This machine takes {pace:.2f} times as long as the one the budgets are written for.")
    print(HEADER)
    kept = _print(imports, pace)
    for name in _MEASUREMENTS:
        kept &= _print(_measured(name, asset), pace)
    for name in _OF_THE_STACK:
        kept &= _print(_measured(name, ROOT / "lambda"), pace)
    print("Every budget is kept." if kept else "A budget is missed.")
    return 0 if kept else 1


def _measured(name: str, functions: Path) -> list[Line]:
    """What `tests.bench.<name>` measured, with `easel` from the folder `functions`."""
    env = {**os.environ, **cold_import.ENVIRONMENT, "PYTHONPATH": f"{functions}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", f"tests.bench.{name}"]
    done = subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return read(done.stdout)


def _print(lines: list[Line], pace: float) -> bool:
    for line in lines:
        print(line.text(pace), flush=True)
    return all(line.is_kept(pace) for line in lines)


if __name__ == "__main__":
    sys.exit(main())
