"""Reads a request's body as bytes, and checks its content type and its size."""

import base64
import codecs

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..errors import InvalidRequest, PayloadTooLarge, UnsupportedMediaType

JSON = "application/json"
# The longest valid prompt has 32,000 characters. With every character escaped, it takes 384 KB.
MAX_BODY_BYTES = 512 * 1024


def json_body(event: APIGatewayProxyEvent, *, labelled: bool = True) -> bytes:
    """The body, not yet parsed. If `labelled`, its content type has to be JSON.

    Raises:
        InvalidRequest: the body is empty, or not UTF-8.
        PayloadTooLarge: the body has more than MAX_BODY_BYTES.
        UnsupportedMediaType: the content type is not JSON, or the body is compressed.
    """
    _refuse_coded(event.headers.get("content-encoding") or "")
    content_type = (event.headers.get("content-type") or JSON).split(";")[0].strip()
    if labelled and content_type.lower() != JSON:
        raise UnsupportedMediaType(f"send JSON, with the header content-type: {JSON}")
    body = event.body or ""
    if "\ufffd" in body:  # API Gateway puts this in place of bytes that are not UTF-8
        detail = "the body is not UTF-8, or it holds U+FFFD; write that character as \\ufffd"
        raise InvalidRequest("invalid_json", detail)
    raw = base64.b64decode(body) if event.is_base64_encoded else body.encode("utf-8", "replace")
    raw = raw.removeprefix(codecs.BOM_UTF8)  # some editors and libraries put it before any text
    if len(raw) > MAX_BODY_BYTES:
        raise PayloadTooLarge(f"the body may hold at most {MAX_BODY_BYTES} bytes, not {len(raw)}")
    if not raw.strip():
        raise InvalidRequest("invalid_json", 'the body is empty; send {"prompt": "…"}')
    return raw


def _refuse_coded(content_encoding: str) -> None:
    # RFC 9110, 8.4.1: identity stands for no coding.
    codings = {coding.strip().lower() for coding in content_encoding.split(",")}
    if codings - {"", "identity"}:
        raise UnsupportedMediaType(
            "send the body as it is, not compressed, and without the header content-encoding"
        )
