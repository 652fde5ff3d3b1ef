"""Writes a JPEG's coefficients again in fewer bytes: progressive, with the best Huffman tables. No
pixel changes.

mozjpeg ends its process if a JPEG is broken in certain ways. So it runs in a process of its own,
which stays for the next picture.
"""

import importlib.util
import subprocess
import sys
import threading
from pathlib import Path

from aws_lambda_powertools import Logger

from ..errors import fault
from .jpeg import BadAnswer, Jpeg, read_jpeg

# A picture of 1024×1024 takes 0.1 s on a small function.
WITHIN_S = 5.0
WORKER = Path(__file__).with_name("recompress_worker.py")
_LENGTH_BYTES = 4

logger = Logger(child=True)


class Recompressor:
    """The process that runs mozjpeg. It is started by the first picture, and ends with this one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def smaller(self, jpeg: Jpeg) -> Jpeg:
        """`jpeg` in fewer bytes. If that is not possible for any reason, `jpeg` as it is."""
        try:
            with self._one_at_a_time:
                found = read_jpeg(self._ask(jpeg.data))
        except (OSError, ValueError, BadAnswer) as error:
            logger.warning("picture not recompressed", extra=fault(error))
            return jpeg
        same_size = (found.width, found.height) == (jpeg.width, jpeg.height)
        return found if same_size and len(found.data) < len(jpeg.data) else jpeg

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _ask(self, data: bytes) -> bytes:
        process = self._process = self._process or _start()
        assert process.stdin  # noqa: S101 - for mypy
        assert process.stdout  # noqa: S101
        too_late = threading.Timer(WITHIN_S, process.kill)
        too_late.start()
        try:
            process.stdin.write(len(data).to_bytes(_LENGTH_BYTES, "big") + data)
            process.stdin.flush()
            length = process.stdout.read(_LENGTH_BYTES)
            answer = process.stdout.read(int.from_bytes(length, "big"))
        except OSError:
            self.close()
            raise
        finally:
            too_late.cancel()
        if len(length) < _LENGTH_BYTES or len(answer) < int.from_bytes(length, "big"):
            self.close()
            raise OSError("mozjpeg ended its process")
        return answer


def _start() -> subprocess.Popen[bytes]:
    package = importlib.util.find_spec("mozjpeg_lossless_optimization")
    folder = Path(package.origin).parent if package and package.origin else Path()
    library = next(folder.glob("_mozjpeg_opti*.so"), None)
    if not library:
        raise OSError("mozjpeg is not installed")
    # Without site and without the environment, Python starts in 10 ms.
    return subprocess.Popen(  # noqa: S603 - a file of ours
        [sys.executable, "-I", "-S", WORKER, library],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
