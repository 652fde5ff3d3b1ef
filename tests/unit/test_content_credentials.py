"""Content Credentials, read by the library of the Content Authenticity Initiative."""

import io
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import boto3
import c2pa
import pytest
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from easel.deliver import handler as deliver
from easel.errors import Capacity
from easel.pictures.content_credentials import (
    ContentCredentials,
    raw_signature,
)
from easel.pictures.finishing import finish
from easel.pictures.job import Job
from easel.pictures.jpeg import read_jpeg
from easel.pictures.provenance import MADE_BY_A_MODEL
from easel.pictures.recompress import Recompressor
from easel.service import Service
from easel.settings import Metadata
from tests.certificates import Authority, key_files
from tests.fake_adapters import FakeAdapters
from tests.fakes import (
    Aws,
    FakeContext,
    a_job,
    a_jpeg,
    a_picture,
    an_answer,
    failed_ids,
    sqs_event,
)
from tests.xmp import properties

KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
# The size of P-256's group.
_MOST = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_PROMPT = "a prompt that nobody should read"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.new()


@dataclass
class Kms:
    """A key of AWS KMS that signs digests. It takes what botocore's model of KMS allows."""

    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    fault: Exception | None = None

    def sign(self, **request: Any) -> dict[str, Any]:
        model = boto3.client("kms", region_name="eu-west-1").meta.service_model
        shape = model.operation_model("Sign").input_shape
        assert shape
        ParamValidator().validate(request, shape)
        assert request["KeyId"] == KEY
        assert (request["MessageType"], len(request["Message"])) == ("DIGEST", 32)
        if self.fault:
            raise self.fault
        algorithm = {"ECDSA_SHA_256": hashes.SHA256()}[request["SigningAlgorithm"]]
        return {"Signature": self.private.sign(request["Message"], ec.ECDSA(Prehashed(algorithm)))}

    def credentials(self, chain: str) -> ContentCredentials:
        return ContentCredentials.from_kms(self, KEY, chain)  # type: ignore[arg-type]


@pytest.fixture
def kms() -> Kms:
    return Kms()


@pytest.fixture(scope="module")
def jpeg() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((96, 64), 60).convert("RGB").save(file, "JPEG", quality=75)
    return file.getvalue()


def test_a_key_in_kms_signs_and_any_reader_can_check_it(
    kms: Kms, authority: Authority, jpeg: bytes
) -> None:
    credentials = kms.credentials(authority.chain_for(kms.private.public_key()))
    job = a_job(a_picture(prompt=_PROMPT))
    signed = credentials.sign(jpeg, job)

    read = _read(signed, trusted=authority)
    assert read["validation_state"] == "Trusted"
    manifest = read["manifests"][read["active_manifest"]]
    assert manifest["title"] == job.id
    assert manifest["claim_generator_info"][0]["name"] == "Easel"
    assert manifest["signature_info"]["issuer"] == "An operator"
    (action,) = _actions(manifest)
    assert (action["action"], action["digitalSourceType"]) == ("c2pa.created", MADE_BY_A_MODEL)
    drawn_by = {"name": job.picture.model, "version": job.picture.model_version}
    assert action["softwareAgent"] == drawn_by
    assert _PROMPT.encode() not in signed
    assert _pixels(signed) == _pixels(jpeg)


def test_a_key_on_this_machine_signs_too(jpeg: bytes, tmp_path: Path) -> None:
    key, chain = map(Path, key_files(tmp_path).values())
    signed = ContentCredentials.from_files(key, chain).sign(jpeg, a_job())
    assert _read(signed)["validation_state"] == "Valid"
    # Room for a signature of KMS is 7 KB larger.
    assert len(signed) - len(jpeg) < 5_000


def test_a_changed_pixel_breaks_the_signature(kms: Kms, authority: Authority, jpeg: bytes) -> None:
    chain = authority.chain_for(kms.private.public_key())
    signed = kms.credentials(chain).sign(jpeg, a_job())
    changed = signed[:-20] + bytes([signed[-20] ^ 1]) + signed[-19:]
    assert _read(changed, trusted=authority)["validation_state"] == "Invalid"


def test_a_key_of_another_certificate_signs_nothing(
    kms: Kms, authority: Authority, jpeg: bytes
) -> None:
    credentials = kms.credentials(authority.chain_for(Kms().private.public_key()))
    with pytest.raises(Capacity, match="could not be signed"):
        credentials.sign(jpeg, a_job())


def test_a_key_that_is_switched_off_is_named_in_the_log(
    kms: Kms, authority: Authority, jpeg: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    credentials = kms.credentials(authority.chain_for(kms.private.public_key()))
    kms.fault = ClientError({"Error": {"Code": "DisabledException"}}, "Sign")
    with pytest.raises(Capacity):
        credentials.sign(jpeg, a_job())
    said = [r for r in caplog.records if "DisabledException" in str(vars(r)) and "easel" in r.name]
    assert [record.message for record in said] == ["KMS did not sign"]
    kms.fault = None
    again = credentials.sign(jpeg, a_job())
    assert _read(again, trusted=authority)["validation_state"] == "Trusted"


def test_the_signature_of_a_model_stays_valid(kms: Kms, authority: Authority, jpeg: bytes) -> None:
    credentials = kms.credentials(authority.chain_for(kms.private.public_key()))
    drawn = credentials.sign(jpeg, a_job(a_picture(seed=1)))
    job, recompressor = a_job(a_picture(seed=2)), Recompressor()
    try:
        as_it_came, ours = (
            finish(
                read_jpeg(drawn),
                job,
                Metadata.PROVENANCE,
                recompressor=recompressor,
                credentials=signs,
            )
            for signs in (None, credentials)
        )
    finally:
        recompressor.close()
    assert as_it_came.data == drawn
    read = _read(ours.data, trusted=authority)
    assert (read["validation_state"], len(read["manifests"])) == ("Trusted", 1)
    assert read["manifests"][read["active_manifest"]]["title"] == job.id


@given(st.integers(1, _MOST - 1), st.integers(1, _MOST - 1))
def test_a_signature_of_kms_is_written_as_c2pa_reads_it(r: int, s: int) -> None:
    raw = raw_signature(encode_dss_signature(r, s))
    assert raw == r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _read(jpeg: bytes, *, trusted: Authority | None = None) -> dict[str, Any]:
    settings = {"trust": {"trust_anchors": trusted.certificate}} if trusted else {}
    reader = c2pa.Reader("image/jpeg", io.BytesIO(jpeg), context=c2pa.Context.from_dict(settings))
    found: dict[str, Any] = json.loads(reader.json())
    return found


def _actions(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    (actions,) = [a["data"]["actions"] for a in manifest["assertions"] if "actions" in a["label"]]
    found: list[dict[str, Any]] = actions
    return found


def _pixels(jpeg: bytes) -> bytes:
    return Image.open(io.BytesIO(jpeg)).tobytes()


# In deliver.


@pytest.fixture
def signing(service: Service, adapters: FakeAdapters, authority: Authority, kms: Kms) -> Service:
    service.settings = replace(service.settings, content_credentials_key=KEY)
    credentials = kms.credentials(authority.chain_for(kms.private.public_key()))
    adapters.__dict__["content_credentials"] = credentials
    return service


def test_each_stored_picture_is_signed_behind_its_other_metadata(
    signing: Service, authority: Authority, aws: Aws, context: FakeContext
) -> None:
    job, _ = signing.jobs.open(a_job(a_picture(n=2)))
    assert failed_ids(deliver(sqs_event(_arrived(signing, job)), context)) == []
    for key in job.image_keys():
        stored = signing.images.read(key)
        assert _read(stored, trusted=authority)["validation_state"] == "Trusted"
        assert properties(stored)["Iptc4xmpExt:DigitalSourceType"] == MADE_BY_A_MODEL
        assert _pixels(stored) == _pixels(a_jpeg())
    found = signing.jobs.get(job.id)
    assert found
    assert [image.bytes for image in found.images] == [
        len(signing.images.read(key)) for key in job.image_keys()
    ]


def test_the_operators_signature_takes_the_place_of_the_models(
    signing: Service, authority: Authority, tmp_path: Path, context: FakeContext
) -> None:
    job, _ = signing.jobs.open(a_job())
    of_the_model = ContentCredentials.from_files(*map(Path, key_files(tmp_path).values()))
    drawn = of_the_model.sign(a_jpeg(), job)
    assert failed_ids(deliver(sqs_event(_arrived(signing, job, drawn)), context)) == []
    (key,) = job.image_keys()
    stored = signing.images.read(key)
    read = _read(stored, trusted=authority)
    assert read["validation_state"] == "Trusted"
    assert len(read["manifests"]) == 1
    assert properties(stored)["Iptc4xmpExt:DigitalSourceType"] == MADE_BY_A_MODEL
    assert _pixels(stored) == _pixels(drawn)


def test_a_picture_that_cannot_be_signed_waits_and_comes_later(
    signing: Service, authority: Authority, kms: Kms, aws: Aws, context: FakeContext
) -> None:
    kms.fault = ClientError({"Error": {"Code": "ThrottlingException"}}, "Sign")
    job, _ = signing.jobs.open(a_job())
    event = sqs_event(_arrived(signing, job))
    assert failed_ids(deliver(event, context)) != []
    assert aws.keys("images") == []
    kms.fault = None
    assert failed_ids(deliver(event, context)) == []
    (key,) = job.image_keys()
    assert _read(signing.images.read(key), trusted=authority)["validation_state"] == "Trusted"


def _arrived(service: Service, job: Job, drawn: bytes | None = None) -> dict[str, Any]:
    """S3's event that the answer of `job` was written, with a JPEG for each picture."""
    key, body = "answers/1.out", an_answer(*[drawn or a_jpeg()] * job.picture.n)
    service.answer_links.store(job, (key,))
    service.adapters.client("s3").put_object(Bucket="answers", Key=key, Body=body)
    return {"detail": {"object": {"key": key}}}
