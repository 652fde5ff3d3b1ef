"""What `make test` does before the first test."""

import shutil
import subprocess
import tempfile
from types import SimpleNamespace

import pytest

from tests.__main__ import main


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts of the tests that were started; each passes."""
    started: list[str] = []

    def run(command: list[str], **_: object) -> SimpleNamespace:
        started.append(" ".join(command))
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", run)
    return started


def leave(free_bytes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the temporary folder have `free_bytes` left, and no other folder any."""

    def disk_usage(folder: str) -> SimpleNamespace:
        return SimpleNamespace(free=free_bytes if folder == tempfile.gettempdir() else 0)

    monkeypatch.setattr(shutil, "disk_usage", disk_usage)


def test_a_temporary_folder_that_is_nearly_full_ends_in_one_line_and_no_test_runs(
    started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(2_940_000_000, monkeypatch)
    with pytest.raises(SystemExit) as ended:
        main()
    said = str(ended.value)
    assert said.startswith(f"make test: {tempfile.gettempdir()} has 2.9 GB left")
    assert "TMPDIR=" in said
    assert "\n" not in said
    assert started == []


def test_with_room_both_parts_run(
    started: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leave(3_000_000_000, monkeypatch)
    main()
    assert len(started) == 2
    assert "everything passed" in capsys.readouterr().out
