"""An image folder of Hugging Face: pictures, and a caption for each in metadata.jsonl or .csv."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..command.console import Console
from ..command.faults import Fault
from .dataset import listed, opened

METADATA = ("metadata.jsonl", "metadata.csv")
FILE, TEXT = "file_name", "text"
FORMATS = {"PNG", "JPEG", "MPO", "WEBP"}
ENDINGS = (".png", ".jpg", ".jpeg", ".webp")


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
    captions = read_captions(folder, side_px)
    for note in captions.notes:
        console.say(f"note: {note}")
    for fault in captions.faults:
        console.say(f"wrong: {fault}")
    if captions.faults:
        what = f"{folder} cannot be used as a dataset (faults above: {len(captions.faults)})"
        raise Fault(what, "correct them; nothing was trained", code="bad_dataset")
    console.say(f"{len(captions.pictures)} pictures with captions")
    return captions


def read_captions(folder: Path, side_px: int) -> Captions:
    """The pictures and captions in `folder`, with all faults. The model is trained at `side_px`."""
    captions = Captions(folder)
    found = captions.metadata
    if len(found) != 1:
        what = "both are there; keep one" if found else "missing"
        captions.faults.append(f"{' or '.join(METADATA)}: {what}")
        return captions
    try:
        text = (folder / found[0]).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        captions.faults.append(f"{found[0]}: cannot be read as UTF-8: {error}")
        return captions
    rows = _json_lines(text) if found[0].endswith("jsonl") else _csv_rows(text)
    _read_rows(captions, found[0], rows, side_px)
    if not captions.pictures and not captions.faults:
        captions.faults.append(f"{found[0]}: it names no picture")
    return captions


# A row: its line, and the columns, or what is wrong with the line.
Rows = Iterator[tuple[int, dict[str, object] | str]]


def _json_lines(text: str) -> Rows:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {error}"
            continue
        yield number, row if isinstance(row, dict) else "must hold one JSON object"


def _csv_rows(text: str) -> Rows:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if key is not None}
    except csv.Error as error:
        yield reader.line_num, f"not CSV: {error}"


def _read_rows(captions: Captions, metadata: str, rows: Rows, side_px: int) -> None:
    names: dict[str, int] = {}
    seen: dict[str, str] = {}
    small: list[str] = []
    for number, row in rows:
        where = f"{metadata}, line {number}"
        if isinstance(row, str):
            captions.faults.append(f"{where}: {row}")
            continue
        name, text = row.get(FILE), row.get(TEXT)
        if fault := _row_fault(row, names):
            captions.faults.append(f"{where}: {fault}")
            continue
        names[str(name)] = number
        path = captions.folder / str(name)
        if not path.is_file():
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
        seen.setdefault(pixels, str(name))
        captions.pictures.append(Captioned(path, " ".join(str(text).split())))
    if small:
        captions.notes.append(f"smaller than {side_px} px, and therefore enlarged: {listed(small)}")
    _note_pictures_without_a_caption(captions, names)


def _row_fault(row: dict[str, object], names: dict[str, int]) -> str | None:
    """What is wrong with the row, or None. `names` are those of the rows before it."""
    name, text = row.get(FILE), row.get(TEXT)
    if not isinstance(name, str) or not name.strip():
        return f"{FILE} is missing; the columns are {', '.join(map(str, row))}"
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts:
        return f"{name} is outside of the folder"
    if TEXT not in row:
        return f"{TEXT} is missing; the columns are {', '.join(map(str, row))}"
    if not isinstance(text, str) or not text.strip():
        return f"the caption of {name} is empty; say what the picture shows"
    if name in names:
        return f"{name} is a duplicate of line {names[name]}; keep one"
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
