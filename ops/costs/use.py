"""What is used of AWS, line by line, and what it costs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from jumpstart.command.prices import is_looked_up, prices, usd

DAYS_A_MONTH = 365 / 12


@dataclass(frozen=True, slots=True)
class Use:
    """`quantity` of what the price named `price` is for, in a day. `line` is where it is shown. If
    the price depends on the instance type, `kind` is that type."""

    line: str
    price: str
    quantity: float
    kind: str = ""

    @property
    def usd(self) -> float:
        return self.quantity * usd(self.price, self.kind)


def by_line(uses: Iterable[Use]) -> dict[str, float]:
    """Line → dollars a day, in the order in which the lines come first."""
    found: dict[str, float] = defaultdict(float)
    for use in uses:
        found[use.line] += use.usd
    return dict(found)


def total(uses: Iterable[Use]) -> float:
    return sum(use.usd for use in uses)


def free_a_month(uses: Iterable[Use]) -> float:
    """How many dollars of a month AWS gives away, if nothing else in the account uses its free
    quantities."""
    used: dict[str, float] = defaultdict(float)
    for use in uses:
        # An alarm or a metric costs by the month: a day has its share.
        used[use.price] += use.quantity * DAYS_A_MONTH
    return sum(
        min(quantity, prices()[name].free) * usd(name)
        for name, quantity in used.items()
        if prices()[name].free
    )


def not_looked_up(uses: Iterable[Use]) -> str:
    """A sentence that names the prices in `uses` that nobody has compared with a source; "" if all
    were looked up."""
    guessed = dict.fromkeys(
        use.price for use in uses if use.quantity and not is_looked_up(use.price, use.kind)
    )
    if not guessed:
        return ""
    return f"Nobody has looked up {', '.join(guessed)} (ops/prices.toml): compare with AWS's pages."
