"""An image folder of Hugging Face: pictures, and a caption for each in metadata.jsonl or .csv."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..command.console import Console
from ..command.faults import Fault
from .dataset import listed, opened
from .metadata import FILE, TEXT, Row, csv_rows, json_lines, missing

METADATA = ("metadata.jsonl", "metadata.csv")
FORMATS = {"PNG", "JPEG", "MPO", "WEBP"}
ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
# A text encoder reads 77 tokens of at most 50 letters. A tokenizer would read all of 10 MB.
MAX_LETTERS = 4096
SAY_EVERY_S = 10.0


@dataclass(frozen=True, slots=True)
class Captioned:
    """A picture and what it shows."""

    path: Path
    text: str


@dataclass(slots=True)
class Captions:
    """What the folder holds. With `faults`, it cannot be used; `notes` are only printed."""

    folder: Path
    pictures: list[Captioned] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def metadata(self) -> list[str]:
        """The names of the files with the captions."""
        return [name for name in METADATA if (self.folder / name).exists()]

    def digest(self) -> str:
        """The same text for the same pictures with the same captions in the same order."""
        content = hashlib.sha256()
        for picture in self.pictures:
            pixels = hashlib.sha256(picture.path.read_bytes()).hexdigest()
            content.update(json.dumps([picture.text, pixels]).encode())
        return content.hexdigest()


def has_captions(folder: Path) -> bool:
    return any((folder / name).exists() for name in METADATA)


def checked_captions(folder: Path, console: Console, side_px: int) -> Captions:
    """The pictures and captions in `folder`. Prints notes and faults.

    Raises:
        Fault: the folder cannot be used.
    """
    said_s = time.monotonic()

    def told(done: int, of: int) -> None:
        nonlocal said_s
        if time.monotonic() - said_s > SAY_EVERY_S:
            said_s = time.monotonic()
            console.say(f"checked {done} of {of} pictures")

    captions = read_captions(folder, side_px, told)
    for note in captions.notes:
        console.say(f"note: {note}")
    for fault in captions.faults:
        console.say(f"wrong: {fault}")
    if captions.faults:
        what = f"{folder} cannot be used as a dataset (faults above: {len(captions.faults)})"
        raise Fault(what, "correct them; nothing was trained", code="bad_dataset")
    console.say(f"{len(captions.pictures)} pictures with captions")
    return captions


def read_captions(
    folder: Path, side_px: int, told: Callable[[int, int], None] = lambda *_: None
) -> Captions:
    """The pictures and captions in `folder`, with all faults. The model is trained at `side_px`.
    `told` is called with the number of rows that were read, and that of all rows."""
    captions = Captions(folder)
    found = captions.metadata
    if len(found) != 1:
        captions.faults.append(_metadata_fault(folder, found))
        return captions
    try:
        text = (folder / found[0]).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        captions.faults.append(f"{found[0]}: cannot be read as UTF-8: {error}")
        return captions
    rows = json_lines(text) if found[0].endswith("jsonl") else csv_rows(text)
    _read_rows(captions, found[0], list(rows), side_px, told)
    if not captions.pictures and not captions.faults:
        captions.faults.append(f"{found[0]}: it names no picture")
    return captions


def _metadata_fault(folder: Path, found: list[str]) -> str:
    """Why there is not exactly one file with captions."""
    if not folder.is_dir():
        return f"{folder}: there is no such folder"
    names = " or ".join(METADATA)
    if found:
        return f"{names}: both are there; keep one"
    # Datasets on the hub often have a folder for each of their parts, such as train/.
    below = sorted(path.parent for name in METADATA for path in folder.glob(f"*/{name}"))
    return f"{names}: missing" + (
        f"; there is one in {below[0]}: give that folder" if below else ""
    )


def _read_rows(
    captions: Captions,
    metadata: str,
    rows: list[Row],
    side_px: int,
    told: Callable[[int, int], None],
) -> None:
    names: dict[str, int] = {}
    seen: dict[str, str] = {}
    small: list[str] = []
    for done, (number, row) in enumerate(rows):
        told(done, len(rows))
        where = f"{metadata}, line {number}"
        fault = row if isinstance(row, str) else _name_fault(row, names) or _text_fault(row)
        if fault or isinstance(row, str):
            captions.faults.append(f"{where}: {fault}")
            continue
        name = _name_in(row)
        names[name] = number
        path = captions.folder / name
        if not _is_file(path):
            captions.faults.append(f"{where}: {name} is missing; there is no such file")
            continue
        picture, fault = opened(path, FORMATS)
        if fault or not picture:
            captions.faults.append(f"{where}: {name} {fault}")
            continue
        if min(picture.size) < side_px:
            small.append(f"{name} ({picture.width}×{picture.height})")
        pixels = hashlib.sha256(picture.convert("RGB").tobytes()).hexdigest()
        if pixels in seen:
            captions.notes.append(f"{where}: {name} is the same picture as {seen[pixels]}")
        seen.setdefault(pixels, name)
        text = _readable(str(row[TEXT]))
        if len(text) > MAX_LETTERS:
            captions.notes.append(f"{where}: only the first {MAX_LETTERS} letters are read")
        captions.pictures.append(Captioned(path, text[:MAX_LETTERS]))
    if small:
        captions.notes.append(f"smaller than {side_px} px, and therefore enlarged: {listed(small)}")
    _note_pictures_without_a_caption(captions, names)


def _name_in(row: dict[str, object]) -> str:
    """The file's name, written in one way: without ./"""
    return PurePosixPath(str(row[FILE])).as_posix()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its name is too long
        return False


def _readable(text: str) -> str:
    """`text` as a tokenizer can read it, without halves of surrogate pairs."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _name_fault(row: dict[str, object], names: dict[str, int]) -> str | None:
    """What is wrong with the file's name, or None. `names` are those of the rows before it."""
    name = row.get(FILE)
    if FILE not in row or name in ("", None):
        return missing(FILE, row)
    if not isinstance(name, str):
        return f"{FILE} must be a text, got {name}"
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts:
        return f"{name} is outside of the folder"
    if place.as_posix() in names:
        return f"{name} is a duplicate of line {names[place.as_posix()]}; keep one"
    return None


def _text_fault(row: dict[str, object]) -> str | None:
    """What is wrong with the caption, or None."""
    name, text = row[FILE], row.get(TEXT)
    if TEXT not in row:
        return missing(TEXT, row)
    if text is not None and not isinstance(text, str):
        return f"the caption of {name} must be a text, got {text}"
    if not text or not text.strip():
        return f"the caption of {name} is empty; say what the picture shows"
    return None


def _note_pictures_without_a_caption(captions: Captions, names: dict[str, int]) -> None:
    left = [
        name
        for path in sorted(captions.folder.rglob("*"))
        if path.suffix.lower() in ENDINGS
        and not path.name.startswith(".")
        and (name := path.relative_to(captions.folder).as_posix()) not in names
    ]
    if left:
        captions.notes.append(f"without a caption, and therefore not read: {listed(left)}")
