"""Draw the sheets in docs/local-models/: `make contact-sheets`.

Two have 24 prompts, one for each local model. Three have fifty everyday prompts each, drawn by the
renderer, and one has fifty drawn by the small model. Those that cannot be recognised are marked.
"""

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ..model import DrawRequest, Model
from ..renderer.painter import Renderer
from .painter import Small

FOLDER = Path(__file__).parents[3] / "docs" / "local-models"
PROMPTS = (
    "a red circle on a blue background",
    "a green square on a white background",
    "a blue triangle on a yellow background",
    "a yellow star on a purple background",
    "a pink heart on a black background",
    "an orange diamond on a green background",
    "a white ring on a red background",
    "a black cross on an orange background",
    "the sea at sunset",
    "mountains by day",
    "a city at night",
    "a desert at sunset",
    "a forest by day",
    "a house in the snow at night",
    "a tree in a meadow by day",
    "a boat on the sea by day",
    "a lighthouse on the sea at night",
    "an astronaut riding a horse on mars",
    "a black cat in the city at night",
    "a dog in a meadow at sunset",
    "a white horse in the mountains by day",
    "a rocket in space",
    "a red car in the desert by day",
    "a flower on a pink background",
)
SEEDS = (1, 2)
COLUMNS = 4  # of prompts; each has a picture for every seed, side by side
SIDE_PX = 160
GAP_PX = 3
LABEL_PX = 22
MOST_BYTES = 400_000
EVERYDAY_BYTES = 300_000
EVERYDAY_COLUMNS = 8
# The everyday prompts whose pictures do not show what they say, by sheet.
NOT_RECOGNISED = {
    "everyday": {
        "a dragon flying over a castle": "it stands on its wall",
        "a chef cooking pasta": "he does not cook",
        "a bicycle leaning against a wall": "no wall",
    },
    "more": {
        "a magician pulling a rabbit out of a hat": "he pulls nothing",
        "a red rose in a vase": "many flowers",
        "two cats on a window sill": "on the floor",
        "a cup of tea and a croissant": "coffee",
        "a waterfall in the jungle": "no jungle",
        "a spaceship landing on mars": "it takes off",
        "an astronaut floating above the earth": "standing on it",
        "a desk with a laptop and a lamp": "both beside it",
    },
    "unseen": {
        "farmer driving home with a basket of carrots": "no vehicle, no basket",
        "an old bicycle leaning against a wall": "no wall",
        "pencil sketch of an old man's hands": "the whole man",
        "teenager skateboarding at the skate park": "a green park",
        "a blue tractor on a muddy field": "a meadow",
        "lighthouse on a stormy cliff": "beside the cliff",
        "a scientist looking into a microscope": "looks at us",
    },
}
# The same of the small model. Of most things it draws no more than the colour and the size.
SMALL_SHEET = "small-everyday"
SMALL_RECOGNISED = (
    "a lighthouse in a storm",
    "a cozy cabin in the mountains in winter",
    "a rocket launching into space",
)
SMALL_FAILURES = {
    "a futuristic city at night with neon lights": "no city",
    "a vintage red car on a desert road": "no road",
    "a sunflower field under a blue sky": "one flower, on plain blue",
    "a line drawing of a rose": "lines, no rose",
    "a street in paris in the rain": "no street",
    "a bridge over a river in the fog": "no bridge",
}


def failures(name: str) -> dict[str, str]:
    """The prompts of a sheet that cannot be recognised, each with the reason."""
    if name != SMALL_SHEET:
        return NOT_RECOGNISED[name]
    failed = [prompt for prompt in everyday_prompts() if prompt not in SMALL_RECOGNISED]
    return {prompt: SMALL_FAILURES.get(prompt, "only a blot") for prompt in failed}


def contact_sheet(model: Model) -> Image.Image:
    """A sheet with every prompt below its pictures, one for each seed."""
    model.setup()
    cell = ((SIDE_PX + GAP_PX) * len(SEEDS) + 3 * GAP_PX, SIDE_PX + LABEL_PX)
    rows = -(-len(PROMPTS) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * cell[0], rows * cell[1]), "white")
    ink, font = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    for number, prompt in enumerate(PROMPTS):
        left, top = number % COLUMNS * cell[0], number // COLUMNS * cell[1]
        for k, seed in enumerate(SEEDS):
            [picture] = model.draw(DrawRequest((prompt,), ("",), 512, 512, seed=seed))
            small = picture.resize((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
            sheet.paste(small, (left + k * (SIDE_PX + GAP_PX), top))
        ink.text((left + 2, top + SIDE_PX + 2), prompt, "black", font)
    return sheet


def everyday_prompts(name: str = "everyday") -> list[str]:
    lines = (FOLDER / f"{name}-prompts.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def everyday_sheet(name: str, model: Model) -> Image.Image:
    """A sheet of fifty everyday prompts. What was not recognised is written in red."""
    model.setup()
    failed, prompts = failures(name), everyday_prompts(name.removeprefix("small-"))
    cell = (SIDE_PX + GAP_PX, SIDE_PX + 2 * LABEL_PX - 10)
    rows = -(-len(prompts) // EVERYDAY_COLUMNS)
    sheet = Image.new("RGB", (EVERYDAY_COLUMNS * cell[0], rows * cell[1]), "white")
    ink, font = ImageDraw.Draw(sheet), ImageFont.load_default(10)
    for number, prompt in enumerate(prompts):
        left, top = number % EVERYDAY_COLUMNS * cell[0], number // EVERYDAY_COLUMNS * cell[1]
        [picture] = model.draw(DrawRequest((prompt,), ("",), 512, 512, seed=1))
        sheet.paste(picture.resize((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS), (left, top))
        failure = failed.get(prompt, "")
        for line, (text, colour) in enumerate(((prompt, "black"), (failure, "#c00000"))):
            ink.text((left + 1, top + SIDE_PX + 1 + 13 * line), text[:34], colour, font)
    return sheet


def as_jpeg(sheet: Image.Image, most_bytes: int = MOST_BYTES) -> bytes:
    """The sheet as a JPEG, at the best quality that keeps it under `most_bytes`."""
    for quality in range(90, 30, -5):
        jpeg = io.BytesIO()
        sheet.save(jpeg, "JPEG", quality=quality, progressive=True, optimize=True)
        if jpeg.tell() < most_bytes:
            break
    return jpeg.getvalue()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, model in (("renderer", Renderer()), ("small-model", Small())):
        path = FOLDER / f"{name}.jpg"
        path.write_bytes(as_jpeg(contact_sheet(model)))
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")
    for name in (*NOT_RECOGNISED, SMALL_SHEET):
        path = FOLDER / f"{name}.jpg"
        model = Small() if name == SMALL_SHEET else Renderer()
        path.write_bytes(as_jpeg(everyday_sheet(name, model), EVERYDAY_BYTES))
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
