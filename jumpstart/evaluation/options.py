"""The options of `evaluate`."""

import argparse
import math
import re
from pathlib import Path

from ..command.console import make_parser
from .clip import DEFAULT
from .prompts import PROMPTS

EXAMPLE = """python -m jumpstart.evaluate --url http://127.0.0.1:8081 --out evaluation
  python -m jumpstart.evaluate --load ./my-model --compare ./base --out both --score colours"""
ABOUT = """Have prompts drawn, score the pictures, and make a report and a contact sheet.

A picture that is there already is not drawn, or paid for, again. With --compare, a second model
draws the same prompts with the same seeds, and the sheet shows both."""
_COMPARE = (
    "the other model: the folder or report.json of another evaluation, a folder of pictures, a "
    "model as for --load, a URL, or endpoint:NAME"
)


def parser() -> argparse.ArgumentParser:
    parser = make_parser("evaluate", ABOUT, example=EXAMPLE)
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument(
        "--endpoint", type=_name, help="a SageMaker endpoint, real-time or asynchronous"
    )
    who.add_argument("--url", type=_url, help="a local server, for example http://127.0.0.1:8081")
    who.add_argument(
        "--load", type=_name, help="a model to draw here: a folder, a hub id, renderer or small"
    )
    who.add_argument("--pictures", type=Path, help="a folder of pictures, with captions.json")
    parser.add_argument(
        "--inference-component",
        default="",
        help="the endpoint's inference component, if it has any",
    )
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    parser.add_argument(
        "--model", default="", help="a name for the model (the endpoint, the URL or the folder)"
    )
    parser.add_argument("--compare", type=_name, metavar="OTHER", help=_COMPARE)
    parser.add_argument(
        "--prompts", type=Path, default=PROMPTS, help="a file of prompts (jumpstart/prompts.txt)"
    )
    parser.add_argument(
        "--seeds", type=_seeds, default=[1, 2], help="seeds, with commas between (1,2)"
    )
    parser.add_argument("--width", type=_count, help="width in pixels (the model's own)")
    parser.add_argument("--height", type=_count, help="height in pixels (the model's own)")
    parser.add_argument("--steps", type=_count, help="diffusion steps (the model's own)")
    parser.add_argument("--guidance", type=_guidance, help="guidance scale (the model's own)")
    parser.add_argument(
        "--score",
        choices=("clip", "colours", "none"),
        default="clip",
        help="clip: how well picture and prompt match, needs weights; colours: only whether the "
        "colours that a prompt names are there, needs nothing (clip)",
    )
    parser.add_argument(
        "--clip", default=DEFAULT, help=f"CLIP's weights: a folder or hub id ({DEFAULT})"
    )
    return parser


def _name(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return text


def _url(text: str) -> str:
    if not re.match("https?://.", text):
        raise argparse.ArgumentTypeError(f"{text!r} does not begin with http:// or https://")
    return text


def _count(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,4}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number, 1 or more")
    return int(text)


def _guidance(text: str) -> float:
    if not math.isfinite(float(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return float(text)


def _seeds(text: str) -> list[int]:
    parts = text.split(",")
    if not all(part.isdecimal() and int(part) < 2**32 for part in parts):
        raise argparse.ArgumentTypeError(
            "give whole numbers below 2**32 with commas between, for example 1,2"
        )
    return list(dict.fromkeys(int(part) for part in parts))
