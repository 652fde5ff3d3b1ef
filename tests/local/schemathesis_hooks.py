"""What Schemathesis cannot learn from the contract: which token belongs to which picture, and what
the API remembers from one request to the next. schemathesis.toml names this file."""

from typing import Any
from urllib.parse import unquote

import schemathesis
from schemathesis import AuthContext, Case, HookContext, Response

from easel.api.prompt_text import is_visible

# The delete_token of each picture, and the cursors, that this run was given.
_tokens: dict[str, str] = {}
_cursors: set[str] = set()


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if case.operation.label == "GET /v1/images" and case.query.get("cursor") not in _cursors:
        case.query.pop("cursor", None)
    # Schemathesis sends the same key with different requests: all but the first would be refused.
    case.headers.pop("Idempotency-Key", None)
    nested = case.body.get("input") if isinstance(case.body, dict) else None
    for given in (case.body, nested, case.query, case.path_parameters):
        _make_visible(given)
    if case.operation.label == "POST /sdapi/v1/txt2img" and isinstance(case.body, dict):
        # The contract cannot say that batch_size times n_iter has a bound.
        case.body.pop("n_iter", None)
    if case.operation.label == "POST /v1/audio" and isinstance(case.body, dict):
        # The contract does not say which languages the operator allows.
        case.body.pop("language", None)
    if case.operation.label == "POST /v1/images" and isinstance(case.body, dict):
        # A test must not send webhooks.
        case.body.pop("webhook", None)
        # If two callers asked for the same picture, it stays when one of them deletes it.
        if case.meta.phase.name.name == "STATEFUL":
            case.body.pop("seed", None)
        # Wait for one picture in ten only, to save time.
        if len(_tokens) % 10:
            case.headers["Prefer"] = "respond-async"


def _make_visible(given: Any) -> None:
    """Replace a prompt that cannot be seen: a pattern of JSON Schema cannot say which can."""
    if not isinstance(given, dict):
        return
    for name in ("prompt", "text", "inputs"):
        # In a path the prompt is percent-encoded already.
        if isinstance(given.get(name), str) and not is_visible(unquote(given[name])):
            given[name] = "a fox"


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
    """Accept 410 in place of 401 for a picture that was deleted a moment ago."""
    return not (failure.title.endswith("invalid authentication") and "410 Gone" in failure.message)
