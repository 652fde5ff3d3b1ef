"""Styles of prints and drawings: comics, woodblocks, chalk, charcoal, ink, blueprints."""

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from ..world import Colour
from .crafts import Corner, facets, thick_edges, tiled
from .styles import edges


def comic(picture: Image.Image, _: random.Random) -> Image.Image:
    """Few colours, black outlines, and shades of printed dots."""
    bright = ImageEnhance.Color(picture).enhance(1.5).quantize(20).convert("RGB")
    side = max(4, min(picture.size) // 84)
    dot = Image.radial_gradient("L").resize((side, side)).point(lambda value: 200 - value)
    dots = ImageChops.subtract(tiled(dot, picture.size), picture.convert("L"), offset=0)
    mask = dots.point(lambda value: 150 if value > 0 else 0)
    bright.paste(ImageEnhance.Brightness(bright).enhance(0.45), (0, 0), mask)
    return ImageChops.multiply(bright, edges(picture).convert("RGB"))


def pop_art(picture: Image.Image, _: random.Random) -> Image.Image:
    """The picture four times, each in other colours."""
    half = (math.ceil(picture.width / 2), math.ceil(picture.height / 2))
    small = picture.resize(half, Image.Resampling.BOX)
    grey = ImageOps.posterize(ImageOps.autocontrast(small.convert("L")), 2)
    hues = (("#3a0ca3", "#f72585", "#ffe14d"), ("#003049", "#12a4d9", "#ff8fab"),
            ("#5f0f40", "#fb5607", "#8ce8d0"), ("#10451d", "#38b000", "#ffb3ff"))  # fmt: skip
    line, canvas = edges(small).convert("RGB"), picture.copy()
    for k, (dark, middle, light) in enumerate(hues):
        part = ImageOps.colorize(grey, dark, light, middle)
        canvas.paste(ImageChops.multiply(part, line), (half[0] * (k % 2), half[1] * (k // 2)))
    return canvas


def woodblock(picture: Image.Image, _: random.Random) -> Image.Image:
    """As Japanese prints: muted colours on warm paper, blue outlines, a red seal."""
    soft = picture.reduce(2).filter(ImageFilter.MedianFilter(5)).quantize(16).convert("RGB")
    flat = ImageEnhance.Color(soft.resize(picture.size, Image.Resampling.BICUBIC)).enhance(0.75)
    paper = Image.blend(flat, Image.new("RGB", picture.size, (236, 216, 176)), 0.28)
    line = ImageOps.colorize(thick_edges(picture, 2), (30, 44, 84), (255, 255, 255))
    print_ = ImageChops.multiply(paper, line)
    side = min(picture.size) / 14
    left, top = picture.width - 1.6 * side, picture.height - 2.6 * side
    ink = ImageDraw.Draw(print_)
    ink.rectangle((left, top, left + side, top + 2 * side), fill=(196, 40, 36))
    pale, thick = (246, 226, 200), max(1, int(side / 9))
    for k in range(4):
        y, x = top + side * (0.35 + 0.42 * k), left + side * (0.35 + 0.1 * k)
        ink.line((left + 0.2 * side, y, left + 0.8 * side, y), fill=pale, width=thick)
        ink.line((x, y, left + 0.5 * side, y + 0.3 * side), fill=pale, width=thick)
    return print_


def cubist(picture: Image.Image, dice: random.Random) -> Image.Image:
    """Large facets that show the picture from elsewhere, in earthen tones."""
    earth = ImageOps.colorize(picture.convert("L"), (50, 36, 30), (240, 216, 170))
    warm = Image.blend(picture, earth, 0.35)
    canvas, (width, height), unit = warm.copy(), picture.size, min(picture.size)
    for shape in facets(picture, dice, 6):
        xs, ys = [x for x, _ in shape], [y for _, y in shape]
        left, right = max(0, int(min(xs))), min(width, int(max(xs)) + 1)
        top, low = max(0, int(min(ys))), min(height, int(max(ys)) + 1)
        if right <= left or low <= top:
            continue
        dx, dy = (round(unit * dice.uniform(-0.05, 0.05)) for _ in range(2))
        dx, dy = min(max(dx, -left), width - right), min(max(dy, -top), height - low)
        part = warm.crop((left + dx, top + dy, right + dx, low + dy))
        part = ImageEnhance.Brightness(part).enhance(dice.uniform(0.75, 1.2))
        mask = Image.new("L", part.size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in shape], fill=255)
        canvas.paste(part, (left, top), mask)
        line = ImageDraw.Draw(canvas)
        line.line((*shape, shape[0]), fill=(52, 40, 38), width=max(1, unit // 190))
    return canvas


def chalk(picture: Image.Image, dice: random.Random) -> Image.Image:
    """White and coloured chalk on a blackboard."""
    board = Image.new("RGB", picture.size, (36, 62, 54))
    noise = Image.frombytes("L", picture.size, dice.randbytes(picture.width * picture.height))
    dust = noise.point(lambda value: 46 if value > 96 else 8)
    board = Image.composite(ImageEnhance.Brightness(picture).enhance(1.1), board, dust)
    rough = noise.point(lambda value: 150 + value * 2 // 5)
    lines = ImageChops.multiply(ImageOps.invert(thick_edges(picture, 2)), rough)
    board.paste((242, 244, 236), (0, 0), lines)
    return board


def blueprint(picture: Image.Image, _: random.Random) -> Image.Image:
    sheet = Image.new("RGB", picture.size, (28, 74, 152))
    ink, step = ImageDraw.Draw(sheet), max(4, min(picture.size) // 24)
    for at in range(0, max(picture.size), step):
        ink.line((at, 0, at, picture.height), fill=(54, 100, 176))
        ink.line((0, at, picture.width, at), fill=(54, 100, 176))
    sheet.paste((236, 244, 255), (0, 0), ImageOps.invert(edges(picture)))
    return sheet


def charcoal(picture: Image.Image, dice: random.Random) -> Image.Image:
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=2)
    noise = Image.frombytes("L", picture.size, dice.randbytes(picture.width * picture.height))
    rubbed = noise.filter(ImageFilter.BoxBlur(1)).point(lambda value: min(255, 120 + value))
    soft = grey.point(lambda value: 70 + value * 185 // 255).filter(ImageFilter.BoxBlur(1))
    drawn = ImageChops.multiply(ImageChops.multiply(soft, rubbed), thick_edges(picture, 3))
    return ImageOps.colorize(drawn, (22, 20, 22), (244, 238, 226))


def ink_wash(picture: Image.Image, _: random.Random) -> Image.Image:
    """Black ink in four tones on paper."""
    soft = picture.convert("L").reduce(3).filter(ImageFilter.MedianFilter(5))
    four = ImageOps.posterize(ImageOps.autocontrast(soft), 2)
    tones = four.resize(picture.size, Image.Resampling.BICUBIC)
    pale = tones.point(lambda value: 90 + value * 165 // 192 if value < 192 else 255)
    drawn = ImageChops.multiply(pale, thick_edges(picture, 3))
    return ImageOps.colorize(drawn, (18, 18, 24), (250, 246, 234))


def steampunk(picture: Image.Image, _: random.Random) -> Image.Image:
    """Brass and copper, with gears in the corners."""
    brass = ImageOps.colorize(picture.convert("L"), (36, 20, 12), (255, 226, 160), (170, 108, 50))
    canvas = Image.blend(picture, brass, 0.68)
    ink, unit = ImageDraw.Draw(canvas), min(picture.size)
    for x, y, r in ((0.02, 0.98, 0.17), (0.2, 1.02, 0.1), (0.98, 0.02, 0.16), (0.83, 0.01, 0.08),
                    (0.99, 0.99, 0.12), (0.01, 0.02, 0.1)):  # fmt: skip
        _gear(ink, (x * picture.width, y * picture.height), r * unit)
    return canvas


def _gear(ink: ImageDraw.ImageDraw, at: Corner, r: float) -> None:
    def disc(x: float, y: float, size: float, hue: Colour) -> None:
        ink.ellipse((x - size, y - size, x + size, y + size), fill=hue)

    for k in range(10):
        turn = math.tau * k / 10
        disc(at[0] + r * math.cos(turn), at[1] + r * math.sin(turn), 0.17 * r, (126, 84, 40))
    disc(*at, 0.98 * r, (150, 102, 48))
    disc(*at, 0.74 * r, (196, 146, 74))
    disc(*at, 0.3 * r, (92, 60, 32))


def minimal(picture: Image.Image, _: random.Random) -> Image.Image:
    """Flat areas of few pale colours."""
    soft = picture.reduce(2).filter(ImageFilter.MedianFilter(7)).quantize(7).convert("RGB")
    pale = ImageEnhance.Color(soft.resize(picture.size, Image.Resampling.BICUBIC)).enhance(0.8)
    return Image.blend(pale, Image.new("RGB", picture.size, (250, 246, 240)), 0.2)
