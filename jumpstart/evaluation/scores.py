"""How pictures are scored: by CLIP, or by the colours that their prompts name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from .drawing import Drawn

SHIFTS = 3  # how many other prompts each picture is scored with, to find what chance gives


class Scorer(Protocol):
    kind: str  # what the number is
    by: str  # the model or the rule that gives it

    def scores(self, pictures: Sequence[tuple[Path, str]]) -> list[float | None]:
        """A score from 0 to 100 for each (picture, prompt). None: the prompt cannot be scored."""
        ...


def scorer_of(name: str, clip: str) -> Scorer | None:
    """The scorer that --score names. `clip` names CLIP's weights.

    Raises:
        Fault: CLIP cannot be loaded.
    """
    if name == "clip":
        from .clip import Clip

        return Clip(clip)
    if name == "colours":
        from .colours import NamedColours

        return NamedColours()
    return None


def score(scorer: Scorer, drawn: Sequence[Drawn]) -> None:
    """Set the score of each picture that is there."""
    pairs = [(one, one.path) for one in drawn if one.path]
    found = scorer.scores([(path, one.prompt) for one, path in pairs])
    for (one, _), number in zip(pairs, found, strict=True):
        one.score = number


def by_chance(scorer: Scorer, drawn: Sequence[Drawn]) -> float | None:
    """The mean score if each picture is scored with the prompts of others. A model that ignored its
    prompts would get about this. None if there are no two scored prompts."""
    scored = [(one.path, one.prompt) for one in drawn if one.path and one.score is not None]
    prompts = list(dict.fromkeys(prompt for _, prompt in scored))
    shifted = [
        (path, prompts[(prompts.index(prompt) + shift) % len(prompts)])
        for shift in range(1, min(SHIFTS, len(prompts) - 1) + 1)
        for path, prompt in scored
    ]
    return mean([number for number in scorer.scores(shifted) if number is not None])


def mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 2) if values else None
