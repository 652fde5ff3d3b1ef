"""Wrappers that let something happen before each call of a noun."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from easel.pictures.job_table import JobTable
from easel.service import Service


class Killed(BaseException):
    """What Lambda does to a function that took too long."""


class Stepwise:
    """A noun of the service. `before` is called before each call of it, `after` after the call."""

    def __init__(
        self, noun: object, before: Callable[[], None], after: Callable[..., None]
    ) -> None:
        self._noun, self._before, self._after = noun, before, after

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call = getattr(self._noun, name)

        def step(*args: Any, **kwargs: Any) -> Any:
            self._before()
            result = call(*args, **kwargs)
            self._after(name, result)
            return result

        return step


@dataclass
class StepwiseService(Service):
    """A service whose job table is wrapped by `in_steps`, as its adapters are."""

    in_steps: Callable[[object], Any]

    @cached_property
    def jobs(self) -> Any:
        return self.in_steps(JobTable(self.adapters.dynamodb, "jobs", self.clock))
