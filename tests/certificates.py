"""A certificate for Content Credentials, and the authority that issued it."""

import fcntl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Authority:
    """It issues certificates for P-256 keys."""

    key: ec.EllipticCurvePrivateKey
    name: x509.Name
    certificate: str  # in PEM

    @classmethod
    def new(cls) -> "Authority":
        key, name = ec.generate_private_key(ec.SECP256R1()), _name("An authority")
        made = (
            _certificate(name, name, key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(key_cert_sign=True), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(key, name, made.public_bytes(Encoding.PEM).decode())

    def chain_for(self, key: ec.EllipticCurvePublicKey) -> str:
        """The certificate of `key`, in PEM, with this authority's behind it."""
        made = (
            _certificate(_name("An operator"), self.name, key)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(digital_signature=True), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
            .sign(self.key, hashes.SHA256())
        )
        return made.public_bytes(Encoding.PEM).decode() + self.certificate


def key_files(folder: Path) -> dict[str, str]:
    """The settings of easel.toml for a private key in `folder`, whose certificate is behind it."""
    folder.mkdir(parents=True, exist_ok=True)
    private = ec.generate_private_key(ec.SECP256R1())
    key, chain = folder / "key.pem", folder / "chain.pem"
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    chain.write_text(Authority.new().chain_for(private.public_key()))
    return _settings(key, chain)


def kept_key_files(kept: Path) -> dict[str, str]:
    """The settings of easel.toml for a key in `kept`, the same for a week. So all stacks that sign
    have the same settings, and the CDK writes their template once."""
    kept.mkdir(parents=True, exist_ok=True)
    week = f"{datetime.now(UTC):%G-W%V}"
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for chain in sorted(kept.glob(f"{week}-*/chain.pem")):
            return _settings(chain.with_name("key.pem"), chain)
        # Never an old name with a new key: the CDK's output, which is kept, holds the certificate.
        return key_files(kept / f"{week}-{uuid4().hex[:8]}")


def _settings(key: Path, chain: Path) -> dict[str, str]:
    return {"content_credentials_key": str(key), "content_credentials_chain": str(chain)}


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _FOR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
        ]
    )


def _usage(*, digital_signature: bool = False, key_cert_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
