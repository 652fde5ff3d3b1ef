"""botocore without a network: requests are built and signed, answers parsed, nothing is sent."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any, cast
from unittest.mock import patch

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.httpsession import URLLib3Session

from easel.pictures.job import Job

# (headers, body) for a request. A header names DynamoDB's operation.
Answer = tuple[dict[str, str], bytes]
Respond = Callable[[AWSPreparedRequest], Answer]


def answer_every_client(respond: Respond) -> None:
    """Let `respond` answer each client of this process from now on, whatever its session."""

    def send(_: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
        fields, body = respond(request)
        headers = HTTPHeaders.from_dict({"content-length": str(len(body)), **fields})
        return AWSResponse(request.url, 200, headers, _Raw(body))

    patch.object(URLLib3Session, "send", send).start()


def deliveries(answer: bytes, items: dict[str, dict[str, Any]]) -> Respond:
    """An S3 that has `answer` under every key; a DynamoDB that has `items` by key."""

    def respond(request: AWSPreparedRequest) -> Answer:
        operation = str(request.headers.get("X-Amz-Target", ""))
        if not operation:
            return ({}, answer) if request.method == "GET" else ({"ETag": '"1"'}, b"")
        asked = json.loads(cast(bytes, request.body))
        if "Query" in operation:  # for webhooks: there are none
            return {}, b'{"Items": [], "Count": 0}'
        if asked["Key"]["pk"]["S"].startswith("backlog#"):
            return {}, json.dumps({"Attributes": asked["Key"]}).encode()
        item = items[asked["Key"]["pk"]["S"]]
        if "GetItem" in operation:
            return {}, json.dumps({"Item": item}).encode()
        names, values = asked["ExpressionAttributeNames"], asked["ExpressionAttributeValues"]
        changed = {name: values[f":{name}"] for name in names.values()}
        return {}, json.dumps({"Attributes": {**item, **changed}}).encode()

    return respond


def items(job: Job, key: str) -> dict[str, dict[str, Any]]:
    """DynamoDB's items for a running `job` whose answer is at `key`."""
    at = {"N": str(round(job.deadline.timestamp() * 1000))}
    return {
        f"answer#{key}": {"job": {"S": job.id}, "attempt": {"N": str(job.attempt)}},
        job.id: {
            "pk": {"S": job.id},
            "phase": {"S": "open#0"},
            "status": {"S": job.status.value},
            "attempt": {"N": str(job.attempt)},
            "picture": {"S": job.picture.canonical_json()},
            **dict.fromkeys(("at", "created_at", "started_at", "deadline"), at),
        },
    }


class _Raw(io.BytesIO):
    """The part of urllib3's response that botocore uses."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()
