"""Whatever channels a recording has, what is said on them is heard."""

from array import array
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from easel.recordings import decoder

from .sounds import MOST_S, WAV, Track, channels, film, loudness, read

VOICE = array("h", read(WAV).readframes(-1))[12_000:21_000]
SILENCE = array("h", bytes(2 * len(VOICE)))


def scaled(factor: float) -> "array[int]":
    return array("h", (round(one * factor) for one in VOICE))


def volume(wav: bytes) -> float:
    """The root mean square, as a part of the voice's own."""
    heard = array("h", read(wav).readframes(-1))
    return sqrt(sum(one * one for one in heard) / sum(one * one for one in VOICE))


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        pytest.param([1, -1], 1, id="opposite phase"),
        pytest.param([0.5, -1], 1, id="the louder of two in opposite phase"),
        pytest.param([1, -1, 0, 0], 1, id="opposite phase among four"),
        pytest.param([1, 1], 1, id="the same on both"),
        pytest.param([1, 0], 0.5, id="on the left, mixed as ever"),
    ],
)
def test_channels_are_mixed_unless_they_cancel_each_other(
    each: list[float], expected: float
) -> None:
    wav = decoder.wav(channels(*map(scaled, each)), MOST_S)
    assert read(wav).getnchannels() == 1
    assert volume(wav) == pytest.approx(expected, rel=0.02)


@settings(deadline=None, max_examples=25)
@given(data=st.data(), count=st.integers(2, 64))
def test_a_voice_on_any_of_any_number_of_channels_is_heard(data: st.DataObject, count: int) -> None:
    speaking = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3))
    signs = data.draw(st.lists(st.sampled_from((1, -1)), min_size=count, max_size=count))
    flipped = array("h", (-one for one in VOICE))
    each = [
        (VOICE if signs[at] > 0 else flipped) if at in speaking else SILENCE for at in range(count)
    ]
    assert volume(decoder.wav(channels(*each), MOST_S)) > 1 / 3


@pytest.mark.parametrize("layout", ["stereo", "5.1", "7.1"])
def test_opposite_phase_is_heard_through_a_codec(layout: str) -> None:
    pair = channels(VOICE, array("h", (-one for one in VOICE)))
    assert loudness(decoder.wav(film("mp4", Track(pair, layout=layout)), MOST_S)) > 3_000


def test_a_file_whose_number_of_channels_changes_is_heard_to_its_end() -> None:
    joined = film("adts", Track(channels(VOICE))) + film("adts", Track(channels(VOICE, VOICE)))
    assert len(read(decoder.wav(joined, MOST_S)).readframes(-1)) > 4 * len(VOICE)
