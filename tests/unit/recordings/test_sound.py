"""Whatever is uploaded becomes a short wav of ours, or is refused with a reason, and soon.

Tables of what decodes alike call `decoder.wav` in this process: another takes long to start.
"""

import io
import wave
from fractions import Fraction
from typing import Any

import av
import pytest

from easel.errors import UnsupportedAudio
from easel.recordings import decoder
from easel.recordings.decoder import RATE_HZ
from easel.recordings.sound import decode
from tests.fakes import a_wav
from tests.recordings import FORMATS, recording

from .sounds import MOST_S, MP3, WAV, loudness, pcm, read, seconds

# What is said in circle.*, with its silence; a codec may add a frame.
SAID_S = 3.11


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_becomes_a_wav_of_the_same_words(kind: str) -> None:
    wav = decode(recording(f"circle.{kind}"), MOST_S)
    opened = read(wav)
    assert (opened.getnchannels(), opened.getsampwidth()) == (1, 2)
    assert opened.getframerate() == (8_000 if kind == "amr" else RATE_HZ)
    assert seconds(wav) == pytest.approx(SAID_S, abs=0.05)
    assert 3_000 < loudness(wav) <= 32_768


def test_a_wav_in_our_own_format_stays_unchanged() -> None:
    wav = a_wav(2)
    assert decode(wav, MOST_S) == wav


@pytest.mark.parametrize("name", ["silence.wav", "noise.wav"])
def test_a_recording_without_words_is_decoded(name: str) -> None:
    assert seconds(decode(recording(name), MOST_S)) == 2


@pytest.mark.parametrize(
    ("rate", "kept"), [(8_000, 8_000), (11_025, 11_025), (44_100, 16_000), (192_000, 16_000)]
)
def test_a_rate_is_lowered_to_16_khz_and_never_raised(rate: int, kept: int) -> None:
    wav = decoder.wav(pcm(1, rate=rate), MOST_S)
    assert read(wav).getframerate() == kept
    assert seconds(wav) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_every_width_and_number_of_channels_becomes_one_of_16_bits(
    width: int, channels: int
) -> None:
    opened = read(decoder.wav(pcm(1, channels=channels, width=width), MOST_S))
    assert (opened.getnchannels(), opened.getsampwidth(), opened.getnframes()) == (1, 2, 16_000)


def test_speech_on_one_channel_of_two_is_kept() -> None:
    mono = read(recording("circle.wav")).readframes(-1)
    left = b"".join(mono[at : at + 2] + b"\0\0" for at in range(0, len(mono), 2))
    encoded = io.BytesIO()
    with wave.open(encoded, "wb") as writer:
        writer.setparams((2, 2, RATE_HZ, 0, "NONE", ""))
        writer.writeframes(left)
    assert loudness(decode(encoded.getvalue(), MOST_S)) > 1_500


def test_the_sound_of_a_film_is_decoded() -> None:
    film = io.BytesIO()
    with av.open(film, "w", format="mp4") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width = pictures.height = 64
        track: Any = container.add_stream("aac", rate=RATE_HZ)
        for at in range(10):
            picture = av.VideoFrame(64, 64, "yuv420p")
            picture.pts, picture.time_base = at, Fraction(1, 10)
            container.mux(pictures.encode(picture))
        container.mux(pictures.encode(None))
        with av.open(io.BytesIO(recording("circle.wav")), "r") as source:
            for frame in source.decode(audio=0):
                container.mux(track.encode(frame))
        container.mux(track.encode(None))
    assert seconds(decode(film.getvalue(), MOST_S)) == pytest.approx(SAID_S, abs=0.15)


_UNKNOWN = b"\xff\xff\xff\xff"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(WAV[:4] + _UNKNOWN + WAV[8:40] + _UNKNOWN + WAV[44:], id="piped, unknown"),
        pytest.param(WAV[:40] + bytes(4) + WAV[44:], id="piped, empty"),
        pytest.param(b"ID3\x04\0\0\0\0\0\0" + MP3, id="an empty tag before it"),
        pytest.param(MP3 + bytes(5_000), id="zeros behind it"),
    ],
)
def test_a_file_with_a_wrong_length_or_padding_is_decoded(data: bytes) -> None:
    assert seconds(decoder.wav(data, MOST_S)) == pytest.approx(SAID_S, abs=0.05)


@pytest.mark.parametrize("kind", ["mp3", "wav", "flac", "ogg", "amr", "webm"])
def test_a_file_that_breaks_off_is_decoded_up_to_there(kind: str) -> None:
    whole = recording(f"circle.{kind}")
    assert 0.8 < seconds(decoder.wav(whole[: len(whole) // 2], MOST_S)) < SAID_S * 0.75


def test_joined_files_are_decoded_one_after_the_other() -> None:
    joined = recording("circle.ogg") * 3
    assert seconds(decode(joined, MOST_S)) == pytest.approx(3 * SAID_S, abs=0.3)


def test_a_recording_may_take_as_long_as_the_operator_allows() -> None:
    assert seconds(decode(a_wav(10), 10)) == 10
    with pytest.raises(UnsupportedAudio, match="longer than 10 s"):
        decode(a_wav(10.1), 10)
