"""The routes that describe the API: this document, and a page to read it in."""

from dataclasses import replace
from typing import Any

from .headers import PAGE
from .operation import HTML, Answer, Operation, parameter

IF_NONE_MATCH = parameter(
    "header",
    "If-None-Match",
    "The `ETag` of your copy. If it is still current, the answer is 304.",
    {"type": "string"},
    '"3a7bd3e2360a3d29"',
)


def _file(
    path: str, id: str, summary: str, media_type: str, body: Any, headers: tuple[str, ...] = ()
) -> Operation:
    return Operation(
        method="get",
        path=path,
        id=id,
        tag="contract",
        summary=summary,
        description="A file of this deployment. It changes only when Easel is deployed again.",
        parameters=(IF_NONE_MATCH,),
        answers=(
            Answer(
                status=200,
                description="The file.",
                body=body,
                media_type=media_type,
                headers=("ETag", *headers),
            ),
            Answer(
                status=304,
                description="Your copy is still current.",
                headers=("ETag", *headers),
            ),
        ),
    )


_DOCS = _file("/docs", "getDocs", "This document as a page to read and try", HTML, str, PAGE)
_WITHOUT_SLASH = Answer(
    status=308,
    description="The path ended in a slash. The page is at the `Location`, a path on this host.",
    headers=("Location", "Cache-Control"),
)

OPERATIONS = (
    _file(
        "/openapi.json",
        "getContract",
        "This document",
        "application/json",
        dict[str, Any],
    ),
    replace(_DOCS, answers=(*_DOCS.answers, _WITHOUT_SLASH)),
    _file(
        "/docs/start.js", "getDocsStart", "The script that starts the page", "text/javascript", str
    ),
    _file("/docs/swagger-ui.js", "getDocsScript", "Swagger UI", "text/javascript", str),
    _file("/docs/swagger-ui.css", "getDocsStyle", "Swagger UI's style", "text/css", str),
)
