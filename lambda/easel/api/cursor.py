"""Writes and reads cursors. A cursor is a place in one list, opaque to callers and signed."""

import base64
import binascii
import json
from datetime import UTC, datetime

from ..callers.claims import Place
from ..callers.signature import Signer
from ..errors import FieldError, InvalidRequest


def write_cursor(place: Place, owner: str, signer: Signer) -> str:
    content = json.dumps([place.image_id, place.sk, round(place.at.timestamp() * 1000)])
    signature = signer.sign(f"cursor {owner}", content)
    return base64.urlsafe_b64encode(f"{signature}{content}".encode()).decode().rstrip("=")


def parse_cursor(cursor: str, owner: str, signer: Signer) -> Place:
    """The place that `cursor` points at.

    Raises:
        InvalidRequest: `cursor` was not written here, or it was written for another list.
    """
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        text = ""
    signature, content = text[:22], text[22:]
    if not signer.is_signed(f"cursor {owner}", content, signature):
        detail = "cursor: use next_cursor of the same list"
        raise InvalidRequest("invalid_cursor", detail, errors=[FieldError("#/cursor", detail)])
    image_id, sk, at_ms = json.loads(content)
    return Place(image_id, sk, datetime.fromtimestamp(at_ms / 1000, UTC))
