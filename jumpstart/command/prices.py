"""AWS's prices, from ops/prices.toml: every price that a command or a document names."""

import tomllib
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from .console import ROOT

PATH = ROOT / "ops" / "prices.toml"
NOT_LOOKED_UP = "not looked up"


class Price(BaseModel):
    """`usd` for each `unit`, or by instance type. `free` units a month cost nothing. `page` is
    where AWS publishes the price, `source` where this figure was read on `date`: the name of one of
    `sources`, or NOT_LOOKED_UP."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    usd: float | dict[str, float]
    unit: str
    page: str
    source: str | dict[str, str]
    date: date
    free: int = 0


class Source(BaseModel):
    """`says` is what the address holds, and how old that is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str
    says: str


@cache
def prices() -> dict[str, Price]:
    """Price by name."""
    tables = {name: value for name, value in _read().items() if isinstance(value, dict)}
    return {name: Price(**price) for name, price in tables.items() if name != "sources"}


@cache
def sources() -> dict[str, Source]:
    """Source by name."""
    return {name: Source(**source) for name, source in _read()["sources"].items()}


def is_looked_up(name: str, kind: str = "") -> bool:
    """Whether somebody has compared the price `name` with a source."""
    found = prices()[name].source
    return (found[kind] if isinstance(found, dict) else found) != NOT_LOOKED_UP


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
