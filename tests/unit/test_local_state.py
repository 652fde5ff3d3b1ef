"""The folder of local mode: one Easel at a time, and no damaged file is taken for an empty one."""

import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import local.__main__
from local.ministack import reserved_port
from local.process import child, rotate
from local.state import StateUnusable, check_saved, locked


def _unheard(_: str) -> None:
    pass


def test_a_second_easel_is_refused_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked(tmp_path, _unheard):
        for name in ("model.log", "ministack.log", "functions.log", "aws-port"):
            (tmp_path / name).write_text("4566")
        (tmp_path / "tmp").mkdir()
        before = _seen(tmp_path)
        monkeypatch.setattr("signal.signal", lambda *_: None)
        monkeypatch.setattr(sys, "argv", ["local", "--state", str(tmp_path), "--port", "0"])
        with pytest.raises(SystemExit, match=rf"another Easel uses .* \(process {os.getpid()}\)"):
            local.__main__.main()
        assert _seen(tmp_path) == before


def _seen(folder: Path) -> dict[str, tuple[int, str]]:
    return {
        path.name: (path.stat().st_mtime_ns, path.read_text() if path.is_file() else "")
        for path in folder.iterdir()
    }


def test_after_a_kill_the_next_start_waits_until_the_old_children_have_saved(
    tmp_path: Path,
) -> None:
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    (tmp_path / "lock").write_text(str(killed.pid))
    steps: list[str] = []
    with (tmp_path / "lock").open("a") as still_saving:
        fcntl.flock(still_saving, fcntl.LOCK_EX)

        def saved(step: str) -> None:
            steps.append(step)
            threading.Timer(0.2, fcntl.flock, (still_saving, fcntl.LOCK_UN)).start()

        with locked(tmp_path, saved):
            assert steps == ["waiting until the local AWS of the last run has saved"]
            assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_a_child_holds_the_lock_until_it_has_ended(tmp_path: Path) -> None:
    with locked(tmp_path, _unheard) as lock:
        keeps = subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(lock,)
        )
    with (tmp_path / "lock").open() as other:
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        keeps.communicate(b"\n")
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_state_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateUnusable, match="file/state cannot be used"):
        locked(tmp_path / "file" / "state", _unheard).__enter__()


@pytest.mark.parametrize("content", [b"", b'{"payload": {"tab', b"\x00" * 100, b"\xff\xfe"])
def test_a_damaged_file_of_the_state_is_named_and_nothing_starts(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "sqs.json").write_text("{}")
    check_saved(tmp_path)
    (tmp_path / "dynamodb.json").write_bytes(content)
    with pytest.raises(StateUnusable, match=r"dynamodb\.json is damaged"):
        check_saved(tmp_path)


@pytest.mark.parametrize("content", ["", "four", "45 66"])
def test_a_damaged_port_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "aws-port").write_text(content)
    with pytest.raises(StateUnusable, match="aws-port is damaged"):
        reserved_port(tmp_path).__enter__()


def test_a_child_s_log_is_added_to_and_begins_anew_once_it_is_long(tmp_path: Path) -> None:
    log = tmp_path / "model.log"
    for _ in range(2):
        with child([sys.executable, "-c", "print('drawn')"], env={}, log=log) as process:
            process.wait()
    assert log.read_text() == "drawn\ndrawn\n"
    log.write_bytes(b"x" * 6_000_000)
    rotate(log)
    assert not log.exists()
    assert (tmp_path / "model.log.1").stat().st_size == 6_000_000
