"""The steps of `make smoke`, in their order."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError

from jumpstart.command.faults import fault_of

from .doors import delete, door, form, upload
from .model import cold, sparse, ttl, wrong
from .report import Outcome
from .visit import Skipped, TooLate, Visit

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Step:
    """`limit_s` is for one thing to happen in it, from the beginning of the step."""

    run: Callable[[Visit], None]
    limit_s: float

    @property
    def name(self) -> str:
        return self.run.__name__

    @property
    def about(self) -> str:
        return " ".join((self.run.__doc__ or "").split())


def steps(minutes: float) -> list[Step]:
    """`ttl` comes first of those that wake the endpoint: it needs that no instance runs."""
    return [
        Step(door, 3 * _MINUTE),
        Step(ttl, 20 * _MINUTE),
        Step(cold, 20 * _MINUTE),
        Step(wrong, 20 * _MINUTE),
        Step(sparse, (minutes + 20) * _MINUTE),
        Step(form, 10 * _MINUTE),
        Step(upload, 10 * _MINUTE),
        Step(delete, 20 * _MINUTE),
    ]


def walk(visit: Visit) -> list[Outcome]:
    """Make every step, even if one fails."""
    found = []
    every = steps(visit.minutes)
    for number, step in enumerate(every, 1):
        visit.console.say(f"{number} of {len(every)}  {step.name}: {step.about}")
        found.append(_made(step, visit))
        visit.console.say(f"    {found[-1].result}, {found[-1].seconds:.0f} s")
    return found


def _made(step: Step, visit: Visit) -> Outcome:
    visit.notes, visit.differences = [], []
    outcome = Outcome(step.name, step.about, notes=visit.notes, differences=visit.differences)
    began = time.monotonic()
    visit.until = began + step.limit_s
    try:
        step.run(visit)
        outcome.result = "differs" if visit.differences else "ok"
    except Skipped as skipped:
        outcome.result, outcome.why = "skipped", str(skipped)
    except TooLate as late:
        outcome.result, outcome.why = "failed", str(late)
    except httpx.HTTPError as error:
        outcome.result, outcome.why = "failed", f"{type(error).__name__}: {error}"
    except (BotoCoreError, ClientError, Boto3Error) as error:
        outcome.result, outcome.why = "failed", fault_of(error).what
    if outcome.why:
        visit.console.say(f"    {outcome.why}")
    outcome.seconds = time.monotonic() - began
    return outcome
