"""Takes each grant out of the templates, and prints the first test that fails without it.

make mutate-grants                  # minutes; writes docs/architecture/19-rights.md
make mutate-grants RECORD=1         # before that, records what the functions ask of the local AWS
make mutate-grants RECORD="audio access"    # the same, with these modules of tests/local alone
make mutate-grants RECORD=/tmp/noted        # the same, from EASEL_RECORD=/tmp/noted make test
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from cdk.bundle import Assets
from cdk.deployment import Deployment
from cdk.stacks.synthesis import synthesize

from ..templates import ACCOUNT, REGION, Cloud
from .calls import record
from .mutations import Mutations
from .table import write

ROOT = Path(__file__).parents[3]
# What makes every function do all that it does: pictures in each mode, recordings, webhooks,
# renditions.
_RECORDED = ("main_job", "webhooks", "bedrock", "the_edge", "audio", "access", "faults")
_TESTS = (
    "calls",
    "rights",
    "webhooks",
    "audio",
    "renditions",
    "functions",
    "endpoint",
    "queue",
    "front",
    "storage",
    "resource_policies",
    "gates",
    "budget",
    "existing_async",
)
# The CDK has imported a plugin of pytest's before pytest could. Nothing of ours is asserted in it.
_IMPORTED = "ignore::pytest.PytestAssertRewriteWarning"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutate-grants")
    parser.add_argument("--record", nargs="*", metavar="MODULE or folder (RECORD=)")
    arguments = parser.parse_args()
    is_whole = True
    if arguments.record is not None:
        is_whole = _record(arguments.record or _RECORDED)
    mutations = Mutations()
    tests = [str(ROOT / f"tests/infra/test_{name}.py") for name in _TESTS]
    pytest.main(
        ["-q", "--no-header", "-p", "no:cacheprovider", "-W", _IMPORTED, *tests], [mutations]
    )
    if not mutations.killed:
        return 1  # a test fails with all grants: the page stays as it was
    write(mutations.killed)
    return 0 if is_whole and all(mutations.killed.values()) else 1


def _record(named: Iterable[str]) -> bool:
    """Record each of `named` as soon as it has run, so that what is recorded outlasts an end in the
    middle. Returns whether all tests passed: if not, no call is taken out of calls.json."""
    with tempfile.TemporaryDirectory() as folder:
        cloud = _default(Path(folder))
    passed = [_record_one(name, cloud) for name in named]
    return all(passed)


def _record_one(name: str, cloud: Cloud) -> bool:
    if "/" in name:
        record(Path(name), cloud, whole=False)
        return True
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", f"tests/local/test_{name}.py"],
            cwd=ROOT,
            env={**os.environ, "EASEL_RECORD": folder},
            check=False,
        )
        passed = ran.returncode == 0
        record(Path(folder), cloud, whole=passed)
    return passed


def _default(output: Path) -> Cloud:
    """The templates of the default deployment, for its logical ids."""
    code = output / "code"
    code.mkdir(parents=True)
    (code / "empty.py").touch()
    deployment, assets = Deployment(), Assets(code, code, code, code)
    synthesize(
        deployment, assets=assets, output=output, account=ACCOUNT, region=REGION, validate=False
    )
    return Cloud.read(output, deployment.name)


if __name__ == "__main__":
    sys.exit(main())
