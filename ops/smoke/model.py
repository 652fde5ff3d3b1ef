"""Steps that look behind the doors: at the endpoint, its answers and its instances."""

import json
import re
import time
from types import SimpleNamespace
from typing import Any, cast

from botocore.exceptions import ClientError

from cdk.deployment import Mode
from easel.pictures.image_store import AnswerStore
from easel.pictures.job import Job
from jumpstart.endpoint.wanted import VARIANT, log_group

from .visit import Skipped, Visit

# answers/<uuid>.out, or answers/<extension>/<uuid>.out.
_UUID = r"(.+/)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ANSWER = re.compile(rf"{AnswerStore.ANSWERS}{_UUID}\.out")
_FAILURE = re.compile(rf"{AnswerStore.FAILURES}{_UUID}-error\.out")
_EVERY_S = 240
_SHORTEST_TTL_S = 60
# A job of this id does not exist, so deliver drops the answer.
_NOBODY = cast(Job, SimpleNamespace(id="img_smoke", attempt=1))


def cold(visit: Visit) -> None:
    """The first picture: how long it takes, where its answer lies, who logs."""
    before = visit.keys(AnswerStore.ANSWERS) if _is_async(visit) else set()
    if visit.has_instances:
        visit.note(f"{visit.instances()} instances run before the first picture")
    began = time.monotonic()
    answer, job = visit.draw("a smoke test: a red circle on a blue background")
    visit.note(f"POST: {answer.status_code}; the picture after {time.monotonic() - began:.0f} s")
    visit.expect("how the picture ended", "succeeded", job["status"])
    if _is_async(visit):
        made = visit.keys(AnswerStore.ANSWERS) - before
        visit.note(f"answers: {', '.join(sorted(made)) or 'none'}")
        visit.expect("answers of one picture", 1, len(made))
        for key in made:
            if not _ANSWER.fullmatch(key):
                visit.differs(f"the name of an answer: {key}")
    _log_streams(visit)


def _log_streams(visit: Visit) -> None:
    if not visit.has_instances:
        visit.note("log streams: only an endpoint in an account has them")
        return
    name = log_group(visit.endpoint_name)
    found = visit.client("logs").describe_log_streams(logGroupName=name)["logStreams"]
    streams = [one["logStreamName"] for one in found]
    visit.note(f"log streams: {', '.join(streams) or 'none'}")
    if not streams or not all(one.startswith(f"{VARIANT}/") for one in streams):
        visit.differs(f"the names of the log streams: {streams}")


def wrong(visit: Visit) -> None:
    """A request that the model refuses, straight to the endpoint."""
    body = json.dumps({"prompt": "a smoke test", "width": 500, "height": 512})
    expected = "width must be divisible by 8, got 500."
    if visit.easel.deployment.mode is Mode.BEDROCK:
        raise Skipped("Bedrock has no endpoint to ask")
    if not _is_async(visit):
        _wrong_at_once(visit, body, expected)
        return
    queued = _invoke(visit, body, S3OutputPathExtension="smoke")
    output, failure = _key(queued["OutputLocation"]), _key(queued["FailureLocation"])
    visit.note(f"with an extension, SageMaker names {output} and {failure}")
    if not _FAILURE.fullmatch(failure):
        visit.differs(f"the name of a failure: {failure}")
    text: str = visit.until_seen("the failure", lambda: _stored(visit, failure))
    visit.note(f"failure: {text[:300]}")
    follows = failure.startswith(f"{AnswerStore.FAILURES}smoke/")
    visit.note(f"the failure {'follows' if follows else 'does not follow'} the extension")
    if "Received client error (400) from primary" not in text or expected not in text:
        visit.differs(f"the text of a failure: {text[:500]}")


def _wrong_at_once(visit: Visit, body: str, expected: str) -> None:
    try:
        visit.client("sagemaker-runtime").invoke_endpoint(
            EndpointName=visit.endpoint_name, ContentType="application/json", Body=body,
            Accept="application/json;jpeg",
        )  # fmt: skip
    except ClientError as error:
        response: dict[str, Any] = cast("dict[str, Any]", error.response)
        code, text = response["Error"]["Code"], response.get("OriginalMessage", "")
        visit.expect("the code of a refusal", "ModelError", code)
        visit.note(f"refusal: {text[:300]}")
        if expected not in text:
            visit.differs(f"the text of a refusal: {text[:500]}")
    else:
        visit.differs("the endpoint drew a picture 500 pixels wide")


def ttl(visit: Visit) -> None:
    """A request that may wait a minute, while no instance runs: does SageMaker end it?"""
    visit.needs_async()
    if visit.is_local:
        raise Skipped("an instance always runs on this machine")
    if visit.instances():
        raise Skipped("an instance runs already; run this again when none does")
    body = json.dumps({"prompt": "a smoke test", "width": 512, "height": 512})
    queued = _invoke(visit, body, RequestTTLSeconds=_SHORTEST_TTL_S)
    output, failure = _key(queued["OutputLocation"]), _key(queued["FailureLocation"])
    began = time.monotonic()
    ended: str = visit.until_seen(
        "an end", lambda: _stored(visit, failure) or (_stored(visit, output) and "a picture")
    )
    visit.note(f"after {time.monotonic() - began:.0f} s: {ended[:300]}")
    if "expired" not in ended:
        visit.differs(f"a request whose time to live is over ends with {ended[:300]}")


def sparse(visit: Visit) -> None:
    """A picture every four minutes: is each one model call, and when does the instance go?"""
    pictures = max(1, round(visit.minutes * 60 / _EVERY_S))
    for number in range(pictures):
        began = time.monotonic()
        before = visit.keys(AnswerStore.ANSWERS) if _is_async(visit) else set()
        _, job = visit.draw(f"a smoke test, picture {number + 1}")
        took = time.monotonic() - began
        said = f"picture {number + 1} of {pictures}: {job['status']} after {took:.0f} s"
        if _is_async(visit):
            calls = len(visit.keys(AnswerStore.ANSWERS) - before)
            visit.expect(f"model calls of picture {number + 1}", 1, calls)
            said += f", {calls} model call{'' if calls == 1 else 's'}"
        if visit.has_instances:
            said += f", {visit.instances()} instances"
        visit.note(said)
        if number + 1 < pictures:
            visit.wait_s(max(0, _EVERY_S - (time.monotonic() - began)))


def _invoke(visit: Visit, body: str, **options: Any) -> dict[str, Any]:
    """Ask the endpoint, and tell deliver that the answer is nobody's."""
    queued: dict[str, Any] = visit.client("sagemaker-runtime").invoke_endpoint_async(
        EndpointName=visit.endpoint_name, ContentType="application/json", Body=body,
        Accept="application/json;jpeg", **options,
    )  # fmt: skip
    keys = (_key(queued["OutputLocation"]), _key(queued["FailureLocation"]))
    visit.service.answer_links.store(_NOBODY, keys)
    return queued


def _stored(visit: Visit, key: str) -> str:
    """The beginning of the object, or "" if there is none."""
    try:
        found = visit.client("s3").get_object(Bucket=visit.answers_bucket, Key=key)
    except ClientError:
        return ""
    return str(found["Body"].read(2000).decode("utf-8", "replace"))


def _key(location: str) -> str:
    return location.removeprefix("s3://").partition("/")[2]


def _is_async(visit: Visit) -> bool:
    return visit.easel.deployment.mode is Mode.ASYNC
