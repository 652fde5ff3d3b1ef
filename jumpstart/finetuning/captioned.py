"""Fine-tune a Stable Diffusion pipeline on this machine from pictures with captions."""

import argparse
import json
import math
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..command.console import Console
from ..command.faults import Fault
from .failures import alone_in, diverged, model_faults, training_faults, writing
from .plan import Order, Plan, ordered

if TYPE_CHECKING:
    from .pipeline import Lesson
    from .training import Training

RECORD = "finetuned.json"  # written last: if it is there, the folder is complete
CHECKPOINT = "checkpoint.pt"
SAY_EVERY_S = 10.0
# AdamW keeps two numbers for each weight, and the average one more; all in 32 bits.
BYTES_PER_LEARNED_WEIGHT = 12


def train_captioned(
    arguments: argparse.Namespace, console: Console, *, is_free: bool = True
) -> None:
    """Train, and write a whole pipeline. `is_free`: on a machine that costs nothing by the hour."""
    order = ordered(arguments, console)  # 1. check everything
    folder, plan = order.folder, order.plan
    if _record(folder).get("made_of") == order.made_of:  # 2. is it trained already?
        console.say(f"{folder} holds exactly this model already; there is nothing to do")
        return
    console.say(
        f"{plan.steps} steps of {plan.batch * plan.accumulate} pictures at {plan.side_px} px: "
        f"{'the whole U-Net' if plan.rank is None else f'LoRA of rank {plan.rank}'}"
    )
    if console.dry_run:
        console.costs("nothing; time and memory are measured with one step when it starts")
        console.say(f"would train and write {folder}")
        return
    for place in (folder, order.checkpoints):
        place.mkdir(parents=True, exist_ok=True)  # fails now, not after hours of training
    with alone_in(folder, order.checkpoints):
        _train_and_write(order, console, is_free=is_free)


def _train_and_write(order: Order, console: Console, *, is_free: bool) -> None:
    from .pipeline import load, write

    folder, plan = order.folder, order.plan
    checkpoint = _checkpoint(order)
    with model_faults(order.base):
        pipeline = load(order.base)
        training = _training(pipeline, plan)
        lessons = _lessons(order, pipeline, training, console)  # 3. encode the pictures
        if checkpoint:
            training.go_on(checkpoint)
            console.say(f"goes on after step {training.step}")
        takes = _what_it_takes(training, lessons)  # 4. say what it takes, and ask
    if is_free:
        console.costs(f"nothing; {takes}")
    else:
        console.say(takes)
    console.confirm(f"Train, and write {folder}?")
    (folder / RECORD).unlink(missing_ok=True)
    with training_faults():
        losses = _train(order, training, lessons, console)  # 5. train
    console.say(f"writing {folder}")
    trained = training.finished()
    with writing("the model", folder):
        write(pipeline, trained, plan.rank, folder)
        record = {"made_of": order.made_of, "loss": losses}
        (folder / RECORD).write_text(json.dumps(record, indent=2) + "\n")
    (order.checkpoints / CHECKPOINT).unlink(missing_ok=True)


def _checkpoint(order: Order) -> dict[str, Any] | None:
    """The checkpoint of an earlier run of the same training, or None.

    Raises:
        Fault: the folder holds the checkpoint of another training, or a damaged one.
    """
    import torch

    file = order.checkpoints / CHECKPOINT
    if not file.exists():
        return None
    try:
        state: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
        made_of = state["made_of"]
    except Exception as error:  # torch raises whatever the damaged bytes lead to
        do = "delete it, and the training begins anew; or give another --out"
        raise Fault(f"{file} is not a checkpoint, or damaged", do, code="bad_checkpoint") from error
    if made_of != order.made_of:
        what = f"{file} belongs to a training with other pictures, another model or other options"
        do = "give another --out, or delete it"
        raise Fault(what, do, code="other_training")
    return state


def _training(pipeline: Any, plan: Plan) -> "Training":
    import torch

    from .pipeline import noise_schedule, prepare
    from .training import Training

    torch.manual_seed(plan.seed)  # LoRA's adapters begin with random numbers
    weights = prepare(pipeline.unet, plan.rank)
    scale = float(pipeline.vae.config.scaling_factor)
    return Training(pipeline.unet, weights, noise_schedule(pipeline), scale, plan)


def _lessons(order: Order, pipeline: Any, training: "Training", console: Console) -> list["Lesson"]:
    from .pipeline import encode

    pictures = order.captions.pictures
    said_s = time.monotonic()

    def told(done: int) -> None:
        nonlocal said_s
        if time.monotonic() - said_s > SAY_EVERY_S or done == len(pictures):
            said_s = time.monotonic()
            console.say(f"encoded {done} of {len(pictures)} pictures")

    return encode(pipeline, pictures, order.plan.side_px, training.device, told)


def _what_it_takes(training: "Training", lessons: list["Lesson"]) -> str:
    step_s = training.try_a_step(lessons)
    left = training.plan.steps - training.step
    memory_gb = (_peak_bytes(training) + BYTES_PER_LEARNED_WEIGHT * training.learned) / 1e9
    return (
        f"about {_spoken(left * step_s)} on {training.device.type} "
        f"({step_s:.1f} s a step), and {memory_gb:.1f} GB of memory"
    )


def _peak_bytes(training: "Training") -> int:
    import torch

    if training.device.type == "cuda":
        return int(torch.cuda.max_memory_allocated())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # Linux counts in KiB


def _train(
    order: Order, training: "Training", lessons: list["Lesson"], console: Console
) -> dict[str, float]:
    """Train to the end. Returns the mean loss of the first and the last tenth of the steps.

    Raises:
        Fault: Ctrl-C was pressed, and the checkpoint is written. Or the training diverged.
    """
    from .training import train

    file, steps = order.checkpoints / CHECKPOINT, order.plan.steps
    seen = order.plan.batch * order.plan.accumulate
    asked_to_stop: list[int] = []
    losses = training.losses
    began_s = said_s = time.monotonic()
    began_at = training.step

    def told(step: int) -> None:
        nonlocal said_s
        if not (math.isfinite(losses[-1]) or training.is_finite):
            raise diverged(step)
        now_s = time.monotonic()
        if now_s - said_s < SAY_EVERY_S and step != steps:
            return
        said_s = now_s
        step_s = (now_s - began_s) / (step - began_at)
        recent = losses[-20:]
        console.say(
            f"step {step} of {steps}, epoch {step * seen / len(lessons):.1f}, "
            f"loss {sum(recent) / len(recent):.4f}, "
            f"{_spoken((steps - step) * step_s)} left"
        )

    def stop(signum: int, _: object) -> None:
        if asked_to_stop:  # the second time, at once
            raise KeyboardInterrupt
        asked_to_stop.append(signum)

    console.go_on = f"the same command goes on from {file}"
    before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        is_done = train(
            training,
            lessons,
            checkpoint=lambda: _save(training, file, order),
            every=_checkpoint_every(steps),
            told=told,
            stopped=lambda: bool(asked_to_stop),
        )
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
    if not training.is_finite:
        raise diverged(training.step)
    if not is_done:
        raise Fault(f"stopped after step {training.step}", console.go_on, code="stopped")
    tenth = max(1, len(losses) // 10)
    return {
        "first": round(sum(losses[:tenth]) / tenth, 5),
        "last": round(sum(losses[-tenth:]) / tenth, 5),
    }


def _save(training: "Training", file: Path, order: Order) -> None:
    if not training.is_finite:
        raise diverged(training.step)
    with writing("the checkpoint", file):
        training.save(file, order.made_of)


def _checkpoint_every(steps: int) -> int:
    """A checkpoint of a whole U-Net takes 14 GB, so it is not written often."""
    return max(1, min(500, steps // 4))


def _record(folder: Path) -> dict[str, Any]:
    try:
        content = json.loads((folder / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _spoken(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} hours"


# transformers warns at every import that torchvision is missing, which nothing here needs.
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
