"""The endpoint's only instance: it draws one picture at a time, in the order of the requests."""

import asyncio
import json
import logging
import time
from typing import Any

import httpx
from botocore.exceptions import BotoCoreError, ClientError

from .backlog import Answer, Backlog, Queued
from .invocation import Invocation, ModelError

logger = logging.getLogger(__name__)

_TIMED_OUT = (
    "Your invocation timed out while waiting for a response from container primary. Review the "
    "latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again."
)
# How long to wait for a container, or for S3, that does not answer.
_PAUSE_S = 0.5
_STORES = 20
# The container did not answer, or had no room: nothing was drawn.
_AWAY = 503


class Endpoint:
    """The endpoint `name`, with the model server at `model_url` as its container."""

    def __init__(
        self, name: str, model_url: str, s3: Any, bucket: str, backlog: Backlog | None = None
    ) -> None:
        self.name = name
        self.bucket = bucket
        self.invocations = 0  # how often the container was called
        self.is_asleep = False  # a test sets it: no instance runs, and the backlog waits for one
        # Each invocation has a time limit of its own.
        self._container = httpx.AsyncClient(base_url=model_url, timeout=None)  # noqa: S113
        self._s3 = s3
        self._backlog = backlog or Backlog()
        self._device = asyncio.Lock()

    async def invoke(self, invocation: Invocation) -> tuple[bytes, str]:
        """The container's answer: (body, content type).

        Raises:
            ModelError
        """
        headers = {"content-type": invocation.content_type, "accept": invocation.accept}
        try:
            async with asyncio.timeout(invocation.timeout_s), self._device:
                self.invocations += 1
                answer = await self._container.post(
                    "/invocations", content=invocation.body, headers=headers
                )
        except TimeoutError:
            message = f'Received server error (0) from primary with message "{_TIMED_OUT}"'
            raise ModelError(message, 0) from None
        except httpx.TransportError:
            message = "Received server error (503) from primary: the container did not answer"
            raise ModelError(message, _AWAY) from None
        if answer.status_code != 200:
            kind = "client" if answer.status_code < 500 else "server"
            message = (
                f"Received {kind} error ({answer.status_code}) from primary with message "
                f'"{answer.text}". See the log of this endpoint for more information.'
            )
            raise ModelError(message, answer.status_code, _compact(answer.text))
        return answer.content, answer.headers.get("content-type", invocation.accept)

    def enqueue(self, queued: Queued) -> None:
        self._backlog.put(queued)

    async def work(self) -> None:
        """Make one asynchronous invocation after the other, for ever."""
        while True:
            queued = await self._backlog.get()
            answer = self._backlog.begin(queued)
            if answer is None:
                answer = await self._answer(queued)
                self._backlog.made(queued, answer)
            if await self._stored(answer):
                self._backlog.done(queued)
            else:
                logger.error("an answer could not be stored: it is tried again at the next start")

    async def _answer(self, queued: Queued) -> Answer:
        """The answer or the failure. While the container is away, the invocation waits for it."""
        while True:
            try:
                if time.monotonic() > queued.expires_at:
                    raise ModelError("The request expired in the queue.", 0)
                if self.is_asleep:
                    await asyncio.sleep(_PAUSE_S)
                    continue
                body, _ = await self.invoke(queued.invocation)
            except ModelError as error:
                if error.status == _AWAY:
                    await asyncio.sleep(_PAUSE_S)
                    continue
                return Answer(queued.failure_key, error.message.encode())
            return Answer(queued.output_key, body)

    async def _stored(self, answer: Answer) -> bool:
        for _ in range(_STORES):
            try:
                await asyncio.to_thread(
                    self._s3.put_object, Bucket=self.bucket, Key=answer.key, Body=answer.body
                )
            except (ClientError, BotoCoreError):
                await asyncio.sleep(_PAUSE_S)
            else:
                return True
        return False

    async def close(self) -> None:
        await self._container.aclose()

    def describe(self) -> dict[str, Any]:
        """DescribeEndpoint's answer: one instance, in service unless the endpoint is asleep."""
        instances = 0 if self.is_asleep else 1
        counts = {"CurrentInstanceCount": instances, "DesiredInstanceCount": instances}
        return {
            "EndpointName": self.name,
            "EndpointArn": f"arn:aws:sagemaker:us-east-1:000000000000:endpoint/{self.name}",
            "EndpointConfigName": self.name,
            "EndpointStatus": "InService",
            "CreationTime": 0,
            "LastModifiedTime": 0,
            "ProductionVariants": [{"VariantName": "AllTraffic", **counts}],
        }


def _compact(text: str) -> str:
    """`text`, on one line if it is JSON: SageMaker passes JSON on without its line breaks."""
    try:
        return json.dumps(json.loads(text), separators=(",", ":"))
    except ValueError:
        return text
