"""One HTML file to look at: every picture with its prompt, score and time; nothing is fetched."""

import base64
import io
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL import Image

from .drawing import Drawn
from .report import Comparison

SIDE_PX = 256
QUALITY = 80
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 15px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem;
  color: #1a1b21; background: #fbfaf7 }}
section {{ margin: 2rem 0 }}
h2 {{ font-size: 1rem; margin: 0 0 .5rem }}
.row {{ display: flex; flex-wrap: wrap; gap: .75rem }}
figure {{ margin: 0; width: {side}px }}
img, .failed {{ width: {side}px; min-height: 4rem; display: block; border-radius: 4px }}
.failed {{ background: #fde8e4; color: #7a1f12; padding: .5rem; box-sizing: border-box;
  overflow-wrap: anywhere }}
figcaption {{ font-size: .85rem; color: #555 }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem }}
dt {{ color: #555 }} dd {{ margin: 0 }}
</style>
<h1>{title}</h1>
<dl>
{facts}
</dl>
{sections}
</html>
"""


def sheet(report: dict[str, Any], drawn: Sequence[Drawn], comparison: Comparison | None) -> str:
    facts = {"model": report["model"], "made at": report["made_at"]}
    facts |= {name: str(value) for name, value in (report["settings"] or {}).items()}
    if report["seconds_per_picture"] is not None:
        facts["seconds per picture"] = str(report["seconds_per_picture"])
    if score := report["score"]:
        facts |= {"score": score["kind"], "by": score["clip"], "mean": _shown(score["mean"])}
    if comparison:
        means = f"{_shown(comparison.mean)}, here {_shown(comparison.ours)}"
        facts[f"beside {comparison.model}"] = f"{means} (of the pictures that both have)"
    if report["failures"]:
        facts["failures"] = f"{report['failures']} of {len(drawn)}"
    return _PAGE.format(
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
        shown = f'<img src="{_inline(picture.path)}" alt="{escape(picture.prompt)}">'
    else:
        shown = f'<div class="failed">not drawn: {escape(picture.failure or "")}</div>'
    return f"<figure>{shown}<figcaption>{escape(' · '.join(words))}</figcaption></figure>"


def _inline(path: Path) -> str:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((SIDE_PX, SIDE_PX))
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg.getvalue()).decode()}"


def _shown(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"
