"""One transcription job: what may be asked of it, how it is described, and what it writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

_OURS = f"pocketsphinx {version('pocketsphinx')}, a small offline model, stood in for Transcribe"
# Members that the service knows and nothing here does; to ignore one would be a lie.
_UNAVAILABLE = (
    "OutputEncryptionKMSKeyId", "KMSEncryptionContext", "Settings", "ModelSettings",
    "JobExecutionSettings", "ContentRedaction", "IdentifyMultipleLanguages", "Subtitles",
    "LanguageIdSettings", "ToxicityDetection",
)  # fmt: skip
_ECHOED = (
    "LanguageCode", "MediaSampleRateHertz", "MediaFormat", "Media", "IdentifyLanguage",
    "LanguageOptions", "Tags",
)  # fmt: skip


class Refused(Exception):
    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


class BadRequest(Refused):
    def __init__(self, message: str) -> None:
        super().__init__("BadRequestException", message)


@dataclass(slots=True)
class TranscriptionJob:
    """Times are seconds since the epoch; `media` and `output` are (bucket, key)."""

    name: str
    request: Mapping[str, Any]
    media: tuple[str, str]
    output: tuple[str, str]
    language: str
    created_at: float
    status: str = "QUEUED"
    started_at: float | None = None
    completed_at: float | None = None
    failure_reason: str | None = None

    @classmethod
    def asked(cls, request: Mapping[str, Any], now: float) -> "TranscriptionJob":
        """The job that StartTranscriptionJob's `request`, which fits the API model, asks for.

        Raises:
            BadRequest: it breaks a rule that the model cannot say, or needs what is not here.
        """
        name = request["TranscriptionJobName"]
        if name in (".", ".."):
            raise BadRequest(f"A transcription job cannot be called {name}")
        for member in _UNAVAILABLE:
            if request.get(member):
                raise BadRequest(f"{member} is not available on this machine")
        return cls(name, request, _media(request), _output(request), _language(request), now)

    @property
    def has_ended(self) -> bool:
        return self.status in ("COMPLETED", "FAILED")

    def begin(self, now: float) -> None:
        self.status, self.started_at = "IN_PROGRESS", now

    def end(self, now: float, failure_reason: str | None) -> None:
        self.status = "FAILED" if failure_reason else "COMPLETED"
        self.completed_at, self.failure_reason = now, failure_reason

    def described(self) -> dict[str, Any]:
        """GetTranscriptionJob's TranscriptionJob."""
        echoed = {member: self.request.get(member) for member in _ECHOED}
        bucket, key = self.output
        # The region's S3, as the service writes it; our own S3 knows bucket and key as well.
        uri = f"https://s3.us-east-1.amazonaws.com/{bucket}/{key}"
        return _present({**echoed, "Transcript": {"TranscriptFileUri": uri}, **self._state()})

    def summarized(self) -> dict[str, Any]:
        """One of ListTranscriptionJobs' TranscriptionJobSummaries."""
        identify = self.request.get("IdentifyLanguage")
        return _present(
            {"IdentifyLanguage": identify, "OutputLocationType": "CUSTOMER_BUCKET", **self._state()}
        )

    def _state(self) -> dict[str, Any]:
        identified = self.status == "COMPLETED" and self.request.get("IdentifyLanguage")
        return {
            "TranscriptionJobName": self.name,
            "TranscriptionJobStatus": self.status,
            "LanguageCode": self.language
            if identified or self.request.get("LanguageCode")
            else None,
            "IdentifiedLanguageScore": 1.0 if identified else None,
            "CreationTime": self.created_at,
            "StartTime": self.started_at,
            "CompletionTime": self.completed_at,
            "FailureReason": self.failure_reason,
        }

    def transcript(self, account: str, words: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """What the service writes once `words` were heard (local.recogniser.Word as JSON)."""
        items = [
            {
                "id": place,
                "type": "pronunciation",
                "start_time": str(word["start_s"]),
                "end_time": str(word["end_s"]),
                "alternatives": [{"confidence": str(word["confidence"]), "content": word["text"]}],
            }
            for place, word in enumerate(words)
        ]
        results: dict[str, Any] = {
            "language_code": self.language,
            "transcripts": [{"transcript": " ".join(word["text"] for word in words)}],
            "items": items,
        }
        if self.request.get("IdentifyLanguage"):
            results["language_identification"] = [{"score": "1.0", "code": self.language}]
        return {
            "jobName": self.name,
            "accountId": account,
            "status": "COMPLETED",
            "results": results,
            "written_by": _OURS,
        }


def _media(request: Mapping[str, Any]) -> tuple[str, str]:
    uri = request["Media"].get("MediaFileUri", "")
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    if not uri.startswith("s3://") or not bucket or not key:
        raise BadRequest("MediaFileUri must be s3:// with a bucket and a key")
    return bucket, key


def _output(request: Mapping[str, Any]) -> tuple[str, str]:
    bucket, name = request.get("OutputBucketName"), f"{request['TranscriptionJobName']}.json"
    if not bucket:
        raise BadRequest("OutputBucketName is needed: Transcribe has no bucket on this machine")
    key = request.get("OutputKey") or name
    # A key that does not end in .json is a folder to the service.
    return bucket, key if key.endswith(".json") else f"{key.rstrip('/')}/{name}"


def _language(request: Mapping[str, Any]) -> str:
    given, identify = request.get("LanguageCode"), request.get("IdentifyLanguage")
    options = request.get("LanguageOptions") or []
    if bool(given) == bool(identify):
        raise BadRequest("Exactly one of LanguageCode and IdentifyLanguage must be given")
    if options and not identify:
        raise BadRequest("LanguageOptions go with IdentifyLanguage")
    if len(options) == 1:
        raise BadRequest("LanguageOptions must be two languages at least")
    candidates = [given] if given else options or ["en-US"]
    english: list[str] = [code for code in candidates if code.startswith("en-")]
    if not english:
        asked = ", ".join(candidates)
        raise BadRequest(f"{asked}: the language is not available here; English is (en-US)")
    return english[0]


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
