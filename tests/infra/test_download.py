"""`?download`: what runs in CloudFront, run by Node, and what local mode does in its place."""

import json
import os
import subprocess
from typing import Any

import pytest

import cdk.stacks  # noqa: F401 - names the wheel's Node
from cdk.stacks.front import DOWNLOAD
from local.front_door import saved_as

from .templates import Cloud

_NAME = "img_l6zozhegj35zxqqanfvk4jjcgu.jpg"
_SAVED = f'attachment; filename="{_NAME}"'
# Path, query, status → Content-Disposition.
_ASKED: list[tuple[str, list[str], int, str | None]] = [
    (f"/images/{_NAME}", ["download"], 200, _SAVED),
    (f"/images/{_NAME}", ["v", "download"], 206, _SAVED),
    (f"/images/{_NAME}", [], 200, None),
    (f"/images/{_NAME}", ["Download"], 200, None),
    # The API answered in the bucket's place: a page that says that the picture is being drawn.
    (f"/images/{_NAME}", ["download"], 202, None),
    (f"/images/{_NAME}", ["download"], 304, None),
    ("/images/img_a-2.webp", ["download"], 200, 'attachment; filename="img_a-2.webp"'),
    ("/images/img_a.384.webp", ["download"], 200, 'attachment; filename="img_a.384.webp"'),
    ("/images/img_a..webp", ["download"], 200, None),
    ("/images/", ["download"], 200, None),
    ('/images/a".jpg', ["download"], 200, None),
    ("/images/a/b.jpg", ["download"], 200, None),
    ("/images/%0d%0ax.jpg", ["download"], 200, None),
    ("/images/a.jpg\n", ["download"], 200, None),
    ("/images/é.jpg", ["download"], 200, None),
    ("/i/img_a", ["download"], 200, None),
]


def test_cloudfront_names_the_file_of_a_picture_that_is_saved() -> None:
    events = [_event(path, query, status) for path, query, status, _ in _ASKED]
    assert _answers(events) == [expected for *_, expected in _ASKED]


@pytest.mark.parametrize(("path", "query", "status", "expected"), _ASKED)
def test_local_mode_names_the_same_files(
    path: str, query: list[str], status: int, expected: str | None
) -> None:
    name = saved_as(path, query, status)
    assert (name and f'attachment; filename="{name}"') == expected


def test_only_pictures_have_it(cloud: Cloud) -> None:
    function = cloud.service.one("AWS::CloudFront::Function")
    assert function["FunctionCode"] == DOWNLOAD.read_text()
    assert function["AutoPublish"] is True
    assert function["FunctionConfig"]["Runtime"] == "cloudfront-js-2.0"
    # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
    assert len(DOWNLOAD.read_bytes()) < 10 * 1024
    found = cloud.service.one("AWS::CloudFront::Distribution")["DistributionConfig"]
    having = {
        behavior["PathPattern"]: [
            (one["EventType"], cloud.service.text(one["FunctionARN"]))
            for one in behavior["FunctionAssociations"]
        ]
        for behavior in found["CacheBehaviors"]
        if "FunctionAssociations" in behavior
    }
    assert having == {"images/*": [("viewer-response", "<FrontDownload.FunctionARN>")]}


def _event(path: str, query: list[str], status: int) -> dict[str, Any]:
    """As CloudFront writes it:
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html"""
    return {
        "version": "1.0",
        "request": {
            "method": "GET",
            "uri": path,
            "querystring": {name: {"value": ""} for name in query},
            "headers": {},
            "cookies": {},
        },
        "response": {"statusCode": status, "headers": {"content-type": {"value": "image/jpeg"}}},
    }


def _answers(events: list[dict[str, Any]]) -> list[str | None]:
    """The Content-Disposition of each answer."""
    script = f"""{DOWNLOAD.read_text()}
    const events = {json.dumps(events)}
    const headers = events.map((event) => handler(event).headers)
    console.log(JSON.stringify(headers.map((all) => all["content-disposition"]?.value ?? null)))"""
    node = [os.environ["JSII_NODE"], "--input-type=commonjs", "--eval", script]
    done = subprocess.run(node, check=True, capture_output=True, text=True)
    found: list[str | None] = json.loads(done.stdout)
    return found
