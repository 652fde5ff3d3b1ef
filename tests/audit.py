"""Prints what is known about the locked libraries. Exit 1: one has a weakness. 2: nobody answered.

    make audit

pip-audit asks PyPI, and npm asks its registry, so this is never part of `make test`.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_WEAK, _UNKNOWN = 1, 2
Run = Callable[[list[str]], str]


def audit(root: Path, run: Run) -> Iterator[tuple[int, str]]:
    """(exit code, line) for each lock file of the project in `root`. `run` runs a command and
    returns what it wrote to stdout."""
    for lock in sorted((root / "requirements").glob("*.txt")):
        yield _python(f"requirements/{lock.name}", run)
    for lock in sorted([*root.glob("package-lock.json"), *root.glob("tests/*/package-lock.json")]):
        yield _node(str(lock.parent.relative_to(root)), run)


def _python(lock: str, run: Run) -> tuple[int, str]:
    command = [".venv-audit/bin/pip-audit", "--require-hashes", "--disable-pip", "-r", lock]
    answer = _json(run([*command, "--format", "json", "--progress-spinner", "off"]))
    if "dependencies" not in answer:
        return _UNKNOWN, f"{lock}: nobody could be asked"
    asked = answer["dependencies"]
    weak = [
        f"{one['name']} {one['version']}: {weakness['id']}, mended in {weakness['fix_versions']}"
        for one in asked
        for weakness in one.get("vulns", [])
    ]
    unknown = [one["name"] for one in asked if "skip_reason" in one]
    return _verdict(lock, weak, unknown)


def _node(folder: str, run: Run) -> tuple[int, str]:
    answer = _json(run(["npm", "audit", "--json", "--prefix", folder]))
    lock = f"{folder}/package-lock.json".removeprefix("./")
    if "vulnerabilities" not in answer:
        return _UNKNOWN, f"{lock}: nobody could be asked"
    found = answer["vulnerabilities"].items()
    return _verdict(lock, [f"{name}: {one['severity']}" for name, one in found], [])


def _verdict(lock: str, weak: list[str], unknown: list[str]) -> tuple[int, str]:
    if weak:
        return _WEAK, "\n  ".join([f"{lock}: known weaknesses", *weak])
    if unknown:
        return _UNKNOWN, f"{lock}: nothing is known about {', '.join(unknown)}"
    return 0, f"{lock}: no known weakness"


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _run(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return done.stdout


def main() -> int:
    codes = set()
    for code, line in audit(ROOT, _run):
        print(line)  # noqa: T201
        codes.add(code)
    return next((code for code in (_WEAK, _UNKNOWN) if code in codes), 0)


if __name__ == "__main__":
    sys.exit(main())
