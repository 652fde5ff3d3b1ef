"""Signs pictures with Content Credentials (C2PA): a manifest in the JPEG that says that a machine
made it, signed with the operator's certificate.

Anyone can check the manifest: https://spec.c2pa.org. Nobody can change the picture or the manifest
without breaking the signature.
"""

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import c2pa
from aws_lambda_powertools import Logger

from ..errors import Capacity, fault
from .job import Job
from .provenance import MADE_BY_A_MODEL

if TYPE_CHECKING:
    from types_boto3_kms import KMSClient

# A P-256 signature as C2PA writes it: r and s, of 32 bytes each (RFC 8152, 8.1).
_NUMBER_BYTES = 32

_SETTINGS = {
    # Each signature is checked against the certificate, so a key of another certificate is found.
    # Whether somebody trusts the certificate is for the reader to say.
    "verify": {"verify_after_sign": True, "verify_trust": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}

logger = Logger(child=True)


class ContentCredentials:
    """Signs with one certificate. `signer` has its private key."""

    def __init__(self, signer: c2pa.Signer) -> None:
        self._signer = signer
        self._context = c2pa.Context.from_dict(_SETTINGS)

    @classmethod
    def from_kms(cls, client: "KMSClient", key: str, chain: str) -> Self:
        """`key` is a key of AWS KMS for ECDSA on the curve P-256. `chain` is its certificate and
        those that issued it, in PEM, without the root."""
        sign = _KeyInKms(client, key).sign
        return cls(c2pa.Signer.from_callback(sign, c2pa.C2paSigningAlg.ES256, chain))

    @classmethod
    def from_files(cls, key: Path, chain: Path) -> Self:
        """The private key (P-256) and its chain are PEM files on this machine."""
        info = c2pa.C2paSignerInfo(b"es256", chain.read_bytes(), key.read_bytes(), None)
        return cls(c2pa.Signer.from_info(info))

    def sign(self, jpeg: bytes, job: Job) -> bytes:
        """`jpeg` with its credentials. Its pixels and its other metadata stay as they are.

        Raises:
            Capacity: it could not be signed. The log says why.
        """
        signed = io.BytesIO()
        try:
            with c2pa.Builder(_manifest(job), context=self._context) as builder:
                builder.sign(self._signer, "image/jpeg", io.BytesIO(jpeg), signed)
        except c2pa.C2paError as error:
            logger.error("picture not signed", extra={"id": job.id, **fault(error)})
            raise Capacity("the picture could not be signed; try again in a moment") from error
        return signed.getvalue()


def raw_signature(der: bytes) -> bytes:
    """The two numbers of an ECDSA signature, which KMS writes in DER (RFC 3279, 2.2.3), side by
    side."""
    numbers, at = [], 2
    for _ in range(2):
        length = der[at + 1]
        number = int.from_bytes(der[at + 2 : at + 2 + length], "big")
        numbers.append(number.to_bytes(_NUMBER_BYTES, "big"))
        at += 2 + length
    return b"".join(numbers)


class _KeyInKms:
    def __init__(self, client: "KMSClient", key: str) -> None:
        self._client = client
        self._key = key

    def sign(self, message: bytes) -> bytes:
        """The signature as C2PA writes it. Errors are logged here: c2pa keeps only that there was
        one."""
        try:
            answer = self._client.sign(
                KeyId=self._key,
                Message=hashlib.sha256(message).digest(),
                MessageType="DIGEST",
                SigningAlgorithm="ECDSA_SHA_256",
            )
        except Exception as error:
            logger.error("KMS did not sign", extra=fault(error))
            raise
        return raw_signature(answer["Signature"])


def _manifest(job: Job) -> dict[str, Any]:
    """What is signed. It never holds the prompt: a signature cannot be taken back."""
    created = {
        "action": "c2pa.created",
        "digitalSourceType": MADE_BY_A_MODEL,
        "softwareAgent": {"name": job.picture.model, "version": job.picture.model_version},
    }
    return {
        "claim_generator_info": [{"name": "Easel"}],
        "title": job.id,
        "format": "image/jpeg",
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [created]}}],
    }
