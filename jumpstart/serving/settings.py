"""The server's settings, from flags or, if a flag is missing, from the environment."""

import argparse
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from .device import MAX_WAITING

MODELS = ("renderer", "small", "stable-diffusion")
PRECISIONS = ("auto", "float16", "bfloat16", "float32")
DEVICES = ("auto", "cuda", "mps", "cpu")
SCHEDULERS = ("auto", "own", "dpm", "lcm")
OFFLOADS = ("off", "model", "sequential")
LONGEST_S = 3600.0
MOST_STEPS = 1000
MOST_STRENGTH = 10.0
STATUS = 2  # of a process that ends because a setting makes no sense


@dataclass(frozen=True, slots=True)
class Lora:
    where: str  # a folder, s3://bucket/prefix/ or a hub id
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Each setting is a flag --like-this and a variable EASEL_LIKE_THIS; see docs/serving.md."""

    model: str  # one of MODELS
    model_folder: str  # a folder, s3://bucket/prefix/ or a hub id; "": the model's own
    host: str
    port: int  # 0: any free port
    max_waiting: int  # requests that may wait while one is drawn
    grace_s: float
    seconds_per_picture: float
    device: str  # one of DEVICES
    precision: str  # one of PRECISIONS
    compile: bool
    attention_slicing: bool
    offload: str  # one of OFFLOADS
    scheduler: str  # one of SCHEDULERS
    steps: int | None  # of a request that names none; None: as the model's files say
    guidance_scale: float | None  # likewise
    lora: tuple[Lora, ...]
    safety_checker: str  # "own", "off", or a folder or hub id
    output_s3_uri: str  # s3://bucket/prefix/; "": pictures go into the answer
    cache: str  # a folder for copies from S3

    @classmethod
    def read(cls, arguments: Sequence[str], environment: Mapping[str, str]) -> "Settings":
        """The settings. If one makes no sense, ends the process with one line and STATUS."""
        parser = _parser(environment)
        values = vars(parser.parse_args(arguments))
        del values["command"]
        settings = cls(**values)
        if settings.model == "stable-diffusion" and not settings.model_folder:
            parser.error("--model stable-diffusion needs --model-folder (EASEL_MODEL_FOLDER)")
        if settings.model == "renderer" and settings.model_folder:
            parser.error("the renderer has no --model-folder (EASEL_MODEL_FOLDER)")
        if settings.compile and settings.offload == "sequential":
            parser.error("--compile (EASEL_COMPILE) does not go with --offload sequential")
        return settings


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, and by which variable it may have come."""

    def error(self, message: str) -> NoReturn:
        flag = re.match(r"argument --([a-z0-9-]+): ", message)
        if flag:
            variable = variable_of(flag[1])
            message = f"--{flag[1]} ({variable}): {message[flag.end() :]}"
        self.exit(STATUS, f"{self.prog}: {message} [bad_setting]\n")


def variable_of(flag: str) -> str:
    """The variable that says the same as the flag, which is without its dashes."""
    return "EASEL_" + flag.replace("-", "_").upper()


def _parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m jumpstart.serving",
        description="Serve a model over the JumpStart text-to-image container's HTTP contract.",
        epilog="Example: python -m jumpstart.serving --model stable-diffusion --model-folder "
        "s3://my-bucket/my-model/",
    )
    parser.add_argument("command", nargs="?", choices=["serve"], help="ignored; SageMaker gives it")

    def add(flag: str, default: str, help: str, read: Callable[[str], Any] = str) -> None:
        variable = variable_of(flag)
        default = environment.get(variable, default)
        help = f"{help} [{variable}; now {default or 'none'}]"
        parser.add_argument(f"--{flag}", type=read, default=default, help=help)

    add("model", "renderer", f"who draws: {', '.join(MODELS)}", _one_of(MODELS))
    add("model-folder", "", "the model's files: a folder, s3://bucket/prefix/ or a hub id")
    add("host", "127.0.0.1", "the address to listen on; a container needs 0.0.0.0")
    # In an inference pipeline, SageMaker tells each container its port.
    port = environment.get("SAGEMAKER_BIND_TO_PORT", "8080")
    add(
        "port",
        port,
        "the port; 0 picks a free one and prints it; or set SAGEMAKER_BIND_TO_PORT",
        int,
    )
    add(
        "max-waiting",
        str(MAX_WAITING),
        "how many requests may wait; more are answered with 503",
        _count,
    )
    add(
        "grace-s",
        "5",
        "how many seconds a stop waits for the picture that is being drawn",
        _seconds,
    )
    slow = "sleep so long before each picture, to act like a slow model (not stable-diffusion)"
    add("seconds-per-picture", "0", slow, _seconds)
    _add_of_pipelines(add)
    checker = "own (as the model's files say), off, or a folder or hub id of a checker"
    add("safety-checker", "own", checker)
    add(
        "output-s3-uri",
        "",
        "s3://bucket/prefix/ for pictures; answers then hold their places",
        _s3_uri,
    )
    cache = str(Path.home() / ".cache" / "easel")
    add("cache", cache, "a folder for copies from S3")
    return parser


def _add_of_pipelines(add: Callable[..., None]) -> None:
    """The settings that only a pipeline of diffusers has."""
    where = f"{', '.join(DEVICES)}; auto takes the first of these that torch sees"
    add("device", "auto", where, _one_of(DEVICES))
    precise = f"{', '.join(PRECISIONS)}; auto is 16 bits on a GPU, and float32 without one"
    add("precision", "auto", precise, _one_of(PRECISIONS))
    add("compile", "off", "on: use torch.compile; the start then takes minutes", _switch)
    sliced = "on: less memory for large pictures, but slower; only for a U-Net"
    add("attention-slicing", "off", sliced, _switch)
    spared = f"{', '.join(OFFLOADS)}: which parts wait in the computer's memory; needs a GPU"
    add("offload", "off", spared, _one_of(OFFLOADS))
    drawn = f"{', '.join(SCHEDULERS)}; auto keeps the model's own if it draws in a few steps"
    add("scheduler", "auto", drawn, _one_of(SCHEDULERS))
    unsaid = "of a request that names none; auto: as the model's files say"
    add("steps", "auto", f"the steps {unsaid}", _unless_auto(_steps))
    add("guidance-scale", "auto", f"the guidance scale {unsaid}", _unless_auto(_guidance))
    loras = "LoRAs on the model: folders, s3://bucket/prefix/ or hub ids, each with @strength or"
    add("lora", "", f"{loras} without; commas between them", _loras)


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    # argparse does not check `choices` for a default, and so not for the environment.
    def read(text: str) -> str:
        if text not in choices:
            raise argparse.ArgumentTypeError(f"{text!r} is not one of {', '.join(choices)}")
        return text

    return read


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= LONGEST_S:
        raise argparse.ArgumentTypeError("must be between 0 and 3600")
    return seconds


def _unless_auto(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: None if text == "auto" else read(text)


def _steps(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_STEPS:
        raise argparse.ArgumentTypeError(f"{text!r} is not auto or a number from 1 to {MOST_STEPS}")
    return int(text)


def _guidance(text: str) -> float:
    return _number(text, 100, "auto or a number")


def _number(text: str, most: float, what: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 <= number <= most:  # NaN neither
        raise argparse.ArgumentTypeError(f"{text!r} is not {what} from 0 to {most:g}")
    return number


def _loras(text: str) -> tuple[Lora, ...]:
    found = []
    for one in filter(None, (part.strip() for part in text.split(","))):
        where, at, strength = one.rpartition("@")
        if at:
            found.append(Lora(where, _number(strength, MOST_STRENGTH, "a strength")))
        else:
            found.append(Lora(one))
    return tuple(found)


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return count


def _switch(text: str) -> bool:
    if text not in ("on", "off"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither on nor off")
    return text == "on"


def _s3_uri(text: str) -> str:
    bucket = text.removeprefix("s3://").partition("/")[0]
    if text and not (text.startswith("s3://") and bucket):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form s3://bucket/prefix/")
    return text
