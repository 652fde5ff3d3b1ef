"""The capacity units that calls to DynamoDB take, by AWS's published rules.

Sizes: docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
Units: docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
Moto's own ConsumedCapacity does not follow these rules.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

_WRITES = ("PutItem", "UpdateItem", "DeleteItem")
_KEYS = {"jobs": ("pk",), "callers": ("pk", "sk")}
_INDEXES = {"jobs": ("phase", "at"), "callers": ("owner", "at")}
_INCLUDED = {"jobs": ("created_at", "started_at"), "callers": ()}


@dataclass
class Used:
    """What a piece of work took. `keys` counts the units of writes for each partition."""

    calls: Counter[str] = field(default_factory=Counter)
    reads: float = 0
    writes: float = 0
    read_by_key: Counter[str] = field(default_factory=Counter)
    written_by_key: Counter[str] = field(default_factory=Counter)

    @property
    def figures(self) -> tuple[int, float, float]:
        """(calls, read units, write units)"""
        return self.calls.total(), self.reads, self.writes

    def read(self, key: str, units: float) -> None:
        self.reads += units
        self.read_by_key[key] += math.ceil(units * 2)  # half units

    def wrote(self, key: str, units: float) -> None:
        self.writes += units
        self.written_by_key[key] += math.ceil(units)


@contextmanager
def metered(client: Any, beside: Any) -> Iterator[Used]:
    """Meter the calls of `client`. `beside` is another client of the same tables, not metered."""
    used = Used()

    def before(model: Any, params: Any, context: Any, **_: Any) -> None:
        request = json.loads(params["body"])
        context["asked"] = request
        context["was"] = _row(request, beside) if model.name in _WRITES else {}

    def after(model: Any, parsed: Any, context: Any, **_: Any) -> None:
        request = context["asked"]
        used.calls[model.name] += 1
        if model.name in _WRITES:
            _write(request, context["was"], _row(request, beside), used)
        elif model.name == "GetItem":
            unit = 1.0 if request.get("ConsistentRead") else 0.5
            found = parsed.get("Item", {})
            used.read(request["Key"]["pk"]["S"], unit * max(1, math.ceil(size(found) / 4096)))
        elif model.name == "BatchGetItem":
            for asked in request["RequestItems"].values():
                _batch(asked, parsed, used)
        else:
            _query(request, parsed, beside, used)

    client.meta.events.register("before-call.dynamodb", before)
    client.meta.events.register("after-call.dynamodb", after)
    try:
        yield used
    finally:
        client.meta.events.unregister("before-call.dynamodb", before)
        client.meta.events.unregister("after-call.dynamodb", after)


def size(item: Mapping[str, Any]) -> int:
    """The size of an item in bytes."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        return 1 + math.ceil(len(content.lstrip("-0").replace(".", "")) / 2)
    if kind == "BOOL":
        return 1
    if kind.endswith("S"):  # a set
        return 3 + sum(1 + _value({kind[0]: each}) for each in content)
    raise AssertionError(f"our rows hold no {kind}")


def _row(request: dict[str, Any], beside: Any) -> dict[str, Any]:
    table = request["TableName"]
    keyed = request.get("Key") or request["Item"]
    key = {name: keyed[name] for name in _KEYS[table]}
    found: dict[str, Any] = beside.get_item(TableName=table, Key=key).get("Item", {})
    return found


def _write(request: Any, was: Any, now: Any, used: Used) -> None:
    keyed = request.get("Key") or request["Item"]
    used.wrote(keyed["pk"]["S"], max(1, math.ceil(max(size(was), size(now)) / 1024)))
    before, after = _projected(was, request["TableName"]), _projected(now, request["TableName"])
    if before == after:
        return
    partition, sort = _INDEXES[request["TableName"]]
    moved = (before or {}).get(partition), (before or {}).get(sort)
    if before and after and moved == (after[partition], after[sort]):
        used.wrote(f"index:{after[partition]['S']}", 1)  # the entry changes in its place
        return
    for entry in filter(None, (before, after)):
        used.wrote(f"index:{entry[partition]['S']}", 1)


def _projected(item: Any, table: str) -> dict[str, Any] | None:
    partition, sort = _INDEXES[table]
    if partition not in item or sort not in item:
        return None
    names = {partition, sort, *_KEYS[table], *_INCLUDED[table]}
    return {name: value for name, value in item.items() if name in names}


def _batch(asked: Any, parsed: Any, used: Used) -> None:
    unit = 1.0 if asked.get("ConsistentRead") else 0.5
    found = {i["pk"]["S"]: i for items in parsed["Responses"].values() for i in items}
    for key in asked["Keys"]:
        item = found.get(key["pk"]["S"], {})
        used.read(key["pk"]["S"], unit * max(1, math.ceil(size(item) / 4096)))


def _query(request: Any, parsed: Any, beside: Any, used: Used) -> None:
    """A page of a query takes what it reads, before any filter and whatever it returns."""
    whole = {
        name: value
        for name, value in request.items()
        if name not in ("Select", "FilterExpression", "ProjectionExpression")
    }
    named = " ".join(str(whole.get(n)) for n in ("KeyConditionExpression",))
    for table in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
        if table in whole:
            whole[table] = {k: v for k, v in whole[table].items() if k in named}
            if not whole[table]:
                del whole[table]
    items = beside.query(**whole)["Items"]
    if "IndexName" in request:
        items = [_projected(item, request["TableName"]) for item in items]
    unit = 1.0 if request.get("ConsistentRead") else 0.5
    read = sum(size(item) for item in items)
    values = request["ExpressionAttributeValues"]
    key = next(v["S"] for v in values.values() if "S" in v)
    prefix = "index:" if "IndexName" in request else ""
    used.read(prefix + key, unit * max(1, math.ceil(read / 4096)))
