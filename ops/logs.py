"""`make logs`: what the functions logged about a picture or recording, from request to end."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from easel.pictures.picture import is_picture_id
from easel.recordings.recording import is_recording_id
from jumpstart.command.faults import Fault, Usage

from .command import launch, make_parser
from .deployed import Easel

# What every line has; the command shows these first.
_FIRST = ("timestamp", "service", "level", "message")
# What says nothing about the picture.
_LEFT_OUT = {*_FIRST, "location", "function_arn", "function_name", "function_memory_size",
             "cold_start", "sampling_rate", "xray_trace_id"}  # fmt: skip

Line = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    return launch(logs, parser(), argv)


def logs(arguments: argparse.Namespace, easel: Easel) -> None:
    """
    Raises:
        Fault, BotoCoreError, ClientError
    """
    id = arguments.id
    if not is_picture_id(id) and not is_recording_id(id):
        what = f"{id!r} is not the id of a picture or a recording"
        raise Usage(what, "an id begins with img_ or audio_: make logs ID=img_…", code="bad_id")
    since = easel.console.clock.now() - timedelta(hours=arguments.hours)
    found = _in_file(easel.local, id) if easel.local else _in_cloudwatch(easel, id, since)
    lines = sorted(found, key=lambda line: str(line.get("timestamp", "")))
    if not lines:
        kept = f"log_retention_days in easel.toml is {easel.deployment.log_retention_days}"
        raise Fault(
            f"nothing was logged about {id} in the last {arguments.hours:g} hours",
            f"look further back, with HOURS=; {kept}",
            code="no_lines",
        )
    for line in lines:
        easel.console.say(shown(line))


def shown(line: Line) -> str:
    """`line` for a person: time, function, level, message, and what else it says."""
    rest = {name: value for name, value in line.items() if name not in _LEFT_OUT}
    more = " ".join(f"{name}={_compact(value)}" for name, value in rest.items())
    first = " ".join(str(line.get(name, "-")) for name in _FIRST)
    return f"{first} {more}".rstrip()


def _in_cloudwatch(easel: Easel, id: str, since: datetime) -> Iterator[Line]:
    client = easel.console.client("logs")
    for group in easel.resources("AWS::Logs::LogGroup"):
        pages = client.get_paginator("filter_log_events").paginate(
            logGroupName=group, startTime=round(since.timestamp() * 1000), filterPattern=f'"{id}"'
        )
        for page in pages:
            for event in page["events"]:
                yield _parsed(event["message"], event["timestamp"])


def _in_file(state: Path, id: str) -> Iterator[Line]:
    file = state / "functions.log"
    if not file.is_file():
        raise Fault(f"there is no {file}", "start Easel with make run", code="not_deployed")
    with file.open(errors="replace") as opened:
        yield from (_parsed(text) for text in opened if id in text)


def _parsed(text: str, at_ms: int | None = None) -> Line:
    """A line of the log. The platform's own lines are no JSON."""
    try:
        line = json.loads(text)
    except ValueError:
        line = None
    if isinstance(line, dict):
        return line
    at = datetime.fromtimestamp(at_ms / 1000, UTC).isoformat() if at_ms else "-"
    return {"timestamp": at, "message": text.strip()}


def _compact(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _hours(text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = 0
    if not 0 < hours <= 24 * 365:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of hours, such as 24")
    return hours


def parser() -> argparse.ArgumentParser:
    parser = make_parser("logs", __doc__ or "")
    parser.add_argument("id", metavar="ID", help="a picture, img_…, or a recording, audio_… (ID=)")
    parser.add_argument(
        "--hours", type=_hours, default=24.0, help="how far to look back (HOURS=; 24)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
