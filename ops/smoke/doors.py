"""Steps at Easel's doors: refusals, recordings, and a picture that is deleted."""

import json
from typing import Any

import httpx
from botocore.exceptions import ClientError

from cdk.deployment import ROOT
from easel.recordings.recording import RECEIPT

from .visit import Skipped, TooLate, Visit

# An English recording of "a red circle on a blue background".
RECORDING = ROOT / "tests" / "recordings" / "circle.mp3"
# API Gateway takes 10 MB.
_TOO_LARGE = 10 * 1024 * 1024 + 1
_PROBLEM = {"type", "title", "status", "detail", "errors", "error"}


def door(visit: Visit) -> None:
    """The status, a POST that Easel refuses, and one that API Gateway refuses."""
    status = visit.http.get("/v1/status")
    visit.expect("GET /v1/status", 200, status.status_code)
    visit.expect(
        "the fields of the status",
        {"endpoint", "queue", "seconds_per_image", "recordings"},
        set(_object(status)),
    )
    visit.note(f"status: {status.text[:200]}")
    _refused(visit, visit.http.post("/v1/images", content=b"{"), "a POST that is not JSON", 400)
    large = visit.http.post("/v1/images", content=b" " * _TOO_LARGE, timeout=120)
    _refused(visit, large, "a POST of more than 10 MB", 413)


def _refused(visit: Visit, answer: httpx.Response, what: str, status: int) -> None:
    visit.expect(f"{what}: status", status, answer.status_code)
    kind = answer.headers.get("content-type", "").partition(";")[0]
    visit.expect(f"{what}: content type", "application/problem+json", kind)
    missing = _PROBLEM - set(_object(answer))
    visit.expect(f"{what}: missing fields", set(), missing)
    visit.note(f"{what}: {answer.status_code}, {kind}")


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def form(visit: Visit) -> None:
    """A recording through POST /v1/audio and S3's form."""
    body = RECORDING.read_bytes()
    asked = visit.http.post("/v1/audio", json={"content_type": "audio/mpeg", "bytes": len(body)})
    if asked.status_code == 400 and _object(asked).get("error", {}).get("code") == "not_supported":
        raise Skipped("this deployment takes no recordings")
    if asked.status_code != 201:
        raise TooLate(f"POST /v1/audio answered {asked.status_code}: {asked.text[:300]}")
    upload = asked.json()["upload"]
    sent = visit.edge.post(upload["url"], data=upload["fields"], files={"file": body})
    visit.expect("S3's answer to the form", 204, sent.status_code)
    path = f"/v1/audio/{asked.json()['id']}"

    def ended() -> Any:
        found = _object(visit.http.get(path, headers={"prefer": "wait=10"}))
        return found if found.get("status") in ("succeeded", "failed") else None

    _heard(visit, visit.until_seen("the spoken picture", ended))


def upload(visit: Visit) -> None:
    """A recording under uploads/, and its receipt."""
    if not visit.easel.deployment.hears(visit.easel.region):
        raise Skipped("this deployment takes no recordings")
    bucket, key = visit.easel.outputs["AudioBucket"], f"uploads/smoke-{visit.seed}.mp3"
    s3 = visit.client("s3")
    s3.put_object(Bucket=bucket, Key=key, Body=RECORDING.read_bytes())

    def ended() -> Any:
        try:
            stored = s3.get_object(Bucket=bucket, Key=key + RECEIPT)
        except ClientError:
            return None
        receipt = json.loads(stored["Body"].read())
        return receipt if receipt["status"] in ("succeeded", "failed") else None

    _heard(visit, visit.until_seen("the receipt", ended))


def _heard(visit: Visit, found: dict[str, Any]) -> None:
    visit.expect("how the recording ended", "succeeded", found["status"])
    visit.note(f"heard: {found.get('transcript')!r}")


def delete(visit: Visit) -> None:
    """A picture, once it was fetched at the edge, deleted: it answers 410 there."""
    _, job = visit.draw("a smoke test that is deleted again")
    url = str(job.get("url"))
    seen = [visit.edge.get(url) for _ in range(2)]
    visit.expect("the picture's status", [200, 200], [one.status_code for one in seen])
    visit.note(f"at the edge before: {seen[1].headers.get('x-cache', 'no x-cache')}")
    token = job["delete_token"]
    headers = {"authorization": f"Bearer {token}"} if token else {}
    gone = visit.http.delete(f"/v1/images/{job['id']}", headers=headers)
    said = gone.status_code, gone.headers.get("x-easel-picture")
    visit.expect("DELETE", (204, "deleted"), said)
    for what, link in (("picture", url), ("share page", str(job["share_url"]))):
        _until_gone(visit, what, link)


def _until_gone(visit: Visit, what: str, link: str) -> None:
    visit.until_seen(f"410 for the {what}", lambda: visit.edge.get(link).status_code == 410)
    visit.note(f"the {what} answers 410 at the edge")
