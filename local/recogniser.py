"""Speech to words, offline: `python -m local.recogniser FILE` prints what was said, as JSON.

A process of its own for every recording: the model takes 114 MB and all of a core, and what a
stranger's file does to a decoder ends with it. The US-English model is pocketsphinx's own.
"""

import argparse
import io
import json
import signal
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from av import AudioResampler, FFmpegError
from av import open as open_media
from av.audio import AudioStream
from av.container import InputContainer
from pocketsphinx import Decoder, Segmenter, Vad

RATE_HZ = 16_000
MIN_SECONDS = 0.5
MAX_SECONDS = 120
MIN_RATE_HZ = 8_000
_BYTES_PER_SECOND = RATE_HZ * 2
_FRAMES_PER_SECOND = 100  # of pocketsphinx's features

# FFmpeg's names: of the container that holds a MediaFormat, and of the codecs Transcribe takes.
_CONTAINERS = {
    "mp3": "mp3", "mp4": "mp4", "m4a": "mp4", "wav": "wav", "flac": "flac", "ogg": "ogg",
    "amr": "amr", "webm": "webm",
}  # fmt: skip
_CODECS = ("mp3", "aac", "alac", "pcm_", "flac", "vorbis", "opus", "amr_nb", "amr_wb")

# What separates speech from a hum, a tune or a passing siren that voice detection takes for one
# (docs/architecture/05-local-mode.md has the figures): words fill it, and none is longer.
_MIN_SHARE_OF_WORDS = 0.5
_MAX_WORD_S = 1.5
# Voice detection needs a quiet moment to see a beginning and an end: without one after it, pocket-
# sphinx's Segmenter can keep the last stretch, which may be the only one, to itself.
_QUIET_S = 0.5
# Of words followed at a time; pocketsphinx's 30,000 take noise twice as long and hear no better.
_MAX_STATES = 5_000


class Unheard(Exception):
    """The recording was not listened to; the text is Transcribe's FailureReason."""


@dataclass(frozen=True, slots=True)
class Word:
    """`start_s` and `end_s` count from the recording's start; `confidence` is from 0 to 1."""

    text: str
    start_s: float
    end_s: float
    confidence: float


def main() -> None:
    arguments = _parser().parse_args()
    # Whoever started us may be gone; nobody waits longer than this.
    signal.alarm(arguments.time_limit)
    try:
        pcm = decode(arguments.file, arguments.format, arguments.rate)
        print(json.dumps({"words": [asdict(word) for word in recognise(pcm)]}))
    except Unheard as unheard:
        print(json.dumps({"failure": str(unheard)}))


def decode(path: Path, media_format: str | None = None, rate_hz: int | None = None) -> bytes:
    """The recording as 16-bit mono at RATE_HZ; checked against what was said about it.

    Raises:
        Unheard
    """
    try:
        # Never a playlist or a list of files, which FFmpeg would follow to wherever it points.
        with open_media(path, options={"format_whitelist": ",".join(_CONTAINERS)}) as container:
            stream = _checked(container, media_format, rate_hz)
            pcm = _resampled(container, stream)
    except FFmpegError as error:
        raise Unheard("Unsupported media format.") from error
    if len(pcm) < MIN_SECONDS * _BYTES_PER_SECOND:
        raise Unheard(f"Invalid file size: there are less than {MIN_SECONDS} s of sound.")
    return pcm


def _checked(
    container: InputContainer, media_format: str | None, rate_hz: int | None
) -> AudioStream:
    if not container.streams.audio:
        raise Unheard("Unsupported media format: there is no sound.")
    stream = container.streams.audio[0]
    decoder = stream.codec_context  # None when FFmpeg has none for it
    if decoder is None or not decoder.codec.canonical_name.startswith(_CODECS):
        raise Unheard("Unsupported media format: its audio codec is not taken.")
    detected = container.format.name.split(",")
    if media_format and _CONTAINERS[media_format] not in detected:
        raise Unheard("The media format provided does not match the detected media format.")
    if stream.rate < MIN_RATE_HZ:
        raise Unheard(f"Invalid sample rate for audio file: below {MIN_RATE_HZ} Hz.")
    if rate_hz and rate_hz != stream.rate:
        raise Unheard("The sample rate provided does not match the detected sample rate.")
    return stream


def _resampled(container: InputContainer, stream: AudioStream) -> bytes:
    resampler = AudioResampler(format="s16", layout="mono", rate=RATE_HZ)
    pcm = bytearray()
    for frame in chain(container.decode(stream), [None]):  # None: what the resampler holds back
        for piece in resampler.resample(frame):
            pcm += bytes(piece.planes[0])[: piece.samples * 2]
        if len(pcm) > MAX_SECONDS * _BYTES_PER_SECOND:
            raise Unheard(f"Invalid file size: more than {MAX_SECONDS} s are not heard here.")
    return bytes(pcm)


def recognise(pcm: bytes) -> list[Word]:
    """What was said in `pcm`, as decode() gives it; empty when nobody spoke."""
    decoder = Decoder(loglevel="FATAL", maxhmmpf=_MAX_STATES)
    quiet = bytes(int(_QUIET_S * RATE_HZ) * 2)
    sound = io.BytesIO(quiet + pcm + quiet)
    words: list[Word] = []
    # One stretch of speech after the other: what lies between costs no time, and each is
    # normalised by itself.
    for stretch in Segmenter(vad_mode=Vad.MEDIUM_LOOSE).segment(sound):
        decoder.start_utt()
        decoder.process_raw(stretch.pcm, full_utt=True)
        decoder.end_utt()
        heard = _words(decoder, stretch.start_time - _QUIET_S)
        words += _spoken(heard, len(stretch.pcm) / _BYTES_PER_SECOND)
    return words


def _words(decoder: Decoder, offset_s: float) -> list[Word]:
    return [
        Word(
            segment.word.partition("(")[0],  # "the(2)" is the second way to say "the"
            _seconds(offset_s, segment.start_frame),
            _seconds(offset_s, segment.end_frame + 1),
            round(min(segment.prob, 1.0), 3),
        )
        for segment in decoder.seg() or ()
        if not segment.word.startswith(("<", "["))  # <s>, <sil>, [NOISE]
    ]


def _seconds(offset_s: float, frame: int) -> float:
    return round(max(offset_s + frame / _FRAMES_PER_SECOND, 0.0), 2)


def _spoken(heard: Sequence[Word], stretch_s: float) -> list[Word]:
    """`heard` without what noise was taken for; nothing when the rest is too little for speech."""
    words = [word for word in heard if word.end_s - word.start_s <= _MAX_WORD_S]
    filled_s = sum(word.end_s - word.start_s for word in words)
    return words if filled_s >= _MIN_SHARE_OF_WORDS * stretch_s else []


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local.recogniser", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--format", choices=_CONTAINERS, help="what it is said to be")
    parser.add_argument("--rate", type=int, metavar="HZ", help="the sample rate it is said to have")
    parser.add_argument("--time-limit", type=int, default=300, metavar="S", help="300")
    return parser


if __name__ == "__main__":
    main()
