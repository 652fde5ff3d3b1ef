"""The plot of docs/architecture/17-cost.md: what a day costs against what a picture waits."""

from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot

from .model import Seen

_SHARES = {0.5: "half of the pictures", 0.99: "99 of 100 pictures"}


def draw(rows: dict[int, list[tuple[int, float, Seen]]], hours: float, path: Path) -> None:
    """Two panels. In each, one line for each rate, one point for each number of instances."""
    # The same file each time: no date, no random names, text as text.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "easel", "font.size": 9})
    figure, panels = pyplot.subplots(1, len(_SHARES), figsize=(9, 4), sharex=True)
    for axes, (share, whose) in zip(panels, _SHARES.items(), strict=True):
        for per_hour, found in rows.items():
            dollars = [usd for _, usd, _ in found]
            waits = [seen.wait_s(share) / 60 for *_, seen in found]
            [line] = axes.plot(dollars, waits, marker="o", label=f"{per_hour} an hour")
            for (instances, usd, _), wait in zip(found, waits, strict=True):
                colour = line.get_color()
                axes.annotate(
                    str(instances), (usd, wait), (3, 4), textcoords="offset points", color=colour
                )
        axes.set_title(f"{whose} wait at most, minutes", fontsize=9)
        axes.set_xlabel("$ of instances a day")
        axes.set_ylim(bottom=0)
        axes.set_xlim(left=0)
        axes.grid(alpha=0.3)
    panels[0].legend(frameon=False, title=f"pictures, in {hours:g} hours of a day")
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None})
