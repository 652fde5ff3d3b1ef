"""The settings of a deployment that signs its pictures, for tests that only look at settings."""

from pathlib import Path
from typing import Any

# certificates.pem holds these bytes where a certificate has its public key. It is no certificate:
# nothing that these tests look at reads more of it.
PUBLIC_KEY = b"the public key"
SIGNED: dict[str, Any] = {
    "content_credentials_key": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd",
    "content_credentials_chain": str(Path(__file__).with_name("certificates.pem")),
}
