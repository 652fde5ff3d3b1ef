"""A function's code is unpacked once, and all processes of the function share it. As in Lambda, no
function writes there. The archive, which ministack writes for each process, is removed.

What is uploaded is a small archive that only names the code. The code lies in the folder of the
state: it needs neither to be packed nor to be sent, and takes no second place on the disk."""

import hashlib
import io
import os
import shutil
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import Any

# The folder of the state with the code of the functions. ministack's TMPDIR is beside it.
ASSETS = "assets"
_NAMES_THE_CODE = "easel-asset.txt"
_one_at_a_time = threading.Lock()


def archive_for(asset: str) -> bytes:
    """An archive in place of one with the code that lies in the folder `asset` of ASSETS."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        # With this time: the same asset is always the same archive.
        archive.writestr(zipfile.ZipInfo(_NAMES_THE_CODE), asset)
    return packed.getvalue()


def place(asset: Path, folder: Path) -> None:
    """Make `folder` with the files of `asset`. They are the same files under a second name, if both
    folders are on one disk."""
    fresh = Path(tempfile.mkdtemp(dir=folder.parent))
    shutil.copytree(asset, fresh, copy_function=_link, dirs_exist_ok=True)
    fresh.rename(folder)  # so that nobody finds half of it


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that has no links
        shutil.copy2(source, target)


class UnpackedOnce(zipfile.ZipFile):
    """An archive that is unpacked into one folder for each content, and then removed. What is asked
    for is a link to this folder."""

    def extractall(self, path: Any = None, members: Any = None, pwd: Any = None) -> None:  # noqa: ARG002
        """Make `path`, an empty folder, a link to what the archive holds."""
        with _one_at_a_time:
            shared = self._unpacked()
        wanted = Path(path)
        wanted.rmdir()
        wanted.symlink_to(shared, target_is_directory=True)
        # 33 to 135 MB for each process. Nobody reads it again.
        Path(str(self.filename)).unlink()

    def _unpacked(self) -> Path:
        holds = repr([(info.filename, info.file_size, info.CRC) for info in self.infolist()])
        folder = Path(tempfile.gettempdir()) / "unpacked"
        shared = folder / hashlib.sha256(holds.encode()).hexdigest()[:16]
        if shared.is_dir():
            return shared
        folder.mkdir(exist_ok=True)
        if self.namelist() == [_NAMES_THE_CODE]:
            assets = Path(tempfile.gettempdir()).parent / ASSETS
            place(assets / self.read(_NAMES_THE_CODE).decode(), shared)
        else:
            fresh = tempfile.mkdtemp(dir=folder)
            super().extractall(fresh)
            Path(fresh).rename(shared)  # so that nobody finds half of an archive
        return shared
