"""The handler that most tutorials show, measured beside ours. It works on a good day."""

import base64
import io
import json
import time
from collections.abc import Callable
from typing import Any

import boto3


def of_a_new_session() -> Any:
    """A client that shares nothing with an earlier one: botocore reads its descriptions again."""
    return boto3.Session().client("s3")


def of_the_process() -> Any:
    """A new client. Its session is the process's, which keeps what it has read."""
    return boto3.client("s3")


def handler(
    event: dict[str, Any], context: Any, client: Callable[[], Any] = of_the_process
) -> dict[str, Any]:
    """Store the first picture of the answer that the S3 event names, under the time of day."""
    body = json.loads(event["Records"][0]["body"])
    s3 = client()
    answer = s3.get_object(
        Bucket=body["detail"]["bucket"]["name"], Key=body["detail"]["object"]["key"]
    )
    image = picture_in(answer["Body"].read())
    key = timestamp_key(time.time())
    s3.upload_fileobj(io.BytesIO(image), "images", key, ExtraArgs={"ContentType": "image/jpeg"})
    print(f"stored {key}")
    return {"statusCode": 200, "body": json.dumps({"url": f"https://images.example/{key}"})}


def picture_in(answer: bytes) -> bytes:
    """The JPEG in base64, or one made of the nested RGB lists."""
    picture = json.loads(answer)["generated_images"][0]
    if isinstance(picture, str):
        return base64.b64decode(picture)
    import numpy as np
    from PIL import Image

    encoded = io.BytesIO()
    Image.fromarray(np.array(picture, dtype=np.uint8)).save(encoded, "JPEG")
    return encoded.getvalue()


def timestamp_key(now_s: float) -> str:
    return time.strftime("images/%Y-%m-%d-%H-%M-%S.jpg", time.gmtime(now_s))
