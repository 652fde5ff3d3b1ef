"""The training of a pipeline: step by step, with checkpoints from which it goes on.

What a step sees follows from the seed and the number of the step alone. So a training that was
stopped and goes on from its checkpoint gives the same weights as one that was not.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from diffusers import DDPMScheduler
from diffusers.training_utils import EMAModel

from .pipeline import Lesson, loss_of
from .plan import Plan

EMA_DECAY = 0.9999
LARGEST_GRADIENT = 1.0
WARM_UP_STEPS = 20


class Training:
    """A U-Net, its optimizer and the average of its weights, after `step` steps."""

    def __init__(
        self,
        unet: Any,
        weights: list[torch.nn.Parameter],
        schedule: DDPMScheduler,
        scale: float,
        plan: Plan,
    ) -> None:
        self.plan = plan
        self.step = 0
        self.losses: list[float] = []  # one for each step
        self._schedule, self._scale = schedule, scale
        self._accelerator = Accelerator(mixed_precision=plan.precision)
        self.device = self._accelerator.device
        optimizer = torch.optim.AdamW(weights, lr=plan.learning_rate, weight_decay=1e-2)
        self.unet, self._optimizer = self._accelerator.prepare(unet, optimizer)
        self._weights = weights
        self._average = EMAModel(weights, decay=EMA_DECAY)
        self._average.to(self.device)

    @property
    def learned(self) -> int:
        """The number of numbers that are trained."""
        return sum(weights.numel() for weights in self._weights)

    @property
    def is_finite(self) -> bool:
        """Whether all weights are numbers. If one is not, nothing more can be learned."""
        return all(bool(torch.isfinite(weights).all()) for weights in self._weights)

    def learn(self, lessons: Sequence[Lesson]) -> None:
        """Take one step, and keep the loss before it."""
        plan = self.plan
        loss_sum = 0.0
        for part in range(plan.accumulate):
            number = self.step * plan.accumulate + part
            chosen = [lessons[index] for index in _chosen(len(lessons), number, plan)]
            loss = self._loss(chosen, number) / plan.accumulate
            self._accelerator.backward(loss)
            loss_sum += float(loss.detach())
        self._accelerator.clip_grad_norm_(self._weights, LARGEST_GRADIENT)
        for group in self._optimizer.param_groups:
            group["lr"] = plan.learning_rate * min(1.0, (self.step + 1) / WARM_UP_STEPS)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._average.step(self._weights)
        self.step += 1
        self.losses.append(loss_sum)

    def try_a_step(self, lessons: Sequence[Lesson]) -> float:
        """How many seconds a step takes. Nothing is learned from it."""
        began_s = time.monotonic()
        chosen = [lessons[index] for index in _chosen(len(lessons), 0, self.plan)]
        self._accelerator.backward(self._loss(chosen, 0))
        self._optimizer.zero_grad()
        return (time.monotonic() - began_s) * self.plan.accumulate

    def _loss(self, chosen: list[Lesson], number: int) -> torch.Tensor:
        dice = torch.Generator().manual_seed(_seed("noise", self.plan.seed, number))
        with self._accelerator.autocast():
            return loss_of(self.unet, self._schedule, chosen, self._scale, dice, self.device)

    def save(self, file: Path, made_of: dict[str, Any]) -> None:
        """Write the checkpoint, whole or not at all."""
        scaler = self._accelerator.scaler
        state = {
            "made_of": made_of,
            "step": self.step,
            "losses": self.losses,
            "weights": [weights.detach().cpu() for weights in self._weights],
            "average": self._average.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "scaler": scaler.state_dict() if scaler else None,
        }
        half = file.with_suffix(".half")
        try:
            torch.save(state, half)
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)  # it may have filled the disk

    def go_on(self, state: dict[str, Any]) -> None:
        """Go on from the checkpoint `state`."""
        with torch.no_grad():
            for weights, kept in zip(self._weights, state["weights"], strict=True):
                weights.copy_(kept)
        self._average.load_state_dict(state["average"])
        self._average.to(self.device)
        self._optimizer.load_state_dict(state["optimizer"])
        if self._accelerator.scaler and state["scaler"]:
            self._accelerator.scaler.load_state_dict(state["scaler"])
        self.step = state["step"]
        self.losses = list(state["losses"])

    def finished(self) -> Any:
        """The U-Net on the processor, with the average of its weights."""
        self._average.copy_to(self._weights)
        return self._accelerator.unwrap_model(self.unet, keep_fp32_wrapper=False).to("cpu")


def _chosen(count: int, number: int, plan: Plan) -> list[int]:
    """The lessons of batch `number`. Each epoch sees each lesson once, in an order of its own."""
    places = range(number * plan.batch, (number + 1) * plan.batch)
    return [_order(count, place // count, plan.seed)[place % count] for place in places]


def _order(count: int, epoch: int, seed: int) -> list[int]:
    dice = torch.Generator().manual_seed(_seed("order", seed, epoch))
    order: list[int] = torch.randperm(count, generator=dice).tolist()
    return order


def _seed(*key: str | int) -> int:
    return int.from_bytes(hashlib.sha256(repr(key).encode()).digest()[:7])


def train(
    training: Training,
    lessons: Sequence[Lesson],
    *,
    checkpoint: Callable[[], None],
    every: int,
    told: Callable[[int], None],
    stopped: Callable[[], bool],
) -> bool:
    """Train until all steps are taken (True) or a stop is asked for (False). The checkpoint is
    written `every` so many steps, and at a stop."""
    while training.step < training.plan.steps:
        training.learn(lessons)
        told(training.step)
        is_over = stopped()
        if is_over or training.step % every == 0:
            checkpoint()
        if is_over:
            return training.step == training.plan.steps
    return True
