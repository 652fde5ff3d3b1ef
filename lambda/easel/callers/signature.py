"""Signatures that only this deployment can make: for ids, cursors, wait links and tokens."""

import base64
import hashlib
import hmac


class Signer:
    """Holds the deployment's secret. Nothing else sees it.

    The secret is made at deployment and never changes, because every id follows from it.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def digest(self, data: bytes) -> bytes:
        """The HMAC-SHA256 of `data`, 32 bytes."""
        return hmac.new(self._secret, data, hashlib.sha256).digest()

    def sign(self, purpose: str, text: str) -> str:
        """The signature of `text`: 128 bits of an HMAC-SHA256, in 22 characters. A signature for
        one purpose is not valid for another."""
        bits = self.digest(f"{purpose}\0{text}".encode())[:16]
        return base64.urlsafe_b64encode(bits).decode().rstrip("=")

    def is_signed(self, purpose: str, text: str, signature: str) -> bool:
        expected = self.sign(purpose, text)
        return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
