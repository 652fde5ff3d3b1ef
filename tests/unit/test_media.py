"""What kind of audio bytes are, whatever they are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easel.errors import PayloadTooLarge, UnsupportedAudio
from easel.media import MAX_AUDIO_BYTES, check_duration, check_size, media_format
from tests.fakes import a_wav

WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        pytest.param(a_wav(), "a", "wav", id="wav"),
        pytest.param(b"fLaC\0\0\0\x22", "a", "flac", id="flac"),
        pytest.param(b"OggS\0\x02", "a.oga", "ogg", id="ogg"),
        pytest.param(b"#!AMR\n\x3c", "a", "amr", id="amr"),
        pytest.param(b"#!AMR-WB\n", "a", "amr", id="wide band amr"),
        pytest.param(WEBM, "a", "webm", id="webm"),
        pytest.param(b"\0\0\0\x1cftypM4A \0", "a", "m4a", id="m4a"),
        pytest.param(b"\0\0\0\x20ftypisom", "a.mp4", "mp4", id="mp4"),
        pytest.param(b"\0\0\0\x20ftypisom", "voice.M4A", "m4a", id="m4a by its name"),
        pytest.param(b"ID3\x04\0\0", "a.wav", "mp3", id="mp3 with a tag, called wav"),
        pytest.param(b"\xff\xfb\x90\x64", "a", "mp3", id="mp3 frame"),
        pytest.param(b"\xff\xf3\x40\xc4", "a", "mp3", id="mp3 of MPEG 2"),
        pytest.param(b"\0\0\0\xff\xfb\x90\x64", "a", "mp3", id="mp3 after padding"),
    ],
)
def test_the_bytes_say_what_they_are(data: bytes, name: str, expected: str) -> None:
    assert media_format(data, name) == expected


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 9, b"text", b"\xff", b"\xff\xf1\x50\x80", b"RIFF\0\0\0\0AVI ", b"<html>"],
)
def test_what_is_no_recording_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedAudio):
        media_format(data, "uploads/a.mp3")


@given(st.binary(max_size=300), st.sampled_from([b"", b"ID3", b"OggS", b"fLaC", a_wav(0)[:40]]))
def test_whatever_the_bytes_are_they_are_taken_or_refused(data: bytes, head: bytes) -> None:
    try:
        media_format(head + data, "a.mp3")
        check_duration(head + data, 120)
    except UnsupportedAudio:
        pass


def test_a_recording_may_take_as_long_as_the_operator_allows() -> None:
    check_duration(a_wav(10), 10)
    with pytest.raises(UnsupportedAudio, match="takes 11 s; at most 10 s"):
        check_duration(a_wav(11), 10)


def test_a_recording_may_hold_ten_mebibytes() -> None:
    check_size(MAX_AUDIO_BYTES)
    with pytest.raises(PayloadTooLarge):
        check_size(MAX_AUDIO_BYTES + 1)
