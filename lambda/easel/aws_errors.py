"""What an error of boto3 says: whether the service will answer later, and whether it acted."""

from types import SimpleNamespace

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.retries.standard import (
    RetryContext,
    ThrottledRetryableChecker,
    TransientRetryableChecker,
)

_THROTTLED, _TRANSIENT = ThrottledRetryableChecker(), TransientRetryableChecker()


def is_unavailable(error: BaseException) -> bool:
    """Whether the service was busy, out of order or out of reach. The same call may succeed later.

    This is botocore's own classification, by which it tries a call again. All its tries failed.
    """
    context = _context(error)
    return bool(_THROTTLED.is_retryable(context) or _TRANSIENT.is_retryable(context))


def is_closed(error: BaseException) -> bool:
    """Whether a policy denies the call by name, as that of a budget does. A right that is merely
    missing is a fault of Easel's.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    """
    if not isinstance(error, ClientError):
        return False
    found = error.response["Error"]
    denied = found.get("Code") in ("AccessDeniedException", "AccessDenied")
    return denied and "explicit deny" in found.get("Message", "")


def may_have_run(error: BaseException) -> bool:
    """Whether the service may have done what it was asked to do, although the call failed."""
    if isinstance(error, HTTPClientError):
        return True  # the request was sent; no answer came, or only a part of it
    return is_unavailable(error) and isinstance(error, ClientError) and not _throttled(error)


def _throttled(error: BaseException) -> bool:
    return bool(_THROTTLED.is_retryable(_context(error)))


def _context(error: BaseException) -> RetryContext:
    if not isinstance(error, ClientError):
        caught = error if isinstance(error, BotoCoreError) else None
        return RetryContext(attempt_number=1, caught_exception=caught)
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return RetryContext(
        attempt_number=1,
        parsed_response=error.response,
        http_response=SimpleNamespace(status_code=status),
    )
