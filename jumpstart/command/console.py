"""What all commands share: their options, the question before they act, their exit status."""

import argparse
import io
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, Protocol, TextIO

import boto3
from boto3.exceptions import Boto3Error
from botocore import UNSIGNED, xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError
from botocore.validate import ParamValidator

from .faults import Declined, Fault, Usage, fault_of, no_region, unreadable

ROOT = Path(__file__).resolve().parents[2]
# Commands are not in a hurry: a throttled call is repeated for some seconds.
_PATIENT = Config(
    retries={"mode": "standard", "total_max_attempts": 6}, connect_timeout=10, read_timeout=70
)
# A repeated draw would be drawn, and paid for, twice.
_DRAWS_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=10, read_timeout=70)
_GO_ON = "run the same command again, and it continues from here"


class Clock(Protocol):
    def now(self) -> datetime: ...
    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass
class Console:
    """What a command says, asks and sends to AWS. In a dry run it sends nothing."""

    asked_region: str = ""
    yes: bool = False
    dry_run: bool = False
    clock: Clock = field(default_factory=SystemClock)
    source: TextIO = field(default_factory=lambda: sys.stdin)
    # What to do next, printed after Ctrl-C.
    go_on: str = _GO_ON
    # How long a client waits, and how often it repeats a call.
    patience: Config = _PATIENT
    # boto3 clients by service, each made on first use.
    clients: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def region(self) -> str:
        """The region: --region, or easel.toml's, or that of the credentials.

        Raises:
            Usage: none of them names one.
        """
        region = self.asked_region or setting("region") or boto3.Session().region_name
        if not region:
            raise no_region()
        return region

    def say(self, line: str) -> None:
        print(line, flush=True)

    def did(self, line: str) -> None:
        """Print what was done. A dry run does nothing, and so prints nothing."""
        if not self.dry_run:
            self.say(line)

    def costs(self, line: str) -> None:
        """Print what the command will cost."""
        self.say(f"costs: {line}")

    def confirm(self, question: str) -> None:
        """Return once the operator, or --yes, agrees. A dry run does not ask.

        Raises:
            Declined: the operator said no.
            Usage: there is no terminal to ask in.
        """
        if self.yes or self.dry_run:
            return
        if not self.source.isatty():
            do = "run this in a terminal, or with --yes"
            raise Usage(f"there is no terminal to ask in: {question}", do, code="not_a_terminal")
        print(f"{question} [y/N] ", end="", flush=True)
        if self.source.readline().strip().lower() not in {"y", "yes"}:
            raise Declined

    def client(self, service: str) -> Any:
        """The boto3 client of `service`. A dry run must not read with it."""
        if service not in self.clients:
            config = _DRAWS_ONCE if service == "sagemaker-runtime" else self.patience
            if self.dry_run:
                # Unsigned, so that boto3 looks for no credentials.
                config = config.merge(Config(signature_version=UNSIGNED))
            made: Any = boto3.client  # its overloads want a literal name
            self.clients[service] = made(service, region_name=self.region, config=config)
        return self.clients[service]

    def send(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        """AWS's answer to a request that changes something. A dry run checks the request against
        AWS's API model, prints it, and returns an empty answer.

        Raises:
            BotoCoreError, ClientError
        """
        client = self.client(service)
        if not self.dry_run:
            answer: dict[str, Any] = getattr(client, xform_name(operation))(**parameters)
            return answer
        model = client.meta.service_model.operation_model(operation)
        if model.input_shape:
            report = ParamValidator().validate(parameters, model.input_shape)
            if report.has_errors():
                raise ParamValidationError(report=report.generate_report())
        request = json.dumps(parameters, indent=2, ensure_ascii=False, default=str)
        self.say(f"would send {service} {operation} in {self.region}:\n{request}")
        return {}


Command = Callable[[argparse.Namespace, Console], None]


class _Parser(argparse.ArgumentParser):
    """Refuses an option in one line, as the commands refuse everything else."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{Usage(message, f'see {self.prog} --help', code='bad_option')}\n")


def make_parser(name: str, description: str, *, example: str) -> argparse.ArgumentParser:
    """A parser for `python -m jumpstart.<name>`, with the options that all commands share."""
    parser = _Parser(
        prog=f"python -m jumpstart.{name}",
        description=description,
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--region", default="", help="an AWS region (easel.toml's, or that of your credentials)"
    )
    parser.add_argument("--yes", action="store_true", help="act without asking first")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="print what would be sent or written; needs no network and no credentials",
    )
    return parser


def needed(value: str | Path | None, option: str, why: str) -> str:
    """`value` as text.

    Raises:
        Usage: the option was not given.
    """
    if not value:
        raise Usage(f"{option} is missing: {why}", "see --help", code="missing_option")
    return str(value)


def launch(
    command: Command, parser: argparse.ArgumentParser, argv: Sequence[str] | None = None
) -> int:
    """Run `command`. The exit status is 0, or 1 for a fault, or 2 for a wrong use."""
    _print_anything()
    arguments = parser.parse_args(argv)
    console = Console(arguments.region, arguments.yes, arguments.dry_run)
    try:
        command(arguments, console)
    except Fault as fault:
        return _fail(fault)
    except (BotoCoreError, ClientError, Boto3Error) as error:
        return _fail(fault_of(error))
    except KeyboardInterrupt:
        return _fail(Fault("stopped", console.go_on, code="stopped"))
    except BrokenPipeError:
        # Python flushes stdout when it exits; into the closed pipe, that would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _fail(Fault("the output is no longer read", console.go_on, code="stopped"))
    except OSError as error:
        return _fail(unreadable(error))
    return 0


def _print_anything() -> None:
    """Let a file name be printed even if the terminal's encoding lacks a letter of it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _fail(fault: Fault) -> int:
    print(fault, file=sys.stderr, flush=True)
    return fault.status


def setting(name: str) -> str:
    """The value of `name` in easel.toml; "" if the file cannot be read or does not set it."""
    try:
        # Imported here, so that a command beside torch starts without any of cdk/.
        from cdk.stage import settings_of

        settings = settings_of(os.environ, ROOT)
    except (OSError, ValueError):  # not TOML is a ValueError too
        return ""
    return str(settings.get(name, ""))
