"""Sounds for tests, and functions that measure a sound."""

import io
import wave
from array import array
from dataclasses import dataclass
from typing import Any

import av
from av.stream import Disposition

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


def channels(*each: "array[int]", rate: int = RATE_HZ) -> bytes:
    """A wav of these channels. It does not say which channel is where."""
    samples = array("h", bytes(2 * len(each) * len(each[0])))
    for at, channel in enumerate(each):
        samples[at :: len(each)] = channel
    encoded = io.BytesIO()
    with wave.open(encoded, "wb") as writer:
        writer.setparams((len(each), 2, rate, 0, "NONE", ""))
        writer.writeframes(samples.tobytes())
    return encoded.getvalue()


@dataclass(frozen=True)
class Track:
    """One track of sound in a file; `default` is the flag that the file gives it."""

    sound: bytes
    codec: str = "aac"
    default: bool = False
    layout: str | None = None


def film(format: str, *tracks: Track) -> bytes:
    """A file of these tracks, in one of FFmpeg's formats."""
    encoded = io.BytesIO()
    with av.open(encoded, "w", format=format) as container:
        streams: list[Any] = []
        for track in tracks:
            stream: Any = container.add_stream(track.codec, rate=_RATES.get(track.codec, RATE_HZ))
            if track.layout:
                stream.codec_context.layout = track.layout
            stream.disposition = Disposition.default if track.default else Disposition(0)
            streams.append(stream)
        for track, stream in zip(tracks, streams, strict=True):
            with av.open(io.BytesIO(track.sound), "r") as source:
                for frame in source.decode(audio=0):
                    container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    return encoded.getvalue()


def loudness(wav: bytes) -> int:
    return max(abs(one) for one in array("h", read(wav).readframes(-1)))


# Encoders that do not take every rate.
_RATES = {"ac3": 48_000, "libopus": 48_000, "libopencore_amrnb": 8_000}
