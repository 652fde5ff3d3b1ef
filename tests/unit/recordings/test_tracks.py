"""Which formats are read, and which of several tracks is heard."""

from array import array

import pytest

from easel.recordings import decoder
from easel.recordings.sound import decode
from easel.recordings.tracks import Undecodable
from tests.fakes import a_wav

from .sounds import MOST_S, WAV, Track, channels, film, loudness, pcm, seconds

SAID_S = 3.11
SILENT = pcm(1)
QUIET = channels(array("h", [at % 2 * 4_000 for at in range(32_000)]))
QUIET_S = 2


@pytest.mark.parametrize(
    ("format", "codec"),
    [
        pytest.param("adts", "aac", id="raw AAC"),
        pytest.param("aiff", "pcm_s16be", id="AIFF"),
        pytest.param("w64", "pcm_s16le", id="W64"),
        pytest.param("caf", "alac", id="CAF"),
        pytest.param("mov", "aac", id="mov"),
        pytest.param("mov", "pcm_s16be", id="mov with PCM"),
        pytest.param("3gp", "aac", id="3gp"),
        pytest.param("matroska", "aac", id="mka"),
        pytest.param("matroska", "flac", id="mkv with FLAC"),
    ],
)
def test_a_recording_in_another_format_is_heard(format: str, codec: str) -> None:
    wav = decode(film(format, Track(WAV, codec)), MOST_S)
    assert seconds(wav) == pytest.approx(SAID_S, abs=0.15)
    assert loudness(wav) > 3_000


FILMS = pytest.mark.parametrize(
    ("format", "codec"),
    [("mp4", "aac"), ("mov", "pcm_s16le"), ("matroska", "flac"), ("webm", "libopus")],
)


@FILMS
def test_a_silent_track_is_passed_over(format: str, codec: str) -> None:
    two = film(format, Track(SILENT, codec, default=True), Track(WAV, codec))
    assert seconds(decoder.wav(two, MOST_S)) == pytest.approx(SAID_S, abs=0.15)


@FILMS
def test_the_track_that_is_flagged_as_default_is_heard(format: str, codec: str) -> None:
    two = film(format, Track(QUIET, codec), Track(WAV, codec, default=True))
    assert seconds(decoder.wav(two, MOST_S)) == pytest.approx(SAID_S, abs=0.15)


@FILMS
def test_of_tracks_without_a_flag_the_first_is_heard(format: str, codec: str) -> None:
    two = film(format, Track(QUIET, codec), Track(WAV, codec))
    assert seconds(decoder.wav(two, MOST_S)) == pytest.approx(QUIET_S, abs=0.15)


@FILMS
def test_if_all_tracks_are_silent_so_is_the_recording(format: str, codec: str) -> None:
    wav = decoder.wav(film(format, Track(SILENT, codec), Track(SILENT, codec)), MOST_S)
    assert loudness(wav) < 40


@pytest.mark.parametrize("format", ["mp4", "matroska"])
@pytest.mark.parametrize("first", [True, False], ids=["before it", "behind it"])
def test_a_track_of_another_codec_does_not_matter(format: str, first: bool) -> None:
    tracks = [Track(QUIET, "ac3", default=True), Track(WAV, "aac")]
    if not first:
        tracks.reverse()
    wav = decode(film(format, *tracks), MOST_S)
    assert seconds(wav) == pytest.approx(SAID_S, abs=0.15)


def test_a_track_that_cannot_be_used_is_passed_over() -> None:
    two = film("matroska", Track(a_wav(0.2), "flac", default=True), Track(WAV, "flac"))
    assert seconds(decoder.wav(two, MOST_S)) == pytest.approx(SAID_S, abs=0.15)


def test_a_second_track_does_not_excuse_a_first_that_is_too_long() -> None:
    loud = channels(array("h", [at % 2 * 4_000 for at in range(5 * 16_000)]))
    two = film("matroska", Track(loud, "flac"), Track(WAV, "flac"))
    with pytest.raises(Undecodable, match="longer than 4 s"):
        decoder.wav(two, 4)


def test_sixty_tracks_are_read_within_the_limits() -> None:
    many = film("matroska", *[Track(SILENT, "flac")] * 59, Track(WAV, "flac"))
    assert loudness(decode(many, MOST_S)) > 3_000
