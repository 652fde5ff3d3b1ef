"""Holds every response that a test sees to the contract."""

import json
import re
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from contract.document import document
from contract.headers import references
from contract.refusals import PROBLEM
from easel.routes.docs import path_pattern

Json = dict[str, Any]

# What servers and networks add on the way, none of it ours.
_TRANSPORT = re.compile(r"content-(type|length)|date|server|connection|via|x-amz.*|x-cache|age")
# The contract speaks of CORS in words, once for all responses. A 405 has an Allow.
_ANYWHERE = {"access-control-allow-origin", "access-control-expose-headers", "allow"}


class Deviation(AssertionError):
    """A response that the contract does not describe."""


def check(
    method: str, path: str, status: int, headers: Mapping[str, str], body: str | bytes
) -> None:
    """A response to `method` of `path`, which is without its query.

    Raises:
        Deviation: names every point in which the contract says otherwise.
    """
    response = _documented(method, path, status)
    headers = {name.lower(): value for name, value in headers.items()}
    wrong = [*_header_errors(response, headers), *_body_errors(method, response, headers, body)]
    if wrong:
        points = "\n".join(f"  - {point}" for point in wrong)
        raise Deviation(f"{method} {path} → {status} is not what the contract says:\n{points}")


def _documented(method: str, path: str, status: int) -> Json:
    if method == "OPTIONS" and status == HTTPStatus.NO_CONTENT:
        return _PREFLIGHT
    if status == HTTPStatus.PERMANENT_REDIRECT:  # described beside the path without its slash
        path = path.removesuffix("/")
    described = _operation("GET" if method == "HEAD" else method, path)
    if described is None:
        if status not in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
            raise Deviation(f"{method} {path} → {status}, but the contract has no such operation")
        return _NO_SUCH_OPERATION
    responses: Json = described["responses"]
    if str(status) not in responses:
        known = ", ".join(responses)
        raise Deviation(f"{method} {path} → {status}; the contract has {known}")
    return _resolved(responses[str(status)])


_NO_SUCH_OPERATION: Json = {
    "headers": references((), ()),
    "content": {"application/problem+json": {"schema": {"$ref": PROBLEM}}},
}
# Whatever the path: it says which pages may call, not what the route does.
_PREFLIGHT: Json = {
    "headers": {
        "X-Request-Id": references((), ())["X-Request-Id"],
        **{
            f"Access-Control-{name}": {"required": False, "schema": {"type": "string"}}
            for name in ("Allow-Methods", "Allow-Headers", "Max-Age")
        },
    }
}


def _operation(method: str, path: str) -> Json | None:
    paths = _contract()["paths"]
    for template in sorted(paths, key=lambda template: "{" in template):
        if re.fullmatch(path_pattern(template), path):
            found: Json | None = paths[template].get(method.lower())
            return found
    return None


def _header_errors(response: Json, headers: Mapping[str, str]) -> list[str]:
    wrong = []
    described = {name.lower(): _resolved(header) for name, header in response["headers"].items()}
    for name, header in described.items():
        if name not in headers:
            wrong += [f"the header {name} is missing"] if header["required"] else []
            continue
        value: object = headers[name]
        if header["schema"].get("type") == "integer" and headers[name].isdigit():
            value = int(headers[name])
        wrong += [f"{name}: {error}" for error in errors(header["schema"], value)]
    undocumented = [
        name
        for name in headers
        if name not in described and name not in _ANYWHERE and not _TRANSPORT.fullmatch(name)
    ]
    return wrong + [f"the header {name} is not documented" for name in undocumented]


def _body_errors(
    method: str, response: Json, headers: Mapping[str, str], body: str | bytes
) -> list[str]:
    if method == "HEAD" or "content" not in response:
        return ["there is a body, and none is documented"] if body else []
    content = response["content"]
    media_type = headers.get("content-type", "")
    if media_type not in content:
        return [f"the media type is {media_type}, not {', '.join(content)}"]
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    value = json.loads(text) if "json" in media_type else text
    return errors(content[media_type]["schema"], value)


def errors(schema: Json, value: object) -> list[str]:
    """In what `value` is not what `schema`, a part of the contract, says."""
    return [
        f"{error.json_path}: {error.message[:300]}"
        for error in _validator().evolve(schema=_absolute(schema)).iter_errors(value)
    ]


@cache
def _contract() -> Json:
    """The contract, with objects that may hold nothing but what it names: a client must bear more
    than that, a test need not."""
    contract = document()
    for schema in contract["components"]["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return contract


@cache
def _validator() -> Validator:
    resource = DRAFT202012.create_resource(_contract())
    return Draft202012Validator(
        {},
        registry=Registry().with_resource("urn:contract", resource),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def _absolute(schema: Any) -> Any:
    """`schema` on its own: its references lead into the contract."""
    return json.loads(json.dumps(schema).replace('"#/components/', '"urn:contract#/components/'))


def _resolved(node: Json) -> Json:
    while "$ref" in node:
        _, kind, name = node["$ref"].removeprefix("#/").split("/")
        node = _contract()["components"][kind][name]
    return node
