"""What GitHub runs for a fork: make targets that exist, with actions that nobody can change."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z._/-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: str(path.stem))
def test_a_workflow_runs_make_targets_and_nothing_else(workflow: Path) -> None:
    commands = re.findall(r"run: (.+)", workflow.read_text())
    assert commands
    for command in commands:
        assert re.fullmatch(r"make [a-z-]+", command)
        assert command.removeprefix("make ") in TARGETS


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: str(path.stem))
def test_a_workflow_reads_the_repository_and_pins_each_action_by_its_commit(workflow: Path) -> None:
    text = workflow.read_text()
    assert "\npermissions:\n  contents: read\n" in text
    for action in re.findall(r"uses: (.+)", text):
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v[0-9.]+", action)


def test_the_dev_container_installs_with_make_targets_that_exist() -> None:
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    make, *targets = container["postCreateCommand"].split()
    assert make == "make"
    assert set(targets) <= TARGETS
