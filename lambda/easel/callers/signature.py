"""What only this deployment can have written: cursors, wait links, tokens."""

import base64
import hashlib
import hmac


def sign(secret: bytes, purpose: str, text: str) -> str:
    """22 characters: 128 bits of an HMAC-SHA256. What is signed for one purpose holds for no
    other."""
    digest = hmac.new(secret, f"{purpose}\0{text}".encode(), hashlib.sha256).digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def is_signed(secret: bytes, purpose: str, text: str, signature: str) -> bool:
    expected = sign(secret, purpose, text)
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
