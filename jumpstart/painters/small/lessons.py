"""The lessons of the small model: pictures with captions, drawn during training and kept."""

import random
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..renderer.draw import paint
from ..renderer.reading.read import read_scene
from ..renderer.world import Scene
from .captions import caption, held_out
from .tokenizer import MAX_TOKENS, tokenize
from .words import SHAPES

# The share of each kind of caption. Training begins with the simple kinds.
FIRST = {"shape": 0.66, "scene": 0.34}
LATER = {
    "shape": 0.12,
    "scene": 0.14,
    "pair": 0.1,
    "portrait": 0.2,
    "riding": 0.02,
    "everyday": 0.42,
}
SIMPLE_UNTIL = 0.3
LARGER_SHARE = 0.8  # of the pictures of one thing; what is larger is learnt faster


class Lessons:
    """A store of lessons. A batch holds some new pictures and many from before."""

    def __init__(self, seed: int, side_px: int, capacity: int = 24_000) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - a painter's dice
        self._side_px = side_px
        self._pictures = np.zeros((capacity, side_px, side_px, 3), np.uint8)
        self._tokens = np.zeros((capacity, MAX_TOKENS), np.int64)
        self.count = 0

    def draw(self, pictures: int, shares: dict[str, float]) -> None:
        """Draw new pictures. If the store is full, they replace the oldest."""
        for _ in range(pictures):
            picture, words = self._one(shares)
            place = self.count % len(self._pictures)
            self._pictures[place] = np.asarray(picture)
            self._tokens[place] = tokenize(words)
            self.count += 1

    def batch(self, size: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Pictures (size, side, side, 3) and their captions' tokens."""
        known = min(self.count, len(self._pictures))
        places = [self._dice.randrange(known) for _ in range(size)]
        return self._pictures[places], self._tokens[places]

    def _one(self, shares: dict[str, float]) -> tuple[object, str]:
        while True:
            words = caption(self._dice, shares)
            scene = read_scene(words)
            if not held_out(scene):
                scene = self.larger(scene)
                return paint(scene, (self._side_px, self._side_px), self._dice), words

    def larger(self, scene: Scene) -> Scene:
        """The scene, now and then with a larger thing. The size of a shape is learnt as a word."""
        if len(scene.things) != 1 or scene.things[0].kind in SHAPES:
            return scene
        if self._dice.random() > LARGER_SHARE:
            return scene
        return replace(scene, things=(replace(scene.things[0], size="large"),))
