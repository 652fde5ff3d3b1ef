"""A stored JPEG says that a machine made it, in XMP that other readers find. No pixel changes."""

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from easel.pictures.jpeg import read_jpeg
from easel.pictures.provenance import MAX_XMP_BYTES, with_provenance
from easel.settings import Metadata
from tests.fakes import a_jpeg, a_picture
from tests.xmp import packets, properties, without_xmp

PLAIN = a_jpeg(64, 48)
JOB = "img_l6zozhegj35zxqqanfvk4jjcgu"
PROMPT = "Iptc4xmpExt:AIPromptInformation"


def marked(prompt: str = "a fox", metadata: Metadata = Metadata.FULL, data: bytes = PLAIN) -> bytes:
    return with_provenance(read_jpeg(data), JOB, a_picture(prompt=prompt), metadata).data


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB").tobytes()


def test_a_picture_says_that_a_machine_made_it_with_which_model_and_for_which_job() -> None:
    assert properties(marked(metadata=Metadata.PROVENANCE)) == {
        "xmp:CreatorTool": "Easel",
        "dc:identifier": JOB,
        "Iptc4xmpExt:DigitalSourceType": (
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
        ),
        "Iptc4xmpExt:AISystemUsed": "model-txt2img-stabilityai-stable-diffusion-v2",
        "Iptc4xmpExt:AISystemVersionUsed": "1.0.0",
    }


def test_the_prompt_is_in_the_picture_only_if_the_operator_wants_it() -> None:
    assert b"red fox" not in marked("a red fox", Metadata.PROVENANCE)
    assert properties(marked("a red fox", Metadata.FULL))[PROMPT] == "a red fox"


def test_without_metadata_a_picture_stays_byte_for_byte() -> None:
    assert marked(metadata=Metadata.NONE) == PLAIN


@pytest.mark.parametrize("metadata", [Metadata.PROVENANCE, Metadata.FULL])
def test_nothing_else_in_the_picture_changes(metadata: Metadata) -> None:
    assert without_xmp(marked(metadata=metadata)) == PLAIN
    assert pixels(marked(metadata=metadata)) == pixels(PLAIN)


def test_the_same_job_gives_the_same_bytes() -> None:
    assert marked() == marked()


KINDS: dict[str, dict[str, Any]] = {
    "JFIF": {},
    "EXIF": {"exif": b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"},
    "a colour profile": {"icc_profile": b"profile" * 20_000},
    "a comment": {"comment": b"drawn by a model"},
    "progressive": {"progressive": True},
}


@pytest.mark.parametrize("save", KINDS.values(), ids=KINDS)
def test_the_xmp_stands_behind_jfif_and_exif_and_before_all_else(save: dict[str, Any]) -> None:
    data = a_jpeg(64, 48, **save)
    found = marked(data=data)
    assert without_xmp(found) == data
    with Image.open(io.BytesIO(found)) as after, Image.open(io.BytesIO(data)) as before:
        assert after.tobytes() == before.tobytes()
        assert {k: v for k, v in after.info.items() if k != "xmp"} == before.info
    before_xmp = found[: found.index(b"http://ns.adobe.com")]
    assert before_xmp.count(b"\xff\xe1") == 1 + ("exif" in save)
    assert b"\xff\xe2" not in before_xmp


def test_the_xmp_that_a_model_wrote_is_replaced() -> None:
    own = b"\xff\xe1\x00\x25http://ns.adobe.com/xap/1.0/\x00<own/>"
    more = b"\xff\xe1\x00\x2bhttp://ns.adobe.com/xmp/extension/\x00<own/>"
    assert marked(data=PLAIN[:20] + own + more + PLAIN[20:]) == marked()


@pytest.mark.parametrize(
    ("prompt", "read"),
    [
        pytest.param("a 🦊 with 水彩 and 👩‍🚀", "a 🦊 with 水彩 and 👩‍🚀", id="emoji"),
        pytest.param('<b>&amp; "x" ]]> \'', '<b>&amp; "x" ]]> \'', id="markup"),
        pytest.param("one\ntwo\tthree\rfour", "one\ntwo\tthree\rfour", id="lines"),
        pytest.param("a\x00b\x0bc\ufffed\ud800e", "a�b�c�d�e", id="not-in-xml"),
        pytest.param("{properties} %s {0}", "{properties} %s {0}", id="braces"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_prompt_is_read_as_it_was_written(prompt: str, read: str) -> None:
    assert properties(marked(prompt))[PROMPT] == read


@pytest.mark.parametrize("word", ["fox", "🦊", "&", "<>", "\x00", "水彩"])
def test_a_prompt_that_is_too_long_is_cut_between_two_words(word: str) -> None:
    long = f"{word} " * 32_000
    found = marked(long)
    assert len(found) <= len(PLAIN) + MAX_XMP_BYTES
    *words, end = properties(found)[PROMPT].split(" ")
    assert end == "…"
    assert set(words) == {word.replace("\x00", "�")}
    assert len(packets(found)[0].encode()) > 64_500


def test_a_long_prompt_of_a_single_word_is_cut_between_two_signs() -> None:
    found = properties(marked("🦊" * 32_000))[PROMPT]
    assert set(found) == set("🦊 …")


@settings(deadline=None, max_examples=30)
@given(st.text() | st.text(max_size=6).map(lambda text: text * 20_000))
def test_any_prompt_gives_a_picture_with_readable_xmp(prompt: str) -> None:
    found = marked(prompt)
    assert properties(found)["xmp:CreatorTool"] == "Easel"
    assert without_xmp(found) == PLAIN
    assert len(read_jpeg(found).data) <= len(PLAIN) + MAX_XMP_BYTES


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
@pytest.mark.parametrize("metadata", [Metadata.PROVENANCE, Metadata.FULL])
def test_exiftool_reads_the_same(tmp_path: Path, metadata: Metadata) -> None:
    file = tmp_path / "picture.jpg"
    file.write_bytes(marked('a 🦊 & "cat"', metadata))
    command = ["exiftool", "-json", "-G1", "-n", "-all", "-warning", str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    [found] = json.loads(done.stdout)
    told = {
        name.partition(":")[2]: value for name, value in found.items() if name.startswith("XMP-")
    }
    prompt = {"AIPromptInformation": 'a 🦊 & "cat"'} if metadata is Metadata.FULL else {}
    assert told == prompt | {
        "CreatorTool": "Easel",
        "Identifier": JOB,
        "DigitalSourceType": (
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
        ),
        "AISystemUsed": "model-txt2img-stabilityai-stable-diffusion-v2",
        "AISystemVersionUsed": "1.0.0",
    }
    assert "ExifTool:Warning" not in found
