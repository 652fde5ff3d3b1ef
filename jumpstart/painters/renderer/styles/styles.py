"""Styles, applied to the finished picture."""

import math
import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Style = Callable[[Image.Image, random.Random], Image.Image]


def edges(picture: Image.Image) -> Image.Image:
    """Dark lines on white, where the picture changes."""
    grey = picture.convert("L")
    if min(picture.size) >= 128:  # specks such as snowflakes get no outline
        grey = grey.reduce(2).filter(ImageFilter.MedianFilter(5))
    found = grey.filter(ImageFilter.FIND_EDGES).point(
        lambda value: max(0, 255 - 16 * max(0, value - 5))
    )
    frame = Image.new("L", grey.size, 255)
    frame.paste(found.crop((2, 2, grey.width - 2, grey.height - 2)), (2, 2))
    return frame.resize(picture.size, Image.Resampling.BICUBIC)


def lines(picture: Image.Image, _: random.Random) -> Image.Image:
    return edges(picture).convert("RGB")


def pencil(picture: Image.Image, dice: random.Random) -> Image.Image:
    shade = ImageOps.autocontrast(picture.convert("L")).point(lambda value: 205 + value * 50 // 255)
    noise = Image.frombytes("L", picture.size, dice.randbytes(picture.width * picture.height))
    strokes = noise.filter(ImageFilter.BoxBlur(2)).point(lambda value: min(255, 216 + value // 5))
    drawn = ImageChops.multiply(ImageChops.multiply(shade, edges(picture)), strokes)
    return ImageOps.colorize(drawn, (40, 40, 46), (252, 250, 244))


def monochrome(picture: Image.Image, _: random.Random) -> Image.Image:
    return ImageOps.autocontrast(picture.convert("L"), cutoff=1).convert("RGB")


def sepia(picture: Image.Image, _: random.Random) -> Image.Image:
    return ImageOps.colorize(picture.convert("L"), (52, 34, 20), (250, 232, 198), (176, 132, 86))


def faded(picture: Image.Image, dice: random.Random) -> Image.Image:
    """An old photo in which one can still tell the colours."""
    return Image.blend(ImageEnhance.Color(picture).enhance(1.1), sepia(picture, dice), 0.42)


def coloured_lines(picture: Image.Image, _: random.Random) -> Image.Image:
    pale = Image.blend(picture, Image.new("RGB", picture.size, "white"), 0.35)
    return ImageChops.multiply(pale, edges(picture).convert("RGB"))


def coloured_pencil(picture: Image.Image, dice: random.Random) -> Image.Image:
    noise = Image.frombytes("L", picture.size, dice.randbytes(picture.width * picture.height))
    strokes = noise.filter(ImageFilter.BoxBlur(2)).point(lambda value: min(255, 196 + value // 3))
    return ImageChops.multiply(coloured_lines(picture, dice), strokes.convert("RGB"))


def pixels(picture: Image.Image, _: random.Random) -> Image.Image:
    side = max(2, min(picture.size) // 56)
    few = picture.resize(
        (max(1, picture.width // side), max(1, picture.height // side)), Image.Resampling.BOX
    )
    few = ImageEnhance.Color(few).enhance(1.2).quantize(28).convert("RGB")
    return few.resize(picture.size, Image.Resampling.NEAREST)


def cartoon(picture: Image.Image, _: random.Random) -> Image.Image:
    bright = ImageEnhance.Color(picture).enhance(1.25)
    return ImageChops.multiply(bright, edges(picture).convert("RGB"))


def poster(picture: Image.Image, _: random.Random) -> Image.Image:
    return ImageOps.posterize(ImageEnhance.Color(picture).enhance(1.9), 2)


def watercolour(picture: Image.Image, dice: random.Random) -> Image.Image:
    small = picture.reduce(2).filter(ImageFilter.MedianFilter(5))
    soft = small.resize(picture.size, Image.Resampling.BICUBIC)
    wet = ImageEnhance.Brightness(ImageEnhance.Color(soft).enhance(0.9)).enhance(1.08)
    noise = Image.frombytes("L", (14, 14), dice.randbytes(14 * 14)).resize(
        picture.size, Image.Resampling.BICUBIC
    )
    blotches = noise.point(lambda value: max(0, value - 60) * 90 // 195)
    painted = Image.composite(Image.new("RGB", picture.size, (252, 250, 244)), wet, blotches)
    edge = edges(soft).filter(ImageFilter.BoxBlur(1)).point(lambda value: 190 + value // 4)
    return ImageChops.multiply(painted, edge.convert("RGB"))


def _dabs(
    picture: Image.Image, dice: random.Random, size: float, count: int, boost: float
) -> Image.Image:
    """Short strokes of paint, which follow a slow swirl."""
    canvas = ImageEnhance.Color(picture).enhance(boost)
    source = canvas.reduce(4) if min(picture.size) >= 64 else canvas
    ink, pixel = ImageDraw.Draw(canvas), source.load()
    width, height = picture.size
    long = size * min(width, height)
    for _ in range(count):
        x, y = width * dice.random(), height * dice.random()
        at = (min(source.width - 1, int(x * source.width / width)),
              min(source.height - 1, int(y * source.height / height)))  # fmt: skip
        red, green, blue = pixel[at]  # type: ignore[index,misc]
        lift = dice.randint(-16, 16)
        turn = 2.2 * math.sin(3 * x / width + 1) + 1.6 * math.cos(4 * y / height)
        dx, dy = long * math.cos(turn), long * math.sin(turn)
        hue = tuple(min(255, max(0, part + lift)) for part in (red, green, blue))
        ends, wide = (x - dx, y - dy, x + dx, y + dy), max(1, round(0.45 * long))
        ink.line(ends, fill=hue, width=wide)
    return canvas


def oil(picture: Image.Image, dice: random.Random) -> Image.Image:
    return _dabs(picture, dice, 0.01, 4600, 1.2)


def strokes(picture: Image.Image, dice: random.Random) -> Image.Image:
    return _dabs(picture, dice, 0.016, 3600, 1.6)


def neon(picture: Image.Image, _: random.Random) -> Image.Image:
    tint = ImageOps.colorize(picture.convert("L"), (12, 6, 34), (120, 240, 255), (150, 30, 160))
    dark = ImageEnhance.Brightness(Image.blend(picture, tint, 0.5)).enhance(0.55)
    glowing = ImageOps.colorize(
        ImageOps.invert(edges(picture)), (0, 0, 0), (90, 240, 255), (255, 40, 200)
    )
    halo = (
        glowing.reduce(4)
        .filter(ImageFilter.GaussianBlur(2))
        .resize(picture.size, Image.Resampling.BILINEAR)
    )
    return ImageChops.add(ImageChops.add(dark, halo), glowing)


def low_poly(picture: Image.Image, dice: random.Random) -> Image.Image:
    across = 46
    step = max(4.0, min(picture.size) / across)
    columns, rows = math.ceil(picture.width / step), math.ceil(picture.height / step)
    corners = {(c, r): (step * (c + dice.uniform(-0.35, 0.35)), step * (r + dice.uniform(-0.35,
        0.35)))
               for r in range(-1, rows + 2) for c in range(-1, columns + 2)}  # fmt: skip
    source, canvas = picture.reduce(2) if min(picture.size) >= 64 else picture, picture.copy()
    ink, scale = ImageDraw.Draw(canvas), source.width / picture.width
    for r in range(-1, rows + 1):
        for c in range(-1, columns + 1):
            a, b, d, e = corners[c, r], corners[c + 1, r], corners[c, r + 1], corners[c + 1, r + 1]
            for shape in ((a, b, d), (b, e, d)):
                x = min(source.width - 1, max(0, int(scale * sum(p[0] for p in shape) / 3)))
                y = min(source.height - 1, max(0, int(scale * sum(p[1] for p in shape) / 3)))
                ink.polygon(shape, fill=source.getpixel((x, y)))
    return canvas


def mosaic(picture: Image.Image, _: random.Random) -> Image.Image:
    side = max(3, min(picture.size) // 44)
    canvas = pixels(picture, _)
    ink = ImageDraw.Draw(canvas)
    for x in range(0, picture.width, side):
        ink.line((x, 0, x, picture.height), fill=(90, 86, 84))
    for y in range(0, picture.height, side):
        ink.line((0, y, picture.width, y), fill=(90, 86, 84))
    return canvas


STYLES: dict[str, Style] = {
    "lines": lines, "pencil": pencil, "monochrome": monochrome, "sepia": sepia, "pixels": pixels,
    "cartoon": cartoon, "poster": poster, "watercolour": watercolour, "oil": oil,
    "strokes": strokes, "faded": faded, "coloured lines": coloured_lines,
    "coloured pencil": coloured_pencil,
    "neon": neon, "low poly": low_poly, "mosaic": mosaic,
}  # fmt: skip
