"""What Schemathesis cannot learn from the contract: which token opens which picture, and what the
API remembers from one request to the next. schemathesis.toml names this file."""

from typing import Any

import schemathesis
from schemathesis import AuthContext, Case, HookContext, Response

# The delete_token of each picture, and the cursors, that this run was given.
_tokens: dict[str, str] = {}
_cursors: set[str] = set()


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if case.operation.label == "GET /v1/images" and case.query.get("cursor") not in _cursors:
        case.query.pop("cursor", None)
    # The same key for all would refuse all but the first.
    case.headers.pop("Idempotency-Key", None)
    if case.operation.label == "POST /v1/audio" and isinstance(case.body, dict):
        # Which languages the operator allows, only the operator knows.
        case.body.pop("language", None)
    if case.operation.label == "POST /v1/images" and isinstance(case.body, dict):
        # Nobody outside is told anything by a test.
        case.body.pop("webhook", None)
        # A picture that two asked for outlives a delete by one of them.
        if case.meta.phase.name.name == "STATEFUL":
            case.body.pop("seed", None)
        # Nine in ten need not wait for the picture.
        if len(_tokens) % 10:
            case.headers["Prefer"] = "respond-async"


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    if response.status_code >= 300:
        return
    if case.operation.label == "POST /v1/images":
        job = response.json()
        _tokens[job["id"]] = job["delete_token"]
    if case.operation.label == "GET /v1/images" and (cursor := response.json()["next_cursor"]):
        _cursors.add(cursor)


@schemathesis.auth(refresh_interval=None).apply_to(operation_id=["cancelImage", "deleteImage"])
class OwnToken:
    def get(self, case: Case[Any], context: AuthContext) -> str | None:
        return _tokens.get(str(case.path_parameters.get("id")))

    def set(self, case: Case[Any], data: str, context: AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def filter_failure(context: HookContext, failure: Any, case: Case[Any], response: Response) -> bool:
    """A wrong token for what was deleted a moment ago: 410 says as little as 401."""
    return not (failure.title.endswith("invalid authentication") and "410 Gone" in failure.message)
