"""One transcription job: which requests are accepted, how it is described, what it writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from ..json_service import Refused

_WRITTEN_BY = (
    f"pocketsphinx {version('pocketsphinx')}, a small offline model, in place of Transcribe"
)
# Members of the API model that this stand-in cannot honour. It refuses them.
_UNAVAILABLE = (
    "MediaSampleRateHertz", "OutputEncryptionKMSKeyId", "KMSEncryptionContext", "Settings",
    "ModelSettings", "JobExecutionSettings", "ContentRedaction", "IdentifyMultipleLanguages",
    "Subtitles", "LanguageIdSettings", "ToxicityDetection",
)  # fmt: skip
_ECHOED = (
    "LanguageCode", "MediaFormat", "Media", "IdentifyLanguage", "LanguageOptions", "Tags",
)  # fmt: skip


class BadRequest(Refused):
    """The request breaks a rule, or asks for something that this machine cannot do."""

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
    def requested(cls, request: Mapping[str, Any], now: float) -> "TranscriptionJob":
        """A queued job for StartTranscriptionJob's `request`, which fits the API model.

        Raises:
            BadRequest: the API model does not state every rule, and this machine cannot do all.
        """
        name = request["TranscriptionJobName"]
        if name in (".", ".."):
            raise BadRequest(f"A transcription job cannot be called {name}")
        for member in _UNAVAILABLE:
            if request.get(member):
                raise BadRequest(f"{member} is not available on this machine")
        if request.get("MediaFormat", "wav") != "wav":
            raise BadRequest("MediaFormat must be wav: no other is heard on this machine")
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
        # The form that the service writes. Bucket and key are those of the local S3.
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
        """The file that the service writes; `words` are recogniser.Word as JSON."""
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
            "written_by": _WRITTEN_BY,
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
        raise BadRequest(
            "OutputBucketName is required: the local Transcribe has no bucket of its own"
        )
    key = request.get("OutputKey") or name
    # Like the service: a key that does not end in .json is a folder.
    return bucket, key if key.endswith(".json") else f"{key.rstrip('/')}/{name}"


def _language(request: Mapping[str, Any]) -> str:
    given, identify = request.get("LanguageCode"), request.get("IdentifyLanguage")
    options = request.get("LanguageOptions") or []
    if bool(given) == bool(identify):
        raise BadRequest("Exactly one of LanguageCode and IdentifyLanguage must be given")
    if options and not identify:
        raise BadRequest("LanguageOptions are only taken together with IdentifyLanguage")
    if len(options) == 1:
        raise BadRequest("LanguageOptions must name at least two languages")
    candidates = [given] if given else options or ["en-US"]
    english: list[str] = [code for code in candidates if code.startswith("en-")]
    if not english:
        named = ", ".join(candidates)
        raise BadRequest(f"{named}: not available on this machine, which hears English (en-US)")
    return english[0]


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
