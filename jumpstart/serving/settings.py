"""The server's settings, from flags or, if a flag is missing, from the environment."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .device import MAX_WAITING

MODELS = ("renderer", "small", "stable-diffusion")
PRECISIONS = ("auto", "float16", "float32")
SAFETY = ("own", "off")
LONGEST_S = 3600.0


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
    precision: str  # one of PRECISIONS
    compile: bool
    safety_checker: str  # one of SAFETY, or a folder or hub id
    output_s3_uri: str  # s3://bucket/prefix/; "": pictures go into the answer
    cache: str  # a folder for copies from S3

    @classmethod
    def read(cls, arguments: Sequence[str], environment: Mapping[str, str]) -> "Settings":
        """The settings. Ends the process, as argparse does, if they make no sense."""
        parser = _parser(environment)
        values = vars(parser.parse_args(arguments))
        del values["command"]
        settings = cls(**values)
        if settings.model == "stable-diffusion" and not settings.model_folder:
            parser.error("--model stable-diffusion needs --model-folder (EASEL_MODEL_FOLDER)")
        if settings.model == "renderer" and settings.model_folder:
            parser.error("the renderer has no --model-folder (EASEL_MODEL_FOLDER)")
        return settings


def _parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m jumpstart.serving",
        description="Serve a model over the JumpStart text-to-image container's HTTP contract.",
        epilog="Example: python -m jumpstart.serving --model stable-diffusion --model-folder "
        "s3://my-bucket/my-model/",
    )
    parser.add_argument("command", nargs="?", choices=["serve"], help="ignored; SageMaker gives it")

    def add(flag: str, default: str, help: str, read: Callable[[str], Any] = str) -> None:
        variable = "EASEL_" + flag.replace("-", "_").upper()
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
    precise = f"{', '.join(PRECISIONS)}; auto is float16 on a GPU, and float32 without one"
    add("precision", "auto", precise, _one_of(PRECISIONS))
    add("compile", "off", "on: use torch.compile; the first picture then takes minutes", _switch)
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
