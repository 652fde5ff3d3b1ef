"""Takes each grant out of the templates, and prints the first test that fails without it.

make mutate-grants              # a few minutes; writes docs/architecture/19-rights.md
make mutate-grants RECORD=1     # before that, records what the functions ask of the local AWS
"""

import os
import subprocess
import sys
import tempfile
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
# What makes every function do all that it does: pictures in each mode, recordings, webhooks.
_RECORDED = ("main_job", "webhooks", "bedrock", "the_edge", "audio", "access")
_TESTS = (
    "calls",
    "rights",
    "webhooks",
    "audio",
    "functions",
    "endpoint",
    "queue",
    "front",
    "storage",
    "resource_policies",
)
# The CDK has imported a plugin of pytest's before pytest could. Nothing of ours is asserted in it.
_IMPORTED = "ignore::pytest.PytestAssertRewriteWarning"


def main() -> int:
    if "--record" in sys.argv:
        _record()
    mutations = Mutations()
    tests = [str(ROOT / f"tests/infra/test_{name}.py") for name in _TESTS]
    pytest.main(
        ["-q", "--no-header", "-p", "no:cacheprovider", "-W", _IMPORTED, *tests], [mutations]
    )
    write(mutations.killed)
    return 1 if "" in mutations.killed.values() or not mutations.killed else 0


def _record() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pytest", *(f"tests/local/test_{t}.py" for t in _RECORDED)],
            cwd=ROOT,
            env={**os.environ, "EASEL_RECORD": folder},
            check=True,
        )
        record(Path(folder), _default(Path(folder) / "cdk.out"))


def _default(output: Path) -> Cloud:
    """The templates of the default deployment, for its logical ids."""
    for name in ("functions", "transcribe"):
        (output / name).mkdir(parents=True)
        (output / name / "empty.py").touch()
    deployment = Deployment()
    assets = Assets(output / "functions", output / "transcribe")
    synthesize(
        deployment, assets=assets, output=output, account=ACCOUNT, region=REGION, validate=False
    )
    return Cloud.read(output, deployment.name)


if __name__ == "__main__":
    sys.exit(main())
