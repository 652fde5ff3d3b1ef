"""The queue, the scaling and the instances of an async endpoint, as a model of SimPy.

Pictures come at random (Poisson) for some hours. The numbers of the scaling are the template's
own: `jumpstart.endpoint.wanted` holds them. Read `Endpoint` top to bottom.
"""

import random
from collections.abc import Generator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import simpy

from jumpstart.endpoint.wanted import BACKLOG_PER_INSTANCE, EMPTY_MINUTES
from ops.costs.day import DRAW_S

Steps = Generator[simpy.Event, Any, None]

# CloudWatch has a value each minute. Target tracking acts after three in a row.
MINUTE_S, TRACKED_MINUTES = 60, 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated. `fixed`: so many instances always run, and nothing scales."""

    per_hour: float
    hours: float = 8
    max_instances: int = 1
    fixed: int = 0
    draw_s: float = DRAW_S
    # Draws of 768×768 all take about the same time. The formula of Erlang needs them at random.
    random_draws: bool = False
    start_s: float = 480  # 6 to 10 minutes
    max_backlog_s: float = 600
    deadline_s: float = 1200


@dataclass(slots=True)
class Seen:
    """What came of it: how long each drawn picture waited for its draw to begin, in seconds."""

    waits_s: list[float] = field(default_factory=list)
    refused: int = 0
    expired: int = 0
    instance_s: float = 0.0

    def wait_s(self, share: float) -> float:
        """The wait that this share of the drawn pictures does not exceed."""
        ordered = sorted(self.waits_s)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0

    @property
    def asked(self) -> int:
        return len(self.waits_s) + self.refused + self.expired

    @property
    def not_drawn(self) -> float:
        """The share of the pictures that were refused or came too late."""
        return (self.refused + self.expired) / self.asked if self.asked else 0.0


class Endpoint:
    def __init__(self, plan: Plan, seed: int) -> None:
        self.seen = Seen()
        self._plan = plan
        self._random = random.Random(seed)  # noqa: S311 - a simulation
        self._env = simpy.Environment()
        self._queue = simpy.Store(self._env)
        self._drawing = 0
        self._busy_in_this_minute = False
        self._instances: list[tuple[simpy.Process, float]] = []
        self._running = 0

    def run(self) -> Seen:
        """The day, until the last picture is drawn and all instances are gone."""
        if self._plan.fixed:
            self._start(self._plan.fixed, start_s=0)
        else:
            self._env.process(self._scaling())
        self._env.process(self._arrivals())
        day_s = self._plan.hours * 3600
        self._env.run(day_s)
        while not self._plan.fixed and (self._backlog or self._instances):
            self._env.run(self._env.now + MINUTE_S)
        self._stop_all()
        return self.seen

    @property
    def _backlog(self) -> int:
        """What waits or is drawn: SageMaker counts both."""
        return len(self._queue.items) + self._drawing

    def _arrivals(self) -> Steps:
        end_s = self._plan.hours * 3600
        while True:
            yield self._env.timeout(self._random.expovariate(self._plan.per_hour / 3600))
            if self._env.now >= end_s:
                return
            pace_s = self._plan.draw_s / max(1, self._running)
            if self._backlog * pace_s > self._plan.max_backlog_s:
                self.seen.refused += 1
                continue
            self._busy_in_this_minute = True
            self._queue.put(self._env.now)

    def _scaling(self) -> Steps:
        """Each minute what the alarms see, and what their policies do."""
        high = empty = 0
        while True:
            yield self._env.timeout(MINUTE_S)
            backlog, wanted = self._backlog, len(self._instances)
            empty = 0 if backlog or self._busy_in_this_minute else empty + 1
            self._busy_in_this_minute = False
            much = self._running > 0 and backlog / self._running > BACKLOG_PER_INSTANCE
            high = high + 1 if much else 0
            if backlog and not wanted:  # Wake
                self._start(1)
            elif high >= TRACKED_MINUTES:  # Backlog
                most = min(self._plan.max_instances, ceil(backlog / BACKLOG_PER_INSTANCE))
                self._start(max(0, most - wanted))
            elif empty >= EMPTY_MINUTES:  # Sleep
                self._stop_all()

    def _start(self, count: int, start_s: float | None = None) -> None:
        takes_s = self._plan.start_s if start_s is None else start_s
        for _ in range(count):
            process = self._env.process(self._instance(takes_s))
            self._instances.append((process, self._env.now))

    def _stop_all(self) -> None:
        for process, since in self._instances:
            self.seen.instance_s += self._env.now - since
            if process.is_alive and process is not self._env.active_process:
                process.interrupt()
        self._instances = []

    def _instance(self, start_s: float) -> Steps:
        next_picture: Any = None
        try:
            yield self._env.timeout(start_s)
            self._running += 1
            while True:
                next_picture = self._queue.get()
                yield from self._draw((yield next_picture))
        except simpy.Interrupt:
            if next_picture:
                next_picture.cancel()  # or else it would take a picture that nobody draws
                self._running -= 1

    def _draw(self, came: float) -> Steps:
        waited_s = self._env.now - came
        if waited_s > self._plan.deadline_s:
            self.seen.expired += 1
            return
        self.seen.waits_s.append(waited_s)
        self._drawing += 1
        plan = self._plan
        takes_s = self._random.expovariate(1 / plan.draw_s) if plan.random_draws else plan.draw_s
        yield self._env.timeout(takes_s)
        self._busy_in_this_minute = True
        self._drawing -= 1


def simulate(plan: Plan, *, days: int, seed: int = 1) -> Seen:
    """`days` days of `plan`, one after the other, together. The same `seed` gives the same days."""
    together = Seen()
    for day in range(days):
        seen = Endpoint(plan, seed * 1000 + day).run()
        together.waits_s += seen.waits_s
        together.refused += seen.refused
        together.expired += seen.expired
        together.instance_s += seen.instance_s
    return together
