"""The simulation beside Erlang's formula: the same queue, with instances that always run."""

from dataclasses import dataclass

from . import erlang
from .model import Plan, simulate


@dataclass(frozen=True, slots=True)
class Comparison:
    """The waits of `servers` instances under `load`, simulated and by the formula, in seconds."""

    servers: int
    load: float
    simulated_mean_s: float
    mean_s: float
    simulated_p99_s: float
    p99_s: float

    @property
    def error(self) -> float:
        """Of the mean, as a share."""
        return abs(self.simulated_mean_s - self.mean_s) / self.mean_s

    @property
    def p99_error(self) -> float:
        return abs(self.simulated_p99_s - self.p99_s) / self.p99_s


def compared(servers: int, busy: float, *, pictures: int, seed: int = 1) -> Comparison:
    """`servers` instances, each busy for a share of `busy`, with about so many pictures."""
    draw_s = 10.0
    per_hour = busy * servers * 3600 / draw_s
    unlimited = float("inf")
    plan = Plan(
        per_hour,
        hours=pictures / per_hour,
        fixed=servers,
        draw_s=draw_s,
        random_draws=True,
        max_backlog_s=unlimited,
        deadline_s=unlimited,
    )
    seen = simulate(plan, days=1, seed=seed)
    load = busy * servers
    return Comparison(
        servers,
        load,
        sum(seen.waits_s) / len(seen.waits_s),
        erlang.mean_wait_s(load, servers, draw_s),
        seen.wait_s(0.99),
        erlang.wait_s(0.99, load, servers, draw_s),
    )
