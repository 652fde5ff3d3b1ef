"""JumpStart's hyperparameters for DreamBooth: their defaults and bounds."""

import re
from collections.abc import Callable, Sequence

# From AWS's notebook "Introduction to JumpStart - Text to Image" and the model's specification.
DEFAULTS = {
    "epochs": "20",
    "max_steps": "None",
    "batch_size": "1",
    "with_prior_preservation": "False",
    "num_class_images": "100",
    "learning_rate": "2e-06",
    "prior_loss_weight": "1.0",
    "center_crop": "False",
    "lr_scheduler": "constant",
    "adam_weight_decay": "0.01",
    "adam_beta1": "0.9",
    "adam_beta2": "0.999",
    "adam_epsilon": "1e-08",
    "gradient_accumulation_steps": "1",
    "max_grad_norm": "1.0",
    "seed": "0",
}
SCHEDULERS = (
    "linear", "cosine", "cosine_with_restarts", "polynomial", "constant", "constant_with_warmup",
)  # fmt: skip


def _whole(text: str) -> bool:
    """True for a whole number of ASCII digits that the container can read."""
    return re.fullmatch("[0-9]{1,9}", text) is not None


def _count(text: str) -> bool:
    return _whole(text) and int(text) >= 1


def _number(least: float, most: float, *, open_below: bool) -> Callable[[str], bool]:
    def allowed(text: str) -> bool:
        try:
            value = float(text)
        except ValueError:
            return False
        if "_" in text or not text.isascii():  # Python reads such numbers, the container does not
            return False
        return least <= value <= most and not (open_below and value == least)

    return allowed


_POSITIVE = (_number(0, 1e9, open_below=True), "a number above 0")
_NOT_NEGATIVE = (_number(0, 1e9, open_below=False), "a number, 0 or more")
_SHARE = (_number(0, 1, open_below=False), "a number from 0 to 1")
_COUNT = (_count, "a whole number, 1 or more")
_SWITCH = (lambda text: text in ("True", "False"), "True or False")
_ALLOWED: dict[str, tuple[Callable[[str], bool], str]] = {
    "epochs": _COUNT,
    "max_steps": (lambda text: text == "None" or _count(text), f"{_COUNT[1]}, or None"),
    "batch_size": _COUNT,
    "with_prior_preservation": _SWITCH,
    "num_class_images": _COUNT,
    "learning_rate": _POSITIVE,
    "prior_loss_weight": _POSITIVE,
    "center_crop": _SWITCH,
    "lr_scheduler": (lambda text: text in SCHEDULERS, f"one of {', '.join(SCHEDULERS)}"),
    "adam_weight_decay": _NOT_NEGATIVE,
    "adam_beta1": _SHARE,
    "adam_beta2": _SHARE,
    "adam_epsilon": _POSITIVE,
    "gradient_accumulation_steps": _COUNT,
    "max_grad_norm": _NOT_NEGATIVE,
    "seed": (_whole, "a whole number, 0 or more"),
}


def read_hyperparameters(given: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """All hyperparameters as the strings that SageMaker takes, and a line for each wrong one.
    `given` holds name=value pairs, which replace the defaults."""
    chosen, faults = dict(DEFAULTS), []
    for pair in given:
        name, _, value = pair.partition("=")
        if name not in DEFAULTS:
            faults.append(f"{pair}: {name!r} is unknown; known are {', '.join(DEFAULTS)}")
        elif not _ALLOWED[name][0](value):
            faults.append(f"{pair}: must be {_ALLOWED[name][1]}")
        else:
            chosen[name] = value
    return chosen, faults


def steps(hyperparameters: dict[str, str], pictures: int) -> int:
    """The number of steps that the optimizer takes."""
    if hyperparameters["max_steps"] != "None":
        return int(hyperparameters["max_steps"])
    per_step = int(hyperparameters["batch_size"]) * int(
        hyperparameters["gradient_accumulation_steps"]
    )
    return int(hyperparameters["epochs"]) * -(-pictures // per_step)
