"""What all commands `python -m jumpstart.<command>` share."""

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from boto3.exceptions import S3UploadFailedError
from botocore.exceptions import (
    ClientError,
    CredentialRetrievalError,
    EndpointConnectionError,
    InvalidRegionError,
    NoCredentialsError,
    ParamValidationError,
    ProfileNotFound,
)

from jumpstart.command import console
from jumpstart.command.console import Command, Console, launch, make_parser
from jumpstart.command.faults import Declined, Usage, fault_of, unreadable


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def refusal(code: str, message: str = "no") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "CreateEndpoint")


def launched(command: Command, *argv: str) -> int:
    return launch(command, make_parser("draw", "Draw.", example="draw"), argv)


def raising(error: BaseException) -> Command:
    def command(_: argparse.Namespace, __: Console) -> None:
        raise error

    return command


@pytest.mark.parametrize("answer", ["y\n", "YES\n", " yes \n"])
def test_after_a_yes_the_command_continues(answer: str) -> None:
    Console(source=Terminal(answer)).confirm("Make it?")


@pytest.mark.parametrize("answer", ["\n", "n\n", "yeah, no\n", ""], ids=["", "n", "?", "end"])
def test_every_answer_but_yes_stops_the_command(answer: str) -> None:
    with pytest.raises(Declined):
        Console(source=Terminal(answer)).confirm("Make it?")


def test_without_a_terminal_the_command_stops_before_it_acts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def command(_: argparse.Namespace, console: Console) -> None:
        console.source = io.StringIO("y\n")
        console.confirm("Make it?")

    assert launched(command) == 2
    assert "--yes [not_a_terminal]" in capsys.readouterr().err


@pytest.mark.parametrize("flag", ["--yes", "--dry-run"])
def test_yes_and_dry_run_skip_the_question(flag: str) -> None:
    def command(_: argparse.Namespace, console: Console) -> None:
        console.source = io.StringIO()
        console.confirm("Make it?")

    assert launched(command, flag) == 0


def test_a_dry_run_prints_the_request_and_sends_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    dry = Console("eu-west-1", dry_run=True)
    assert dry.send("sagemaker", "DeleteModel", ModelName="easel") == {}
    said, _, request = capsys.readouterr().out.partition("\n")
    assert said == "would send sagemaker DeleteModel in eu-west-1:"
    assert json.loads(request) == {"ModelName": "easel"}


def test_a_dry_run_checks_the_request_as_aws_would() -> None:
    with pytest.raises(ParamValidationError, match="EndpointConfigName"):
        Console("eu-west-1", dry_run=True).send("sagemaker", "CreateEndpoint", EndpointName="easel")


def test_the_region_is_the_option_s_then_easel_toml_s_then_the_environment_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "ROOT", tmp_path)
    assert Console().region == "eu-west-1"
    (tmp_path / "easel.toml").write_text('region = "eu-central-1"')
    assert Console().region == "eu-central-1"
    assert Console("us-east-1").region == "us-east-1"


def test_without_a_region_the_message_says_where_to_set_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "ROOT", tmp_path)
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    with pytest.raises(Usage, match=r"--region.*\[no_region\]"):
        _ = Console().region


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NoCredentialsError(), 1, "no_credentials"),
        (ProfileNotFound(profile="mine"), 1, "no_credentials"),
        (CredentialRetrievalError(provider="x", error_msg="no"), 1, "no_credentials"),
        (refusal("ExpiredTokenException"), 1, "credentials_refused"),
        (refusal("AccessDeniedException"), 1, "access_denied"),
        (refusal("ThrottlingException"), 1, "throttled"),
        (refusal("ResourceLimitExceeded"), 1, "quota"),
        (refusal("LimitExceeded"), 1, "quota"),
        (refusal("ServiceUnavailable"), 1, "unavailable"),
        (refusal("403", "Forbidden"), 1, "access_denied"),
        (InvalidRegionError(region_name="us east 1"), 2, "unknown_region"),
        (refusal("ValidationException"), 1, "aws_refused"),
        (EndpointConnectionError(endpoint_url="https://x"), 1, "unreachable"),
        (S3UploadFailedError("part 3"), 1, "aws_error"),
        (ParamValidationError(report="a\n  b"), 1, "invalid_parameter"),
        (Usage("no model", "name one", code="no_model"), 2, "no_model"),
        (KeyboardInterrupt(), 1, "stopped"),
        (PermissionError(13, "Permission denied", "vae/config.json"), 1, "file"),
        (OSError(28, "No space left on device"), 1, "file"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
def test_an_expected_fault_is_one_line(
    error: BaseException, status: int, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert launched(raising(error)) == status
    [line] = capsys.readouterr().err.splitlines()
    assert " — " in line
    assert line.endswith(f"[{code}]")


def test_a_file_that_cannot_be_read_is_named() -> None:
    error = PermissionError(13, "Permission denied", "vae/config.json")
    assert str(unreadable(error)).startswith("Permission denied: vae/config.json — ")


def test_a_closed_pipe_ends_the_command_with_one_line() -> None:
    command = (
        "from tests.jumpstart.test_console import launched\n"
        "launched(lambda _, console: [console.say('on and on') for _ in range(100_000)])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", command],
        cwd=console.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as talking:
        assert talking.stdout
        assert talking.stderr
        talking.stdout.readline()
        talking.stdout.close()
        [line] = talking.stderr.read().splitlines()
    assert line.endswith(b"[stopped]")


def test_a_file_name_that_the_terminal_cannot_encode_is_printed_escaped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, "ascii"))
    assert launched(lambda _, console: console.say("\udcff × 2")) == 0
    assert printed.getvalue() == b"\\udcff \\xd7 2\n"


def test_an_unexpected_error_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        launched(raising(ZeroDivisionError()))


def test_access_denied_names_the_action() -> None:
    assert "allow CreateEndpoint" in str(fault_of(refusal("AccessDenied")))


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        make_parser("draw", "Draw.", example="python -m jumpstart.draw cat").parse_args(["--help"])
    said = capsys.readouterr().out
    for word in ("--region", "--yes", "--dry-run", "python -m jumpstart.draw cat"):
        assert word in said
