"""Asks AWS whether a prompt may be drawn, and whether a picture may be shown.

Amazon Bedrock Guardrails looks at prompts, Amazon Rekognition at pictures. If a service does not
answer, or its answer says less than it should, nothing is drawn or shown.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..aws_errors import is_closed, is_unavailable
from ..errors import Capacity, Closed, EaselError, InvalidRequest, ModelFailed
from .job import Job

if TYPE_CHECKING:
    from types_boto3_bedrock_runtime import BedrockRuntimeClient
    from types_boto3_rekognition import RekognitionClient

# In per cent: how sure Rekognition has to be.
MIN_CONFIDENCE = 60.0
# Rekognition's top categories that a picture may show. What is not listed is refused, also a
# category that Rekognition adds later.
ALLOWED = {"Swimwear or Underwear", "Drugs & Tobacco", "Alcohol", "Rude Gestures", "Gambling"}
_UNNAMED = "unnamed"
# These pass by themselves. Everything else is the operator's to mend.
_BUSY = {
    "InternalServerError", "InternalServerException", "LimitExceededException",
    "ProvisionedThroughputExceededException", "ServiceQuotaExceededException",
    "ServiceUnavailableException", "ThrottlingException",
}  # fmt: skip

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class PromptFilter:
    """The guardrail `guardrail_id`, as its version `version` says."""

    client: "BedrockRuntimeClient"
    guardrail_id: str
    version: str

    def allow(self, job: Job) -> None:
        """
        Raises:
            InvalidRequest: the prompt may not be drawn.
            Capacity, ModelFailed: nobody can say whether it may.
        """
        with _checking("prompt"):
            answer = self.client.apply_guardrail(
                guardrailIdentifier=self.guardrail_id,
                guardrailVersion=self.version,
                source="INPUT",
                content=[{"text": {"text": job.picture.prompt}}],
            )
        if answer.get("action") == "GUARDRAIL_INTERVENED":
            raise _refused(job, "prompt", _interventions(answer))
        read = answer.get("guardrailCoverage", {}).get("textCharacters", {})
        # Without these figures nobody knows whether anything was read.
        is_read = read.get("guarded", 0) >= read.get("total", 0) > 0
        if answer.get("action") != "NONE" or not is_read:
            raise ModelFailed("the prompt could not be checked as a whole; the log says why")


@dataclass(frozen=True, slots=True)
class PictureFilter:
    client: "RekognitionClient"

    def allow(self, job: Job, jpegs: Sequence[bytes]) -> None:
        """
        Raises:
            InvalidRequest: one of the pictures may not be shown.
            Capacity, ModelFailed: nobody can say whether they may.
        """
        with ThreadPoolExecutor(len(jpegs)) as pool:
            found = set().union(*pool.map(self._shows, jpegs))
        if found - ALLOWED:
            raise _refused(job, "picture", sorted(found - ALLOWED))

    def _shows(self, jpeg: bytes) -> set[str]:
        """The top categories of what the picture shows."""
        with _checking("picture"):
            answer = self.client.detect_moderation_labels(
                Image={"Bytes": jpeg}, MinConfidence=MIN_CONFIDENCE
            )
            labels = answer["ModerationLabels"]
        # A label further down has its parents beside it. If a parent is missing, it is named here.
        names = {label.get("Name") for label in labels}
        parents = {label.get("ParentName") for label in labels} - names - {None, ""}
        tops = {label.get("Name") or _UNNAMED for label in labels if not label.get("ParentName")}
        found = {str(parent) for parent in parents} | tops
        return found or ({_UNNAMED} if labels else set())


def _interventions(answer: Any) -> list[str]:
    """What the guardrail calls the reasons, such as VIOLENCE. Never the words of the prompt."""
    found = {
        str(one["type"])
        for assessment in answer.get("assessments", [])
        for policy, kind in (("contentPolicy", "filters"), ("topicPolicy", "topics"))
        for one in assessment.get(policy, {}).get(kind, [])
        if one.get("action") == "BLOCKED" and "type" in one
    }
    return sorted(found) or [_UNNAMED]


def _refused(job: Job, what: str, categories: list[str]) -> InvalidRequest:
    logger.warning(f"{what} refused", extra={"id": job.id, "categories": categories})
    change = "the prompt" if what == "prompt" else "the prompt, or take another seed"
    detail = f"the operator's filter refused the {what}; change {change}"
    return InvalidRequest("content_policy_violation", detail)


@contextmanager
def _checking(what: str) -> Iterator[None]:
    """Whatever goes wrong in the block, nobody has checked the `what`.

    Raises:
        Capacity, ModelFailed
    """
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        raise _not_checked(what, error) from error
    except Exception as error:  # botocore fails in many ways if the answer is broken
        raise ModelFailed(
            f"the {what} could not be checked; the operator's log says why"
        ) from error


def _not_checked(what: str, error: ClientError | BotoCoreError) -> EaselError:
    if is_closed(error):
        return Closed(f"the operator has closed the check of the {what} for now")
    if (
        not isinstance(error, ClientError)
        or is_unavailable(error)  # a load balancer in front of the service tells no code
        or error.response["Error"]["Code"] in _BUSY
    ):
        return Capacity(f"the {what} could not be checked; try again in a moment")
    return ModelFailed(f"the {what} could not be checked; the operator's log says why")
