"""The CDK's own command. Its output goes to the terminal, for it asks there before it acts."""

import os
import subprocess

from cdk.stage import ROOT, VARIABLE


def cdk(*arguments: str) -> int:
    """The exit status of `npx cdk <arguments>`. Each stage has an output folder of its own."""
    stage = os.environ.get(VARIABLE, "")
    output = str(ROOT / "build" / f"cdk.out-{stage}") if stage else str(ROOT / "cdk.out")
    command = ["npx", "cdk", *arguments, "--output", output]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
