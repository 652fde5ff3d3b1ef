"""Checks a request against a service's API model, which botocore carries."""

import base64
import re
from collections.abc import Callable, Iterator
from typing import Any

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.model import ServiceModel as BotocoreModel

_TYPES: dict[str, Any] = {
    "structure": dict,
    "map": dict,
    "list": list,
    "string": str,
    "integer": int,
    "float": (int, float),
    "boolean": bool,
    "blob": str,  # base64, as it comes
}


class Invalid(Exception):
    """The request does not fit the model; the text says where, and what was expected."""


class ServiceModel:
    def __init__(self, service: str) -> None:
        loaded = Loader().load_service_model(service, "service-2")
        self._model = BotocoreModel(loaded, service)
        self._shapes = loaded["shapes"]

    def check(self, operation: str, parameters: dict[str, Any]) -> None:
        """Accept `parameters` of `operation` if they fit the model.

        Raises:
            Invalid: names every member that is missing, outside its enum or out of bounds.
        """
        shape = self._model.operation_model(operation).input_shape
        found = list(_errors(shape, parameters, "")) if shape else []
        if found:
            plural = "s" if len(found) > 1 else ""
            raise Invalid(f"{len(found)} validation error{plural} detected: {'; '.join(found)}")

    def status_of(self, error: str) -> int:
        """The HTTP status of the service's error `error`, such as ThrottlingException."""
        found = self._shapes[error]
        # Services that speak plain JSON name no status: 500 if the fault is theirs, or else 400.
        return int(found.get("error", {}).get("httpStatusCode", 500 if found.get("fault") else 400))


def _errors(shape: Shape, value: Any, path: str) -> Iterator[str]:
    expected = _TYPES[shape.type_name]
    # In Python a bool is an int; in JSON, true is not a number.
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        yield f"Value at '{path}' must be of type {shape.type_name}"
        return
    if shape.type_name == "blob":
        try:
            value = base64.b64decode(value, validate=True)
        except ValueError:
            yield f"Value at '{path}' must be base64"
            return
    yield from (f"Value at '{path}' {error}" for error in _bounds(shape, value))
    if isinstance(shape, StructureShape):
        yield from _structure_errors(shape, value, path)
    elif isinstance(shape, MapShape):
        for key, item in value.items():
            yield from _errors(shape.key, key, f"{path}.{key}")
            yield from _errors(shape.value, item, f"{path}.{key}")
    elif isinstance(shape, ListShape):
        for place, item in enumerate(value, 1):
            yield from _errors(shape.member, item, f"{path}.{place}.member")


def _structure_errors(shape: StructureShape, value: dict[str, Any], path: str) -> Iterator[str]:
    at = f"{path}." if path else ""
    for name in shape.required_members:
        if value.get(name) is None:
            yield f"Value at '{at}{name}' must not be null"
    for name, member in shape.members.items():
        if value.get(name) is not None:  # null counts as absent; unknown members are ignored
            yield from _errors(member, value[name], f"{at}{name}")


def _bounds(shape: Shape, value: Any) -> Iterator[str]:
    size: Callable[[Any], Any] = len if isinstance(value, (str, bytes, list, dict)) else lambda n: n
    what = "have a length" if isinstance(value, (str, bytes, list, dict)) else "have a value"
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size(value) < low:
        yield f"must {what} greater than or equal to {low}"
    if high is not None and size(value) > high:
        yield f"must {what} less than or equal to {high}"
    if isinstance(shape, StringShape):
        if shape.enum and value not in shape.enum:
            yield f"must be one of: {', '.join(shape.enum)}"
        pattern = shape.metadata.get("pattern")
        if pattern and not re.fullmatch(pattern, value):
            yield f"must satisfy regular expression pattern: {pattern}"
