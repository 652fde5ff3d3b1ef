"""What Amazon Transcribe hears and bills: a wav of our own, made of what a recording decodes to."""

import os
import signal
import subprocess
import sys

from ..errors import Internal, UnsupportedAudio

# As decoder.py has it, which only a process of its own may import: av is 100 MB of libraries.
_REFUSED = 3


def decode(data: bytes, most_s: int) -> bytes:
    """`data` as a wav: mono, 16 bit, at 16 kHz, or at its own rate where that is lower.

    Raises:
        UnsupportedAudio: what it holds is not taken, cannot be decoded, or takes too long.
        Internal: the decoder itself does not run; nothing is known of `data`.
    """
    if not data:
        raise UnsupportedAudio("the recording is empty")
    # -P: whatever lies in the present folder is not ours to import.
    command = [sys.executable, "-P", "-m", "easel.recordings.decoder", str(most_s)]
    done = subprocess.run(  # noqa: S603 - none of it is the uploader's
        command, input=data, env=_environment(), stdout=subprocess.PIPE, check=False
    )
    if done.returncode == 0:
        return done.stdout
    if done.returncode == _REFUSED:
        raise UnsupportedAudio(done.stdout.decode())
    if done.returncode == -signal.SIGXCPU:
        raise UnsupportedAudio("it takes too long to decode")
    if done.returncode < 0:  # it died of the recording
        raise UnsupportedAudio("it cannot be decoded")
    raise Internal("the decoder failed")  # its stderr is ours, and has the trace


def _environment() -> dict[str, str]:
    """What an interpreter needs to find our modules, and no credentials of ours."""
    found = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    # Lambda's Python finds its own library by this.
    return found | {n: os.environ[n] for n in ("LD_LIBRARY_PATH",) if n in os.environ}
