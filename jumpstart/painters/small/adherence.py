"""Measure how much of a caption the local models draw: `make adherence`.

The renderer and the small model draw captions from no training. A judge looks at the pictures, and
what it finds is compared with the captions. The renderer's column says how far the judge can be
trusted. In the shuffled column each picture is compared with another caption: that is chance.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PIL import Image

from ..renderer.draw import paint
from ..renderer.reading.read import read_scene
from ..renderer.world import Scene, basic_colour
from .captions import KINDS, held_out
from .judge import Landscapes, Object, find_background, find_objects
from .painter import SIDE_PX, Small, to_image

SHARES = {"shape": 0.4, "scene": 0.4, "pair": 0.2}
ASPECTS = {
    "one shape": "its shape",
    "one shape, colour": "its colour",
    "one shape, background": "the background's colour",
    "scene, ground": "the ground",
    "scene, time": "the time of day",
    "two shapes": "both shapes",
    "two shapes, colours": "both colours, each on its shape",
    "two shapes, places": "both colours, each on its side",
}
BATCH = 16

Painter = Callable[[list[str]], list[Image.Image]]


@dataclass(slots=True)
class Score:
    """How often an aspect was right and how often it was asked, and each failure in words."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    failures: list[str] = field(default_factory=list)

    def mark(self, words: str, aspect: str, said: object, found: object) -> None:
        self.asked[aspect] += 1
        self.right[aspect] += said == found
        if said != found:
            self.failures.append(f"{words}: {aspect}: {_in_words(said)}, drawn {_in_words(found)}")

    def share(self, aspect: str) -> float:
        return self.right[aspect] / max(1, self.asked[aspect])


def held_out_captions(count: int, seed: int = 1) -> list[str]:
    """`count` different captions of scenes that training never draws."""
    dice = random.Random(seed)  # noqa: S311 - a painter's dice
    found: dict[str, None] = {}
    for kind, share in SHARES.items():
        wanted = len(found) + round(share * count)
        while len(found) < wanted:
            words = KINDS[kind](dice)
            if held_out(read_scene(words)):
                found[words] = None
    return list(found)


def judge(captions: list[str], pictures: Iterable[Image.Image], landscapes: Landscapes) -> Score:
    score = Score()
    for words, picture in zip(captions, pictures, strict=True):
        scene = read_scene(words)
        if scene.ground:
            _judge_landscape(score, words, scene, landscapes.find(picture))
        elif len(scene.things) == 1:
            _judge_one(score, words, scene, picture)
        else:
            _judge_two(score, words, scene, picture)
    return score


def _judge_landscape(score: Score, words: str, scene: Scene, found: tuple[str, str]) -> None:
    score.mark(words, "scene, ground", scene.ground, found[0])
    if scene.time:
        score.mark(words, "scene, time", scene.time, found[1])


def _judge_one(score: Score, words: str, scene: Scene, picture: Image.Image) -> None:
    [thing] = scene.things
    objects = find_objects(picture)
    found = objects[0] if objects else Object(None, "", 0, 0)
    score.mark(words, "one shape", thing.kind, found.shape)
    score.mark(words, "one shape, colour", _name(thing.colour), found.colour)
    if scene.background:
        said, drawn = _name(scene.background), find_background(picture)
        score.mark(words, "one shape, background", said, drawn)


def _judge_two(score: Score, words: str, scene: Scene, picture: Image.Image) -> None:
    upright = scene.relation in ("above", "below")
    found = find_objects(picture)[:2]
    found.sort(key=lambda thing: thing.y if upright else thing.x)
    said = [(thing.kind, _name(thing.colour)) for thing in scene.things]
    if scene.relation in ("right", "below"):
        said.reverse()
    drawn = [(thing.shape, thing.colour) for thing in found]
    score.mark(
        words,
        "two shapes",
        sorted(kind for kind, _ in said),
        sorted(str(kind) for kind, _ in drawn),
    )
    pairs = sorted(said), sorted((str(kind), colour) for kind, colour in drawn)
    score.mark(words, "two shapes, colours", *pairs)
    score.mark(
        words, "two shapes, places", [colour for _, colour in said], [colour for _, colour in drawn]
    )


def _name(colour: tuple[int, int, int] | None) -> str | None:
    return basic_colour(colour) if colour else None


def _in_words(value: object) -> str:
    return " + ".join(map(_in_words, value)) if isinstance(value, list | tuple) else str(value)


def renderer(captions: list[str]) -> list[Image.Image]:
    dice = random.Random(2)  # noqa: S311 - a painter's dice
    return [paint(read_scene(words), (SIDE_PX, SIDE_PX), dice) for words in captions]


def small_model(steps: int, guidance: float) -> Painter:
    model = Small()
    model.setup()

    def draw(captions: list[str]) -> list[Image.Image]:
        pictures = []
        for start in range(0, len(captions), BATCH):
            batch = captions[start : start + BATCH]
            seeds = list(range(start, start + len(batch)))
            pictures += [to_image(one) for one in model.diffuse(batch, seeds, steps, guidance)]
        return pictures

    return draw


def shuffled(captions: list[str], pictures: list[Image.Image]) -> list[Image.Image]:
    """The pictures in another order: each meets another caption of the same kind."""
    groups: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for place, words in enumerate(captions):
        scene = read_scene(words)
        groups[bool(scene.ground), 0 if scene.ground else len(scene.things)].append(place)
    moved = list(pictures)
    for places in groups.values():
        step = len(places) // 2
        for place, other in zip(places, places[step:] + places[:step], strict=True):
            moved[place] = pictures[other]
    return moved


def main() -> None:
    arguments = _parser().parse_args()
    captions = held_out_captions(arguments.captions)
    landscapes = Landscapes()
    drawn = small_model(arguments.steps, arguments.guidance)(captions)
    rows = {
        "renderer": judge(captions, renderer(captions), landscapes),
        "small model": judge(captions, drawn, landscapes),
        "small model, shuffled": judge(captions, shuffled(captions, drawn), landscapes),
    }
    print(table(rows))
    for name in ("renderer", "small model"):
        print(f"\n{name}, {len(rows[name].failures)} failures:")
        print("\n".join(f"  {line}" for line in rows[name].failures[: arguments.failures]))


def table(rows: dict[str, Score]) -> str:
    """A Markdown table with one line for each aspect."""
    names = " | ".join(rows)
    lines = [f"| of a held-out caption | asked | {names} |", f"|---|---|{'---|' * len(rows)}"]
    for aspect, meaning in ASPECTS.items():
        shares = " | ".join(f"{score.share(aspect):.0%}" for score in rows.values())
        asked = next(iter(rows.values())).asked[aspect]
        lines.append(f"| {aspect.partition(',')[0]}: {meaning} | {asked} | {shares} |")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m jumpstart.painters.small.adherence",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--captions", type=int, default=300, help="how many captions to draw")
    parser.add_argument("--steps", type=int, default=30, help="steps of the small model")
    parser.add_argument("--guidance", type=float, default=2.0, help="guidance of the small model")
    parser.add_argument(
        "--failures", type=int, default=40, help="how many failures to list for each model"
    )
    return parser


if __name__ == "__main__":
    main()
