"""Every `python -m jumpstart.<command>` is documented, explains itself, and can run dry offline."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DOCS = (ROOT / "docs" / "jumpstart.md").read_text()
COMMANDS = sorted(path.stem for path in (ROOT / "jumpstart").glob("*.py"))
# What the commands about endpoints and the catalogue are made of.
_SHARED = ("command", "catalogue", "endpoint")
SDK = ROOT / ".venv-jumpstart" / "bin" / "python"

# Runs the given commands one after another, and prints how each ends and what it prints. A command
# that opens a connection gets an error that it does not expect.
_OFFLINE = """
import contextlib, io, json, runpy, socket, sys, traceback
def refuse(*_):
    raise RuntimeError("a command opened a connection")
socket.socket.connect = socket.getaddrinfo = refuse
ends = []
for command, *arguments in json.load(sys.stdin):
    sys.argv[1:] = arguments
    status, out, err = 0, io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            runpy.run_module(f"jumpstart.{command}", run_name="__main__", alter_sys=True)
        except SystemExit as end:
            status = end.code or 0
        except BaseException:
            status = traceback.format_exc()
    ends.append([status, out.getvalue(), err.getvalue()])
json.dump(ends, sys.stdout)
"""

# Arguments, and a part of what a dry run prints.
DRY_RUNS = {
    "resolve": ([], "would write"),
    "quota": (["--request", "1"], '"DesiredValue": 1.0'),
    "deploy": ([], "would send sagemaker CreateEndpoint in us-east-1"),
    "use": (["--try"], 'existing_endpoint = "easel-jumpstart"'),
    "status": ([], "would ask SageMaker"),
    "delete": ([], "would send sagemaker DeleteModel in us-east-1"),
}


@dataclass(frozen=True)
class End:
    status: int | str
    out: str
    err: str


def run(python: str, *commands: tuple[str, ...]) -> dict[tuple[str, ...], End]:
    """Run the commands in a new process, without network, credentials and AWS settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    kept |= {"AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nonexistent"}
    done = subprocess.run(
        [python, "-c", _OFFLINE],
        input=json.dumps(commands),
        cwd=ROOT,
        env=kept,
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        command: End(*end) for command, end in zip(commands, json.loads(done.stdout), strict=True)
    }


def dry_run(command: str) -> tuple[str, ...]:
    arguments, _ = DRY_RUNS[command]
    return (command, *arguments, "--dry-run", "--region", "us-east-1")


_NO_CREDENTIALS = ("status", "--region", "us-east-1")
_NO_REGION = ("status",)


@pytest.fixture(scope="module")
def ends() -> dict[tuple[str, ...], End]:
    """How every command ends, by its command line."""
    here = [dry_run(command) for command in DRY_RUNS if command != "resolve"]
    helps = [(command, "--help") for command in COMMANDS]
    ended = run(sys.executable, *here, *helps, _NO_CREDENTIALS, _NO_REGION)
    return ended | (run(str(SDK), dry_run("resolve")) if SDK.exists() else {})


def test_there_are_commands() -> None:
    assert set(DRY_RUNS) <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_module_on_top_is_a_command_with_a_main(command: str) -> None:
    source = (ROOT / "jumpstart" / f"{command}.py").read_text()
    assert f"    return launch({command}, parser(), argv)\n" in source
    assert source.endswith('if __name__ == "__main__":\n    sys.exit(main())\n')


def test_modules_import_their_neighbours_by_relative_names() -> None:
    absolute = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "jumpstart").rglob("*.py")
        if re.search(r"^\s*(from|import) jumpstart\b", path.read_text(), re.MULTILINE)
    ]
    # Hugging Face's toolkit loads this file by its path, not as a part of the package.
    assert absolute == ["jumpstart/serving/inference.py"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"^## .*\b{command}\b", DOCS, re.MULTILINE), "docs/jumpstart.md lacks it"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(
    command: str, ends: dict[tuple[str, ...], End]
) -> None:
    end = ends[command, "--help"]
    assert end.status == 0, end
    for word in ("--region", "--yes", "--dry-run", "example", command):
        assert word in end.out


@pytest.mark.parametrize("command", sorted(DRY_RUNS))
def test_a_dry_run_needs_neither_network_nor_credentials(
    command: str, ends: dict[tuple[str, ...], End]
) -> None:
    if dry_run(command) not in ends:
        pytest.skip("the SageMaker SDK is not installed: make .venv-jumpstart/.installed")
    end = ends[dry_run(command)]
    assert (end.status, end.err) == (0, "")
    assert DRY_RUNS[command][1] in end.out
    assert "costs:" in end.out or command == "status"


@pytest.mark.parametrize(
    ("typed", "status", "code"),
    [(_NO_CREDENTIALS, 1, "no_credentials"), (_NO_REGION, 2, "no_region")],
    ids=["no credentials", "no region"],
)
def test_missing_credentials_or_region_are_one_line_with_a_code(
    typed: tuple[str, ...], status: int, code: str, ends: dict[tuple[str, ...], End]
) -> None:
    assert ends[typed].status == status, ends[typed]
    [line] = ends[typed].err.splitlines()
    assert line.endswith(f"[{code}]")


def test_every_fault_of_the_endpoint_s_commands_is_documented() -> None:
    folders = [ROOT / "jumpstart", *((ROOT / "jumpstart") / name for name in _SHARED)]
    files = [path for folder in folders for path in folder.glob("*.py")]
    codes = {code for path in files for code in re.findall(r'code="(\w+)"', path.read_text())}
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", DOCS, re.MULTILINE)
    documented = {code for row in rows for code in re.findall(r"`(\w+)`", row)}
    assert codes - documented == set()


def test_commands_that_run_beside_torch_do_not_import_the_cdk() -> None:
    command = (
        "import sys; sys.modules['cdk'] = None\n"
        "import jumpstart.evaluate, jumpstart.upload, jumpstart.finetuning.on_this_machine"
    )
    subprocess.run([sys.executable, "-c", command], cwd=ROOT, check=True)
