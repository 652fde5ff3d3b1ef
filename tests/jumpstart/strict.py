"""Compare a request with botocore's model of the API, as the service itself would.

boto3 checks names, types, what is required, and the least lengths. The patterns, the enums and the
greatest lengths are in the same model, but only the service checks them.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

import botocore.session
from botocore.model import Shape
from botocore.validate import ParamValidator


def faults(service: str, operation: str, parameters: dict[str, Any]) -> list[str]:
    """A line for everything in `parameters` that the service would refuse."""
    shape = _model(service).operation_model(operation).input_shape
    if shape is None:
        return [f"{operation} takes no parameters"] if parameters else []
    report = ParamValidator().validate(parameters, shape)
    found = [report.generate_report()] if report.has_errors() else []
    return found + [f"{operation}: {fault}" for fault in _faults(shape, parameters, "")]


@functools.cache
def _model(service: str) -> Any:
    return botocore.session.get_session().get_service_model(service)


def _faults(shape: Shape, value: Any, where: str) -> Iterator[str]:
    for part, one, there in _parts(shape, value):
        yield from _faults(part, one, where + there)
    if isinstance(value, str):
        yield from _text_faults(shape, value, where)
    length = len(value) if isinstance(value, str | list | dict) else value
    most = shape.metadata.get("max")
    if most is not None and isinstance(length, int | float) and length > int(most):
        yield f"{where} is {length}, more than {most}"


def _parts(shape: Any, value: Any) -> Iterator[tuple[Shape, Any, str]]:
    if shape.type_name == "structure":
        for name, one in value.items():
            if name in shape.members:  # the ParamValidator names the others
                yield shape.members[name], one, f".{name}"
    elif shape.type_name == "list":
        for number, one in enumerate(value):
            yield shape.member, one, f"[{number}]"
    elif shape.type_name == "map":
        for name, one in value.items():
            yield shape.key, name, f" key {name}"
            yield shape.value, one, f".{name}"


def _text_faults(shape: Shape, value: str, where: str) -> Iterator[str]:
    if (allowed := shape.metadata.get("enum")) and value not in allowed:
        yield f"{where} is {value!r}, which is none of the {len(allowed)} values"
    pattern = _pattern(shape.metadata.get("pattern", ".*"))
    if pattern and not pattern.fullmatch(value):
        yield f"{where} is {value!r}, which does not match {pattern.pattern}"


@functools.cache
def _pattern(java: str) -> re.Pattern[str] | None:
    try:
        return re.compile(java, re.DOTALL)
    except re.error:  # Java's \p{…}, and its ranges of surrogates
        return None
