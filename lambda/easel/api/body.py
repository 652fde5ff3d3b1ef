"""What comes in over HTTP: a request's body as bytes, checked for its type and its size."""

import base64

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..errors import InvalidRequest, PayloadTooLarge, UnsupportedMediaType

JSON = "application/json"
# The longest valid request is two prompts of 2,000 characters, escaped: under 50 KB.
MAX_BODY_BYTES = 64 * 1024


def json_body(event: APIGatewayProxyEvent, *, labelled: bool = True) -> bytes:
    """The body, not yet parsed; unless it need not be `labelled`, its content type says JSON.

    Raises:
        InvalidRequest, PayloadTooLarge, UnsupportedMediaType
    """
    content_type = (event.headers.get("content-type") or JSON).split(";")[0].strip()
    if labelled and content_type.lower() != JSON:
        raise UnsupportedMediaType(f"send JSON, with the header content-type: {JSON}")
    body = event.body or ""
    if "\ufffd" in body:  # what API Gateway makes of bytes that are no UTF-8
        detail = "the body is not UTF-8, or holds U+FFFD, which has to be written \\ufffd"
        raise InvalidRequest("invalid_json", detail)
    raw = base64.b64decode(body) if event.is_base64_encoded else body.encode("utf-8", "replace")
    if len(raw) > MAX_BODY_BYTES:
        raise PayloadTooLarge(f"the body may hold {MAX_BODY_BYTES} bytes, not {len(raw)}")
    if not raw.strip():
        raise InvalidRequest("invalid_json", 'the body is empty; send {"prompt": "…"}')
    return raw
