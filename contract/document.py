"""Puts the operations together as one OpenAPI 3.1 document."""

import json
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from easel.api.bodies import Problem

from . import (
    audio,
    dialect,
    headers,
    hugging_face,
    legacy,
    models,
    oembed,
    pictures,
    prompts,
    refusals,
    replicate,
    sdapi,
    site,
    stored,
    web,
)
from .operation import Answer, Json, Operation

OPERATIONS = (
    *pictures.OPERATIONS,
    *audio.OPERATIONS,
    *dialect.OPERATIONS,
    *models.OPERATIONS,
    *sdapi.OPERATIONS,
    *hugging_face.OPERATIONS,
    *replicate.OPERATIONS,
    *stored.OPERATIONS,
    *oembed.OPERATIONS,
    *prompts.OPERATIONS,
    *legacy.OPERATIONS,
    *web.OPERATIONS,
    *site.OPERATIONS,
)

_INFO: Json = {
    "title": "Easel",
    "version": "1.0.0",
    "summary": "A prompt comes in, a permanent link to a JPEG goes out.",
    "description": "Requests and responses are JSON in UTF-8. Times are RFC 3339 in UTC. Unknown "
    "request fields are refused. Responses may get more fields in the future. Every GET route also "
    "answers HEAD. Every error has the shape of `Problem`, also for a path (404) or a method (405, "
    "with `Allow`) that is not described here. OPTIONS answers 204 on every path. Every response "
    "has `Access-Control-Allow-Origin` if the operator lets pages of the caller's origin in.",
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    "contact": {"name": "The operator of this deployment"},
}
_TAGS: dict[str, str] = {
    "images": "Draw, look at, list, cancel and delete pictures.",
    "audio": "Speak a prompt.",
    "openai": "For OpenAI's official clients, and compatible ones.",
    "sdapi": "For clients of AUTOMATIC1111's API.",
    "hugging-face": "For Hugging Face's clients.",
    "replicate": "For Replicate's clients.",
    "prompts": "Prompts, if you have none in mind.",
    "legacy": "Routes of older servers.",
    "pages": "For people and for crawlers.",
    "links": "The addresses that the links of a picture lead to.",
    "service": "The state of the service.",
    "contract": "This document, and a page that shows it.",
}
_SECURITY_SCHEMES: Json = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key that `make key` made. If the service asks for no keys, the "
        "`delete_token` of the POST.",
    },
    "key": {"type": "apiKey", "in": "header", "name": "x-api-key", "description": "The same key."},
    "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "The same key as the password, with any user name.",
    },
}
# The links in the response to a POST.
_LINKS: Json = {
    f"{operation.id[0].upper()}{operation.id[1:]}": {
        "operationId": operation.id,
        "parameters": {"id": "$response.body#/id"},
        "description": operation.summary,
    }
    for operation in (pictures.GET, pictures.CANCEL, pictures.DELETE)
}


class _Schemas(GenerateJsonSchema):
    """Pydantic's schemas, without the titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def document(operations: Iterable[Operation] = OPERATIONS) -> Json:
    """The contract of `operations`, with only the components that they use."""
    operations = tuple(operations)
    schemas, components = _schemas(operations)
    responses: Json = {}
    paths: Json = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _described(
            operation, schemas, responses
        )
    used = {operation.tag for operation in operations}
    whole = {
        "openapi": "3.1.0",
        "info": _INFO,
        "servers": [{"url": "/"}],
        "tags": [
            {"name": name, "description": text} for name, text in _TAGS.items() if name in used
        ],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": responses,
            "headers": headers.components(),
            "links": _LINKS,
            "securitySchemes": _SECURITY_SCHEMES,
        },
    }
    return _without_unused(whole)


def as_text(contract: Json) -> str:
    return json.dumps(contract, indent=1, ensure_ascii=False) + "\n"


def _schemas(operations: tuple[Operation, ...]) -> tuple[dict[Any, Json], Json]:
    """(the schema of every body, by its type; the schemas that they share, by name)."""
    asked: list[tuple[str, Literal["validation", "serialization"], TypeAdapter[Any]]] = []
    named: dict[str, Any] = {}
    modes: dict[Any, Literal["validation", "serialization"]] = {Problem: "serialization"}
    for operation in operations:
        if operation.body:
            modes[operation.body] = "validation"
        modes |= {answer.body: "serialization" for answer in operation.answers if answer.body}
    for body, mode in modes.items():
        named[str(body)] = body
        asked.append((str(body), mode, TypeAdapter(body)))
    found, shared = TypeAdapter.json_schemas(
        asked, ref_template="#/components/schemas/{model}", schema_generator=_Schemas
    )
    return {named[name]: schema for (name, _), schema in found.items()}, shared["$defs"]


def _described(operation: Operation, schemas: dict[Any, Json], responses: Json) -> Json:
    """`operation` in OpenAPI's form. Its refusals are added to the shared `responses`."""
    described: Json = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        "security": [{name: []} if name else {} for name in operation.credentials.value],
        "parameters": list(operation.parameters),
        "responses": {str(answer.status): _answer(answer, schemas) for answer in operation.answers},
    }
    if operation.body:
        content = {"schema": schemas[operation.body], "examples": _values(operation.body_examples)}
        described["requestBody"] = {"required": True, "content": {"application/json": content}}
    for status, (name, response) in refusals.responses(operation).items():
        responses[name] = response
        described["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    return described


def _answer(answer: Answer, schemas: dict[Any, Json]) -> Json:
    described: Json = {
        "description": answer.description,
        "headers": headers.references(answer.headers, answer.headers_perhaps, stored=answer.stored),
    }
    if answer.body:
        content: Json = {"schema": schemas[answer.body]}
        if answer.examples:
            content["examples"] = _values(answer.examples)
        described["content"] = {answer.media_type: content}
        if answer.as_text:
            # No type: some tools take this for the schema of the text, others for that of an event.
            described["content"][answer.as_text] = {"schema": {"description": "A text."}}
    if answer.links:
        described["links"] = {name: {"$ref": f"#/components/links/{name}"} for name in answer.links}
    return described


def _values(examples: Any) -> Json:
    """OpenAPI's example objects; their names take no spaces."""
    return {name.replace(" ", "-"): {"value": value} for name, value in examples.items()}


def _without_unused(whole: Json) -> Json:
    """`whole` without the components that nothing refers to."""
    text = json.dumps(whole)
    for kind in ("headers", "links"):
        kept = whole["components"][kind]
        whole["components"][kind] = {
            name: value for name, value in kept.items() if f'"#/components/{kind}/{name}"' in text
        }
    return whole
