"""Clients of what can draw: a local server, a real-time endpoint, an asynchronous endpoint."""

import base64
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import httpx
from botocore.exceptions import ClientError, ReadTimeoutError

from ..command.console import Console
from ..command.faults import Fault, code_of, message_of

ACCEPT = {"content-type": "application/json", "accept": "application/json;jpeg"}
POLL_S = 2.0
# Up to ten minutes for a cold start; the rest is for drawing.
ASYNC_WAIT_S = 1200.0
URL_TIMEOUT_S = 600.0
_LONGEST_MESSAGE = 500


class NotDrawn(Exception):
    """One picture failed. Others may succeed."""


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """The settings that all pictures of an evaluation share. None is the model's own."""

    width: int | None = None
    height: int | None = None
    num_inference_steps: int | None = None
    guidance_scale: float | None = None

    @property
    def given(self) -> dict[str, float]:
        return {name: value for name, value in asdict(self).items() if value is not None}

    def payload(self, prompt: str, seed: int) -> bytes:
        return json.dumps({"prompt": prompt, "seed": seed, **self.given}).encode()


class ModelClient(Protocol):
    name: str  # of the model; part of a picture's identity

    def draw(self, payload: bytes) -> bytes:
        """A JPEG.

        Raises:
            NotDrawn
            Fault: there is no server, so no picture can be drawn.
        """
        ...


class LocalClient:
    def __init__(self, url: str, name: str) -> None:
        self.name = name or url
        self._url = url.rstrip("/")

    def draw(self, payload: bytes) -> bytes:
        try:
            answer = httpx.post(
                f"{self._url}/invocations", content=payload, headers=ACCEPT, timeout=URL_TIMEOUT_S
            )
        except httpx.TimeoutException as error:
            raise NotDrawn(f"no answer within {URL_TIMEOUT_S:.0f} s") from error
        except httpx.DecodingError as error:
            raise NotDrawn(f"the answer cannot be decoded: {error}") from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            do = "start one: python -m jumpstart.serving --port 8081; drawn pictures are kept"
            raise Fault(
                f"there is no server at {self._url}: {error}", do, code="unreachable"
            ) from error
        if answer.status_code != 200:
            raise NotDrawn(f"{answer.status_code}: {_message(answer.text)}")
        return jpeg_of(answer.content)


class RealtimeClient:
    def __init__(self, console: Console, endpoint: str, name: str, component: str = "") -> None:
        self.name = name
        self._where = {"EndpointName": endpoint}
        if component:
            self._where["InferenceComponentName"] = component
        self._runtime = console.client("sagemaker-runtime")

    def draw(self, payload: bytes) -> bytes:
        try:
            answer = self._runtime.invoke_endpoint(
                **self._where,
                ContentType=ACCEPT["content-type"],
                Accept=ACCEPT["accept"],
                Body=payload,
            )
        except ReadTimeoutError as error:
            raise NotDrawn("no answer within the 60 s of a real-time endpoint") from error
        except ClientError as error:
            if code_of(error) != "ModelError":
                raise
            original = str(error.response.get("OriginalMessage") or message_of(error))
            raise NotDrawn(_message(original)) from error
        return jpeg_of(answer["Body"].read())


class AsynchronousClient:
    def __init__(self, console: Console, endpoint: str, name: str) -> None:
        self.name = name
        self._endpoint, self._console = endpoint, console
        self._is_denied = False

    def draw(self, payload: bytes) -> bytes:
        answer = self._console.client("sagemaker-runtime").invoke_endpoint_async(
            EndpointName=self._endpoint,
            ContentType=ACCEPT["content-type"],
            Accept=ACCEPT["accept"],
            InvocationTimeoutSeconds=900,
            Body=payload,
        )
        waited_s = 0.0
        while waited_s < ASYNC_WAIT_S:
            if (drawn := self._object(answer["OutputLocation"])) is not None:
                return jpeg_of(drawn)
            if (failure := self._object(answer.get("FailureLocation"))) is not None:
                raise NotDrawn(_message(failure.decode(errors="replace")))
            self._console.clock.sleep(POLL_S)
            waited_s += POLL_S
        why = "; S3 denies access to it" if self._is_denied else ""
        raise NotDrawn(f"no answer within {ASYNC_WAIT_S / 60:.0f} minutes{why}")

    def _object(self, location: str | None) -> bytes | None:
        if not location:
            return None
        bucket, _, key = location.removeprefix("s3://").partition("/")
        try:
            got = self._console.client("s3").get_object(Bucket=bucket, Key=key)
        except ClientError as error:
            # S3 says "denied" for a missing object if the caller may not list the bucket.
            self._is_denied = code_of(error) == "AccessDenied"
            if self._is_denied or code_of(error) in ("NoSuchKey", "404"):
                return None
            raise
        body: bytes = got["Body"].read()
        return body


def client_of(console: Console, endpoint: str, component: str, name: str) -> ModelClient:
    """The client for the kind of endpoint that SageMaker says it is.

    Raises:
        Fault: the endpoint does not exist, or is not in service.
    """
    # jumpstart.endpoint asks the same, but needs the CDK, which .venv-torch lacks.
    sagemaker = console.client("sagemaker")
    try:
        found = sagemaker.describe_endpoint(EndpointName=endpoint)
    except ClientError as error:
        if "Could not find" not in message_of(error):
            raise
        what = f"there is no endpoint {endpoint} in {console.region}"
        raise Fault(what, "python -m jumpstart.status lists all", code="no_endpoint") from error
    if found["EndpointStatus"] not in ("InService", "Updating"):
        what = f"{endpoint} is {found['EndpointStatus']}"
        raise Fault(what, "wait until it is InService", code="not_in_service")
    config = found["EndpointConfigName"]
    # Another deployment with the same name may draw other pictures.
    label = name or "/".join(filter(None, (endpoint, config, component)))
    described = sagemaker.describe_endpoint_config(EndpointConfigName=config)
    if described.get("AsyncInferenceConfig"):
        return AsynchronousClient(console, endpoint, label)
    return RealtimeClient(console, endpoint, label, component)


def jpeg_of(answer: bytes) -> bytes:
    """The JPEG in the answer.

    Raises:
        NotDrawn: the answer holds none.
    """
    try:
        found: Any = json.loads(answer)["generated_images"][0]
        jpeg = base64.b64decode(found, validate=True)
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise NotDrawn("the answer holds no picture") from error
    if not jpeg.startswith(b"\xff\xd8\xff"):
        raise NotDrawn("the answer holds no JPEG")
    return jpeg


def _message(text: str) -> str:
    """The message of an error in one line: the one in its JSON, or else its text."""
    with suppress(ValueError, TypeError, LookupError, RecursionError):
        text = str(json.loads(text)["message"])
    line = " ".join(text[:_LONGEST_MESSAGE].split())
    return "".join(letter if letter.isprintable() else "?" for letter in line)
