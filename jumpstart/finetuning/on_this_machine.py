"""Fine-tune the small model on this machine: it takes minutes on one core and costs nothing."""

import argparse
import json
import shlex
import time
from pathlib import Path

from PIL import Image, ImageOps

from ..command.console import Console, needed
from ..command.faults import Fault, Usage
from ..painters.small.painter import SIDE_PX, TRAINED, Small, to_image
from ..painters.small.tokenizer import VOCABULARY, new_words
from .dataset import Dataset, checked
from .measure import measure

STEPS = 200
CLASS_PICTURES = 16  # drawn before training
RECORD = "finetuned.json"  # written last: if it is there, the folder is complete


def train_here(arguments: argparse.Namespace, console: Console) -> None:
    folder = Path(needed(arguments.out, "--out", "it is the folder for the trained model"))
    if folder.resolve() == TRAINED.resolve():
        what = "--out is the folder of the small model itself"
        raise Usage(what, "give another folder", code="bad_out")
    dataset = checked(  # 1. check the dataset
        arguments.dataset, console, prior_preservation=False, side_px=SIDE_PX
    )
    words = new_words(dataset.instance_prompt, dataset.class_prompt)
    if not words:
        what = f"the small model knows every word of {dataset.instance_prompt!r}"
        do = 'give the thing a new word, like "zwx" in "a photo of a zwx dog"'
        raise Fault(what, do, code="no_new_word")
    console.say(f"it learns {' and '.join(words)}; the small model knows {_known()} other words")
    console.costs("nothing; it takes some minutes on one core")
    steps = arguments.steps or STEPS
    made_of = {"dataset": dataset.digest(), "steps": steps}
    if _record(folder).get("made_of") == made_of:  # 2. is it trained already?
        console.say(f"{folder} holds exactly this model already; there is nothing to do")
        _say_next(console, folder)
        return
    if console.dry_run:
        console.say(f"would train {steps} steps and write {folder}")
        return
    _import_torch()
    console.confirm(f"Train, and write {folder}?")
    folder.mkdir(parents=True, exist_ok=True)  # fails now, not after minutes of training
    (folder / RECORD).unlink(missing_ok=True)
    console.go_on = "what was learned so far is lost; run the same command again to start over"
    record: dict[str, object] = {"made_of": made_of, "prompt": dataset.instance_prompt}
    started_s = time.monotonic()
    _train(dataset, words, folder, steps, console)  # 3. train
    record["minutes"] = round((time.monotonic() - started_s) / 60, 1)
    console.say("measuring what it learned, and what it forgot")  # 4. measure
    before, after = Small(), Small(folder=folder)
    record["measured"] = found = measure(
        before,
        after,
        _pictures(dataset.pictures),
        dataset.instance_prompt,
        class_prompt_of(dataset, words),
    )
    for line in found.values():
        console.say(f"{line['of']}: {line['before']} before, {line['after']} after")
    (folder / RECORD).write_text(json.dumps(record, indent=2) + "\n")
    _say_next(console, folder)


def _import_torch() -> None:
    """Return if torch is installed.

    Raises:
        Fault: it is not.
    """
    try:
        import torch  # noqa: F401
    except ImportError as error:
        what = "torch is not installed in this Python"
        do = "make torch, then start this with .venv-torch/bin/python"
        raise Fault(what, do, code="no_torch") from error


def _train(
    dataset: Dataset, words: dict[str, int], folder: Path, steps: int, console: Console
) -> None:
    import torch

    from ..painters.small.dreambooth import finetune

    # More threads than free cores are much slower.
    torch.set_num_threads(1)
    class_prompt = class_prompt_of(dataset, words)
    others = _pictures(dataset.class_pictures) + _as_before(class_prompt)
    finetune(
        _pictures(dataset.pictures),
        dataset.instance_prompt,
        words,
        folder,
        steps=steps,
        others=[(picture, class_prompt) for picture in others],
        told=lambda step, loss: console.say(f"step {step} of {steps}, loss {loss:.3f}"),
    )


def class_prompt_of(dataset: Dataset, words: dict[str, int]) -> str:
    """The class of the thing: the dataset's class_prompt, or its prompt without the new words."""
    if dataset.class_prompt:
        return dataset.class_prompt
    kept = [word for word in dataset.instance_prompt.split() if word.lower() not in words]
    return " ".join(kept)


def _as_before(class_prompt: str) -> list[Image.Image]:
    """What the model draws for the class now, and should still draw afterwards (the prior)."""
    model = Small()
    model.setup()
    prompts, seeds = [class_prompt] * CLASS_PICTURES, list(range(CLASS_PICTURES))
    return [to_image(pixels) for pixels in model.diffuse(prompts, seeds, steps=20, guidance=2.0)]


def _pictures(paths: list[Path]) -> list[Image.Image]:
    """The pictures, upright and in RGB. Large ones are reduced: the model sees only SIDE_PX."""
    found = []
    for path in paths:
        with Image.open(path) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
        picture.thumbnail((8 * SIDE_PX, 8 * SIDE_PX))
        found.append(picture)
    return found


def _record(folder: Path) -> dict[str, object]:
    """The record of an earlier run; empty if there is none or it is cut off."""
    path = folder / RECORD
    try:
        content = json.loads(path.read_bytes()) if path.exists() else {}
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _known() -> int:
    return len(VOCABULARY) - 1


def _say_next(console: Console, folder: Path) -> None:
    console.say(f"next: make run MODEL={shlex.quote(str(folder))}")
