"""The SageMaker endpoint: hands jobs to it, translates its failures, tells whether it is awake."""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from aws_lambda_powertools import Logger
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from ..aws_errors import is_closed, may_have_run
from ..clock import Clock
from ..errors import Capacity, Closed, DeadlineExceeded, EaselError, ModelFailed, ModelWarming
from .job import Job

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient
    from types_boto3_sagemaker_runtime import SageMakerRuntimeClient

# Asks for base64 JPEGs. An endpoint that cannot encode still answers with nested RGB lists.
ACCEPT = "application/json;jpeg"
CONTENT_TYPE = "application/json"

# SageMaker's bounds, from the service model of InvokeEndpointAsync.
_MIN_REQUEST_TTL_S = 60
_MAX_REQUEST_TTL_S = 21_600
_MAX_INVOCATION_TIMEOUT_S = 3_600

logger = Logger(child=True)  # only `generate` asks for the status


class MaybeSubmitted(ModelFailed):
    """Nobody can tell whether the model took the job. If it did, the answer will come."""


class Submitter(Protocol):
    """Hands a job to the model without waiting for the picture."""

    def submit(self, job: Job) -> tuple[str, ...]:
        """Hand over `job`, and return the S3 keys at which its answer or its failure will appear.

        The keys are () if the answer comes back on the call that `deliver` makes.

        Raises:
            MaybeSubmitted
            EaselError: the job was not accepted.
        """
        ...


class AsyncEndpoint:
    """Queues jobs inside SageMaker. There is no 60 s limit, the endpoint can scale to zero, and the
    answer is written to S3."""

    def __init__(self, client: "SageMakerRuntimeClient", name: str, clock: Clock) -> None:
        self._client = client
        self._name = name
        self._clock = clock

    def submit(self, job: Job) -> tuple[str, ...]:
        left_s = int((job.deadline - self._clock.now()).total_seconds())
        try:
            answer = self._client.invoke_endpoint_async(
                EndpointName=self._name,
                ContentType=CONTENT_TYPE,
                Accept=ACCEPT,
                InferenceId=job.inference_id,
                # Part of the answer's key. If the response to this call is lost, the answer still
                # names its job.
                S3OutputPathExtension=job.inference_id,
                RequestTTLSeconds=min(max(left_s, _MIN_REQUEST_TTL_S), _MAX_REQUEST_TTL_S),
                InvocationTimeoutSeconds=min(max(left_s, 1), _MAX_INVOCATION_TIMEOUT_S),
                Body=json.dumps(job.picture.model_request()).encode(),
            )
        except (ClientError, BotoCoreError) as error:
            refusal = _translate(error)
            if may_have_run(error) and not isinstance(refusal, Capacity):
                refusal = MaybeSubmitted(refusal.detail)
            raise refusal from error
        locations = (answer["OutputLocation"], answer.get("FailureLocation", ""))
        return tuple(_key_of(location) for location in locations if location)


class RealtimeEndpoint:
    """Waits for the answer on the call itself: at most 60 s and 6 MB, SageMaker's limits for
    InvokeEndpoint."""

    def __init__(
        self, client: "SageMakerRuntimeClient", name: str, inference_component: str = ""
    ) -> None:
        self._client = client
        self._target: dict[str, Any] = {"EndpointName": name}
        if inference_component:
            self._target["InferenceComponentName"] = inference_component

    def invoke(self, job: Job) -> bytes:
        """The container's answer, byte for byte.

        Raises:
            ModelWarming, Capacity: nothing was drawn; the job may be tried again.
            ModelFailed, DeadlineExceeded: it may have been drawn, and paid for; do not try again.
        """
        try:
            answer = self._client.invoke_endpoint(
                **self._target,
                ContentType=CONTENT_TYPE,
                Accept=ACCEPT,
                InferenceId=job.inference_id,
                Body=json.dumps(job.picture.model_request()).encode(),
            )
            return answer["Body"].read()
        except (ClientError, BotoCoreError) as error:
            raise _translate(error) from error


class EndpointState(StrEnum):
    COLD = "cold"  # no instance; the next picture waits for one to start
    WARMING = "warming"
    READY = "ready"


class EndpointStatus:
    """Tells whether the endpoint is awake. It asks SageMaker at most once every `max_age_s` s."""

    def __init__(
        self, client: "SageMakerClient", name: str, clock: Clock, *, max_age_s: float = 10
    ) -> None:
        self._client = client
        self._name = name
        self._clock = clock
        self._max_age_s = max_age_s
        self._known: tuple[float, EndpointState] | None = None

    def state(self) -> EndpointState:
        now = self._clock.now().timestamp()
        if self._known is None or now - self._known[0] > self._max_age_s:
            self._known = (now, self._describe())
        return self._known[1]

    def instances(self) -> int:
        """How many instances run or are starting. Asks SageMaker each time.

        Raises:
            ClientError, BotoCoreError
        """
        try:
            endpoint = self._client.describe_endpoint(EndpointName=self._name)
        except ClientError as error:
            if _is_gone(error):
                return 0
            raise
        return sum(
            max(variant.get("CurrentInstanceCount", 0), variant.get("DesiredInstanceCount", 0))
            for variant in endpoint.get("ProductionVariants", [])
        )

    def _describe(self) -> EndpointState:
        try:
            endpoint = self._client.describe_endpoint(EndpointName=self._name)
        except (ClientError, BotoCoreError) as error:
            if _is_gone(error):
                return EndpointState.COLD
            # SageMaker does not answer. No picture has to wait because a status is missing.
            logger.warning("endpoint not described", extra={"error": type(error).__name__})
            return self._known[1] if self._known else EndpointState.COLD
        if endpoint["EndpointStatus"] == "Creating":
            return EndpointState.WARMING
        variants = endpoint.get("ProductionVariants", [])
        # An endpoint with inference components does not count its copies here.
        running = sum(variant.get("CurrentInstanceCount", 1) for variant in variants)
        wanted = sum(variant.get("DesiredInstanceCount", 1) for variant in variants)
        if running:
            return EndpointState.READY
        return EndpointState.WARMING if wanted else EndpointState.COLD


def _is_gone(error: Exception) -> bool:
    """Whether SageMaker has no such endpoint. Its error code does not tell."""
    return "Could not find" in str(error)


class AlwaysReady:
    """The models of Amazon Bedrock are there at once: nothing has to start."""

    def state(self) -> EndpointState:
        return EndpointState.READY

    def instances(self) -> int:
        """0: none of ours runs."""
        return 0


def model_failure(message: str) -> EaselError:
    """The error that the container's message means. The container answers every failure with an
    inner 400, so only its words tell one failure from another."""
    words = message.lower()
    # Look for whole phrases, because the container may quote the prompt.
    if "cuda out of memory" in words:
        return ModelFailed(
            "the model ran out of memory; ask for a smaller picture, or for fewer pictures"
        )
    if "your invocation timed out" in words or "request expired" in words:
        return DeadlineExceeded("the model took too long; POST again, or ask for fewer steps")
    return ModelFailed("the model refused this request, or failed; the operator's log says why")


def _translate(error: ClientError | BotoCoreError) -> EaselError:
    if isinstance(error, ReadTimeoutError):
        return DeadlineExceeded("the model took too long; POST again, or ask for fewer steps")
    if isinstance(error, EndpointConnectionError | ConnectTimeoutError):
        return Capacity("the model's endpoint could not be reached; try again in a moment")
    if not isinstance(error, ClientError):
        return ModelFailed("the connection to the model broke; POST again")
    return _service_error(error)


def _service_error(error: ClientError) -> EaselError:
    if is_closed(error):
        return Closed("the operator has closed the model for now; drawn pictures still come")
    code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
    if code == "ModelError":
        said = str(error.response.get("OriginalMessage") or message)
        # A model server says this before it draws, if its queue is full or if it is stopping.
        if error.response.get("OriginalStatusCode") == 503 and "ServiceUnavailable" in said:
            return Capacity("the model is busy; try again in a moment")
        return model_failure(said)
    # "not found": the endpoint is being made, perhaps for a second time. "no capacity": the
    # inference component has scaled to zero. Both will be back.
    gone = code == "ValidationError" and ("not found" in message or "no capacity" in message)
    if code == "ModelNotReadyException" or gone:
        return ModelWarming("the model is starting; try again in a minute")
    if code in ("ThrottlingException", "ServiceUnavailable"):
        return Capacity("the model is busy; try again in a moment")
    return ModelFailed("the model's endpoint refused the call; the operator's log says why")


def _key_of(location: str) -> str:
    """`s3://bucket/a/b` → `a/b`."""
    return location.removeprefix("s3://").partition("/")[2]
