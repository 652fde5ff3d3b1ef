"""A dataset: a folder of pictures and dataset_info.json, checked before anything is paid for."""

import hashlib
import json
import warnings
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from ..command.console import Console
from ..command.faults import Fault

INFO = "dataset_info.json"
KEYS = ("instance_prompt", "class_prompt")
CLASS_DATA = "class_data_dir"
ENDINGS = (".png", ".jpg", ".jpeg")
FORMATS = {"PNG", "JPEG", "MPO"}  # MPO: JPEGs from phones; every reader takes their first picture
# Windows writes these into folders of pictures. A Mac's begin with a dot.
LEFT_BY_SYSTEMS = ("Thumbs.db", "desktop.ini")
FEW = 3
ORIENTATION = 0x0112  # the EXIF tag


@dataclass(slots=True)
class Dataset:
    """What the folder holds. A dataset with `faults` cannot be used; `notes` are only printed."""

    folder: Path
    instance_prompt: str = ""
    class_prompt: str = ""
    pictures: list[Path] = field(default_factory=list)
    class_pictures: list[Path] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def files(self) -> dict[str, Path]:
        """Name → path of every file that training reads."""
        paths = [self.folder / INFO, *self.pictures, *self.class_pictures]
        return {path.relative_to(self.folder).as_posix(): path for path in sorted(paths)}

    def digest(self) -> str:
        """The same text for the same files under the same names."""
        content = hashlib.sha256()
        for name, path in self.files.items():
            content.update(f"{name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
        return content.hexdigest()


def checked(folder: Path, console: Console, *, prior_preservation: bool, side_px: int) -> Dataset:
    """The dataset in `folder`. Prints its notes and faults.

    Raises:
        Fault: the dataset cannot be used.
    """
    dataset = read_dataset(folder, prior_preservation=prior_preservation, side_px=side_px)
    for note in dataset.notes:
        console.say(f"note: {note}")
    for fault in dataset.faults:
        console.say(f"wrong: {fault}")
    if dataset.faults:
        what = f"{folder} cannot be used as a dataset (faults above: {len(dataset.faults)})"
        raise Fault(what, "correct them; nothing was sent or paid for", code="bad_dataset")
    of_class = f", {len(dataset.class_pictures)} of its class" if dataset.class_pictures else ""
    console.say(f"{len(dataset.pictures)} pictures{of_class}: {dataset.instance_prompt!r}")
    return dataset


def read_dataset(folder: Path, *, prior_preservation: bool, side_px: int) -> Dataset:
    """The dataset in `folder`, with all its faults. The model is trained at `side_px`."""
    dataset = Dataset(folder)
    if not folder.is_dir():
        dataset.faults.append(f"{folder}: no such folder")
        return dataset
    _read_info(dataset, prior_preservation=prior_preservation)
    dataset.pictures = _pictures(dataset, folder, side_px)
    if not dataset.pictures:
        dataset.faults.append(
            f"{folder}: it has no *.png, *.jpg or *.jpeg; put the pictures into it"
        )
    elif len(dataset.pictures) < FEW:
        dataset.notes.append(f"{len(dataset.pictures)} pictures are few; give at least {FEW}")
    if (folder / CLASS_DATA).is_dir():
        dataset.class_pictures = _pictures(dataset, folder / CLASS_DATA, side_px)
        if not prior_preservation:
            dataset.notes.append(f"{CLASS_DATA}/ is used only with with_prior_preservation=True")
    _note_what_is_not_read(dataset)
    return dataset


def _read_info(dataset: Dataset, *, prior_preservation: bool) -> None:
    try:
        info = json.loads((dataset.folder / INFO).read_bytes())
    except FileNotFoundError:
        example = '{"instance_prompt": "a photo of a zwx dog", "class_prompt": "a photo of a dog"}'
        dataset.faults.append(f"{INFO}: missing; write one, for example {example}")
        return
    except (ValueError, RecursionError) as error:
        dataset.faults.append(f"{INFO}: not JSON: {error}")
        return
    except OSError as error:
        dataset.faults.append(f"{INFO}: cannot be read: {error.strerror}")
        return
    if not isinstance(info, dict):
        dataset.faults.append(f"{INFO}: must hold one JSON object, with instance_prompt")
        return
    dataset.faults += [f"{INFO}: {fault}" for fault in _info_faults(info, prior_preservation)]
    dataset.instance_prompt = str(info.get("instance_prompt", "")).strip()
    dataset.class_prompt = str(info.get("class_prompt", "")).strip()


def _info_faults(info: dict[str, object], prior_preservation: bool) -> Iterator[str]:
    for key in info:
        if key not in KEYS:
            yield f"{key!r} is an unknown key; known are {' and '.join(KEYS)}"
    for key in KEYS:
        if key in info and not (isinstance(info[key], str) and str(info[key]).strip()):
            yield f"{key} must be a text that is not empty"
    if "instance_prompt" not in info:
        yield "instance_prompt is missing; say what the pictures show"
    elif info["instance_prompt"] == info.get("class_prompt"):
        yield "the two prompts are the same; give the thing a word of its own in instance_prompt"
    if prior_preservation and "class_prompt" not in info:
        yield "prior preservation needs a class_prompt; say what kind of thing it is"


def _pictures(dataset: Dataset, folder: Path, side_px: int) -> list[Path]:
    found: list[Path] = []
    seen: dict[str, str] = {}
    small: list[str] = []
    for path in sorted(folder.iterdir()):
        name = path.relative_to(dataset.folder).as_posix()
        if not path.is_file() or path.suffix.lower() not in ENDINGS or path.name.startswith("."):
            continue  # a Mac writes ._ball.png beside ball.png
        if path.suffix not in ENDINGS:
            end = path.suffix.lower()
            dataset.faults.append(
                f"{name}: JumpStart reads only lower-case endings; rename it to {end}"
            )
            continue
        picture, fault = opened(path)
        if fault or not picture:
            dataset.faults.append(f"{name}: {fault}")
            continue
        found.append(path)
        if min(picture.size) < side_px:
            small.append(f"{name} ({picture.width}×{picture.height})")
        if picture.getexif().get(ORIENTATION, 1) != 1:
            dataset.notes.append(f"{name}: only its EXIF turns it upright; turn it and save it")
        pixels = hashlib.sha256(picture.convert("RGB").tobytes()).hexdigest()
        if pixels in seen:
            dataset.notes.append(f"{name}: the same picture as {seen[pixels]}; one is enough")
        seen.setdefault(pixels, name)
    if small:
        dataset.notes.append(f"smaller than {side_px} px, and therefore enlarged: {listed(small)}")
    return found


def opened(path: Path, formats: Collection[str] = FORMATS) -> tuple[Image.Image | None, str | None]:
    """The decoded picture, or None and what is wrong with the file and what to do."""
    try:
        with warnings.catch_warnings(), Image.open(path) as picture:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if picture.format not in formats:
                return None, f"holds {picture.format}, not what its name says; save it as PNG"
            if picture.format in ("PNG", "WEBP") and getattr(picture, "n_frames", 1) > 1:
                return None, "is animated; save one picture of it"
            if fault := _colour_fault(picture):
                return None, fault
            return picture, None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return None, "has too many pixels; save it smaller"
    except (OSError, SyntaxError, ValueError) as error:
        return None, f"cannot be decoded ({error}); save it again, or leave it out"


def _colour_fault(picture: Image.Image) -> str | None:
    """What training would lose if it made RGB of `picture`, and what to do; None if nothing."""
    if picture.mode == "CMYK":
        return "has printer's colours (CMYK); save it as RGB"
    if picture.mode == "F" or picture.mode.startswith("I"):
        return f"has more than 8 bits of grey ({picture.mode}); save it with 8 bits"
    picture.load()
    if picture.has_transparency_data:
        least, _ = picture.convert("RGBA").getchannel("A").getextrema()
        if least != 255:
            return "is transparent in places; lay it on white and save it as RGB"
    return None


def _note_what_is_not_read(dataset: Dataset) -> None:
    for entry in sorted(dataset.folder.iterdir()):
        known = (
            entry.name in (INFO, CLASS_DATA, *LEFT_BY_SYSTEMS) or entry.suffix.lower() in ENDINGS
        )
        if not known and not entry.name.startswith("."):
            dataset.notes.append(f"{entry.name}: is neither read nor sent")


def listed(names: Iterable[str], most: int = 5) -> str:
    names = list(names)
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if names[most:] else "")
