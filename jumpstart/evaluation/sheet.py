"""The contact sheet: one HTML file with every picture, its prompt, score and time."""

import base64
import io
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

from PIL import Image

from .drawing import Drawn
from .report import Comparison

SIDE_PX = 256
QUALITY = 80
_PAGE = Template(Path(__file__).with_name("sheet.html").read_text())


def sheet(report: dict[str, Any], drawn: Sequence[Drawn], comparison: Comparison | None) -> str:
    facts = {"model": report["model"], "made at": report["made_at"]}
    facts |= {name: str(value) for name, value in (report["settings"] or {}).items()}
    if report["seconds_per_picture"] is not None:
        facts["seconds per picture"] = str(report["seconds_per_picture"])
    if score := report["score"]:
        facts |= {"score": score["kind"], "by": score["clip"], "mean": _two_decimals(score["mean"])}
    if comparison:
        means = f"{_two_decimals(comparison.mean)}, here {_two_decimals(comparison.ours)}"
        facts[f"beside {comparison.model}"] = f"{means} (of the pictures that both have)"
    if report["failures"]:
        facts["failures"] = f"{report['failures']} of {len(drawn)}"
    return _PAGE.substitute(
        title=escape(f"Evaluation of {report['model']}"),
        side=SIDE_PX,
        facts="\n".join(f"<dt>{escape(k)}<dd>{escape(v)}" for k, v in facts.items()),
        sections="\n".join(
            _section(prompt, list(pictures), comparison)
            for prompt, pictures in groupby(drawn, lambda picture: picture.prompt)
        ),
    )


def _section(prompt: str, pictures: Sequence[Drawn], comparison: Comparison | None) -> str:
    figures = "\n".join(_figure(picture, comparison) for picture in pictures)
    return f'<section>\n<h2>{escape(prompt)}</h2>\n<div class="row">\n{figures}\n</div>\n</section>'


def _figure(picture: Drawn, comparison: Comparison | None) -> str:
    words = [f"seed {picture.seed}"] if picture.seed is not None else []
    if picture.score is not None:
        words.append(f"score {picture.score}")
        before = comparison.scores.get((picture.prompt, picture.seed)) if comparison else None
        words += [f"({picture.score - before:+.2f})"] if before is not None else []
    words += [f"{picture.seconds:.1f} s"] if picture.seconds is not None else []
    if picture.path:
        picture_or_failure = f'<img src="{_inline(picture.path)}" alt="{escape(picture.prompt)}">'
    else:
        picture_or_failure = f'<div class="failed">not drawn: {escape(picture.failure or "")}</div>'
    return (
        f"<figure>{picture_or_failure}<figcaption>{escape(' · '.join(words))}</figcaption></figure>"
    )


def _inline(path: Path) -> str:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((SIDE_PX, SIDE_PX))
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg.getvalue()).decode()}"


def _two_decimals(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"
