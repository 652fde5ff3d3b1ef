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

from .clients import PictureSettings
from .comparison import Comparison
from .drawing import Drawn
from .report import Side

SIDE_PX = 256
QUALITY = 80
_PAGE = Template(Path(__file__).with_name("sheet.html").read_text())


def sheet(report: dict[str, Any], ours: Side, comparison: Comparison | None) -> str:
    title = f"Evaluation of {ours.model}"
    if comparison:
        title += f" beside {comparison.other.model}"
    facts = _facts(report, ours, comparison)
    pairs = comparison.pairs if comparison else [(one, None) for one in ours.drawn]
    return _PAGE.substitute(
        title=escape(title),
        side=SIDE_PX,
        facts="\n".join(f"<dt>{escape(k)}<dd>{escape(v)}" for k, v in facts.items()),
        table=_table(ours, comparison) if comparison and comparison.rows else "",
        sections="\n".join(
            _section(prompt, list(some), ours, comparison)
            for prompt, some in groupby(pairs, lambda pair: pair[0].prompt)
        ),
    )


def _facts(report: dict[str, Any], ours: Side, comparison: Comparison | None) -> dict[str, str]:
    facts = {"model": ours.model, "made at": str(report["made_at"])}
    if report["size"]:
        facts["size"] = report["size"]
    if ours.settings:
        facts["settings"] = _spoken(ours.settings)
    if ours.seconds is not None:
        facts["seconds per picture"] = str(ours.seconds)
    if score := report["score"]:
        facts |= {"score": score["kind"], "by": score["by"], "mean": _two_decimals(score["mean"])}
        facts["mean by chance"] = (
            f"{_two_decimals(score['by_chance'])} (each picture scored with other prompts)"
        )
    if report["failures"]:
        facts["failures"] = f"{report['failures']} of {len(ours.drawn)}"
    if comparison:
        facts |= _facts_of_other(ours, comparison)
    return facts


def _facts_of_other(ours: Side, comparison: Comparison) -> dict[str, str]:
    other = comparison.other
    means = f"{_two_decimals(comparison.theirs)}, here {_two_decimals(comparison.ours)}"
    facts = {f"beside {other.model}": f"{means} (of the pictures that both have)"}
    if (other.settings, other.size) != (ours.settings, ours.size):
        how = _spoken(other.settings) if other.settings else "unknown"
        facts["other settings"] = f"{other.model}: {other.size or 'no pictures'}, {how}"
    if other.seconds is not None:
        facts["its seconds per picture"] = str(other.seconds)
    if other.failures:
        facts["its failures"] = f"{other.failures} of {len(other.drawn)}"
    return facts


def _spoken(settings: PictureSettings) -> str:
    given = ", ".join(f"{name} {value}" for name, value in settings.given.items())
    return given or "the model's own"


def _table(ours: Side, comparison: Comparison) -> str:
    names = ("prompt", ours.model, comparison.other.model, "difference")
    head = "".join(f'<th scope="col">{escape(name)}' for name in names)
    rows = [(row.prompt, row.ours, row.theirs, row.difference) for row in comparison.rows]
    body = "\n".join(
        f'<tr><th scope="row">{escape(prompt)}<td>{a:.2f}<td>{b:.2f}<td>{difference:+.2f}'
        for prompt, a, b, difference in rows
    )
    error = "" if comparison.error is None else f" ± {comparison.error:.2f}"
    last = (
        f'<tr><th scope="row">mean of the prompts<td>{_mean([row[1] for row in rows])}'
        f"<td>{_mean([row[2] for row in rows])}<td>{comparison.difference:+.2f}{error}"
    )
    told = (
        f"Higher for {comparison.higher} of {len(rows)} prompts, lower for {comparison.lower}. "
        "± is the standard error over the prompts. A difference below twice this may be chance."
    )
    return (
        f"<table>\n<thead><tr>{head}</thead>\n<tbody>\n{body}\n</tbody>\n<tfoot>{last}</tfoot>\n"
        f"</table>\n<p>{told}</p>"
    )


def _section(
    prompt: str,
    pairs: Sequence[tuple[Drawn, Drawn | None]],
    ours: Side,
    comparison: Comparison | None,
) -> str:
    rows = [_row([first for first, _ in pairs], ours.model if comparison else "")]
    if comparison:
        rows.append(_row([second for _, second in pairs], comparison.other.model))
    return f"<section>\n<h2>{escape(prompt)}</h2>\n" + "\n".join(rows) + "\n</section>"


def _row(drawn: Sequence[Drawn | None], model: str) -> str:
    name = f"<h3>{escape(model)}</h3>\n" if model else ""
    figures = "\n".join(_figure(one) for one in drawn)
    return f'{name}<div class="row">\n{figures}\n</div>'


def _figure(picture: Drawn | None) -> str:
    if picture is None:
        return '<figure><div class="failed">not among its pictures</div></figure>'
    words = [f"seed {picture.seed}"] if picture.seed is not None else []
    words += [f"score {picture.score}"] if picture.score is not None else []
    words += [f"{picture.seconds:.1f} s"] if picture.seconds is not None else []
    if picture.path:
        shown = f'<img src="{_inline(picture.path)}" alt="{escape(picture.prompt)}">'
    else:
        why = f"not drawn: {picture.failure}" if picture.failure else "the picture is not here"
        shown = f'<div class="failed">{escape(why)}</div>'
    return f"<figure>{shown}<figcaption>{escape(' · '.join(words))}</figcaption></figure>"


def _inline(path: Path) -> str:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((SIDE_PX, SIDE_PX))
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg.getvalue()).decode()}"


def _mean(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.2f}"


def _two_decimals(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"
