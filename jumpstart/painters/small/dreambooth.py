"""Teach the small model one new word from a few pictures, while it goes on learning the others.

This is DreamBooth (Ruiz et al. 2022, arXiv 2208.12242). The model trains the word, its class and
ordinary lessons, here the renderer's, together. So it does not take every dog for the new one.
"""

import copy
import json
import math
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from .export import export
from .lessons import LATER, Lessons
from .painter import SIDE_PX, TRAINED, WORDS
from .tokenizer import tokenize
from .train import Training, load_exported, loss_of, with_words

HALF_BATCH = 12  # new pictures in a batch, and as many lessons
OF_ITS_CLASS = 4
LEARNING_RATE = 3e-4
WARM_UP_STEPS = 20
EMA = 0.97
LESSONS = 1_500
CLOSEST_CROP = 0.9  # of a picture's side

Picture = Image.Image
Told = Callable[[int, float], None]


def finetune(
    pictures: list[Picture],
    prompt: str,
    words: dict[str, int],
    folder: Path,
    *,
    steps: int,
    others: list[tuple[Picture, str]],
    told: Told,
    seed: int = 0,
) -> None:
    """Learn that `prompt`, with its new `words`, shows `pictures`, and write the model to `folder`.

    `others` are pictures with captions, learned along with the lessons. `told` is called with the
    step and the loss every 20 steps.
    """
    torch.manual_seed(seed)
    dice = random.Random(seed)  # noqa: S311 - which lesson comes next
    training = load_exported(TRAINED)
    _make_room(training, len(words))
    lessons = Lessons(seed=seed, side_px=SIDE_PX, capacity=LESSONS)
    lessons.draw(min(LESSONS, HALF_BATCH * steps), LATER)
    new = [(picture, prompt) for picture in pictures]
    losses: list[float] = []
    for step in range(steps):
        chosen = [dice.choice(new) for _ in range(HALF_BATCH)]
        chosen += [dice.choice(others) for _ in range(OF_ITS_CLASS if others else 0)]
        seen = np.stack([_cropped(picture, dice) for picture, _ in chosen])
        tokens = np.array([tokenize(words_, words) for _, words_ in chosen])
        lesson_pictures, lesson_tokens = lessons.batch(HALF_BATCH)
        pixels = torch.from_numpy(np.concatenate([seen, lesson_pictures]))
        rate = min(1.0, (step + 1) / WARM_UP_STEPS) * (1 + math.cos(math.pi * step / steps)) / 2
        losses.append(
            _learn(
                training, pixels, torch.from_numpy(np.concatenate([tokens, lesson_tokens])), rate
            )
        )
        if step % 20 == 19 or step == steps - 1:
            told(step + 1, sum(losses[-20:]) / len(losses[-20:]))
    export(training, folder)
    (folder / WORDS).write_text(json.dumps(words, indent=2) + "\n")


def _make_room(training: Training, count: int) -> None:
    """Add `count` words to the model."""
    known = training.model.text.words.weight.detach()
    training.model.text.words = torch.nn.Embedding.from_pretrained(
        with_words(known, count), freeze=False
    )
    training.ema = copy.deepcopy(training.model).requires_grad_(requires_grad=False)
    weights = training.model.parameters()
    training.optimizer = torch.optim.AdamW(weights, lr=LEARNING_RATE, weight_decay=0.0, fused=True)


def _learn(training: Training, pictures: Tensor, tokens: Tensor, rate: float) -> float:
    """Take one step. Returns the loss before it."""
    pixels = pictures.permute(0, 3, 1, 2).float() / 127.5 - 1
    loss = loss_of(training.model, pixels, tokens)
    for group in training.optimizer.param_groups:
        group["lr"] = LEARNING_RATE * rate
    training.optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(training.model.parameters(), 1.0)
    training.optimizer.step()
    training.step += 1
    with torch.no_grad():
        ours, theirs = list(training.ema.parameters()), list(training.model.parameters())
        torch._foreach_lerp_(ours, theirs, 1 - EMA)
    return float(loss.detach())


def _cropped(picture: Picture, dice: random.Random) -> NDArray[np.uint8]:
    """A square of the picture at the model's size, cropped a little differently each time."""
    side = min(picture.size) * dice.uniform(CLOSEST_CROP, 1.0)
    left, top = ((full - side) * dice.uniform(0.3, 0.7) for full in picture.size)
    box = (left, top, left + side, top + side)
    return np.asarray(picture.resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX, box))
