"""Every error that Easel answers with, as one tree.

EaselError
├── InvalidRequest 400   one of InvalidCode
├── InvalidApiKey 401, NotOwner 403, NotFound 404, MethodNotAllowed 405
├── AlreadyTerminal 409, Deleted 410, PayloadTooLarge 413
├── UnsupportedMediaType 415, UnsupportedAudio 415
├── IdempotencyMismatch 422, NoSpeech 422
├── RateLimited 429, QuotaExceeded 429
├── Internal 500
├── UnsupportedFormat 501
├── ModelFailed 502      the endpoint refused, or its answer was not a picture
├── ModelWarming 503, Capacity 503
│   └── Closed 503       the operator's account refuses to spend more
└── DeadlineExceeded 504
"""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

InvalidCode = Literal[
    "invalid_json",
    "missing_prompt",
    "prompt_too_long",
    "invalid_size",
    "invalid_seed",
    "out_of_range",
    "unknown_parameter",
    "invalid_cursor",
    "invalid_webhook_url",
    "content_policy_violation",
    "not_supported",
]


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with a request. `pointer` is an RFC 6901 pointer into its body."""

    pointer: str
    detail: str


class EaselError(Exception):
    """A failure with a stable code; `detail` is safe to show and says what to do."""

    status: ClassVar[int] = 500
    code: str = "internal"
    title: ClassVar[str] = "Internal error"
    retry_after_s: int | None = None
    # Sent with the error: headers of RFC 9110, and headers that OpenAI's clients read.
    headers: Mapping[str, str] = {}

    def __init__(
        self, detail: str, *, errors: Sequence[FieldError] = (), job_id: str | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.job_id = job_id


class InvalidRequest(EaselError):
    status, title = 400, "The request is not valid"
    code: InvalidCode

    def __init__(
        self,
        code: InvalidCode,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        job_id: str | None = None,
    ) -> None:
        super().__init__(detail, errors=errors, job_id=job_id)
        self.code = code


class InvalidApiKey(EaselError):
    status, code, title = 401, "invalid_api_key", "No valid key"
    headers: Mapping[str, str] = {"WWW-Authenticate": 'Bearer, Basic realm="Easel"'}


class NotOwner(EaselError):
    status, code, title = 403, "not_owner", "Not yours"


class NotFound(EaselError):
    status, code, title = 404, "not_found", "Not found"


class MethodNotAllowed(EaselError):
    status, code, title = 405, "method_not_allowed", "Method not allowed"


class AlreadyTerminal(EaselError):
    status, code, title = 409, "already_terminal", "The job has ended already"
    headers: Mapping[str, str] = {"x-should-retry": "false"}  # OpenAI's clients repeat a 409


class Deleted(EaselError):
    status, code, title = 410, "deleted", "Deleted"


class PayloadTooLarge(EaselError):
    status, code, title = 413, "payload_too_large", "The request body is too large"


class UnsupportedMediaType(EaselError):
    status, code, title = 415, "unsupported_media_type", "Unsupported media type"


class UnsupportedAudio(EaselError):
    status, code, title = 415, "unsupported_audio", "The recording cannot be transcribed"


class NoSpeech(EaselError):
    status, code, title = 422, "no_speech", "Nothing was said"


class IdempotencyMismatch(EaselError):
    status, code, title = 422, "idempotency_mismatch", "The Idempotency-Key belongs to another body"


# OpenAI's client for JavaScript and Vercel's ignore 60 and more, and try again at once.
MOST_RETRY_AFTER_S = 59


class RateLimited(EaselError):
    status, code, title = 429, "rate_limited", "Too many requests at once"
    retry_after_s = 1

    def __init__(
        self,
        detail: str,
        *,
        retry_after_s: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s or self.retry_after_s
        self.headers = {**self.headers, **(headers or {})}


class QuotaExceeded(RateLimited):
    status, code, title = 429, "quota_exceeded", "The day's quota is used up"
    headers: Mapping[str, str] = {"x-should-retry": "false"}


class Internal(EaselError):
    pass


class UnsupportedFormat(EaselError):
    status, code, title = 501, "unsupported_format", "This format is not offered"


class ModelFailed(EaselError):
    status, code, title = 502, "model_error", "The model could not draw this"


class ModelWarming(EaselError):
    status, code, title = 503, "model_warming", "The model is starting"
    retry_after_s = MOST_RETRY_AFTER_S


class Capacity(EaselError):
    status, code, title = 503, "capacity", "Easel is busy"
    retry_after_s = 30


class Closed(Capacity):
    """The operator has closed a paid service to Easel, for example by a budget. A repeat within
    minutes is of no use, and costs nothing."""

    retry_after_s = MOST_RETRY_AFTER_S


class DeadlineExceeded(EaselError):
    status, code, title = 504, "deadline_exceeded", "The picture was not ready in time"
    headers: Mapping[str, str] = {"x-should-retry": "false"}  # a repeat would cost again


# The errors that a job can end with, by the code that its row holds.
JOB_ERRORS: dict[str, type[EaselError]] = {
    error.code: error for error in (Internal, ModelFailed, ModelWarming, Capacity, DeadlineExceeded)
}
# A model on Amazon Bedrock looks at a request itself. So a job can end with these too.
REFUSED_BY_MODEL: tuple[InvalidCode, ...] = ("content_policy_violation", "not_supported")


def job_error(code: str, detail: str, job_id: str) -> EaselError:
    """The error of a job that ended with `code`."""
    for refused in REFUSED_BY_MODEL:
        if code == refused:
            return InvalidRequest(refused, detail, job_id=job_id)
    return JOB_ERRORS.get(code, Internal)(detail, job_id=job_id)


def fault(error: BaseException) -> dict[str, Any]:
    """What the log may hold about an unforeseen error: its class, and where it was raised.

    The message is left out, since it can quote a prompt.
    """
    found: dict[str, Any] = {
        "error": type(error).__name__,
        "trace": [
            f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
        ],
    }
    response = getattr(error, "response", None)
    if isinstance(response, dict):  # an AWS service's own code, such as AccessDenied
        found["aws"] = response.get("Error", {}).get("Code")
        found["operation"] = getattr(error, "operation_name", None)
    return found
