"""One line of the table: a figure, the figure beside it, and the budget."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass

# How long the machine that the budgets are written for takes to import cold_import.BASELINE.
REFERENCE_MS = 209.0


@dataclass(frozen=True, slots=True)
class Line:
    """`beside` is the figure of the baseline or of the naive program; `budget` is in `unit`."""

    what: str
    measured: float
    unit: str
    beside: float | None = None
    budget: float | None = None

    def allowed(self, pace: float) -> float | None:
        """The budget for this machine, which takes `pace` times as long as the reference."""
        if self.budget is None:
            return None
        return self.budget * pace if self.unit == "ms" else self.budget

    def is_kept(self, pace: float) -> bool:
        allowed = self.allowed(pace)
        return allowed is None or self.measured <= allowed

    def text(self, pace: float) -> str:
        beside = ratio = budget = verdict = ""
        if self.beside is not None:
            beside = f"{self.beside:.1f} {self.unit}"
            ratio = f"× {self.measured / self.beside:.2f}" if self.beside else ""
        allowed = self.allowed(pace)
        if allowed is not None:
            budget = f"{allowed:.1f} {self.unit}"
            verdict = "kept" if self.is_kept(pace) else "MISSED"
        measured = f"{self.measured:.1f} {self.unit}"
        return f"{self.what:<52}{measured:>11}{beside:>13}{ratio:>9}{budget:>12}  {verdict}"


HEADER = f"{'':<52}{'measured':>11}{'beside':>13}{'ratio':>9}{'budget':>12}"


def write(lines: Iterable[Line]) -> None:
    """Print `lines` as JSON, for the process that prints the table."""
    json.dump([asdict(line) for line in lines], sys.__stdout__ or sys.stdout)


def read(text: str) -> list[Line]:
    return [Line(**fields) for fields in json.loads(text)]
