"""Says what is wrong with a body, and what to do about it, from what pydantic found."""

import re
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from ..errors import FieldError, InvalidCode, InvalidRequest

# No answer shows more of them.
_MOST_FAULTS = 20
# The error code for a refused field. A field that is not listed gets "out_of_range".
_CODES: dict[str, InvalidCode] = {
    "prompt": "missing_prompt",
    "inputs": "missing_prompt",
    "width": "invalid_size",
    "height": "invalid_size",
    "size": "invalid_size",
    "seed": "invalid_seed",
    "webhook": "invalid_webhook_url",
}

Request = TypeVar("Request", bound=BaseModel)


def parsed(model: type[Request], body: str | bytes) -> Request:
    """The request in `body`.

    Raises:
        InvalidRequest: it has the code of the first mistake, and a pointer to each mistake.
    """
    try:
        return model.model_validate_json(body)
    except ValidationError as invalid:
        raise _refusal_of(invalid, model) from None  # the cause would hold the prompt


def _refusal_of(invalid: ValidationError, model: type[BaseModel]) -> InvalidRequest:
    """The refusal for `invalid`, with the code of the first mistake and a pointer to each. `model`
    is the request that was expected."""
    # `input` and `ctx` hold the caller's text, which must not reach a message.
    found = invalid.errors(include_url=False, include_context=False, include_input=False)
    problems = [
        _problem(error["type"], error["loc"], error["msg"], model) for error in found[:_MOST_FAULTS]
    ]
    (code, first), *others = problems
    detail = first.detail
    if code == "missing_prompt":  # perhaps it was sent under another name
        detail = "; ".join([detail, *(e.detail for c, e in others if c == "unknown_parameter")][:2])
    return InvalidRequest(code, detail, errors=[problem for _, problem in problems])


def _problem(
    kind: str, loc: tuple[Any, ...], message: str, model: type[BaseModel]
) -> tuple[InvalidCode, FieldError]:
    if not loc:
        if kind == "json_invalid":
            return "invalid_json", FieldError("#", "the body is not valid JSON")
        return "invalid_json", FieldError("#", "the body must be a JSON object")
    # The name of an unknown field is the caller's text. It is cut, so no refusal echoes a body.
    parts = [str(part)[:60] for part in loc]
    field = ".".join(parts)
    pointer = "#" + "".join("/" + _escaped(part) for part in parts)
    if kind == "extra_forbidden":
        return "unknown_parameter", FieldError(pointer, f"{field}: {_unknown(parts, model)}")
    if kind == "string_too_long" and field.endswith(("prompt", "inputs")):
        most = re.sub(r"\D", "", message)
        limit = f"{field}: at most {most} characters"
        return "prompt_too_long", FieldError(pointer, limit)
    if parts[-1] in ("prompt", "inputs"):
        return "missing_prompt", FieldError(pointer, f"{field}: say what to draw, as text")
    plain = re.sub(r"^(Input|String) should (be|have)", r"must \2", message)
    known: InvalidCode = next((_CODES[part] for part in parts if part in _CODES), "out_of_range")
    return known, FieldError(pointer, f"{field}: {plain}")


def _unknown(parts: list[str], model: type[BaseModel]) -> str:
    """That the field at `parts` of `model` does not exist, and what to do if that is known."""
    # Imported here, because only a refusal needs it.
    from .hints import hint

    *path, name = parts
    for part in path:
        model = _object_at(part, model)
    todo = hint(name, model.model_fields)
    if "image" in model.model_fields and name in _object_at("image", model).model_fields:
        todo = "put it into image"
    return "this parameter does not exist" + (f"; {todo}" if todo else "")


def _object_at(field: str, model: type[BaseModel]) -> type[BaseModel]:
    """The model of the object in `field`, such as WebhookTarget for `webhook`."""
    annotation = model.model_fields[field].annotation
    [found] = [
        kind
        for kind in get_args(annotation) or (annotation,)
        if isinstance(kind, type) and issubclass(kind, BaseModel)
    ]
    return found


def _escaped(part: str) -> str:
    """`part` as one step of a JSON pointer (RFC 6901)."""
    return part.replace("~", "~0").replace("/", "~1")
