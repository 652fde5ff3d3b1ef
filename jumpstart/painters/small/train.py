"""Train the small model on pictures that the renderer draws: `make train-small MINUTES=60`.

It uses rectified flow: a noisy picture is t·picture + (1 − t)·noise. The network predicts the
picture, not the noise, because that works better on patches (Li & He 2025, arXiv 2511.13720). The
loss is that of the velocity which follows from the picture.
"""

import argparse
import copy
import json
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from .lessons import FIRST, LATER, SIMPLE_UNTIL, Lessons
from .network import SIDE_PX, SmallModel
from .painter import TRAINED
from .tokenizer import VOCABULARY

CHECKPOINT = Path(".cache/small-model/checkpoint.pt")
BATCH = 32
FRESH = 8  # new pictures drawn at each step
FIRST_PICTURES = 4_000
LEARNING_RATE = 1e-3
WARM_UP_STEPS = 150
LAST_SHARE = 0.3  # of the time: in it, the learning rate falls to almost nothing
EMA = 0.998
WORDLESS = 0.1  # share of captions dropped, so that guidance works
# Most training times lie where words matter most. A wrong shape in the caption raises the loss most
# below a time of 0.07, where hardly anything is visible.
LOGIT_MEAN, LOGIT_DEVIATION = -2.7, 1.3
LATE_SHARE = 0.2  # of the times are about 0.5, where outlines become sharp
LEAST_NOISE = 0.1


@dataclass(slots=True)
class Training:
    model: SmallModel
    ema: SmallModel
    optimizer: torch.optim.AdamW
    step: int = 0
    minutes: float = 0.0  # over all runs so far


def new_training(seed: int = 0) -> Training:
    torch.manual_seed(seed)
    model = SmallModel().to(memory_format=torch.channels_last)
    decayed = [weight for weight in model.parameters() if weight.ndim > 1]
    others = [weight for weight in model.parameters() if weight.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=LEARNING_RATE, betas=(0.9, 0.98), fused=True)
    ema = copy.deepcopy(model).requires_grad_(requires_grad=False)
    return Training(model, ema, optimizer)


def loss_of(model: SmallModel, pictures: Tensor, tokens: Tensor) -> Tensor:
    """The loss for `pictures`, (batch, 3, side, side) in −1…1, at random times and noises."""
    count = len(pictures)
    early, late = LOGIT_MEAN + LOGIT_DEVIATION * torch.randn(count), torch.randn(count)
    times = torch.sigmoid(torch.where(torch.rand(count) < LATE_SHARE, late, early))
    share = times[:, None, None, None]
    noisy = share * pictures + (1 - share) * torch.randn_like(pictures)
    tokens = tokens * (torch.rand(count, 1) >= WORDLESS)
    error = model(noisy.contiguous(memory_format=torch.channels_last), times, tokens) - pictures
    return ((error / (1 - share).clamp(min=LEAST_NOISE)) ** 2).mean()


def learn(training: Training, lessons: Lessons, rate: float, batch: int = BATCH) -> float:
    """Take one step on one batch. Returns the loss before it."""
    pictures, tokens = lessons.batch(batch)
    pixels = torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1
    loss = loss_of(training.model, pixels, torch.from_numpy(tokens))
    for group in training.optimizer.param_groups:
        group["lr"] = LEARNING_RATE * rate * min(1.0, (training.step + 1) / WARM_UP_STEPS)
    training.optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(training.model.parameters(), 1.0)
    training.optimizer.step()
    training.step += 1
    _follow(training)
    return float(loss.detach())


@torch.no_grad()
def _follow(training: Training) -> None:
    """Update the averaged weights, which draw better than the latest ones."""
    share = 1 - min(EMA, (1 + training.step) / (10 + training.step))
    ours, theirs = list(training.ema.parameters()), list(training.model.parameters())
    torch._foreach_lerp_(ours, theirs, share)


def save(training: Training, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "model": training.model.state_dict(),
        "ema": training.ema.state_dict(),
        "optimizer": training.optimizer.state_dict(),
        "step": training.step,
        "minutes": training.minutes,
    }
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def load(path: Path) -> Training:
    training = new_training()
    state = torch.load(path, weights_only=True)
    training.model.load_state_dict(state["model"])
    training.ema.load_state_dict(state["ema"])
    training.optimizer.load_state_dict(state["optimizer"])
    training.step, training.minutes = state["step"], state["minutes"]
    return training


def load_exported(folder: Path) -> Training:
    """Like load(), but from the exported weights, so without the optimizer's state."""
    training = new_training()
    for part in ("text", "painter"):
        graph = onnx.load(folder / f"{part}.onnx").graph
        weights = {
            stored.name.removesuffix(".half"): torch.from_numpy(
                numpy_helper.to_array(stored).astype(np.float32)
            )
            for stored in graph.initializer
        }
        if part == "text":  # words that are newer than these weights
            known = weights["words.weight"]
            weights["words.weight"] = with_words(known, len(VOCABULARY) - len(known))
        for model in (training.model, training.ema):
            getattr(model, part).load_state_dict(weights)
    record = json.loads((folder / "trained.json").read_text())
    training.step, training.minutes = record["steps"], record["minutes"]
    return training


def with_words(known: Tensor, count: int) -> Tensor:
    """The vectors of the `known` words, and `count` new ones: the average word, with noise."""
    fresh = known.mean(0) + 0.5 * known.std(0) * torch.randn(count, known.shape[1])
    return torch.cat([known, fresh])


def _begin(path: Path, *, afresh: bool) -> Training:
    if not path.exists():
        return new_training() if afresh else load_exported(TRAINED)
    try:
        return load(path)
    except RuntimeError as error:
        raise SystemExit(f"{path} is of another network or vocabulary; move it away") from error


def main() -> None:
    arguments = _parser().parse_args()
    torch.set_num_threads(arguments.threads)
    path: Path = arguments.checkpoint
    training = _begin(path, afresh=arguments.afresh)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _train(training, path, arguments.minutes, 60 * arguments.save_every)
    except KeyboardInterrupt:
        print(f"stopped; the same command continues from {path}")
    save(training, path)


def _train(training: Training, path: Path, minutes: float, save_every_s: float) -> None:
    begun_min, started_s = training.minutes, time.monotonic()
    lessons = Lessons(seed=training.step, side_px=SIDE_PX)
    fresh_start = training.step == 0
    lessons.draw(FIRST_PICTURES, FIRST if fresh_start else LATER)
    losses: list[float] = []
    saved_s = logged_s = time.monotonic()
    while (spent_min := (time.monotonic() - started_s) / 60) < minutes:
        progress = spent_min / minutes
        simple = fresh_start and progress < SIMPLE_UNTIL
        lessons.draw(FRESH, FIRST if simple else LATER)
        losses.append(learn(training, lessons, _rate(progress)))
        training.minutes = begun_min + spent_min
        now_s = time.monotonic()
        if now_s - logged_s > 30:
            _log(training, lessons, losses)
            losses, logged_s = [], now_s
        if now_s - saved_s > save_every_s:
            save(training, path)
            saved_s = now_s
    _log(training, lessons, losses)


def _rate(progress: float) -> float:
    return max(0.02, min(1.0, (1 - progress) / LAST_SHARE))


def _log(training: Training, lessons: Lessons, losses: list[float]) -> None:
    line = {
        "step": training.step,
        "minutes": round(training.minutes, 1),
        "samples": training.step * BATCH,
        "drawn": lessons.count,
        "loss": round(sum(losses) / max(1, len(losses)), 4),
    }
    print(json.dumps(line), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m jumpstart.painters.small.train",
        description="Train the small model further, from the checkpoint or, if there is none, from "
        "the weights in the repository.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--minutes", type=float, default=60, help="how many minutes to train")
    parser.add_argument(
        "--checkpoint", type=Path, default=CHECKPOINT, help="the file to continue from and to write"
    )
    parser.add_argument(
        "--afresh", action="store_true", help="if there is no checkpoint, start from random weights"
    )
    parser.add_argument("--save-every", type=float, default=3, help="minutes between checkpoints")
    parser.add_argument(
        "--threads", type=int, default=1, help="threads; more than there are free cores is slower"
    )
    return parser


if __name__ == "__main__":
    main()
