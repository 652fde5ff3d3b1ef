"""Speech to words on this machine: what is heard, what is not, and which files are refused."""

import math
import wave
from array import array
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest

from easel.recordings.decoder import wav
from local.transcribe.recogniser import RATE_HZ, Unheard, Word, read_wav, recognise
from tests.recordings import FORMATS, PATH, recording


def heard(path: Path) -> list[str]:
    return [word.text for word in recognise(read_wav(path))]


def written(
    path: Path, samples: bytes, *, rate_hz: int = RATE_HZ, channels: int = 1, bits: int = 16
) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setparams((channels, bits // 8, rate_hz, 0, "NONE", ""))
        sound.writeframes(samples)
    return path


def silence(path: Path, seconds: float, rate_hz: int = RATE_HZ) -> Path:
    return written(path, bytes(int(seconds * rate_hz) * 2), rate_hz=rate_hz)


def tone(hertz: float, seconds: float, rate_hz: int, level: float = 0.5) -> bytes:
    at = np.arange(int(seconds * rate_hz)) / rate_hz
    return (np.sin(2 * np.pi * hertz * at) * level * 32_767).astype(np.int16).tobytes()


@pytest.mark.parametrize("media_format", [name for name in FORMATS if name != "amr"])
def test_speech_is_heard_in_the_wav_that_easel_makes_of(media_format: str, tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(wav(recording(f"circle.{media_format}"), 120))
    assert {"red", "circle", "background"} <= set(heard(tmp_path / "x.wav"))


def test_narrow_band_speech_is_heard_badly(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(wav(recording("circle.amr"), 120))
    assert 4 <= len(heard(tmp_path / "x.wav")) <= 8  # seven words were said


@pytest.mark.parametrize("rate_hz", [11_025, 12_000, 15_999])
def test_speech_is_heard_at_a_rate_of(rate_hz: int, tmp_path: Path) -> None:
    samples = np.frombuffer(read_wav(PATH / "circle.wav"), np.int16)
    wanted = round(len(samples) * rate_hz / RATE_HZ)
    spectrum = np.fft.rfft(samples)[: wanted // 2 + 1]
    coarser = np.fft.irfft(spectrum, wanted) * (wanted / len(samples))
    path = written(tmp_path / "x.wav", coarser.astype(np.int16).tobytes(), rate_hz=rate_hz)
    assert {"red", "circle", "background"} <= set(heard(path))


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, RATE_HZ])
def test_a_tone_keeps_its_pitch_and_its_length_at_a_rate_of(rate_hz: int, tmp_path: Path) -> None:
    path = written(tmp_path / "x.wav", tone(1_000, 2, rate_hz), rate_hz=rate_hz)
    samples = np.frombuffer(read_wav(path), np.int16)
    assert len(samples) == 2 * RATE_HZ
    assert np.argmax(np.abs(np.fft.rfft(samples))) == 2 * 1_000  # in steps of half a hertz


def test_a_loud_tone_at_another_rate_does_not_wrap_around(tmp_path: Path) -> None:
    square = np.sign(np.frombuffer(tone(300, 1, 8_000), np.int16)).astype(np.int16) * 32_767
    path = written(tmp_path / "x.wav", square.tobytes(), rate_hz=8_000)
    samples = np.frombuffer(read_wav(path), np.int16).astype(int)
    assert np.abs(np.diff(samples)).max() < 60_000  # a wrap is a step of 65,535


@pytest.fixture(scope="module")
def words() -> list[Word]:
    return recognise(read_wav(PATH / "circle.wav"))


def test_words_are_letters_with_times_and_confidences(words: list[Word]) -> None:
    assert all(word.text.isalpha() for word in words)
    assert all(0 <= word.confidence <= 1 for word in words)
    times = [time for word in words for time in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert 0.5 < times[0] < 1  # half a second of silence before
    assert 2 < times[-1] < 2.7  # and after


def test_speech_is_heard_without_a_pause_before_and_after_it() -> None:
    pcm = read_wav(PATH / "circle.wav")
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


@pytest.mark.parametrize(
    "name", ["notes.mp3", "circle.mp3", "truncated.mp4", "codec.mp4", "empty.wav"]
)
def test_a_file_that_is_not_a_wav_is_an_unsupported_format(name: str) -> None:
    with pytest.raises(Unheard, match=r"^Unsupported media format: only wav"):
        read_wav(PATH / name)


def test_a_wav_of_floating_point_numbers_is_an_unsupported_format(tmp_path: Path) -> None:
    changed = bytearray(recording("circle.wav"))
    changed[20:22] = (3).to_bytes(2, "little")  # WAVE_FORMAT_IEEE_FLOAT
    (tmp_path / "x.wav").write_bytes(changed)
    with pytest.raises(Unheard, match=r"^Unsupported media format"):
        read_wav(tmp_path / "x.wav")


@pytest.mark.parametrize(("channels", "bits"), [(2, 16), (1, 8), (1, 24)])
def test_a_wav_of_another_layout_is_an_unsupported_format(
    channels: int, bits: int, tmp_path: Path
) -> None:
    samples = bytes(RATE_HZ * channels * bits // 8)
    path = written(tmp_path / "x.wav", samples, channels=channels, bits=bits)
    with pytest.raises(Unheard, match=r"^Unsupported media format: only mono with 16 bits"):
        read_wav(path)


@pytest.mark.parametrize("rate_hz", [7_999, 16_001])
def test_a_sample_rate_that_is_too_low_or_too_high_is_invalid(rate_hz: int, tmp_path: Path) -> None:
    with pytest.raises(Unheard, match=r"^Invalid sample rate"):
        read_wav(silence(tmp_path / "x.wav", 1, rate_hz))


@pytest.mark.parametrize("seconds", [0.49, 120.1])
def test_a_recording_too_short_or_too_long_is_an_invalid_size(
    tmp_path: Path, seconds: float
) -> None:
    with pytest.raises(Unheard, match=r"^Invalid file size"):
        read_wav(silence(tmp_path / "x.wav", seconds))


@pytest.mark.parametrize("seconds", [0.5, 120])
def test_the_shortest_and_the_longest_recording_are_heard(tmp_path: Path, seconds: float) -> None:
    assert heard(silence(tmp_path / "x.wav", seconds)) == []


def test_a_wav_that_breaks_off_is_heard_up_to_there(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(recording("circle.wav")[: int(1.5 * RATE_HZ) * 2])
    assert "red" in heard(tmp_path / "x.wav")
