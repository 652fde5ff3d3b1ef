"""Signs a webhook by Standard Webhooks 1.0.0, https://www.standardwebhooks.com."""

import base64
import hashlib
import hmac
from datetime import datetime

from ..callers.signature import Signer


def signing_key(signer: Signer, claimant_id: str, host: str) -> bytes:
    """The key for webhooks to `host`: 32 bytes that only `claimant_id` and Easel know.

    It is derived, so no table has to hold it. Each host has another key, so one receiver cannot
    forge a webhook to another.
    """
    text = f"webhook\0{claimant_id}\0{host}"
    return signer.digest(text.encode())


def whsec(key: bytes) -> str:
    """`key` in the form that a receiver is configured with."""
    return f"whsec_{base64.b64encode(key).decode()}"


def signed_headers(key: bytes, message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """The headers that prove `body` to a receiver that knows `key`. `message_id` is the same at
    each attempt."""
    timestamp = str(int(sent_at.timestamp()))
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{signature}",
    }
