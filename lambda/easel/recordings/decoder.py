"""Decodes an uploaded recording: `python -m easel.recordings.decoder MOST_S` reads it from stdin
and writes a wav to stdout. sound.py starts one process for each recording."""

import io
import resource
import sys
import wave
from collections.abc import Iterator
from itertools import groupby
from typing import cast

from av import AudioFrame, FFmpegError
from av.audio import AudioStream
from av.container import InputContainer

from .downmix import MAX_CHANNELS, is_silent, mono
from .tracks import Undecodable, opened, tracks_in, why_undecodable

# Amazon Transcribe's models work with this rate. A telephone's 8 kHz are not raised to it.
RATE_HZ = 16_000
# https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html
MIN_RATE_HZ = 8_000
MIN_SECONDS = 0.5
# No microphone has a higher rate, and a resampler's memory grows with the rate.
_MAX_RATE_HZ = 192_000
# What the process may use: the longest honest recording needs half the time and a third of the
# memory.
MAX_CPU_S = 10
MAX_MEMORY_BYTES = 512 * 1024 * 1024
# The exit status if there is no wav; stdout then holds the reason.
REFUSED = 3


class TooLong(Undecodable):
    """The recording is longer than the operator allows."""


def main() -> None:
    # A stranger's file can make a decoder run wild: these limits end the process.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # At the first limit comes SIGXCPU, which sound.py recognizes. At the second comes SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_S, MAX_CPU_S + 1))
    if sys.platform == "linux":  # other systems do not enforce this limit
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    try:
        sys.stdout.buffer.write(wav(sys.stdin.buffer.read(), int(sys.argv[1])))
    except Undecodable as reason:
        sys.stdout.write(str(reason))
        sys.exit(REFUSED)


def wav(data: bytes, most_s: int) -> bytes:
    """`data` as a wav: mono, 16-bit PCM, at its own rate but at most at RATE_HZ.

    Raises:
        Undecodable: the sound is not accepted, is too short or too long, or cannot be decoded.
    """
    try:
        return _encoded(*_spoken(data, most_s))
    except Undecodable:
        raise
    except MemoryError as error:
        raise Undecodable("the recording takes too much memory to decode") from error
    except Exception as error:  # whatever PyAV raises here, the uploaded bytes are the cause
        raise Undecodable(why_undecodable(data)) from error


def _spoken(data: bytes, most_s: int) -> tuple[bytes, int]:
    """The samples of the first track that is not silent, as PCM, and their rate in Hz.

    If all tracks are silent, those of the first.

    Raises:
        Undecodable: no track can be decoded. The reason is that of the first track.
        TooLong: a track before the first that is not silent is too long, or this track itself is.
    """
    with opened(data) as container:
        indices = tracks_in(container)
    silent: list[tuple[bytes, int]] = []
    reasons: list[Undecodable] = []
    for index in indices:
        try:
            # Opened again: not every format can be read from its beginning once more.
            with opened(data) as container:
                found = _heard(_frames(container, index), most_s)
        except TooLong:
            raise
        except Undecodable as reason:
            reasons.append(reason)
        else:
            if len(indices) == 1 or not is_silent(found[0]):
                return found
            silent.append(found)
    if not silent:
        raise reasons[0]
    return silent[0]


def _frames(container: InputContainer, index: int) -> Iterator[AudioFrame]:
    """The frames of a track that can be decoded, up to the place where the file breaks off.

    Raises:
        Undecodable: more packets fail than frames come out. Text read as MPEG frames does this.
    """
    stream = cast(AudioStream, container.streams[index])
    stream.codec_context.thread_count = 1
    decoded, damaged = 0, 0
    try:
        for packet in container.demux(stream):
            try:
                frames = stream.decode(packet)
            except FFmpegError:
                damaged += 1
                continue
            decoded += len(frames)
            yield from frames
    except FFmpegError:
        pass
    if damaged > decoded:
        raise Undecodable("most of the recording cannot be decoded")


def _heard(frames: Iterator[AudioFrame], most_s: int) -> tuple[bytes, int]:
    """The samples of `frames` as mono PCM, and their rate in Hz.

    Raises:
        Undecodable: the sound is too short, has too many channels, or has a sample rate that is not
            accepted.
        TooLong: the sound is too long.
    """
    pcm, rate_hz = bytearray(), 0
    # In a file that was joined from others, the rate and the layout can change. A resampler can
    # handle only one rate and one layout.
    for (source_hz, channels, _, _), alike in groupby(frames, key=_kind):
        if not MIN_RATE_HZ <= source_hz <= _MAX_RATE_HZ:
            raise Undecodable(
                f"the sample rate of the recording is {source_hz} Hz, and must be {MIN_RATE_HZ} to "
                f"{_MAX_RATE_HZ} Hz"
            )
        if channels > MAX_CHANNELS:
            raise Undecodable(
                f"the recording has {channels} channels, and may have at most {MAX_CHANNELS}"
            )
        rate_hz = rate_hz or min(source_hz, RATE_HZ)
        most = most_s * rate_hz
        pcm += mono(alike, rate_hz, most - len(pcm) // 2)
        if len(pcm) > most * 2:
            raise TooLong(f"the recording is longer than {most_s} s")
    if len(pcm) < MIN_SECONDS * rate_hz * 2 or not pcm:
        raise Undecodable(f"there is less than {MIN_SECONDS} s of sound in the recording")
    return bytes(pcm), rate_hz


def _kind(frame: AudioFrame) -> tuple[int, int, str, str]:
    layout = frame.layout
    return frame.rate, layout.nb_channels, layout.name, frame.format.name


def _encoded(pcm: bytes, rate_hz: int) -> bytes:
    encoded = io.BytesIO()
    with wave.open(encoded, "wb") as sound:
        sound.setparams((1, 2, rate_hz, 0, "NONE", ""))
        sound.writeframes(pcm)
    return encoded.getvalue()


if __name__ == "__main__":
    main()
