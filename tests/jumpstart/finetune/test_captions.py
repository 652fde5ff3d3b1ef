"""An image folder with captions is checked before anything is trained."""

import math
from pathlib import Path

import pytest
from PIL import Image

from jumpstart.finetuning.captions import read_captions
from tests.jumpstart.pictures import image_folder

from .finetuning import launched


def test_captions_are_read_from_json_lines_and_from_csv_alike(tmp_path: Path) -> None:
    by_json = read_captions(image_folder(tmp_path / "json"), 64)
    by_csv = image_folder(tmp_path / "csv")
    (by_csv / "metadata.jsonl").unlink()
    (by_csv / "metadata.csv").write_text(
        '\ufefffile_name,text\r\nred.png,"a red wall"\r\nblue.png,a  blue wall\r\n'
    )
    found = read_captions(by_csv, 64)
    assert found.faults == by_json.faults == []
    assert [picture.text for picture in found.pictures] == ["a red wall", "a blue wall"]
    assert found.digest() == by_json.digest()


RED: dict[str, object] = {"file_name": "red.png", "text": "a red wall"}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"file_name": "green.png", "text": "x"}, "green.png is missing; there is no such file"),
        ({"file_name": "blue.png", "text": " "}, "the caption of blue.png is empty"),
        ({"file_name": "broken.png", "text": "x"}, "broken.png cannot be decoded"),
        (RED, "red.png is a duplicate of line 1"),
        ({"file_name": "../red.png", "text": "x"}, "../red.png is outside of the folder"),
        ({"image": "blue.png", "text": "x"}, "file_name is missing; the columns are image, text"),
        ({"file_name": "blue.png", "prompt": "x"}, "text is missing; the columns are file_name"),
        ({"file_name": "blue.png", "text": math.nan}, "the caption of blue.png must be a text"),
        ({"file_name": 5, "text": "x"}, "file_name must be a text, got 5"),
        ({"file_name": "./red.png", "text": "x"}, "./red.png is a duplicate of line 1"),
        ({"file_name": "x" * 5000, "text": "x"}, "xxx"),
        ({"file_name": "moving.webp", "text": "x"}, "moving.webp is animated"),
    ],
    ids=[
        "missing",
        "empty",
        "unreadable",
        "duplicate",
        "outside",
        "no-name",
        "no-text",
        "no-caption-but-a-number",
        "no-name-but-a-number",
        "duplicate-by-another-spelling",
        "too-long",
        "animated",
    ],
)
def test_each_fault_is_one_line_that_says_where(
    tmp_path: Path, row: dict[str, object], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = image_folder(tmp_path / "pictures", [RED, row])
    (folder / "broken.png").write_bytes(b"\x89PNG cut off")
    red, blue = (Image.open(folder / f"{name}.png") for name in ("red", "blue"))
    red.save(folder / "moving.webp", save_all=True, append_images=[blue])
    [found] = read_captions(folder, 64).faults
    assert found.startswith(f"metadata.jsonl, line 2: {fault}")


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("file_name,text\nred.png,a red, wide wall\n", "line 2: too many commas"),
        ('file_name,text\nred.png,"a red wall\nblue.png,blue\n', "line 2: not CSV: unexpected end"),
        ("file_name;text\nred.png;x\nblue.png;y\n", "line 1: file_name is missing"),
        ("red.png,x\nblue.png,y\n", "line 1: file_name is missing; the columns are red.png, x"),
        ("file_name, text\nred.png,x\n", "line 1: text is missing"),
    ],
    ids=["comma", "quote", "semicolons", "no first line", "space"],
)
def test_a_csv_is_never_read_as_something_else_than_was_meant(
    tmp_path: Path, lines: str, fault: str
) -> None:
    folder = image_folder(tmp_path / "pictures")
    (folder / "metadata.jsonl").unlink()
    (folder / "metadata.csv").write_text(lines)
    [found] = read_captions(folder, 64).faults
    assert found.startswith(f"metadata.csv, {fault}")


def test_a_missing_folder_and_captions_in_a_folder_below_are_said(tmp_path: Path) -> None:
    [missing] = read_captions(tmp_path / "nowhere", 64).faults
    assert missing.endswith("there is no such folder")
    image_folder(tmp_path / "train")
    [below] = read_captions(tmp_path, 64).faults
    assert below.endswith(f"there is one in {tmp_path / 'train'}: give that folder")


def test_a_caption_is_cut_and_repaired_so_that_a_tokenizer_can_read_it(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"file_name": "red.png", "text": "red " * 10**6},
        {"file_name": "blue.png", "text": "blue \ud800"},
    ]
    found = read_captions(image_folder(tmp_path / "pictures", rows), 64)
    assert [len(found.pictures[0].text), found.pictures[1].text] == [4096, "blue ?"]
    assert found.notes == ["metadata.jsonl, line 1: only the first 4096 letters are read"]


def test_the_check_of_many_pictures_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    read_captions(image_folder(tmp_path / "pictures"), 64, lambda *done: told.append(done))
    assert told == [(0, 2), (1, 2)]


def test_a_line_that_is_not_json_is_named_and_the_others_are_still_read(tmp_path: Path) -> None:
    folder = image_folder(tmp_path / "pictures")
    with (folder / "metadata.jsonl").open("a") as file:
        file.write("{half\n[]\n")
    found = read_captions(folder, 64)
    assert [fault[:23] for fault in found.faults] == [f"metadata.jsonl, line {n}:" for n in (3, 4)]
    assert len(found.pictures) == 2


def test_what_is_odd_but_usable_is_only_noted(tmp_path: Path) -> None:
    folder = image_folder(tmp_path / "pictures", [RED])
    Image.open(folder / "red.png").save(folder / "again.png")
    with (folder / "metadata.jsonl").open("a") as file:
        file.write('{"file_name": "again.png", "text": "the same"}\n')
    found = read_captions(folder, 512)
    assert found.faults == []
    assert "again.png is the same picture as red.png" in found.notes[0]
    assert "smaller than 512 px" in found.notes[1]
    assert "without a caption, and therefore not read: blue.png" in found.notes[2]


@pytest.mark.parametrize("rate", ["nan", "inf", "-1", "0", "1e-5x", "2"])
def test_a_learning_rate_that_teaches_nothing_is_refused(
    tmp_path: Path, rate: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        launched(tmp_path, "--learning-rate", rate)
    assert capsys.readouterr().err.endswith("--help [bad_option]\n")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--out", "out"], "missing_option"),
        (["--out", "out", "--model", "nowhere"], "bad_model"),
        (["--out", "other", "--model", "other"], "unsupported_pipeline"),
        (["--out", "out", "--model", "list"], "bad_model"),
        (["--out", "out", "--model", "none"], "bad_size"),
        (["--out", "out", "--model", "none", "--resolution", "4096"], "bad_size"),
        (["--out", "out", "--model", "none", "--set", "epochs=4"], "bad_hyperparameter"),
    ],
)
def test_a_model_that_cannot_be_trained_is_refused(
    tmp_path: Path,
    options: list[str],
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "model_index.json").write_text('{"_class_name": "FluxPipeline"}')
    for name, index in (("list", "[]"), ("none", '{"_class_name": "StableDiffusionPipeline"}')):
        (tmp_path / name / "unet").mkdir(parents=True)
        (tmp_path / name / "model_index.json").write_text(index)
    (tmp_path / "none" / "unet" / "config.json").write_text('{"sample_size": 0}')
    (tmp_path / "none" / "vae").mkdir()
    (tmp_path / "none" / "vae" / "config.json").write_text('{"block_out_channels": [8]}')
    folder = image_folder(tmp_path / "pictures")
    assert launched(folder, "--local", *options, "--yes") in (1, 2)
    said = capsys.readouterr().err.strip()
    assert said.endswith(f"[{code}]")
    assert ("there is no folder" in said) == ("nowhere" in options)
