"""The evaluation as JSON, and its comparison with another one."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..command.faults import Usage
from .clients import PictureSettings
from .clip import KIND
from .drawing import Drawn


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another report: its model and its scores, and the means over the pictures in both."""

    model: str
    scores: dict[tuple[str, int | None], float]
    mean: float | None  # theirs, over the pictures in both
    ours: float | None  # ours, over the same pictures


def as_json(
    model: str,
    settings: PictureSettings | None,
    clip: str | None,
    drawn: Sequence[Drawn],
    made_at: str,
) -> dict[str, Any]:
    scored = [picture.score for picture in drawn if picture.score is not None]
    times = [picture.seconds for picture in drawn if picture.seconds is not None]
    return {
        "model": model,
        "made_at": made_at,
        "settings": asdict(settings) if settings else None,
        "score": {"kind": KIND, "clip": clip, "mean": mean(scored)} if clip else None,
        "seconds_per_picture": mean(times),
        "failures": sum(picture.failure is not None for picture in drawn),
        "pictures": [
            {
                "prompt": picture.prompt,
                "seed": picture.seed,
                "file": picture.path.name if picture.path else None,
                "seconds": picture.seconds,
                "score": picture.score,
                "failure": picture.failure,
            }
            for picture in drawn
        ],
    }


def compare(path: Path, report: dict[str, Any]) -> Comparison:
    """The comparison of `report` with the report at `path`.

    Raises:
        Usage: the file is not a report, or its scores are from another CLIP.
    """
    try:
        other = json.loads(path.read_text())
        model, clip = str(other["model"]), (other["score"] or {}).get("clip")
        theirs = {
            (picture["prompt"], picture["seed"]): float(picture["score"])
            for picture in other["pictures"]
            if picture["score"] is not None
        }
    except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
        do = "give a report.json that this command wrote"
        raise Usage(f"{path} is not a report: {error!r}", do, code="bad_report") from error
    if clip != (report["score"] or {}).get("clip"):
        what = f"{path} was scored by {clip}, not by the same CLIP"
        raise Usage(what, "score both with the same --clip", code="other_clip")
    ours = {
        (picture["prompt"], picture["seed"]): picture["score"]
        for picture in report["pictures"]
        if picture["score"] is not None
    }
    shared = [key for key in ours if key in theirs]
    return Comparison(
        model, theirs, mean([theirs[key] for key in shared]), mean([ours[key] for key in shared])
    )


def mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 2) if values else None
