"""Find out what a picture shows, without its caption. The judge looks at it at 64×64.

A shape is cut out of the plain colour around it and compared with the outlines of all shapes. A
landscape is compared with pictures of the renderer, and the most similar ones decide.
"""

import random
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..renderer.draw import paint
from ..renderer.reading.read import read_scene
from ..renderer.shapes import shape_mask
from ..renderer.world import BASIC_COLOURS, COLOURS, SHAPES, Scene
from .captions import caption, held_out

SIDE_PX = 64
OUTLINE_PX = 32
# The share that a cut-out and an outline have in common; below this, it is not that shape.
LEAST_LIKENESS = 0.6
SMALLEST_PX = 50  # anything smaller is not an object
# A pixel belongs to an object if it is this far (of 441) from the colour around it.
APART = 45
SHADOW_TINT, DEEPEST_SHADOW = 26, 0.6
NEIGHBOURS = 5
EXAMPLES = 1800

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Object:
    shape: str | None  # None: it is like no shape
    colour: str
    x: float  # of its middle, in pixels
    y: float


def find_background(picture: Image.Image) -> str:
    """The basic colour of the picture's edge."""
    return _basic(_edge(np.asarray(_reduced(picture), np.float32)))


def find_objects(picture: Image.Image) -> list[Object]:
    """The objects on the plain background, the largest first."""
    pixels = np.asarray(_reduced(picture), np.float32)
    behind = _behind(pixels)
    apart = np.linalg.norm(pixels - behind, axis=-1) > APART
    # A shadow is the background's colour, but darker.
    share = (pixels * behind).sum(-1) / np.maximum((behind * behind).sum(-1), 1)
    like = np.linalg.norm(pixels - share[..., None] * behind, axis=-1) < SHADOW_TINT
    pieces = _pieces(apart & ~(like & (share > DEEPEST_SHADOW) & (share < 1)))
    return [_object(pixels, piece) for piece in pieces]


def _reduced(picture: Image.Image) -> Image.Image:
    return picture.resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX)


def _edge(pixels: Floats) -> Floats:
    edge = np.concatenate([pixels[:2].reshape(-1, 3), pixels[-2:].reshape(-1, 3)])
    edge = np.concatenate([edge, pixels[:, :2].reshape(-1, 3), pixels[:, -2:].reshape(-1, 3)])
    median: Floats = np.median(edge, axis=0)
    return median


def _behind(pixels: Floats) -> Floats:
    """The background of the whole picture, as a slope of colour that fits its edge."""
    height, width, _ = pixels.shape
    y, x = np.mgrid[0:height, 0:width] / height - 0.5
    on_edge = (np.maximum(abs(x), abs(y)) > 0.46) & (
        np.linalg.norm(pixels - _edge(pixels), axis=-1) < 90
    )
    if on_edge.sum() < 20:
        return np.broadcast_to(_edge(pixels), pixels.shape)
    terms = np.stack([np.ones_like(x), x, y], axis=-1)
    slopes, *_ = np.linalg.lstsq(terms[on_edge], pixels[on_edge], rcond=None)
    behind: Floats = (terms @ slopes).astype(np.float32)
    return behind


def _pieces(mask: Mask) -> list[Mask]:
    """The connected parts of the mask, without the smallest, the largest first."""
    labels = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    while True:  # each pixel takes the highest number around it, until nothing changes
        padded = np.pad(labels, 1)
        around = [
            padded[dy : dy + mask.shape[0], dx : dx + mask.shape[1]]
            for dy in range(3)
            for dx in range(3)
        ]
        spread = np.where(mask, np.max(around, axis=0), 0)
        if (spread == labels).all():
            break
        labels = spread
    sizes = Counter(labels[mask].tolist())
    return [labels == label for label, size in sizes.most_common() if size >= SMALLEST_PX]


def _object(pixels: Floats, piece: Mask) -> Object:
    rows, columns = np.nonzero(piece)
    colour = _basic(np.median(pixels[piece], axis=0))
    top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    side = max(bottom - top, right - left)
    square = np.zeros((side, side), np.uint8)
    y, x = (side - (bottom - top)) // 2, (side - (right - left)) // 2
    square[y : y + bottom - top, x : x + right - left] = 255 * piece[top:bottom, left:right]
    outline = Image.fromarray(square).resize((OUTLINE_PX, OUTLINE_PX), Image.Resampling.BOX)
    seen = np.asarray(outline) > 127
    likeness = {
        shape: (seen & known).sum() / (seen | known).sum() for shape, known in _OUTLINES.items()
    }
    best = max(likeness, key=lambda shape: likeness[shape])
    shape = best if likeness[best] >= LEAST_LIKENESS else None
    return Object(shape, colour, float(columns.mean()), float(rows.mean()))


def _basic(colour: Floats) -> str:
    """The basic colour nearest to `colour`."""
    named = np.array([COLOURS[name] for name in BASIC_COLOURS], np.float32)
    return BASIC_COLOURS[int(np.linalg.norm(named - colour, axis=1).argmin())]


def _outline(shape: str) -> Mask:
    """The outline of a shape, cut and centred like an object in a picture."""
    mask = shape_mask(shape, 8 * OUTLINE_PX)
    mask = mask.crop(mask.getbbox())
    side = max(mask.size)
    square = Image.new("L", (side, side))
    square.paste(mask, ((side - mask.width) // 2, (side - mask.height) // 2))
    return np.asarray(square.resize((OUTLINE_PX, OUTLINE_PX), Image.Resampling.BOX)) > 127


_OUTLINES = {shape: _outline(shape) for shape in SHAPES}


class Landscapes:
    """Recognises grounds and times of day by EXAMPLES pictures of the renderer."""

    def __init__(self, seed: int = 7) -> None:
        dice = random.Random(seed)  # noqa: S311 - a painter's dice
        self._scenes = [_scene(dice) for _ in range(EXAMPLES)]
        size = (SIDE_PX, SIDE_PX)
        self._looks = np.stack([_look(paint(scene, size, dice)) for scene in self._scenes])

    def find(self, picture: Image.Image) -> tuple[str, str]:
        """The ground and the time of day of the picture."""
        far = np.linalg.norm(self._looks - _look(_reduced(picture)), axis=1)
        nearest = [self._scenes[k] for k in np.argsort(far)[:NEIGHBOURS]]
        grounds = Counter(str(scene.ground) for scene in nearest)
        times = Counter(str(scene.time) for scene in nearest)
        return grounds.most_common(1)[0][0], times.most_common(1)[0][0]


def _scene(dice: random.Random) -> Scene:
    """A landscape with a ground and a time of day. It is not held out."""
    while True:
        scene = read_scene(caption(dice, {"scene": 1.0}))
        if (scene.time or scene.ground == "space") and not held_out(scene):
            return scene


def _look(picture: Image.Image) -> Floats:
    """The picture in numbers: colours at 16×16, rows, roughness. The rows count more than
    single colours, because a thing hides only a little of a row."""
    small = picture.resize((16, 16), Image.Resampling.BOX)
    pixels = np.asarray(small, np.float32) / 255
    rows = np.median(pixels, axis=1)
    fine = np.asarray(picture.convert("L"), np.float32) / 255
    rough = np.abs(np.diff(fine, axis=1)).reshape(16, 4, -1).mean(axis=(1, 2))
    return np.concatenate([pixels.ravel() / 4, 2 * rows.ravel(), 6 * rough])
