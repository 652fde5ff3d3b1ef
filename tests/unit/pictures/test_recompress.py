"""mozjpeg makes a JPEG smaller, keeps every pixel and every segment, and never loses a picture."""

import io
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from easel.pictures import recompress
from easel.pictures.jpeg import Jpeg, from_pixels, read_jpeg
from easel.pictures.recompress import Recompressor
from tests.fakes import a_jpeg


@pytest.fixture(scope="module")
def running() -> Iterator[Recompressor]:
    recompressor = Recompressor()
    yield recompressor
    recompressor.close()


@pytest.fixture
def own() -> Iterator[Recompressor]:
    recompressor = Recompressor()
    yield recompressor
    recompressor.close()


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.mode.encode() + picture.tobytes()


def clouds(width: int, height: int, seed: int = 7, mode: str = "RGB", **save: Any) -> bytes:
    """A JPEG of blurred noise."""
    raw = Random(seed).randbytes(24 * 24 * 3)
    noise = Image.frombytes("RGB", (24, 24), raw).resize((width, height), Image.Resampling.BICUBIC)
    encoded = io.BytesIO()
    noise.convert(mode).save(encoded, "JPEG", **save)
    return encoded.getvalue()


CORPUS: dict[str, bytes] = {
    "quality 50": clouds(256, 256, quality=50),
    "quality 75": clouds(256, 192, quality=75),
    "quality 95": clouds(192, 256, quality=95),
    "odd sides": clouds(131, 77),
    "a single pixel": a_jpeg(1, 1),
    "without subsampling": clouds(200, 200, subsampling=0),
    "progressive": clouds(200, 200, progressive=True),
    "restart markers": clouds(200, 200, restart_marker_blocks=7),
    "grey": clouds(200, 200, mode="L"),
    "CMYK": clouds(200, 200, mode="CMYK"),
    "plain": a_jpeg(256, 256),
    "made by Easel from RGB lists": from_pixels(Random(3).randbytes(96 * 64 * 3), 96).data,
}


@pytest.mark.parametrize("data", CORPUS.values(), ids=CORPUS)
def test_a_smaller_jpeg_has_the_same_pixels(running: Recompressor, data: bytes) -> None:
    found = running.smaller(read_jpeg(data))
    assert len(found.data) <= len(data)
    assert (found.width, found.height) == Image.open(io.BytesIO(data)).size
    assert pixels(found.data) == pixels(data)


@pytest.mark.parametrize("name", ["quality 75", "odd sides", "made by Easel from RGB lists"])
def test_it_saves_a_few_percent(running: Recompressor, name: str) -> None:
    assert len(running.smaller(read_jpeg(CORPUS[name])).data) < 0.98 * len(CORPUS[name])


def test_profile_exif_and_comment_stay(running: Recompressor) -> None:
    exif = b"Exif\x00\x00II*\x00\x08" + bytes(9)
    kept: dict[str, Any] = {"icc_profile": b"profile" * 100, "exif": exif}
    data = clouds(128, 128, comment=b"drawn", **kept)
    found = running.smaller(read_jpeg(data))
    assert len(found.data) < len(data)
    with Image.open(io.BytesIO(found.data)) as picture:
        assert {name: picture.info[name] for name in ("icc_profile", "comment")} == {
            "icc_profile": kept["icc_profile"],
            "comment": b"drawn",
        }
        assert picture.info["exif"].startswith(b"Exif\x00\x00II*")


@settings(deadline=None, max_examples=25)
@given(
    st.integers(1, 70),
    st.integers(1, 70),
    st.integers(0, 2**32),
    st.integers(1, 100),
    st.sampled_from([0, 1, 2]),
    st.booleans(),
)
def test_any_picture_keeps_its_pixels(
    running: Recompressor,
    width: int,
    height: int,
    seed: int,
    quality: int,
    subsampling: int,
    progressive: bool,
) -> None:
    save: dict[str, Any] = {
        "quality": quality,
        "subsampling": subsampling,
        "progressive": progressive,
    }
    data = clouds(width, height, seed, **save)
    assert pixels(running.smaller(read_jpeg(data)).data) == pixels(data)


def scan_of(data: bytes | bytearray) -> int:
    return data.index(b"\xff\xda") + 14


def garbage() -> Jpeg:
    """A JPEG at which mozjpeg ends its process."""
    data = clouds(256, 256)
    noise = Random(3).randbytes(9000).replace(b"\xff", b"a")
    return read_jpeg(data[: scan_of(data)] + noise + b"\xff\xd9")


def test_a_jpeg_at_which_mozjpeg_dies_stays_and_the_next_one_gets_smaller(
    own: Recompressor,
) -> None:
    broken, whole = garbage(), read_jpeg(clouds(128, 128))
    assert own.smaller(broken) == broken
    assert len(own.smaller(whole).data) < len(whole.data)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_broken_jpeg_stays_or_becomes_a_whole_one(
    running: Recompressor, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(clouds(96, 96))
    for at, byte in changes:
        data[scan_of(data) + at % (len(data) - scan_of(data) - 2)] = byte
    found = running.smaller(read_jpeg(bytes(data)))
    assert len(found.data) <= len(data)
    assert read_jpeg(found.data) == found


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("import time; time.sleep(60)", id="never-answers"),
        pytest.param("raise SystemExit(1)", id="does-not-start"),
        pytest.param("import sys; sys.stdout.buffer.write(b'abc')", id="says-half"),
        pytest.param(
            "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\3abc'); sys.stdout.flush(); input()",
            id="says-nonsense",
        ),
    ],
)
def test_whatever_goes_wrong_the_picture_stays(
    own: Recompressor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(program)
    monkeypatch.setattr(recompress, "WORKER", worker)
    monkeypatch.setattr(recompress, "WITHIN_S", 0.3)
    jpeg = read_jpeg(a_jpeg(64, 48))
    assert own.smaller(jpeg) == jpeg


_PROGRAM = """
import subprocess, sys
from pathlib import Path
from easel.pictures.jpeg import read_jpeg
from easel.pictures.recompress import Recompressor
started = []
class Popen(subprocess.Popen):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        started.append(self.pid)
subprocess.Popen = Popen
Recompressor().smaller(read_jpeg(Path(sys.argv[1]).read_bytes()))
print(*started)
"""


def test_the_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(a_jpeg(64, 48))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PROGRAM, tmp_path / "a.jpg"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    ended = Path(f"/proc/{int(done.stdout)}/stat")
    for _ in range(200):
        # Where nobody asks how it ended, it stays as a zombie.
        if not ended.exists() or ended.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    raise AssertionError("it still runs")
