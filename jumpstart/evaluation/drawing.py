"""Draw every prompt with every seed. A picture that is in the folder already is not drawn again."""

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from ..command.faults import Usage
from .clients import ModelClient, NotDrawn, PictureSettings

CAPTIONS = "captions.json"
ENDINGS = (".jpg", ".jpeg", ".png")
# What Pillow raises for a file that is no picture, is cut off, or claims an enormous size.
_UNDECODABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


@dataclass(slots=True)
class Drawn:
    """One picture of the evaluation, or the reason why it is missing."""

    prompt: str
    seed: int | None
    path: Path | None = None
    seconds: float | None = None
    failure: str | None = None
    score: float | None = None


def draw_all(
    client: ModelClient,
    prompts: Iterable[str],
    seeds: list[int],
    settings: PictureSettings,
    folder: Path,
    now_s: Callable[[], float],
    say: Callable[[str], None],
) -> list[Drawn]:
    """All pictures, in the prompts' order. A picture that failed before is drawn again."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = [
        _known(Drawn(prompt, seed), client, settings, folder)
        for prompt in prompts
        for seed in seeds
    ]
    missing = [picture for picture in drawn if not picture.path]
    if len(missing) < len(drawn):
        there = len(drawn) - len(missing)
        say(f"{there} of {len(drawn)} pictures are there and are not drawn again")
    for count, picture in enumerate(missing, 1):
        _draw(picture, client, settings, folder, now_s)
        how = picture.failure or f"{picture.seconds:.1f} s"
        say(f"{count} of {len(missing)}: {picture.prompt[:60]!r}, seed {picture.seed}: {how}")
    return drawn


def _path(picture: Drawn, client: ModelClient, settings: PictureSettings, folder: Path) -> Path:
    key = json.dumps([client.name, asdict(settings), picture.prompt, picture.seed])
    return folder / f"{hashlib.sha256(key.encode()).hexdigest()[:20]}.jpg"


def _known(picture: Drawn, client: ModelClient, settings: PictureSettings, folder: Path) -> Drawn:
    path = _path(picture, client, settings, folder)
    if path.exists():
        picture.path = path
        about = path.with_suffix(".json")
        picture.seconds = json.loads(about.read_text())["seconds"] if about.exists() else None
    return picture


def _draw(
    picture: Drawn,
    client: ModelClient,
    settings: PictureSettings,
    folder: Path,
    now_s: Callable[[], float],
) -> None:
    assert picture.seed is not None  # noqa: S101 - every picture to draw has a seed
    started_s = now_s()
    try:
        jpeg = client.draw(settings.payload(picture.prompt, picture.seed))
        Image.open(io.BytesIO(jpeg)).load()
    except NotDrawn as error:
        picture.failure = str(error)
        return
    except _UNDECODABLE as error:
        picture.failure = f"the JPEG cannot be decoded: {error}"
        return
    picture.seconds = round(now_s() - started_s, 3)
    path = _path(picture, client, settings, folder)
    about = {"prompt": picture.prompt, "seed": picture.seed, "seconds": picture.seconds}
    path.with_suffix(".json").write_text(json.dumps(about, ensure_ascii=False) + "\n")
    # Renamed last, so that a JPEG under this name is complete. The pid keeps two runs apart.
    new = path.with_suffix(f".{os.getpid()}.new")
    new.write_bytes(jpeg)
    new.replace(path)
    picture.path = path


def pictures_in(folder: Path) -> list[Drawn]:
    """The pictures in a folder. captions.json holds the prompts, or a text beside each picture does
    (sea.txt for sea.jpg).

    Raises:
        Usage: there are no pictures, or one has no prompt or cannot be decoded.
    """
    captions = _captions(folder / CAPTIONS)
    paths = sorted(
        path
        for path in folder.glob("*")
        if path.suffix.lower() in ENDINGS and not path.name.startswith(".")
    )
    found, bare = [], []
    for path in paths:
        text = path.with_suffix(".txt")
        beside = text.read_bytes().decode(errors="replace").strip() if text.exists() else ""
        prompt = captions.get(path.name) or beside
        _decode(path)
        (found.append(Drawn(prompt, None, path)) if prompt else bare.append(path.name))
    if bare or not found:
        what = (
            f"{folder}: no prompt for {', '.join(bare[:5])}" if bare else f"{folder}: no pictures"
        )
        do = f"write {CAPTIONS} in it, or a .txt beside each picture"
        raise Usage(what, do, code="bad_captions")
    return found


def _captions(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    do = 'write it like {"sea.jpg": "the sea at night"}'
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Usage(f"{path} is not JSON: {error}", do, code="bad_captions") from error
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise Usage(f"{path} does not hold a text for each name", do, code="bad_captions")
    return found


def _decode(path: Path) -> None:
    try:
        with Image.open(path) as picture:
            picture.load()
    except _UNDECODABLE as error:
        what = f"{path} cannot be decoded: {error}"
        raise Usage(what, "save it again, or leave it out", code="bad_picture") from error
