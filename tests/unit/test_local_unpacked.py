"""The processes of a function share its unpacked code."""

import errno
import io
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest

from local.aws.unpacked import ASSETS, UnpackedOnce, archive_for, place


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def unpacked(process: str, said: str, temporary: Path) -> Path:
    """The folder in which `process` finds its code, a file that says `said`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("easel/generate.py", said)
    return unpacked_from(packed.getvalue(), process, temporary)


def unpacked_from(packed: bytes, process: str, temporary: Path) -> Path:
    """The folder in which `process` finds its code, from the archive `packed`."""
    own = temporary / process
    own.mkdir()
    (own / "code.zip").write_bytes(packed)
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


@pytest.fixture
def asset(temporary: Path) -> Path:
    """The code of a function, where a deployment puts it."""
    folder = temporary.parent / ASSETS / "asset.0123"
    (folder / "easel").mkdir(parents=True)
    (folder / "easel" / "generate.py").write_text("v1")
    return folder


def test_an_archive_that_names_an_asset_gives_its_files_and_takes_no_second_place(
    asset: Path, temporary: Path
) -> None:
    code = unpacked_from(archive_for(asset.name), "first", temporary)
    assert (code / "easel" / "generate.py").samefile(asset / "easel" / "generate.py")
    shutil.rmtree(asset)  # as the next deployment does, while this function runs
    assert (code / "easel" / "generate.py").read_text() == "v1"


def test_an_asset_is_copied_to_another_disk(
    asset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_another_disk(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", on_another_disk)
    place(asset, tmp_path / "placed")
    assert (tmp_path / "placed" / "easel" / "generate.py").read_text() == "v1"


def test_the_same_asset_is_always_the_same_archive() -> None:
    assert archive_for("asset.0123") == archive_for("asset.0123") != archive_for("asset.4567")
