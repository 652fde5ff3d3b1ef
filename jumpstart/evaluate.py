"""Have prompts drawn, score the pictures, and make a report and a contact sheet of one model or
two. Read it top to bottom."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .command.console import Console, launch
from .command.faults import Fault
from .evaluation.clients import PictureSettings
from .evaluation.colours import NamedColours
from .evaluation.comparison import Comparison, check_same_measure, compare
from .evaluation.drawing import Drawn, draw_all
from .evaluation.options import parser as parser
from .evaluation.prompts import read_prompts
from .evaluation.report import PICTURES, REPORT, Side, as_json
from .evaluation.scores import by_chance, score, scorer_of
from .evaluation.sheet import sheet
from .evaluation.sources import Source, source_of


def main(argv: Sequence[str] | None = None) -> int:
    return launch(evaluate, parser(), argv)


def evaluate(arguments: argparse.Namespace, console: Console) -> None:
    # 1. Check everything now, before a picture is paid for.
    plan = _plan(arguments)
    if console.dry_run:
        _say_plan(plan, arguments, console)
        return
    if arguments.score == "clip":  # if it has to be fetched, or there is no network: a minute
        console.say(f"loading CLIP: {arguments.clip}")
    scorer = scorer_of(arguments.score, arguments.clip)
    if plan.endpoints:
        _say_costs(plan, console)
        console.confirm(f"Let it draw the pictures that {arguments.out} lacks?")
    # 2. Draw what is missing, with one model after the other.
    ours = plan.first.side or _drawn(plan.first, plan, console)
    other = (plan.second.side or _drawn(plan.second, plan, console)) if plan.second else None
    # 3. Score the pictures. A report by the same measure has its scores already.
    for side in filter(None, (ours, other)):
        if scorer and (side is ours or side.scored_by != scorer.by):
            score(scorer, side.drawn)
    chance = by_chance(scorer, ours.drawn) if scorer else None
    comparison = compare(ours, other) if other else None
    # 4. Write the report and the sheet.
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    report = as_json(ours, scorer, chance, out, f"{console.clock.now():%Y-%m-%d %H:%M} UTC")
    report["compared_with"] = comparison.as_json() if comparison else None
    (out / REPORT).write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    (out / "index.html").write_text(sheet(report, ours, comparison))
    _tell(report, comparison, out, console)


@dataclass(slots=True)
class Model:
    """One of the models, and its pictures if they exist already."""

    source: Source
    side: Side | None = None


@dataclass(slots=True)
class Plan:
    first: Model
    second: Model | None
    prompts: list[str]
    seeds: list[int]
    settings: PictureSettings
    out: Path

    @property
    def drawing(self) -> list[Model]:
        return [model for model in (self.first, self.second) if model and not model.side]

    @property
    def endpoints(self) -> bool:
        return any(model.source.kind == "endpoint" for model in self.drawing)


def _plan(arguments: argparse.Namespace) -> Plan:
    """What is to be drawn, and by whom.

    Raises:
        Usage: a file or folder cannot be read, or the two models have nothing in common.
    """
    kind = next(k for k in ("endpoint", "url", "load", "pictures") if getattr(arguments, k))
    place, component = str(getattr(arguments, kind)), arguments.inference_component
    first = Model(Source(kind, place, arguments.model, component))
    second = Model(source_of(arguments.compare)) if arguments.compare else None
    for model in filter(None, (first, second)):
        model.side = None if model.source.draws else model.source.there()
    shape = arguments.width, arguments.height, arguments.steps, arguments.guidance
    settings = PictureSettings(*shape)
    prompts = [] if first.side and (not second or second.side) else read_prompts(arguments.prompts)
    plan = Plan(first, second, prompts, arguments.seeds, settings, arguments.out)
    if second:
        if second.side and arguments.score != "none":
            by = arguments.clip if arguments.score == "clip" else NamedColours.by
            check_same_measure(second.side, by)
        wanted = Side("what would be drawn", _wanted(plan))
        compare(first.side or wanted, second.side or wanted)
    return plan


def _wanted(plan: Plan) -> list[Drawn]:
    return [Drawn(prompt, seed) for prompt in plan.prompts for seed in plan.seeds]


def _drawn(model: Model, plan: Plan, console: Console) -> Side:
    client = model.source.client(console)
    folder = plan.out / PICTURES
    console.say(f"{client.name}:")
    drawn = draw_all(
        client, plan.prompts, plan.seeds, plan.settings, folder, time.monotonic, console.say
    )
    return Side(client.name, drawn, plan.settings, folder=folder)


def _say_plan(plan: Plan, arguments: argparse.Namespace, console: Console) -> None:
    for model in filter(None, (plan.first, plan.second)):
        if model.side:
            console.say(f"would score {len(model.side.drawn)} pictures of {model.source.place}")
        else:
            count = len(plan.prompts) * len(plan.seeds)
            console.say(f"would have {count} pictures drawn by {model.source.place}")
    if plan.drawing:
        console.say(f"the first: {plan.settings.payload(plan.prompts[0], plan.seeds[0]).decode()}")
    _say_costs(plan, console)
    console.say(f"would write {REPORT} and index.html into {arguments.out}")


def _say_costs(plan: Plan, console: Console) -> None:
    if plan.endpoints:
        console.costs(
            "nothing by itself; but the endpoint costs money by the hour while an instance runs, "
            "and an asynchronous endpoint that sleeps starts one (see python -m jumpstart.status)"
        )
    else:
        console.costs("nothing")


def _tell(
    report: dict[str, object], comparison: Comparison | None, out: Path, console: Console
) -> None:
    """Print the results.

    Raises:
        Fault: pictures are missing.
    """
    score = report["score"]
    if isinstance(score, dict):
        console.say(
            f"{score['kind']}: {score['mean']} on average, by {score['by']}; "
            f"with the prompts of other pictures: {score['by_chance']}"
        )
    for line in comparison.lines() if comparison else ():
        console.say(line)
    console.say(f"{out / REPORT} and {out / 'index.html'} are written")
    failures = comparison.other.failures if comparison else 0
    if failures := failures + int(str(report["failures"])):
        what = f"{failures} pictures were not drawn; the sheet says why"
        raise Fault(what, "run the same command again; it draws only those", code="not_drawn")


if __name__ == "__main__":
    sys.exit(main())
