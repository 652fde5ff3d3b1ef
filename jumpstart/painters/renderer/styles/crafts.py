"""Styles that look made by hand of some material: glass, paper, wool, clay."""

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from ..world import Colour
from .styles import edges

Corner = tuple[float, float]


def facets(picture: Image.Image, dice: random.Random, across: int) -> list[tuple[Corner, ...]]:
    """Triangles that cover `picture`, on a grid whose corners are shifted at random."""
    step = max(4.0, min(picture.size) / across)
    columns, rows = math.ceil(picture.width / step), math.ceil(picture.height / step)

    def off(place: int) -> float:
        return step * (place + dice.uniform(-0.38, 0.38))

    corner = {(c, r): (off(c), off(r)) for r in range(-1, rows + 2) for c in range(-1, columns + 2)}
    found: list[tuple[Corner, ...]] = []
    for r in range(-1, rows + 1):
        for c in range(-1, columns + 1):
            a, b, d, e = corner[c, r], corner[c + 1, r], corner[c, r + 1], corner[c + 1, r + 1]
            found += [(a, b, d), (b, e, d)]
    return found


def _filled(picture: Image.Image, dice: random.Random, across: int, shade: float,
            lead: Colour | None) -> Image.Image:  # fmt: skip
    """`picture` in triangles of one colour each, with `lead` between them."""
    source, canvas = picture.reduce(2) if min(picture.size) >= 64 else picture, picture.copy()
    ink, scale = ImageDraw.Draw(canvas), source.width / picture.width
    thick = max(1, min(picture.size) // 220)
    for shape in facets(picture, dice, across):
        x = min(source.width - 1, max(0, int(scale * sum(p[0] for p in shape) / 3)))
        y = min(source.height - 1, max(0, int(scale * sum(p[1] for p in shape) / 3)))
        lift = 1 + dice.uniform(-shade, shade)
        pixel = source.getpixel((x, y))
        hue = tuple(min(255, round(part * lift)) for part in pixel)  # type: ignore[union-attr]
        ink.polygon(shape, fill=hue)
        if lead:
            ink.line((*shape, shape[0]), fill=lead, width=thick)
    return canvas


def thick_edges(picture: Image.Image, size: int) -> Image.Image:
    """The outlines of `picture`, `size` pixels wide at 512."""
    wide = max(1, size * min(picture.size) // 512) // 2 * 2 + 1
    return edges(picture).filter(ImageFilter.MinFilter(wide))


def stained_glass(picture: Image.Image, dice: random.Random) -> Image.Image:
    bright = ImageEnhance.Brightness(ImageEnhance.Color(picture).enhance(1.7)).enhance(1.1)
    panes = _filled(bright, dice, 20, 0.16, (34, 30, 36))
    return ImageChops.multiply(panes, thick_edges(picture, 3).convert("RGB"))


def origami(picture: Image.Image, dice: random.Random) -> Image.Image:
    folded = _filled(picture, dice, 26, 0.13, None)
    return Image.blend(folded, _relief(picture, folded, 2), 0.5)


def _relief(picture: Image.Image, flat: Image.Image, blur: float) -> Image.Image:
    """`flat`, with the edges of `picture` raised as if the light fell from the upper left."""
    grey = picture.convert("L").reduce(2).filter(ImageFilter.GaussianBlur(blur))
    raised = grey.filter(ImageFilter.EMBOSS).resize(picture.size, Image.Resampling.BICUBIC)
    strong = raised.point(lambda value: min(255, max(0, 128 + 4 * (value - 128))))
    return ImageChops.add(flat, strong.convert("RGB"), offset=-128)


def paper_cut(picture: Image.Image, _: random.Random) -> Image.Image:
    """Layers of coloured paper with shadows below their edges."""
    soft = picture.reduce(2).filter(ImageFilter.MedianFilter(7))
    few = soft.quantize(11).convert("RGB").resize(picture.size, Image.Resampling.NEAREST)
    return _relief(few, few, 2.5)


def clay(picture: Image.Image, dice: random.Random) -> Image.Image:
    soft = picture.reduce(2).filter(ImageFilter.MedianFilter(5))
    soft = ImageEnhance.Color(soft).enhance(1.2).resize(picture.size, Image.Resampling.BICUBIC)
    noise = Image.frombytes("L", (64, 64), dice.randbytes(64 * 64))
    dents = noise.resize(picture.size, Image.Resampling.BICUBIC).point(lambda v: 116 + v // 11)
    return ImageChops.add(_relief(soft, soft, 4), dents.convert("RGB"), offset=-128)


def tiled(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    row = Image.new(tile.mode, (size[0], tile.height))
    for x in range(0, size[0], tile.width):
        row.paste(tile, (x, 0))
    full = Image.new(tile.mode, size)
    for y in range(0, size[1], tile.height):
        full.paste(row, (0, y))
    return full


def knitted(picture: Image.Image, _: random.Random) -> Image.Image:
    """Stitches, each like a V."""
    side = max(4, min(picture.size) // 46)
    few = picture.resize(
        (math.ceil(picture.width / side), math.ceil(picture.height / side)), Image.Resampling.BOX
    )
    wool = few.resize((few.width * side, few.height * side), Image.Resampling.NEAREST)
    stitch = Image.new("L", (4 * side, 4 * side), 96)
    ink = ImageDraw.Draw(stitch)
    for up in (-4, 0, 4):
        top, low, thick = (up + 0.2) * side, (up + 3.4) * side, round(1.7 * side)
        ink.line((0.5 * side, top, 2 * side, low), fill=255, width=thick)
        ink.line((3.5 * side, top, 2 * side, low), fill=222, width=thick)
    ink.line((2 * side, 0, 2 * side, 4 * side), fill=120, width=max(1, side // 4))
    tile = stitch.resize((side, side), Image.Resampling.BOX)
    stitches = tiled(tile, picture.size).convert("RGB")
    woven = ImageChops.multiply(wool.crop((0, 0, *picture.size)), stitches)
    return ImageEnhance.Brightness(woven).enhance(1.2)
