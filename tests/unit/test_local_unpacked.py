"""The processes of a function share its unpacked code."""

import tempfile
import zipfile
from pathlib import Path

import pytest

from local.aws.unpacked import UnpackedOnce


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def unpacked(process: str, said: str, temporary: Path) -> Path:
    """The folder in which `process` finds its code, a file that says `said`."""
    own = temporary / process
    own.mkdir()
    with zipfile.ZipFile(own / "code.zip", "w") as packed:
        packed.writestr("easel/generate.py", said)
    code = own / "code"
    code.mkdir()
    with UnpackedOnce(own / "code.zip") as archive:
        archive.extractall(code)
    return code


def test_two_processes_of_one_function_find_one_folder(temporary: Path) -> None:
    first = unpacked("first", "v1", temporary)
    second = unpacked("second", "v1", temporary)
    assert (second / "easel" / "generate.py").read_text() == "v1"
    assert first.resolve() == second.resolve()


def test_no_process_keeps_an_archive(temporary: Path) -> None:
    code = unpacked("first", "v1", temporary)
    assert [left.name for left in code.parent.iterdir()] == ["code"]


def test_after_an_update_a_process_finds_the_new_code(temporary: Path) -> None:
    old = unpacked("old", "v1", temporary)
    new = unpacked("new", "v2", temporary)
    assert (new / "easel" / "generate.py").read_text() == "v2"
    assert (old / "easel" / "generate.py").read_text() == "v1"


def test_the_end_of_one_process_leaves_the_code_of_the_others(temporary: Path) -> None:
    first = unpacked("first", "v1", temporary)
    second = unpacked("second", "v1", temporary)
    first.unlink()  # as shutil.rmtree does with a link
    assert (second / "easel" / "generate.py").read_text() == "v1"


def test_an_archive_that_ended_early_is_unpacked_again(temporary: Path) -> None:
    (temporary / "unpacked").mkdir()
    (temporary / "unpacked" / "tmp123").mkdir()  # left by a kill
    code = unpacked("first", "v1", temporary)
    assert (code / "easel" / "generate.py").read_text() == "v1"
