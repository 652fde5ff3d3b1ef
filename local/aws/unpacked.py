"""A function's code is unpacked once, and all processes of the function share it. As in Lambda, no
function writes there. The archive, which ministack writes for each process, is removed."""

import hashlib
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import Any

_one_at_a_time = threading.Lock()


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
        if not shared.is_dir():
            folder.mkdir(exist_ok=True)
            fresh = tempfile.mkdtemp(dir=folder)
            super().extractall(fresh)
            Path(fresh).rename(shared)  # so that nobody finds half of an archive
        return shared
