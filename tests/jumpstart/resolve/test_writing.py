"""`python -m jumpstart.resolve` asks before it changes a model's file."""

import json
from pathlib import Path

import pytest

from jumpstart.command.console import Console
from jumpstart.command.faults import Declined
from jumpstart.resolve import write
from tests.jumpstart.test_console import Terminal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "models" / "m.json"


OLD, NEW = (json.dumps({"version": version, "regions": {}}, indent=2) + "\n" for version in "12")


def test_a_new_file_is_written_without_a_question(path: Path) -> None:
    write(NEW, path, Console(source=Terminal("n\n")))
    assert path.read_text() == NEW


def test_the_same_file_is_not_written_again(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(OLD, path, Console())
    before = path.stat().st_mtime_ns
    write(OLD, path, Console(source=Terminal("n\n")))
    assert path.stat().st_mtime_ns == before
    assert "is up to date already" in capsys.readouterr().out


def test_differences_are_shown_before_the_question(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(OLD, path, Console())
    with pytest.raises(Declined):
        write(NEW, path, Console(source=Terminal("n\n")))
    assert path.read_text() == OLD
    said = capsys.readouterr().out
    assert '-  "version": "1",' in said
    assert '+  "version": "2",' in said
    write(NEW, path, Console(yes=True))
    assert path.read_text() == NEW


def test_a_dry_run_shows_the_file_and_writes_none(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(NEW, path, Console(dry_run=True))
    assert not path.exists()
    assert '"version": "2"' in capsys.readouterr().out
