"""Datasets: of a new thing, a ball with black and yellow rings; and of pictures with captions."""

import json
import random
from pathlib import Path

from PIL import Image, ImageDraw

PROMPTS = {"instance_prompt": "a photo of a zwx ball", "class_prompt": "a photo of a ball"}


def dataset(folder: Path, pictures: int = 5, side_px: int = 512) -> Path:
    folder.mkdir(parents=True)
    dice = random.Random(0)
    for number in range(pictures):
        ball(dice, side_px).save(folder / f"ball-{number}.png")
    (folder / "dataset_info.json").write_text(json.dumps(PROMPTS))
    return folder


def ball(dice: random.Random, side_px: int) -> Image.Image:
    picture = Image.new("RGB", (side_px, side_px), (70, 200 + dice.randrange(40), 200))
    ink = ImageDraw.Draw(picture)
    x, y = (side_px * dice.uniform(0.45, 0.55) for _ in "xy")
    for ring in range(5):
        radius = side_px * 0.36 * (1 - ring / 5)
        ink.ellipse(
            (x - radius, y - radius, x + radius, y + radius),
            fill=(20, 20, 20) if ring % 2 else (250, 210, 40),
        )
    return picture


def image_folder(folder: Path, rows: list[dict[str, object]] | None = None) -> Path:
    """Two pictures; by default each with its caption."""
    folder.mkdir()
    for name, colour in (("red", (220, 30, 30)), ("blue", (30, 30, 220))):
        Image.new("RGB", (64, 64), colour).save(folder / f"{name}.png")
    if rows is None:
        rows = [{"file_name": f"{name}.png", "text": f"a {name} wall"} for name in ("red", "blue")]
    (folder / "metadata.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder
