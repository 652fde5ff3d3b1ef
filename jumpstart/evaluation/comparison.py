"""Two models side by side: the same prompts with the same seeds."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..command.faults import Usage
from .drawing import Drawn
from .report import Side
from .scores import mean


@dataclass(frozen=True, slots=True)
class Row:
    """One prompt: the mean scores over the seeds that both models drew."""

    prompt: str
    ours: float
    theirs: float

    @property
    def difference(self) -> float:
        return round(self.ours - self.theirs, 2)


@dataclass(frozen=True, slots=True)
class Comparison:
    other: Side
    # Each of our pictures beside the other model's for the same prompt and seed.
    pairs: list[tuple[Drawn, Drawn | None]]
    rows: list[Row]
    ours: float | None  # the mean over the pictures that both have, scored
    theirs: float | None

    @property
    def higher(self) -> int:
        return sum(row.difference > 0 for row in self.rows)

    @property
    def lower(self) -> int:
        return sum(row.difference < 0 for row in self.rows)

    @property
    def difference(self) -> float | None:
        return mean([row.difference for row in self.rows])

    @property
    def error(self) -> float | None:
        """The standard error of `difference`, over the prompts. None with fewer than two."""
        count = len(self.rows)
        if count < 2:
            return None
        middle = sum(row.difference for row in self.rows) / count
        spread = sum((row.difference - middle) ** 2 for row in self.rows) / (count - 1)
        return round(math.sqrt(spread / count), 2)

    def as_json(self) -> dict[str, Any]:
        return {
            "model": self.other.model,
            "mean": self.theirs,
            "mean_here": self.ours,
            "difference": self.difference,
            "standard_error": self.error,
            "prompts": [asdict(row) | {"difference": row.difference} for row in self.rows],
        }

    def lines(self) -> list[str]:
        """The result in words, as the command prints it."""
        shared = sum(second is not None for _, second in self.pairs)
        found = [f"beside {self.other.model}: {shared} pictures with the same prompt and seed"]
        if self.rows:
            found += [
                f"over the pictures that both have: {self.ours}; {self.other.model}: {self.theirs}",
                f"higher for {self.higher} of {len(self.rows)} prompts, lower for {self.lower}; "
                f"difference {self.difference:+}, standard error {self.error}",
            ]
        return found


def compare(ours: Side, other: Side) -> Comparison:
    """`ours` beside `other`.

    Raises:
        Usage: no prompt was drawn with the same seed by both.
    """
    theirs = _keyed(other.drawn)
    pairs = [(one, theirs.get(key)) for key, one in _keyed(ours.drawn).items()]
    if not any(second for _, second in pairs):
        what = f"{ours.model} and {other.model} have no prompt with the same seed in common"
        raise Usage(what, "give both the same --prompts and --seeds", code="nothing_in_common")
    scored = [
        (one.prompt, one.score, second.score)
        for one, second in pairs
        if second and one.score is not None and second.score is not None
    ]
    by_prompt: dict[str, list[tuple[float, float]]] = {}
    for prompt, first, last in scored:
        by_prompt.setdefault(prompt, []).append((first, last))
    rows = [
        Row(prompt, mean([a for a, _ in both]) or 0.0, mean([b for _, b in both]) or 0.0)
        for prompt, both in by_prompt.items()
    ]
    return Comparison(
        other, pairs, rows, mean([first for _, first, _ in scored]), mean([b for _, _, b in scored])
    )


def _keyed(drawn: Sequence[Drawn]) -> dict[Hashable, Drawn]:
    """Each picture by its prompt and seed, and by its place among those that have the same."""
    seen: Counter[tuple[str, int | None]] = Counter()
    found: dict[Hashable, Drawn] = {}
    for one in drawn:
        key = one.prompt, one.seed
        found[(*key, seen[key])] = one
        seen[key] += 1
    return found


def check_same_measure(other: Side, by: str | None) -> None:
    """Return if the scores of `other` can be compared with scores by `by`.

    Raises:
        Usage: another measure gave them, and its pictures are gone.
    """
    if by == other.scored_by or all(one.path or one.failure for one in other.drawn):
        return
    what = f"{other.model} was scored by {other.scored_by}, not by {by}, and its pictures are gone"
    raise Usage(what, "score both with the same --score and --clip", code="other_clip")
