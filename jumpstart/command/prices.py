"""AWS's prices, from ops/prices.toml: every price that a command or a document names."""

import tomllib
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from .console import ROOT

PATH = ROOT / "ops" / "prices.toml"


class Price(BaseModel):
    """`usd` for each `unit`, or by instance type. `free` units a month cost nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    usd: float | dict[str, float]
    unit: str
    page: str
    date: date
    free: int = 0


@cache
def prices() -> dict[str, Price]:
    """Price by name."""
    return {name: Price(**price) for name, price in _read().items() if isinstance(price, dict)}


def region() -> str:
    """The region whose prices these are."""
    return str(_read()["region"])


def usd(name: str, kind: str = "") -> float:
    """The price `name`, of instance type `kind` if it depends on that.

    Raises:
        KeyError: there is no such price.
    """
    found = prices()[name].usd
    return found[kind] if isinstance(found, dict) else found


def as_of() -> date:
    """The day on which the oldest price was looked up."""
    return min(price.date for price in prices().values())


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text())
