"""The refusals: an example of each code, made by the errors that the functions raise."""

from http import HTTPStatus

from easel.api.bodies import IMAGE_ID, PUBLIC_URL
from easel.api.problem import problem
from easel.api.representation import job_path
from easel.errors import (
    JOB_ERRORS,
    REFUSED_BY_MODEL,
    AlreadyTerminal,
    Capacity,
    DeadlineExceeded,
    Deleted,
    EaselError,
    FieldError,
    IdempotencyMismatch,
    Internal,
    InvalidApiKey,
    InvalidCode,
    InvalidRequest,
    ModelFailed,
    ModelWarming,
    NotFound,
    NotOwner,
    PayloadTooLarge,
    QuotaExceeded,
    RateLimited,
    UnsupportedAudio,
    UnsupportedFormat,
    UnsupportedMediaType,
)

from . import headers
from .operation import HTML, Json, Operation

PROBLEM = "#/components/schemas/Problem"
# API Gateway can send these itself, on every route: for a request that it cannot read, too many
# requests at once, a function that broke, no free function, a function that took too long.
EVERYWHERE = ("invalid_json", "rate_limited", "internal", "capacity", "deadline_exceeded")


def _invalid(code: InvalidCode, pointer: str, detail: str) -> InvalidRequest:
    return InvalidRequest(code, detail, errors=[FieldError(pointer, detail)])


_EXAMPLES: dict[str, EaselError] = {
    refusal.code: refusal
    for refusal in (
        _invalid("invalid_json", "#", "the body is not valid JSON"),
        _invalid("missing_prompt", "#/prompt", "prompt: say what to draw, as text"),
        _invalid("prompt_too_long", "#/prompt", "prompt: at most 2000 characters"),
        _invalid("invalid_size", "#/width", "width: must be a multiple of 64"),
        _invalid("invalid_seed", "#/seed", "seed: must be greater than or equal to 0"),
        _invalid("out_of_range", "#/steps", "steps: must be less than or equal to 100"),
        _invalid("unknown_parameter", "#/colour", "colour: this parameter does not exist"),
        _invalid("invalid_cursor", "#/cursor", "cursor: use next_cursor of the same list"),
        _invalid(
            "invalid_webhook_url",
            "#/webhook/url",
            "webhook.url: must be https://host/path, in ASCII, without user and fragment",
        ),
        _invalid(
            "content_policy_violation",
            "#/prompt",
            "prompt: it contains a word that the operator of this service does not allow",
        ),
        InvalidRequest("not_supported", "Easel cannot change a picture yet; it draws new ones"),
        InvalidApiKey("send a valid key as Authorization: Bearer, or as x-api-key"),
        NotOwner("this image is not yours"),
        NotFound("there is no such image"),
        AlreadyTerminal("the job is canceled already", job_id=IMAGE_ID),
        Deleted("this image was deleted"),
        PayloadTooLarge("the body may hold at most 524288 bytes, not 600000"),
        UnsupportedMediaType("send JSON, with the header content-type: application/json"),
        UnsupportedAudio("content_type: one of audio/mpeg, audio/wav, audio/flac"),
        IdempotencyMismatch("this Idempotency-Key came with another body before; take a new one"),
        RateLimited("at most 60 POSTs a minute", retry_after_s=42),
        QuotaExceeded("0 of your 100 pictures are left today (UTC)", retry_after_s=3600),
        Internal("something broke here; tell the operator the x-request-id", job_id=IMAGE_ID),
        UnsupportedFormat("format: only json"),
        ModelFailed("the model's answer held no picture", job_id=IMAGE_ID),
        ModelWarming("the model is starting", job_id=IMAGE_ID),
        Capacity("the model is busy", job_id=IMAGE_ID),
        DeadlineExceeded("the picture was not ready in time", job_id=IMAGE_ID),
    )
}
# A job can end with these. The refusal then names the job.
_OF_A_JOB = {*JOB_ERRORS, *REFUSED_BY_MODEL, AlreadyTerminal.code}


def responses(operation: Operation) -> dict[str, tuple[str, Json]]:
    """Status → (the response's name among the components, the response)."""
    by_status: dict[int, list[EaselError]] = {}
    for code in dict.fromkeys((*operation.refuses, *EVERYWHERE)):
        by_status.setdefault(_EXAMPLES[code].status, []).append(_EXAMPLES[code])
    found = {}
    for status, refusals in sorted(by_status.items()):
        name, response = _name(operation.id, refusals), _response(refusals)
        if status in operation.refuses_with_a_page:
            name = f"{name}Page"
            response["content"][HTML] = {"schema": {"type": "string"}}
            response["headers"] |= headers.references((), ("Vary", *headers.PAGE))
        found[str(status)] = (name, response)
    return found


def _name(operation_id: str, refusals: list[EaselError]) -> str:
    """The response's name: its codes, or the operation if there are more than two."""
    if len(refusals) > 2:
        phrase = HTTPStatus(refusals[0].status).phrase.title().replace(" ", "")
        return f"{operation_id[0].upper()}{operation_id[1:]}{phrase}"
    return "Or".join(refusal.code.title().replace("_", "") for refusal in refusals)


def _response(refusals: list[EaselError]) -> Json:
    codes = [refusal.code for refusal in refusals]
    sent = [_headers_of(refusal) for refusal in refusals]
    always = tuple(name for name in sent[0] if all(name in others for others in sent))
    perhaps = tuple(dict.fromkeys(name for names in sent for name in names if name not in always))
    if refusals[0].status == HTTPStatus.UNAUTHORIZED:
        # API Gateway renames it on its way out.
        always, perhaps = (), ("WWW-Authenticate",)
    if refusals[0].status == HTTPStatus.TOO_MANY_REQUESTS:
        perhaps = (*perhaps, *headers.RATE_LIMIT)
    if any(code in _OF_A_JOB for code in codes):
        perhaps = (*perhaps, "Location")
    titles = "; ".join(dict.fromkeys(refusal.title for refusal in refusals))
    return {
        "description": f"{titles}: {', '.join(f'`{code}`' for code in codes)}",
        "headers": headers.references(always, perhaps),
        "content": {
            "application/problem+json": {
                "schema": {
                    "$ref": PROBLEM,
                    "properties": {
                        "status": {"const": refusals[0].status},
                        "error": {"properties": {"code": {"enum": codes}}},
                    },
                },
                "examples": {refusal.code: {"value": _body(refusal)} for refusal in refusals},
            }
        },
    }


def _headers_of(refusal: EaselError) -> tuple[str, ...]:
    return (*refusal.headers, *(("Retry-After",) if refusal.retry_after_s else ()))


def _body(refusal: EaselError) -> object:
    instance = job_path(refusal.job_id or IMAGE_ID)
    return problem(refusal, public_url=PUBLIC_URL, instance=instance)
