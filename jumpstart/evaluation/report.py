"""The evaluation as JSON, and as another evaluation reads it."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from ..command.faults import Usage
from .clients import PictureSettings
from .drawing import Drawn
from .scores import Scorer, mean

REPORT = "report.json"
PICTURES = "pictures"


@dataclass(slots=True)
class Side:
    """One model of an evaluation, and what it drew."""

    model: str
    drawn: list[Drawn]
    settings: PictureSettings | None = None  # None: the pictures were there already
    scored_by: str | None = None  # what gave the scores, if they come from a report
    folder: Path = field(default_factory=lambda: Path(PICTURES))

    @property
    def failures(self) -> int:
        return sum(one.failure is not None for one in self.drawn)

    @property
    def score(self) -> float | None:
        return mean([one.score for one in self.drawn if one.score is not None])

    @property
    def size(self) -> str | None:
        """Width and height of the pictures, such as 768×768. None if no picture is there."""
        sizes = set()
        for path in filter(None, (one.path for one in self.drawn)):
            with Image.open(path) as picture:
                sizes.add(f"{picture.width}×{picture.height}")
        return ", ".join(sorted(sizes)) or None

    @property
    def seconds(self) -> float | None:
        return mean([one.seconds for one in self.drawn if one.seconds is not None])


def as_json(
    side: Side, scorer: Scorer | None, chance: float | None, out: Path, made_at: str
) -> dict[str, Any]:
    score = None
    if scorer:
        score = {"kind": scorer.kind, "by": scorer.by, "mean": side.score, "by_chance": chance}
    return {
        "model": side.model,
        "made_at": made_at,
        "settings": asdict(side.settings) if side.settings else None,
        "size": side.size,
        "score": score,
        "seconds_per_picture": side.seconds,
        "failures": side.failures,
        "folder": os.path.relpath(side.folder, out),
        "pictures": [_picture(one) for one in side.drawn],
    }


def _picture(one: Drawn) -> dict[str, Any]:
    return {
        "prompt": one.prompt,
        "seed": one.seed,
        "file": one.path.name if one.path else None,
        "seconds": one.seconds,
        "score": one.score,
        "failure": one.failure,
    }


def read_report(path: Path) -> Side:
    """What the report at `path` says. A picture that was moved away has no path.

    Raises:
        Usage: the file is not a report.
    """
    try:
        found = json.loads(path.read_text())
        score = found["score"] or {}
        folder = path.parent / found.get("folder", PICTURES)
        drawn = [_drawn(one, folder) for one in found["pictures"]]
        settings = PictureSettings(**found["settings"]) if found.get("settings") else None
        # Reports of before name CLIP alone, as "clip".
        by = score.get("by", score.get("clip"))
        return Side(str(found["model"]), drawn, settings, by, folder)
    except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
        do = "give a report.json that this command wrote"
        raise Usage(f"{path} is not a report: {error!r}", do, code="bad_report") from error


def _drawn(found: dict[str, Any], folder: Path) -> Drawn:
    path = folder / found["file"] if found.get("file") else None
    score = found["score"]
    return Drawn(
        found["prompt"],
        found["seed"],
        path if path and path.is_file() else None,
        found.get("seconds"),
        found.get("failure"),
        None if score is None else float(score),
    )
