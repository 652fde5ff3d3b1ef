"""A text-to-image model on Amazon Bedrock: hands jobs to it, and translates its failures.

Bedrock draws one picture for each call. All pictures of a job are drawn at once. A job of several
pictures may end before all are drawn: Bedrock may be busy, or refuse one of them. So each paid
picture of such a job is kept in the answers bucket for a day. The next attempt draws only the
others.
"""

import binascii
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from ..aws_errors import is_closed
from ..errors import (
    Capacity,
    Closed,
    DeadlineExceeded,
    EaselError,
    InvalidRequest,
    ModelFailed,
    ModelWarming,
    fault,
)
from .bedrock_picture import requests
from .image_store import AnswerStore
from .job import Job
from .jpeg import MAX_JPEG_BYTES, BadAnswer, read_jpeg

if TYPE_CHECKING:
    from types_boto3_bedrock_runtime import BedrockRuntimeClient

JSON = "application/json"
_NOT_PAID = (ModelWarming, Capacity)
# base64 writes 3 bytes as 4 characters. The rest is for what stands around the picture.
_MAX_ANSWER_BYTES = MAX_JPEG_BYTES * 4 // 3 + 10_000

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class BedrockModel:
    """The model `model_id`. `answers` keeps the pictures of unfinished jobs."""

    client: "BedrockRuntimeClient"
    model_id: str
    answers: AnswerStore

    def invoke(self, job: Job) -> bytes:
        """The pictures of `job`, in the shape of the answer of JumpStart's container.

        Raises:
            ModelWarming, Capacity: not everything was drawn; the job may be tried again. What was
                drawn is kept, and is not drawn again.
            InvalidRequest: the model refuses the prompt, or does not take the negative prompt.
            ModelFailed, DeadlineExceeded: it may have been drawn, and paid for; do not try again.
        """
        asked = requests(job.picture)
        if len(asked) == 1:
            return _as_container([self._draw(asked[0])])
        with ThreadPoolExecutor(len(asked)) as pool:
            tries = [
                pool.submit(self._draw_once, request, _kept_at(job, number))
                for number, request in enumerate(asked, 1)
            ]
        errors = [error for found in tries if (error := found.exception())]
        # If one picture can never be drawn, there is no use in trying the others again.
        if errors:
            raise next((error for error in errors if not isinstance(error, _NOT_PAID)), errors[0])
        return _as_container([found.result() for found in tries])

    def _draw_once(self, request: dict[str, Any], kept_at: str) -> str:
        """The picture of `request` in base64, unless it is kept at `kept_at` already: then that
        one."""
        try:
            if self.answers.arrived([kept_at]):
                return self.answers.read(kept_at).decode()
        except (ClientError, BotoCoreError) as error:
            raise Capacity("a service of AWS is busy; try again in a moment") from error
        picture = self._draw(request)
        try:
            self.answers.keep(kept_at, picture.encode())
        except (ClientError, BotoCoreError) as error:
            # It matters only if the other pictures are not drawn now.
            logger.warning("picture not kept", extra=fault(error))
        return picture

    def _draw(self, request: dict[str, Any]) -> str:
        try:
            answer = self.client.invoke_model(
                modelId=self.model_id, contentType=JSON, accept=JSON, body=json.dumps(request)
            )
            body = answer["body"].read(_MAX_ANSWER_BYTES + 1)
        except (ClientError, BotoCoreError) as error:
            raise _translate(error, request) from error
        return _picture_in(body)


def _as_container(pictures: list[str]) -> bytes:
    return json.dumps({"generated_images": pictures}).encode()


def _kept_at(job: Job, number: int) -> str:
    """The id follows from all parameters, so every attempt of the job may use the picture."""
    return f"{AnswerStore.ANSWERS}{job.id}/{number}"


def _picture_in(body: bytes) -> str:
    """The base64 JPEG in Bedrock's answer.

    Raises:
        InvalidRequest: the filter of the model let nothing through.
        ModelFailed: the model failed, or the answer has another shape.
    """
    if len(body) > _MAX_ANSWER_BYTES:
        raise BadAnswer("the model's answer is too large")
    try:
        answer = json.loads(body)
        reasons = [reason for reason in answer.get("finish_reasons") or [] if reason is not None]
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise BadAnswer("the model's answer is not a JSON object") from error
    if reasons:
        raise _finished_without_picture(str(reasons[0]))
    images = answer.get("images")
    if not isinstance(images, list) or len(images) != 1 or not isinstance(images[0], str):
        raise BadAnswer("the model's answer holds no picture")
    try:  # a broken picture must not be kept
        read_jpeg(binascii.a2b_base64(images[0], strict_mode=True))
    except ValueError as error:
        raise BadAnswer("the model's picture is not base64") from error
    return images[0]


def _finished_without_picture(reason: str) -> EaselError:
    _, filtered, what = reason.partition("Filter reason: ")
    if not filtered:
        return ModelFailed("the model failed; POST again")
    # Only Bedrock's own words are quoted.
    told = what if what in ("prompt", "output image", "input image") else "request"
    then = ", or take another seed" if told == "output image" else ""
    detail = f"the filter of the model refused the {told}; change the prompt{then}"
    return InvalidRequest("content_policy_violation", detail)


def _translate(error: ClientError | BotoCoreError, request: dict[str, Any]) -> EaselError:
    if isinstance(error, ReadTimeoutError):
        return DeadlineExceeded("the model took too long; POST again")
    if isinstance(error, EndpointConnectionError | ConnectTimeoutError):
        return Capacity("Amazon Bedrock could not be reached; try again in a moment")
    if not isinstance(error, ClientError):
        return ModelFailed("the connection to the model broke; POST again")
    if is_closed(error):
        return Closed("the operator has closed the model for now; drawn pictures still come")
    code, message = error.response["Error"]["Code"], str(error.response["Error"]["Message"])
    if code == "ValidationException":
        return _refused(message, request)
    kind, detail = _MEANS.get(code, _UNKNOWN)
    return kind(detail)


def _refused(message: str, request: dict[str, Any]) -> EaselError:
    """What a refusal of the request means. `message` may quote the prompt, so it is not shown."""
    if "negative_prompt" in request and _complains_about("negative_prompt", message):
        return InvalidRequest(
            "not_supported", "negative_prompt: this model takes none; leave it out and POST again"
        )
    return ModelFailed("the model refused this request; the operator's log says why")


def _complains_about(field: str, message: str) -> bool:
    """Whether Bedrock's `message` says that the model does not know `field`.

    Some messages only list the fields that the model knows, others name the wrong one.
    """
    complaint, listed, known = message.partition("Available fields")
    return field in complaint or bool(listed and field not in known)


_BUSY = (Capacity, "Amazon Bedrock is busy; try again in a moment")
_NO_ACCESS = (
    ModelFailed,
    "Amazon Bedrock does not let this deployment use its model. The operator has to get access to "
    "the model, or choose another bedrock_model",
)
_UNKNOWN = (ModelFailed, "Amazon Bedrock refused the call; the operator's log says why")
# What Bedrock's errors mean. Nothing was drawn if the error is Capacity or ModelWarming.
_MEANS: dict[str, tuple[type[EaselError], str]] = {
    "ThrottlingException": _BUSY,
    "ServiceQuotaExceededException": _BUSY,
    "ServiceUnavailableException": _BUSY,
    "ModelNotReadyException": (ModelWarming, "the model is starting; try again in a minute"),
    "ModelTimeoutException": (DeadlineExceeded, "the model took too long; POST again"),
    "AccessDeniedException": _NO_ACCESS,
    # The model is unknown there, or Bedrock offers it no longer.
    "ResourceNotFoundException": _NO_ACCESS,
    "ModelErrorException": (ModelFailed, "the model failed; POST again"),
    "InternalServerException": (ModelFailed, "Amazon Bedrock failed; POST again"),
}
