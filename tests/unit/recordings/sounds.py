"""Sounds for tests, and functions that measure a sound."""

import io
import wave

from easel.recordings.decoder import RATE_HZ
from tests.recordings import recording

MOST_S = 120


def read(wav: bytes) -> wave.Wave_read:
    return wave.open(io.BytesIO(wav), "rb")


def seconds(wav: bytes) -> float:
    opened = read(wav)
    return opened.getnframes() / opened.getframerate()


def pcm(seconds: float, *, rate: int = RATE_HZ, channels: int = 1, width: int = 2) -> bytes:
    encoded = io.BytesIO()
    with wave.open(encoded, "wb") as writer:
        writer.setparams((channels, width, rate, 0, "NONE", ""))
        writer.writeframes(bytes(round(seconds * rate) * channels * width))
    return encoded.getvalue()


WAV = recording("circle.wav")
MP3 = recording("circle.mp3")
