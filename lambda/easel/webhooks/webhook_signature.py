"""How a webhook is named and signed: Standard Webhooks 1.0.0, https://www.standardwebhooks.com."""

import base64
import hashlib
import hmac
from datetime import datetime

from ..callers.signature import Signer


def signing_key(signer: Signer, claimant_id: str, host: str) -> bytes:
    """32 bytes that only `claimant_id` and we know, for webhooks to `host`. Derived, so that no
    table holds it; by host, so that one receiver cannot sign what another believes."""
    text = f"webhook\0{claimant_id}\0{host}"
    return signer.digest(text.encode())


def whsec(key: bytes) -> str:
    """`key` as receivers are configured with it."""
    return f"whsec_{base64.b64encode(key).decode()}"


def signed_headers(key: bytes, message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """What proves `body` to whoever knows `key`; `message_id` is the same at each try."""
    timestamp = str(int(sent_at.timestamp()))
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{signature}",
    }
