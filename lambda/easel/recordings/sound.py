"""Decodes a recording to the wav that Amazon Transcribe hears and bills."""

import os
import signal
import subprocess
import sys

from ..errors import Internal, UnsupportedAudio

# The same as REFUSED in decoder.py. That module is not imported here: av is 100 MB of libraries.
_REFUSED = 3


def decode(data: bytes, most_s: int) -> bytes:
    """`data` as a wav: mono, 16 bit, at its own rate but at most at 16 kHz.

    Raises:
        UnsupportedAudio: `data` is not accepted, cannot be decoded, or takes too long to decode.
        Internal: the decoder itself does not run; `data` may be good.
    """
    if not data:
        raise UnsupportedAudio("the recording is empty")
    # -P: import nothing from the current folder.
    command = [sys.executable, "-P", "-m", "easel.recordings.decoder", str(most_s)]
    done = subprocess.run(  # noqa: S603 - nothing in the command comes from the uploader
        command, input=data, env=_environment(), stdout=subprocess.PIPE, check=False
    )
    if done.returncode == 0:
        return done.stdout
    if done.returncode == _REFUSED:
        raise UnsupportedAudio(done.stdout.decode())
    if done.returncode == -signal.SIGXCPU:
        raise UnsupportedAudio("the recording takes too long to decode")
    if done.returncode < 0:  # a signal: the recording made the decoder crash
        raise UnsupportedAudio("the recording cannot be decoded")
    raise Internal("the decoder failed")  # it shares our stderr, which has the trace


def _environment() -> dict[str, str]:
    """The variables that the decoder needs to find its modules. They hold no credentials."""
    found = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    # Lambda's Python finds its own library by this variable.
    return found | {n: os.environ[n] for n in ("LD_LIBRARY_PATH",) if n in os.environ}
