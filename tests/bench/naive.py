"""The handler that most tutorials show, to be measured beside ours: it works, on a good day."""

import base64
import io
import json
import time
from typing import Any

import boto3


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """An S3 event comes in, the first picture of the answer goes out under the time of day."""
    body = json.loads(event["Records"][0]["body"])
    s3 = boto3.client("s3")
    answer = s3.get_object(
        Bucket=body["detail"]["bucket"]["name"], Key=body["detail"]["object"]["key"]
    )
    image = base64.b64decode(json.loads(answer["Body"].read())["generated_images"][0])
    key = timestamp_key(time.time())
    s3.upload_fileobj(io.BytesIO(image), "images", key, ExtraArgs={"ContentType": "image/jpeg"})
    print(f"stored {key}")
    return {"statusCode": 200, "body": json.dumps({"url": f"https://images.example/{key}"})}


def timestamp_key(now_s: float) -> str:
    return time.strftime("images/%Y-%m-%d-%H-%M-%S.jpg", time.gmtime(now_s))
