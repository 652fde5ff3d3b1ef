"""`make logs`: the way of one picture through all functions, in the order of time."""

import json
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import boto3
import pytest

from cdk.deployment import Deployment
from jumpstart.command.console import Console
from jumpstart.command.faults import Fault, Usage
from ops.deployed import Easel
from ops.logs import logs, parser
from tests.fakes import FakeClock

ID, OTHER = "img_" + "a" * 26, "img_" + "b" * 26


class Deployed(Easel):
    """An Easel whose stack has three log groups."""

    def resources(self, kind: str) -> list[str]:
        assert kind == "AWS::Logs::LogGroup"
        return ["generate", "deliver", "announce"]


def line(at: str, service: str, message: str, **more: Any) -> str:
    fixed = {"level": "INFO", "location": "x:1", "cold_start": True}
    return json.dumps(fixed | {"timestamp": at, "service": service, "message": message} | more)


LINES = {
    "generate": [
        line("2026-11-27 10:00:00,000+0000", "generate", "picture asked for", id=ID, opened=True),
        line("2026-11-27 10:00:01,000+0000", "generate", "picture asked for", id=OTHER),
    ],
    "deliver": [line("2026-11-27 10:00:09,000+0000", "deliver", "picture stored", id=ID, bytes=9)],
    "announce": [line("2026-11-27 10:00:05,000+0000", "announce", "webhook told", job=ID)],
}
SHOWN = [
    "2026-11-27 10:00:00,000+0000 generate INFO picture asked for id=" + ID + " opened=true",
    "2026-11-27 10:00:05,000+0000 announce INFO webhook told job=" + ID,
    "2026-11-27 10:00:09,000+0000 deliver INFO picture stored id=" + ID + " bytes=9",
]


@pytest.mark.usefixtures("aws")
def test_the_lines_of_all_functions_come_in_the_order_of_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    client = boto3.client("logs", region_name="eu-west-1")
    for group, lines in LINES.items():
        client.create_log_group(logGroupName=group)
        client.create_log_stream(logGroupName=group, logStreamName="one")
        now = round(datetime.now(UTC).timestamp() * 1000)  # moto drops what is older than 14 days
        client.put_log_events(
            logGroupName=group,
            logStreamName="one",
            logEvents=[{"timestamp": now, "message": text} for text in lines],
        )
    console = Console("eu-west-1", clients={"logs": client})
    logs(parser().parse_args([ID]), Deployed(Deployment(), console))
    assert capsys.readouterr().out.splitlines() == SHOWN


def test_locally_the_file_of_make_run_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [*chain.from_iterable(LINES.values()), "no JSON, but " + ID]
    text = "".join(f"{one}\n" for one in lines)
    (tmp_path / "functions.log").write_text(text)
    logs(parser().parse_args([ID]), Easel(Deployment(), Console(), tmp_path))
    assert capsys.readouterr().out.splitlines() == ["- - - no JSON, but " + ID, *SHOWN]


def test_nothing_found_says_how_to_look_further(tmp_path: Path) -> None:
    (tmp_path / "functions.log").write_text("")
    with pytest.raises(Fault, match="HOURS="):
        logs(parser().parse_args([ID]), Easel(Deployment(), Console(), tmp_path))


def test_before_the_first_run_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="make run"):
        logs(parser().parse_args([ID]), Easel(Deployment(), Console(), tmp_path))


@pytest.mark.parametrize("id", ["", "img_", "img_A" + "a" * 25, "fox", '" || "'])
def test_what_is_no_id_is_not_looked_for(id: str) -> None:
    with pytest.raises(Usage, match="make logs ID="):
        logs(parser().parse_args([id]), Easel(Deployment(), Console()))


@pytest.mark.parametrize("hours", ["0", "-1", "a day", "nan", "9000"])
def test_hours_have_to_be_a_number(hours: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args([ID, "--hours", hours])
    assert "is not a number of hours" in capsys.readouterr().err


def test_it_looks_as_far_back_as_it_is_told() -> None:
    asked: list[Any] = []

    class Logs:
        def get_paginator(self, _: str) -> "Logs":
            return self

        def paginate(self, **parameters: Any) -> list[dict[str, Any]]:
            asked.append(parameters)
            return []

    clock = FakeClock()
    easel = Deployed(Deployment(), Console("eu-west-1", clock=clock, clients={"logs": Logs()}))
    with pytest.raises(Fault, match="in the last 2 hours"):
        logs(parser().parse_args([ID, "--hours", "2"]), easel)
    since = round((clock.now() - timedelta(hours=2)).timestamp() * 1000)
    assert [one["startTime"] for one in asked] == [since] * 3
    assert {one["filterPattern"] for one in asked} == {f'"{ID}"'}
