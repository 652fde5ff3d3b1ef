"""The key and the certificates with which pictures are signed (Content Credentials)."""

import ssl
from pathlib import Path

# A key in AWS KMS. On one's own machine it may also be a file.
KEY = r"^(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+|[^:]+\.pem)?$"
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


def is_in_kms(key: str) -> bool:
    return key.startswith("arn:")


def demand_kms(key: str) -> None:
    """
    Raises:
        ValueError: the key is a file, which functions in an account do not have.
    """
    if key and not is_in_kms(key):
        raise ValueError(
            f"content_credentials_key: {key} is a file, which is for local mode alone. In an "
            "account pictures are signed with a key in AWS KMS: give its ARN"
        )


def region_of(arn: str) -> str:
    """The region of the key in KMS with this ARN."""
    return arn.split(":")[3]


def certificate_in(chain: Path) -> bytes:
    """The first certificate in the PEM file `chain`, in DER: that of the key itself.

    Raises:
        ValueError: the file is not there, or holds no certificate.
    """
    try:
        text = chain.read_text()
        begin = text.index(_BEGIN)
        return ssl.PEM_cert_to_DER_cert(text[begin : text.index(_END, begin) + len(_END)])
    except OSError as error:
        raise ValueError(
            f"content_credentials_chain: {chain} cannot be read: {error.strerror}"
        ) from error
    except ValueError as error:  # also UnicodeDecodeError
        raise ValueError(
            f"content_credentials_chain: {chain} holds no certificate in PEM"
        ) from error
