"""What can go wrong for an operator: one line each, what to do about it, and a code that stays."""

from boto3.exceptions import Boto3Error
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    InvalidRegionError,
    NoCredentialsError,
    NoRegionError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)


class Fault(Exception):
    """Could be foreseen, and is said in one line. The command ends with `status`."""

    status = 1

    def __init__(self, what: str, do: str, *, code: str) -> None:
        super().__init__(f"{what} — {do} [{code}]")
        self.what = what
        self.do = do
        self.code = code


class Usage(Fault):
    """The command cannot be meant as it was typed; nothing was done."""

    status = 2


class Declined(Fault):
    """Somebody said no."""

    def __init__(self) -> None:
        super().__init__("not done", "nothing was changed; --yes does not ask", code="declined")


_LOG_IN = "log in (aws sso login, or aws configure), or set AWS_PROFILE; then run this again"
_NO_CREDENTIALS = (
    CredentialRetrievalError, NoCredentialsError, PartialCredentialsError, ProfileNotFound,
    SSOError, TokenRetrievalError,
)  # fmt: skip
_EXPIRED = {
    "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "InvalidAccessKeyId",
    "RequestExpired", "SignatureDoesNotMatch", "UnrecognizedClientException",
    "InvalidSignatureException",
}  # fmt: skip
# S3 answers HEAD without a body, and botocore takes the status for the code.
_DENIED = {
    "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "403",
}  # fmt: skip
_THROTTLED = {
    "Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException",
    "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "SlowDown",
}  # fmt: skip
_LIMITED = {"LimitExceeded", "LimitExceededException", "ServiceQuotaExceededException"}
_UNAVAILABLE = {
    "ServiceUnavailable", "ServiceUnavailableException", "InternalFailure", "InternalError",
    "ServiceException", "500", "503",
}  # fmt: skip


def fault_of(error: BotoCoreError | ClientError | Boto3Error) -> Fault:
    """The one line for what an AWS client raised."""
    if isinstance(error, ClientError):
        return _refused(error)
    if isinstance(error, _NO_CREDENTIALS):
        return Fault(f"no AWS credentials: {error}", _LOG_IN, code="no_credentials")
    if isinstance(error, NoRegionError):
        return no_region()
    if isinstance(error, ConnectionError | HTTPClientError):
        do = "look at the network and at --region, then run this again"
        return Fault(f"AWS was not reached: {error}", do, code="unreachable")
    if isinstance(error, ParamValidationError):
        what = " ".join(str(error).split())
        return Fault(what, "correct it, and run this again", code="invalid_parameter")
    return _unknown_region(error) or Fault(
        f"AWS's client failed: {error}", "run this again", code="aws_error"
    )


def _unknown_region(error: Exception) -> Usage | None:
    if not isinstance(error, InvalidRegionError):
        return None
    return Usage(str(error), "give --region as us-east-1 is one", code="unknown_region")


def no_region() -> Usage:
    return Usage(
        "no region", "give --region, or set region in easel.toml or AWS_REGION", code="no_region"
    )


def unreadable(error: OSError) -> Fault:
    """A file or folder that cannot be read or written, is not there, or does not fit the disk."""
    what = f"{error.strerror}: {error.filename}" if error.filename else str(error)
    return Fault(what, "mend that, and run this again", code="file")


def code_of(error: ClientError) -> str:
    """AWS's own code for it, such as ValidationException."""
    return str(error.response.get("Error", {}).get("Code", ""))


def message_of(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Message", ""))


def _refused(error: ClientError) -> Fault:
    code, message, operation = code_of(error), message_of(error), error.operation_name
    if code in _EXPIRED:
        what = f"AWS does not take these credentials ({code})"
        return Fault(what, _LOG_IN, code="credentials_refused")
    if code in _DENIED:
        do = f"let an administrator allow the action {operation}, then run this again"
        return Fault(f"access denied to {operation}: {message}", do, code="access_denied")
    if code in _THROTTLED:
        what = f"AWS is asked too often ({operation}: {code})"
        return Fault(what, "wait a minute, then run this again", code="throttled")
    if code in {"ResourceLimitExceeded", *_LIMITED}:
        do = "ask AWS for more of it in Service Quotas"
        if code not in _LIMITED:  # SageMaker's, about instances
            do = "python -m jumpstart.quota shows what the account may have, and asks for more"
        return Fault(f"{code}: {message}", do, code="quota")
    if code in _UNAVAILABLE:
        what = f"AWS failed at {operation} ({code}: {message})"
        return Fault(what, "wait a minute, then run this again", code="unavailable")
    do = "correct it, and run this again"
    return Fault(f"AWS refused {operation} ({code}): {message}", do, code="aws_refused")
