"""The faults of all commands: each is one line with what to do about it and a stable code."""

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
    """An expected fault. The command prints its line and exits with `status`."""

    status = 1

    def __init__(self, what: str, do: str, *, code: str) -> None:
        # AWS's words can have several lines.
        super().__init__(" ".join(f"{what} — {do} [{code}]".split()))
        self.what = what
        self.do = do
        self.code = code


class Usage(Fault):
    """The command was called in a wrong way. It has done nothing."""

    status = 2


class Declined(Fault):
    """The operator said no."""

    def __init__(self) -> None:
        super().__init__(
            "not done", "nothing was changed; --yes skips the question", code="declined"
        )


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
# S3 answers a HEAD without a body, so botocore uses the status as the code.
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
    """The fault for an error that an AWS client raised."""
    if isinstance(error, ClientError):
        return _no_bucket(error) or _refused(error)
    if isinstance(error, _NO_CREDENTIALS):
        return Fault(f"no AWS credentials: {error}", _LOG_IN, code="no_credentials")
    if isinstance(error, NoRegionError):
        return no_region()
    if isinstance(error, ConnectionError | HTTPClientError):
        do = "check the network and --region, then run this again"
        return Fault(f"AWS cannot be reached: {error}", do, code="unreachable")
    if isinstance(error, ParamValidationError):
        what = " ".join(str(error).split())
        return Fault(what, "correct this, then run the command again", code="invalid_parameter")
    return _unknown_region(error) or Fault(
        f"AWS's client failed: {error}", "run this again", code="aws_error"
    )


def _no_bucket(error: ClientError) -> Fault | None:
    if code_of(error) != "NoSuchBucket":
        return None
    bucket = error.response.get("Error", {}).get("BucketName", "")
    do = f"correct the place, or make the bucket: aws s3 mb s3://{bucket}"
    return Fault(f"there is no bucket {bucket}", do, code="no_bucket")


def _unknown_region(error: Exception) -> Usage | None:
    if not isinstance(error, InvalidRegionError):
        return None
    return Usage(str(error), "give a region such as --region us-east-1", code="unknown_region")


def no_region() -> Usage:
    return Usage(
        "no region", "give --region, or set region in easel.toml or AWS_REGION", code="no_region"
    )


def unreadable(error: OSError) -> Fault:
    """The fault for a file or folder that cannot be read or written."""
    what = f"{error.strerror}: {error.filename}" if error.filename else str(error)
    return Fault(what, "correct this, then run the command again", code="file")


def code_of(error: ClientError) -> str:
    """AWS's code for the error, for example ValidationException."""
    return str(error.response.get("Error", {}).get("Code", ""))


def message_of(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Message", ""))


def _refused(error: ClientError) -> Fault:
    code, message, operation = code_of(error), message_of(error), error.operation_name
    if code in _EXPIRED:
        what = f"AWS does not accept these credentials ({code})"
        return Fault(what, _LOG_IN, code="credentials_refused")
    if code in _DENIED:
        do = f"ask an administrator to allow {operation}, then run this again"
        return Fault(f"access denied to {operation}: {message}", do, code="access_denied")
    if code in _THROTTLED:
        what = f"AWS refused, because it is called too often ({operation}: {code})"
        return Fault(what, "wait a minute, then run this again", code="throttled")
    if code in {"ResourceLimitExceeded", *_LIMITED}:
        do = "ask AWS for more of it in Service Quotas"
        if operation == "CreateTrainingJob":
            do += ": the quotas are named after the instance type and “training job usage”"
        elif code not in _LIMITED:  # SageMaker's code for too few instances
            do = "python -m jumpstart.quota shows what the account may have, and can ask for more"
        return Fault(f"{code}: {message}", do, code="quota")
    if code in _UNAVAILABLE:
        what = f"AWS failed at {operation} ({code}: {message})"
        return Fault(what, "wait a minute, then run this again", code="unavailable")
    do = "correct this, then run the command again"
    return Fault(f"AWS refused {operation} ({code}): {message}", do, code="aws_refused")
