"""Speech to words on this machine: what is heard, what is not, and what is turned away."""

import math
import wave
from array import array
from collections.abc import Callable
from pathlib import Path
from random import Random

import av
import pytest

from local.recogniser import RATE_HZ, Unheard, decode, recognise
from tests.recordings import FORMATS, PATH, recording


def heard(path: Path) -> list[str]:
    return [word.text for word in recognise(decode(path))]


@pytest.mark.parametrize("media_format", [name for name in FORMATS if name != "amr"])
def test_speech_is_heard_in(media_format: str) -> None:
    assert {"red", "circle", "background"} <= set(heard(PATH / f"circle.{media_format}"))


def test_narrow_band_amr_is_heard_if_badly() -> None:
    assert 4 <= len(heard(PATH / "circle.amr")) <= 8  # seven were said


def test_words_carry_their_times_and_confidences_and_nothing_but_letters() -> None:
    words = recognise(decode(PATH / "circle.wav"))
    assert all(word.text.isalpha() for word in words)
    assert all(0 <= word.confidence <= 1 for word in words)
    times = [time for word in words for time in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert 0.5 < times[0] < 1  # half a second of silence before
    assert 2 < times[-1] < 2.7  # and after


def test_speech_is_heard_that_begins_and_ends_with_the_recording() -> None:
    pcm = decode(PATH / "circle.wav")
    words = recognise(pcm[int(0.5 * RATE_HZ) * 2 : -int(0.6 * RATE_HZ) * 2])
    assert [word.text for word in (words[0], words[-1])] == ["red", "background"]


def white(at: float, random: Random) -> float:
    return random.uniform(-0.5, 0.5)


def pulses(at: float, random: Random) -> float:
    return white(at, random) * (0.5 + 0.5 * math.sin(2 * math.pi * 3 * at))


def hum(at: float, _: Random) -> float:
    harmonics = ((60, 0.3), (120, 0.2), (180, 0.15), (300, 0.1))
    return sum(level * math.sin(2 * math.pi * hertz * at) for hertz, level in harmonics)


def tune(at: float, _: Random) -> float:
    hertz = 220 * 2 ** (int(at * 3) % 8 / 12)
    harmonics = enumerate((0.2, 0.1, 0.06, 0.04), 1)
    tone = sum(level * math.sin(2 * math.pi * hertz * k * at) for k, level in harmonics)
    return tone * math.exp(-2 * (at % 0.333))


def chirp(at: float, _: Random) -> float:
    return 0.3 * math.sin(2 * math.pi * (200 + 375 * at) * at)


def nothing(at: float, _: Random) -> float:
    return 0


@pytest.mark.parametrize("sound", [nothing, white, pulses, hum, tune, chirp])
def test_no_words_are_made_up_of(sound: Callable[[float, Random], float]) -> None:
    random = Random(7)
    samples = (int(sound(n / RATE_HZ, random) * 32_767) for n in range(3 * RATE_HZ))
    assert recognise(array("h", samples).tobytes()) == []


@pytest.mark.parametrize("name", ["silence.wav", "noise.wav"])
def test_no_words_are_made_up_of_the_recording(name: str) -> None:
    assert heard(PATH / name) == []


@pytest.mark.parametrize("name", ["notes.mp3", "truncated.mp4", "codec.mp4", "empty.wav"])
def test_what_cannot_be_decoded_is_an_unsupported_format(name: str) -> None:
    with pytest.raises(Unheard, match=r"^Unsupported media format"):
        decode(PATH / name)


def test_a_codec_that_nobody_knows_is_an_unsupported_format(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(recording("circle.webm").replace(b"A_OPUS", b"A_WHAT"))
    with pytest.raises(Unheard, match="codec"):
        decode(tmp_path / "x")


def test_a_list_is_not_followed_to_the_files_it_names(tmp_path: Path) -> None:
    (tmp_path / "circle.wav").write_bytes(recording("circle.wav"))
    (tmp_path / "list").write_text("ffconcat version 1.0\nfile circle.wav\n")
    with pytest.raises(Unheard, match=r"^Unsupported media format"):
        decode(tmp_path / "list")


def test_a_film_without_sound_is_an_unsupported_format(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(path, "w") as film:
        stream = film.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        for _ in range(5):
            film.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        film.mux(stream.encode(None))
    with pytest.raises(Unheard, match="no sound"):
        decode(path)


def test_another_format_than_was_said_is_refused() -> None:
    with pytest.raises(Unheard, match="does not match the detected media format"):
        decode(PATH / "circle.wav", "mp3")


def test_mp4_and_m4a_are_one_format_to_the_service() -> None:
    assert decode(PATH / "circle.m4a", "mp4") == decode(PATH / "circle.m4a", "m4a")


def test_another_sample_rate_than_was_said_is_refused() -> None:
    with pytest.raises(Unheard, match="sample rate provided does not match"):
        decode(PATH / "circle.wav", "wav", 44_100)


def silence(path: Path, seconds: float, rate_hz: int = RATE_HZ) -> Path:
    with wave.open(str(path), "wb") as written:
        written.setparams((1, 2, rate_hz, 0, "NONE", ""))
        written.writeframes(bytes(int(seconds * rate_hz) * 2))
    return path


def test_a_sample_rate_below_8_khz_is_invalid(tmp_path: Path) -> None:
    with pytest.raises(Unheard, match=r"^Invalid sample rate"):
        decode(silence(tmp_path / "low.wav", 1, 7_999))


@pytest.mark.parametrize("seconds", [0.49, 120.1])
def test_a_recording_too_short_or_too_long_is_an_invalid_size(
    tmp_path: Path, seconds: float
) -> None:
    with pytest.raises(Unheard, match=r"^Invalid file size"):
        decode(silence(tmp_path / "x.wav", seconds))


@pytest.mark.parametrize("seconds", [0.5, 120])
def test_the_shortest_and_the_longest_recording_are_heard(tmp_path: Path, seconds: float) -> None:
    assert heard(silence(tmp_path / "x.wav", seconds)) == []
