"""Have prompts drawn, score the pictures by CLIP, and make a report and a contact sheet."""

import argparse
import json
import math
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from .command.console import Console, launch, make_parser
from .command.faults import Fault
from .evaluation.clients import LocalClient, ModelClient, PictureSettings, client_of
from .evaluation.clip import DEFAULT, Clip
from .evaluation.drawing import Drawn, draw_all, pictures_in
from .evaluation.prompts import PROMPTS, read_prompts
from .evaluation.report import Comparison, as_json, compare
from .evaluation.sheet import sheet

EXAMPLE = "python -m jumpstart.evaluate --url http://127.0.0.1:8081 --out evaluation"


def main(argv: Sequence[str] | None = None) -> int:
    return launch(evaluate, parser(), argv)


def evaluate(arguments: argparse.Namespace, console: Console) -> None:
    out: Path = arguments.out
    # 1. Check everything now, before a picture is paid for.
    if arguments.compare:
        compare(arguments.compare, {"score": _kind(arguments), "pictures": []})
    prompts = [] if arguments.pictures else read_prompts(arguments.prompts)
    given = pictures_in(arguments.pictures) if arguments.pictures else []
    if console.dry_run:
        _say_plan(arguments, prompts, given, console)
        return
    clip = Clip(arguments.clip) if arguments.score == "clip" else None
    settings, model = None, arguments.model or str(arguments.pictures)
    if not arguments.pictures:  # 2. draw the missing pictures
        client = _client(arguments, console)
        settings, model = _settings(arguments), client.name
        given = draw_all(
            client,
            prompts,
            arguments.seeds,
            settings,
            out / "pictures",
            time.monotonic,
            console.say,
        )
    whole = [picture for picture in given if picture.path]
    if clip:  # 3. score them
        found = clip.scores([(picture.path, picture.prompt) for picture in whole if picture.path])
        for picture, score in zip(whole, found, strict=True):
            picture.score = score
    made_at = f"{console.clock.now():%Y-%m-%d %H:%M} UTC"
    report = as_json(model, settings, clip.name if clip else None, given, made_at)
    comparison = compare(arguments.compare, report) if arguments.compare else None
    out.mkdir(parents=True, exist_ok=True)  # 4. write the report
    (out / "report.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    (out / "index.html").write_text(sheet(report, given, comparison))
    _tell(report, comparison, out, console)


def _say_plan(
    arguments: argparse.Namespace, prompts: list[str], given: list[Drawn], console: Console
) -> None:
    if given:
        console.say(f"would score {len(given)} pictures of {arguments.pictures}")
    else:
        count = len(prompts) * len(arguments.seeds)
        console.say(f"would have {count} pictures drawn by {arguments.url or arguments.endpoint}")
        payload = _settings(arguments).payload(prompts[0], arguments.seeds[0])
        console.say(f"the first: {payload.decode()}")
    _say_costs(arguments, console)
    console.say(f"would write report.json and index.html into {arguments.out}")


def _client(arguments: argparse.Namespace, console: Console) -> ModelClient:
    if arguments.url:
        return LocalClient(arguments.url, arguments.model)
    client = client_of(console, arguments.endpoint, arguments.inference_component, arguments.model)
    _say_costs(arguments, console)
    console.confirm(f"Let it draw the pictures that {arguments.out} lacks?")
    return client


def _say_costs(arguments: argparse.Namespace, console: Console) -> None:
    if arguments.endpoint:
        console.costs(
            "nothing by itself; but the endpoint costs money by the hour while an instance runs, "
            "and an asynchronous endpoint that sleeps starts one (see python -m jumpstart.status)"
        )
    else:
        console.costs("nothing")


def _settings(arguments: argparse.Namespace) -> PictureSettings:
    return PictureSettings(arguments.width, arguments.height, arguments.steps, arguments.guidance)


def _kind(arguments: argparse.Namespace) -> dict[str, str] | None:
    return {"clip": arguments.clip} if arguments.score == "clip" else None


def _tell(
    report: dict[str, object], comparison: Comparison | None, out: Path, console: Console
) -> None:
    """Print the results.

    Raises:
        Fault: pictures are missing.
    """
    score = report["score"]
    if isinstance(score, dict):
        console.say(f"{score['kind']}: {score['mean']} on average, by {score['clip']}")
    if comparison:
        console.say(
            f"over the pictures that both have: {comparison.ours}; "
            f"{comparison.model}: {comparison.mean}"
        )
    console.say(f"{out / 'report.json'} and {out / 'index.html'} are written")
    if failures := report["failures"]:
        what = f"{failures} pictures were not drawn; the sheet says why"
        raise Fault(what, "run the same command again; it draws only those", code="not_drawn")


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "evaluate",
        f"{__doc__} A picture that is there already is not drawn, or paid for, again.",
        example=EXAMPLE,
    )
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument(
        "--endpoint", type=_name, help="a SageMaker endpoint, real-time or asynchronous"
    )
    who.add_argument("--url", type=_url, help="a local server, for example http://127.0.0.1:8081")
    who.add_argument("--pictures", type=Path, help="a folder of pictures, with captions.json")
    parser.add_argument(
        "--inference-component",
        default="",
        help="the endpoint's inference component, if it has any",
    )
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    parser.add_argument(
        "--model", default="", help="a name for the model (the endpoint or the URL)"
    )
    parser.add_argument(
        "--prompts", type=Path, default=PROMPTS, help="a file of prompts (jumpstart/prompts.txt)"
    )
    parser.add_argument(
        "--seeds", type=_seeds, default=[1, 2], help="seeds, with commas between (1,2)"
    )
    parser.add_argument("--width", type=_count, default=768, help="width in pixels (768)")
    parser.add_argument("--height", type=_count, default=768, help="height in pixels (768)")
    parser.add_argument("--steps", type=_count, default=50, help="diffusion steps (50)")
    parser.add_argument("--guidance", type=_guidance, default=7.5, help="guidance scale (7.5)")
    parser.add_argument(
        "--score", choices=("clip", "none"), default="clip", help="how to score (clip)"
    )
    parser.add_argument(
        "--clip", default=DEFAULT, help=f"CLIP's weights: a folder or hub id ({DEFAULT})"
    )
    parser.add_argument(
        "--compare", type=Path, help="the report.json of another evaluation to compare with"
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


if __name__ == "__main__":
    sys.exit(main())
