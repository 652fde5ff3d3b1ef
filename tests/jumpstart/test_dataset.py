"""A dataset for fine-tuning is checked before anything is paid for."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from jumpstart.finetuning.dataset import Dataset, read_dataset
from jumpstart.finetuning.hyperparameters import DEFAULTS, read_hyperparameters, steps

from .pictures import dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset(tmp_path / "balls")


def read(folder: Path, *, prior_preservation: bool = False) -> Dataset:
    return read_dataset(folder, prior_preservation=prior_preservation, side_px=512)


def test_a_valid_dataset_has_no_faults_and_no_notes(folder: Path) -> None:
    found = read(folder)
    assert (found.faults, found.notes) == ([], [])
    assert found.instance_prompt == "a photo of a zwx ball"
    assert sorted(found.files) == [*(f"ball-{n}.png" for n in range(5)), "dataset_info.json"]


def test_the_digest_depends_on_the_files_and_not_on_the_folder(
    folder: Path, tmp_path: Path
) -> None:
    assert read(folder).digest() == read(dataset(tmp_path / "elsewhere")).digest()
    (folder / "ball-0.png").unlink()
    assert read(folder).digest() != read(tmp_path / "elsewhere").digest()


def picture(mode: str = "RGB", size: tuple[int, int] = (512, 512)) -> Image.Image:
    return Image.new(mode, size)


def cut_off(path: Path) -> None:
    Image.effect_noise((512, 512), 90).save(path)
    path.write_bytes(path.read_bytes()[:5000])


def grey16() -> Image.Image:
    return Image.new("I;16", (512, 512), 40_000)


def see_through(mode: str) -> Image.Image:
    seen = picture("RGBA")
    seen.putpixel((3, 3), (0, 0, 0, 0))
    return seen.quantize(16) if mode == "PA" else seen.convert(mode)


def animated(path: Path) -> None:
    picture().save(path, save_all=True, append_images=[Image.new("RGB", (512, 512), "red")])


@pytest.mark.parametrize(
    ("name", "write", "fault"),
    [
        pytest.param("a.png", cut_off, "cannot be decoded", id="cut off"),
        pytest.param("a.jpg", lambda path: path.write_bytes(b""), "cannot be decoded", id="empty"),
        pytest.param("a.jpg", lambda path: path.write_text("hi"), "cannot be decoded", id="text"),
        pytest.param(
            "a.png", lambda path: picture().save(path, "WEBP"), "holds WEBP", id="another format"
        ),
        pytest.param("a.jpg", lambda path: picture("CMYK").save(path), "CMYK", id="printer's"),
        pytest.param("a.png", lambda path: grey16().save(path), "8 bits", id="16-bit grey"),
        pytest.param("a.png", lambda path: see_through("RGBA").save(path), "white", id="RGBA"),
        pytest.param("a.png", lambda path: see_through("LA").save(path), "white", id="LA"),
        pytest.param("a.png", lambda path: see_through("PA").save(path), "white", id="palette"),
        pytest.param(
            "a.png",
            lambda path: picture().save(path, transparency=picture().getpixel((0, 0))),
            "white",
            id="a transparent colour",
        ),
        pytest.param("a.png", animated, "is animated", id="animated"),
        pytest.param(
            "a.JPG", lambda path: picture().save(path), "rename it to .jpg", id="large letters"
        ),
        pytest.param(
            "a.png",
            lambda path: Image.new("1", (20_000, 10_000)).save(path),
            "too many pixels",
            id="a bomb",
        ),
    ],
)
def test_a_picture_that_cannot_be_used_is_named(
    folder: Path, name: str, write: Callable[[Path], object], fault: str
) -> None:
    write(folder / name)
    [found] = read(folder).faults
    assert found.startswith(f"{name}: ")
    assert fault in found


def test_notes_are_given_and_are_no_faults(folder: Path) -> None:
    picture(size=(300, 600)).save(folder / "small.png")
    (folder / "twin.png").write_bytes((folder / "ball-0.png").read_bytes())
    turned = picture()
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(folder / "turned.jpg", exif=exif)
    (folder / "notes.txt").write_text("mine")
    (folder / "class_data_dir").mkdir()
    found = read(folder)
    assert found.faults == []
    assert {note.partition(":")[0] for note in found.notes} == {
        "smaller than 512 px, and therefore enlarged",
        "twin.png",
        "turned.jpg",
        "notes.txt",
        "class_data_dir/ is used only with with_prior_preservation=True",
    }
    assert "small.png (300×600)" in "".join(found.notes)
    assert "notes.txt" not in found.files


def test_what_an_operating_system_leaves_is_passed_over(folder: Path) -> None:
    before = sorted(read(folder).files)
    for name in ("._ball-0.png", ".ball.jpg", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"\0\5\x16\7")
    found = read(folder)
    assert (found.faults, found.notes, sorted(found.files)) == ([], [], before)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1"])
def test_a_picture_that_becomes_rgb_without_loss_is_used(folder: Path, mode: str) -> None:
    Image.effect_noise((512, 512), 90).convert("RGB").convert(mode).save(folder / "new.png")
    assert read(folder).faults == []


def test_few_pictures_are_a_note_and_no_pictures_are_a_fault(tmp_path: Path) -> None:
    assert "2 pictures are few" in read(dataset(tmp_path / "two", pictures=2)).notes[0]
    assert "put the pictures into it" in read(dataset(tmp_path / "none", pictures=0)).faults[0]
    assert read(tmp_path / "nowhere").faults == [f"{tmp_path / 'nowhere'}: no such folder"]


@pytest.mark.parametrize(
    ("info", "fault"),
    [
        (None, "missing; write one"),
        ("{", "not JSON"),
        ("[]", "must hold one JSON object"),
        ("{}", "instance_prompt is missing"),
        ('{"instance_prompt": ""}', "instance_prompt must be a text"),
        ('{"instance_prompt": "a", "promt": "b"}', "'promt' is an unknown key"),
        ('{"instance_prompt": "a", "class_prompt": "a"}', "the two prompts are the same"),
    ],
)
def test_a_fault_of_the_description_is_named(folder: Path, info: str | None, fault: str) -> None:
    (folder / "dataset_info.json").unlink()
    if info is not None:
        (folder / "dataset_info.json").write_text(info)
    [found] = read(folder).faults
    assert found.startswith("dataset_info.json: ")
    assert fault in found


def test_a_description_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "dataset_info.json").unlink()
    (folder / "dataset_info.json").mkdir()
    assert read(folder).faults == ["dataset_info.json: cannot be read: Is a directory"]


def test_prior_preservation_needs_a_class_and_takes_its_pictures(folder: Path) -> None:
    (folder / "class_data_dir").mkdir()
    picture().save(folder / "class_data_dir" / "any.png")
    found = read(folder, prior_preservation=True)
    assert found.notes == []
    assert "class_data_dir/any.png" in found.files
    (folder / "dataset_info.json").write_text(json.dumps({"instance_prompt": "a zwx ball"}))
    assert "needs a class_prompt" in read(folder, prior_preservation=True).faults[0]


def test_all_faults_are_listed_at_once(folder: Path) -> None:
    (folder / "dataset_info.json").write_text('{"promt": "x"}')
    cut_off(folder / "a.png")
    picture("CMYK").save(folder / "b.jpg")
    assert len(read(folder).faults) == 4


def test_hyperparameters_are_strings_over_jumpstarts_defaults() -> None:
    chosen, faults = read_hyperparameters(["epochs=40", "learning_rate=1e-6", "max_steps=None"])
    assert faults == []
    assert chosen == DEFAULTS | {"epochs": "40", "learning_rate": "1e-6"}


@pytest.mark.parametrize(
    "pair",
    [
        "epoch=3",
        "epochs=0",
        "epochs=2.5",
        "epochs=",
        "epochs=٣",
        f"epochs={'9' * 5000}",
        "learning_rate=1_0",
        "seed=²",
        "max_steps=none",
        "learning_rate=0",
        "learning_rate=nan",
        "adam_beta1=1.1",
        "with_prior_preservation=true",
        "lr_scheduler=steps",
        "seed=-1",
    ],
)
def test_a_hyperparameter_that_jumpstart_would_refuse_is_refused_here(pair: str) -> None:
    [fault] = read_hyperparameters([pair])[1]
    assert fault.startswith(pair)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], 100),
        (["max_steps=200"], 200),
        (["batch_size=2"], 60),
        (["epochs=1", "batch_size=2", "gradient_accumulation_steps=2"], 2),
    ],
)
def test_steps_are_counted_as_the_trainer_does(given: list[str], expected: int) -> None:
    assert steps(read_hyperparameters(given)[0], pictures=5) == expected
