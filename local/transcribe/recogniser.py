"""Speech to words, offline: `python -m local.transcribe.recogniser FILE` prints the words as JSON.

FILE is the wav that Easel makes of every recording (lambda/easel): mono, 16 bit, 8 to 16 kHz.
Each recording gets a process of its own: the model takes 114 MB and a whole core. The US-English
model comes with pocketsphinx.
"""

import argparse
import io
import json
import signal
import wave
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder, Segmenter, Vad

RATE_HZ = 16_000
MIN_RATE_HZ = 8_000
MIN_SECONDS = 0.5
MAX_SECONDS = 120
_BYTES_PER_SECOND = RATE_HZ * 2
_FRAMES_PER_SECOND = 100  # of pocketsphinx's features

# Voice detection also reports hums, tunes and sirens. Speech differs from them in two ways: words
# fill it, and no word is long (docs/architecture/05-local-mode.md has the figures).
_MIN_SHARE_OF_WORDS = 0.5
_MAX_WORD_S = 1.5
# Voice detection needs a quiet moment before and after speech. Without the one after it,
# pocketsphinx's Segmenter can swallow the last stretch, which may be the only one.
_QUIET_S = 0.5
# How many words are followed at a time. pocketsphinx's default of 30,000 takes twice as long on
# noise and hears no better.
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
    # The process that started this one may be gone: end by itself after a while.
    signal.alarm(arguments.time_limit)
    try:
        pcm = read_wav(arguments.file)
        print(json.dumps({"words": [asdict(word) for word in recognise(pcm)]}))
    except Unheard as unheard:
        print(json.dumps({"failure": str(unheard)}))


def read_wav(path: Path) -> bytes:
    """The samples of the wav at `path`: 16 bit, mono, at RATE_HZ.

    Raises:
        Unheard: the file is not such a wav, or it is too short or too long.
    """
    try:
        with wave.open(str(path)) as sound:
            layout, rate_hz = (sound.getnchannels(), sound.getsampwidth()), sound.getframerate()
            pcm = sound.readframes(MAX_SECONDS * rate_hz + 1)
    except (wave.Error, EOFError) as error:
        raise Unheard("Unsupported media format: only wav is heard on this machine.") from error
    if layout != (1, 2):
        raise Unheard("Unsupported media format: only mono with 16 bits is heard on this machine.")
    if not MIN_RATE_HZ <= rate_hz <= RATE_HZ:
        raise Unheard(f"Invalid sample rate for audio file: not {MIN_RATE_HZ} to {RATE_HZ} Hz.")
    if not MIN_SECONDS <= len(pcm) / 2 / rate_hz <= MAX_SECONDS:
        raise Unheard(f"Invalid file size: not {MIN_SECONDS} to {MAX_SECONDS} s of sound.")
    return pcm if rate_hz == RATE_HZ else _at_rate(pcm, rate_hz)


def _at_rate(pcm: bytes, rate_hz: int) -> bytes:
    """`pcm` at RATE_HZ instead of `rate_hz`: the same spectrum, with silence above it."""
    samples = np.frombuffer(pcm, np.int16)
    wanted = round(len(samples) * RATE_HZ / rate_hz)
    finer = np.fft.irfft(np.fft.rfft(samples), wanted) * (wanted / len(samples))
    return finer.clip(-32_768, 32_767).astype(np.int16).tobytes()


def recognise(pcm: bytes) -> list[Word]:
    """The words in `pcm`, as read_wav() gives it; an empty list if nobody spoke."""
    decoder = Decoder(loglevel="FATAL", maxhmmpf=_MAX_STATES)
    quiet = bytes(int(_QUIET_S * RATE_HZ) * 2)
    sound = io.BytesIO(quiet + pcm + quiet)
    words: list[Word] = []
    # One stretch of speech after the other: the pauses cost no time, and each stretch is
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
    """`heard` without words too long to be spoken; empty if the rest is too little for speech."""
    words = [word for word in heard if word.end_s - word.start_s <= _MAX_WORD_S]
    filled_s = sum(word.end_s - word.start_s for word in words)
    return words if filled_s >= _MIN_SHARE_OF_WORDS * stretch_s else []


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local.transcribe.recogniser", description=__doc__
    )
    parser.add_argument("file", type=Path, help="a wav: mono, 16 bit, 8 to 16 kHz")
    parser.add_argument(
        "--time-limit", type=int, default=300, metavar="S", help="end after S seconds (300)"
    )
    return parser


if __name__ == "__main__":
    main()
