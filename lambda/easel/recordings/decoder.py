"""Decodes an uploaded recording: `python -m easel.recordings.decoder MOST_S` reads it from stdin
and writes a wav to stdout. sound.py starts one process for each recording."""

import io
import resource
import sys
import wave
from collections.abc import Iterator
from itertools import chain, groupby

from av import AudioFrame, AudioResampler, FFmpegError
from av import open as open_media
from av.audio import AudioStream
from av.container import InputContainer

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

# The accepted codecs, by FFmpeg's names. `codec_whitelist` below names their decoders.
_CODECS = ("mp3", "aac", "alac", "pcm_", "flac", "vorbis", "opus", "amr_nb", "amr_wb")
_OPTIONS = {
    # Playlists and lists of files are not accepted: FFmpeg would open the files that they name.
    "format_whitelist": "mp3,mp4,wav,flac,ogg,amr,webm",
    "protocol_whitelist": "none",
    # Pictures that come with the sound are not decoded.
    "codec_whitelist": "mp3float,mp3,aac,alac,flac,vorbis,opus,amrnb,amrwb,pcm_s16le",
    "max_streams": "64",
}


class Undecodable(Exception):
    """The recording cannot be made into a wav. The message says why."""


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
        with open_media(
            io.BytesIO(data), "r", container_options=_OPTIONS, metadata_errors="replace"
        ) as container:
            return _encoded(*_heard(_frames(container, _taken(container)), most_s))
    except Undecodable:
        raise
    except Exception as error:  # whatever PyAV raises here, the uploaded bytes are the cause
        raise Undecodable(f"the recording cannot be decoded ({type(error).__name__})") from error


def _taken(container: InputContainer) -> AudioStream:
    if not container.streams.audio:
        raise Undecodable("there is no sound in the recording")
    stream = container.streams.audio[0]
    decoder = stream.codec_context  # None if FFmpeg has no decoder for it
    if decoder is None or not decoder.codec.canonical_name.startswith(_CODECS):
        raise Undecodable("the audio codec of the recording is not accepted")
    decoder.thread_count = 1
    return stream


def _frames(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """The frames that can be decoded, up to the place where the file breaks off.

    Raises:
        Undecodable: more packets fail than frames come out. Text read as MPEG frames does this.
    """
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
    """The samples of `frames` as PCM, and their rate in Hz.

    Raises:
        Undecodable: the sound is too short or too long, or has a sample rate that is not accepted.
    """
    pcm, rate_hz = bytearray(), 0
    # In a file that was joined from others, the rate and the layout can change. A resampler can
    # handle only one rate and one layout.
    for (source_hz, _, _), alike in groupby(frames, key=_kind):
        if not MIN_RATE_HZ <= source_hz <= _MAX_RATE_HZ:
            raise Undecodable(
                f"the sample rate of the recording is {source_hz} Hz, and must be {MIN_RATE_HZ} to "
                f"{_MAX_RATE_HZ} Hz"
            )
        rate_hz = rate_hz or min(source_hz, RATE_HZ)
        resampler = AudioResampler(format="s16", layout="mono", rate=rate_hz)
        for frame in chain(alike, [None]):  # None asks for the samples that the resampler holds
            for piece in resampler.resample(frame):
                pcm += bytes(piece.planes[0])[: piece.samples * 2]
            if len(pcm) > most_s * rate_hz * 2:
                raise Undecodable(f"the recording is longer than {most_s} s")
    if len(pcm) < MIN_SECONDS * rate_hz * 2 or not pcm:
        raise Undecodable(f"there is less than {MIN_SECONDS} s of sound in the recording")
    return bytes(pcm), rate_hz


def _kind(frame: AudioFrame) -> tuple[int, str, str]:
    return frame.rate, frame.layout.name, frame.format.name


def _encoded(pcm: bytes, rate_hz: int) -> bytes:
    encoded = io.BytesIO()
    with wave.open(encoded, "wb") as sound:
        sound.setparams((1, 2, rate_hz, 0, "NONE", ""))
        sound.writeframes(pcm)
    return encoded.getvalue()


if __name__ == "__main__":
    main()
