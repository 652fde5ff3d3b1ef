"""A file without readable sound, or with too much of it, is refused soon and with a reason."""

import io
import resource
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import av
import pytest

from easel.errors import Internal, UnsupportedAudio
from easel.recordings import decoder
from easel.recordings.media import FORMATS as ENDINGS
from easel.recordings.media import MAX_AUDIO_BYTES
from easel.recordings.sound import decode
from easel.recordings.tracks import Undecodable
from tests.fakes import a_wav
from tests.recordings import FORMATS, recording

from .sounds import MOST_S, MP3, WAV, Track, channels, film, pcm, seconds

SILENCE = array("h", bytes(2 * 16_000))

# 13 bytes hold 20 ms: narrow-band at 12.2 kbit/s.
AMR_FRAME = b"\x04" + bytes(12)


@contextmanager
def within(cpu_s: float) -> Iterator[None]:
    """The decoder, a process, takes less of a core than `cpu_s`. A busy machine takes no more."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < cpu_s


@pytest.fixture
def decoder_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Replace the decoder by a program of these lines."""

    def decoder_that(code: str) -> None:
        room = tmp_path / "easel" / "recordings"
        room.mkdir(parents=True)
        for package in (room.parent, room):
            (package / "__init__.py").write_text("")
        (room / "decoder.py").write_text(code)
        monkeypatch.syspath_prepend(tmp_path)

    return decoder_that


def without_length(flac: bytes) -> bytes:
    """STREAMINFO's number of samples, the low 36 bits before its MD5, may be 0: unknown."""
    at = 4 + 4 + 13
    return flac[:at] + bytes([flac[at] & 0xF0]) + bytes(4) + flac[at + 5 :]


def with_length(mp3: bytes, frames: int) -> bytes:
    """`mp3` behind a Xing header that promises only this many frames."""
    at = mp3.index(b"Info")
    return mp3[: at + 8] + frames.to_bytes(4, "big") + mp3[at + 12 :]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"#!AMR\n" + AMR_FRAME * 800_000, id="AMR of 4.4 hours"),
        pytest.param(without_length(recording("circle.flac")) * 200, id="FLAC without a length"),
        pytest.param(recording("circle.ogg") * 700, id="chained Ogg"),
        pytest.param(with_length(MP3, 10) + MP3 * 500, id="mp3 behind a short Xing header"),
        pytest.param(a_wav(300), id="wav"),
        pytest.param(pcm(600, rate=8_000, width=1), id="8-bit wav"),
    ],
)
def test_a_recording_that_is_too_long_is_refused_within_seconds(data: bytes) -> None:
    data = data[:MAX_AUDIO_BYTES]
    with within(5), pytest.raises(UnsupportedAudio, match="longer than 120 s"):
        decode(data, MOST_S)


def test_sound_that_a_header_leaves_out_is_not_decoded() -> None:
    short = WAV[:40] + (32_000).to_bytes(4, "little") + WAV[44:]
    assert seconds(decode(short, MOST_S)) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="0 bytes"),
        pytest.param(film("avi", Track(WAV, "libmp3lame")), r"AVI .* not accepted", id="AVI"),
        pytest.param(film("mpegts", Track(WAV)), r"MPEG-TS .* not accepted", id="MPEG-TS"),
        pytest.param(film("mp2", Track(WAV, "mp2")), r"MP2 .* accepted are MP3, AAC", id="MP2"),
        pytest.param(recording("codec.mp4"), r"AC-3.* accepted are MP3, AAC", id="names AC-3"),
        pytest.param(
            recording("truncated.mp4"), "QuickTime / MOV, but is damaged", id="names its format"
        ),
        pytest.param(channels(*[SILENCE] * 65), "65 channels, .* at most 64", id="65 channels"),
        pytest.param(recording("codec.mp4"), "codec of the recording is not accepted", id="AC-3"),
        pytest.param(recording("truncated.mp4"), "cannot be decoded", id="without its index"),
        pytest.param(recording("notes.mp3"), "cannot be decoded", id="text"),
        pytest.param("words in two bytes".encode("utf-16") * 999, "decoded", id="UTF-16"),
        pytest.param(bytes(20_000), "cannot be decoded", id="zeros"),
        pytest.param(Random(7).randbytes(200_000), "cannot be decoded", id="noise"),
        pytest.param(b"\xff\xfb\x90\x64" * 50_000, "cannot be decoded", id="headers of MPEG"),
        pytest.param(b"<html>" * 999, "cannot be decoded", id="a page"),
        pytest.param(a_wav(0), "less than 0.5 s", id="no samples"),
        pytest.param(a_wav(0.49), "less than 0.5 s", id="half a word"),
        pytest.param(pcm(1, rate=7_999), "7999 Hz", id="too slow"),
        pytest.param(pcm(1, rate=192_001), "192001 Hz", id="too fast"),
    ],
)
def test_a_file_without_readable_sound_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnsupportedAudio, match=reason):
        decode(data, MOST_S)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(film("avi", Track(WAV, "libmp3lame")), id="AVI"),
        pytest.param(recording("truncated.mp4"), id="without its index"),
        pytest.param(b"%PDF-1.4" + bytes(3_000), id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(999), id="PNG"),
        pytest.param(Random(7).randbytes(20_000), id="noise"),
    ],
)
def test_a_refusal_lists_the_formats_and_names_no_class_of_python(data: bytes) -> None:
    with pytest.raises(UnsupportedAudio, match=f"send one of {', '.join(ENDINGS)}$") as refused:
        decode(data, MOST_S)
    assert "Error" not in refused.value.detail


def test_a_film_without_sound_is_refused() -> None:
    film = io.BytesIO()
    with av.open(film, "w", format="mp4") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width = pictures.height = 64
        container.mux(pictures.encode(av.VideoFrame(64, 64, "yuv420p")))
        container.mux(pictures.encode(None))
    with pytest.raises(UnsupportedAudio, match="no sound"):
        decode(film.getvalue(), MOST_S)


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile {}\n",
    ],
    ids=["HLS", "concat"],
)
def test_a_playlist_opens_no_other_file(playlist: str, tmp_path: Path) -> None:
    (tmp_path / "secret.wav").write_bytes(WAV)
    with pytest.raises(UnsupportedAudio, match="cannot be decoded"):
        decode(playlist.format(tmp_path / "secret.wav").encode(), MOST_S)


def test_ten_thousand_tracks_are_refused_at_once() -> None:
    # One page each: an Ogg stream begins with its first packet, here Opus's header.
    page = b"OggS\0\2" + bytes(8) + b"%b" + bytes(8) + b"\1\x13OpusHead\1\1\0\0\x80\xbb\0\0\0\0\0"
    tracks = b"".join(page % serial.to_bytes(4, "little") for serial in range(10_000))
    with within(5), pytest.raises(UnsupportedAudio):
        decode(tracks, MOST_S)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_either_decoded_or_refused(seed: int) -> None:
    chance = Random(seed)
    data = bytearray(recording(f"circle.{FORMATS[seed % len(FORMATS)]}"))
    match seed // len(FORMATS):
        case 0:
            del data[chance.randrange(len(data)) :]
        case 1:
            del data[(at := chance.randrange(len(data))) : at + chance.randrange(200)]
        case _:  # most of what a header says is at either end
            for _ in range(8):
                data[chance.choice((1, -1)) * chance.randrange(600)] = chance.randrange(256)
    try:
        wav = decoder.wav(bytes(data), MOST_S)
    except Undecodable:
        return
    assert 0.5 <= seconds(wav) <= MOST_S


def test_a_file_that_takes_the_decoder_too_long_is_refused(
    decoder_that: Callable[[str], None],
) -> None:
    decoder_that(
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    )
    with pytest.raises(UnsupportedAudio, match="too long to decode"):
        decode(WAV, MOST_S)


def test_a_file_that_kills_the_decoder_is_refused(decoder_that: Callable[[str], None]) -> None:
    decoder_that("import os\nos.abort()")
    with pytest.raises(UnsupportedAudio, match="cannot be decoded"):
        decode(WAV, MOST_S)


def test_a_decoder_that_cannot_start_is_an_internal_error(
    decoder_that: Callable[[str], None],
) -> None:
    decoder_that("import a_library_that_is_missing")
    with pytest.raises(Internal):
        decode(WAV, MOST_S)


def test_the_decoder_gets_no_credentials(
    decoder_that: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    decoder_that("import os, sys\nsys.stdout.write(' '.join(os.environ))")
    assert b"AWS" not in decode(WAV, MOST_S)
