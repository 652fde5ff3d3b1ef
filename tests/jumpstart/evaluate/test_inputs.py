"""What `python -m jumpstart.evaluate` reads: options, files of prompts, folders of pictures."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from jumpstart.evaluation.prompts import PROMPTS, read_prompts

from .evaluating import Page, report, run

ROOT = Path(__file__).parents[3]


NOTES = [
    "a photo of an astronaut riding a horse on mars",
    "A high tech solarpunk utopia in the Amazon rainforest",
    "A pikachu fine dining with a view to the Eiffel Tower",
    "A mecha robot in a favela in expressionist style",
    "an insect robot preparing a delicious meal",
    "A small cabin on top of a snowy mountain in the style of Disney, artstation",
]


def test_a_folder_of_pictures_is_read_with_its_captions(tmp_path: Path) -> None:
    folder = tmp_path / "drawn"
    folder.mkdir()
    for name in ("sea.jpg", "cat.png"):
        Image.new("RGB", (700, 300), "navy").save(folder / name)
    (folder / "captions.json").write_text('{"sea.jpg": "the sea at night"}')
    (folder / "._sea.jpg").write_bytes(b"left by a Mac")
    argv = ["--pictures", folder, "--out", tmp_path / "out", "--score", "none"]
    assert run(*argv) == 2, "the cat has no caption"
    (folder / "cat.txt").write_text("a cat\n")
    assert run(*argv) == 0
    found = report(tmp_path / "out")
    assert [picture["prompt"] for picture in found["pictures"]] == ["a cat", "the sea at night"]
    assert Page(tmp_path / "out" / "index.html").pictures()[0].size == (256, 110)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("captions.json", b'["sea.jpg"]', "bad_captions"),
        ("captions.json", b'{"sea.jpg": 5}', "bad_captions"),
        ("captions.json", b"\xff", "bad_captions"),
        ("sea.jpg", b"no picture", "bad_picture"),
    ],
)
def test_a_broken_picture_or_caption_is_a_wrong_use(
    name: str, content: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "sea.jpg")
    (tmp_path / "sea.txt").write_bytes(b"the sea \xff")
    argv = ["--pictures", tmp_path, "--out", tmp_path / "out", "--score", "none"]
    assert run(*argv) == 0
    (tmp_path / name).write_bytes(content)
    assert run(*argv) == 2
    assert f"[{code}]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--width", "-5"],
        ["--steps", "0"],
        ["--guidance", "nan"],
        ["--url", "127.0.0.1:8081"],
        ["--url", ""],
        ["--seeds", "1,x"],
    ],
    ids=" ".join,
)
def test_an_invalid_option_is_refused_before_anything_is_drawn(
    wrong: list[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("--url", "http://x", "--out", tmp_path, "--dry-run", *wrong)


def test_the_prompts_hold_the_six_of_the_fine_tuning_example_and_24_of_the_small_world() -> None:
    prompts = read_prompts(PROMPTS)
    assert prompts[:6] == NOTES
    assert len(prompts) == 30


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("none.txt", None),
        ("empty.txt", "# nothing\n"),
        ("broken.json", "["),
        ("other.json", '{"prompts": []}'),
        ("numbers.json", "[1]"),
        ("halves.json", '["\\ud83d"]'),
    ],
)
def test_prompts_that_cannot_be_read_are_a_wrong_use(
    tmp_path: Path, name: str, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    assert run("--url", "http://x", "--out", tmp_path, "--prompts", tmp_path / name) == 2
    assert "[bad_prompts]" in capsys.readouterr().err


def test_prompts_may_be_a_json_list(tmp_path: Path) -> None:
    (tmp_path / "prompts.json").write_text('["a cat", "a dog"]')
    assert read_prompts(tmp_path / "prompts.json") == ["a cat", "a dog"]


def test_a_byte_order_mark_is_not_part_of_the_first_prompt(tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("\ufeff# ours\na cat\n")
    assert read_prompts(tmp_path / "prompts.txt") == ["a cat"]


def test_a_dry_run_needs_neither_network_nor_credentials(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jumpstart.evaluate", "--endpoint", "easel", "--dry-run"]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "out")],
        cwd=ROOT,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "would have 60 pictures drawn by easel" in done.stdout
    assert re.search(r'the first: \{"prompt": "a photo of an astronaut.*"seed": 1', done.stdout)
    assert not (tmp_path / "out").exists()
