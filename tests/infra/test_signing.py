"""Pictures are signed: deliver alone has what it needs, and only if easel.toml names a key."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cdk import bundle
from cdk.deployment import ROOT, Deployment
from cdk.signing import demand_kms
from tests.signed import SIGNED

from .templates import Cloud, Synthesize

_KEY = SIGNED["content_credentials_key"]


@pytest.fixture(scope="module")
def signed(synthesized: Synthesize) -> Cloud:
    return synthesized(**SIGNED, validate=False)


def test_deliver_may_use_the_one_key_and_nobody_else_may(signed: Cloud) -> None:
    for name in ("Generate", "Deliver", "Announce", "Transcribe", "Derive"):
        rights = signed.service.rights(f"Functions{name}")
        assert rights.get(_KEY) == ({"kms:Sign"} if name == "Deliver" else None)
    assert signed.service.environment("FunctionsDeliver")["CONTENT_CREDENTIALS_KEY"] == _KEY
    assert "CONTENT_CREDENTIALS_KEY" not in signed.service.environment("FunctionsGenerate")


def test_without_a_key_nothing_signs(queued: Cloud) -> None:
    assert queued.service.environment("FunctionsDeliver")["CONTENT_CREDENTIALS_KEY"] == ""
    actions = {a for role in queued.service.rights("FunctionsDeliver").values() for a in role}
    assert not [action for action in actions if action.startswith("kms:")]


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"content_credentials_key": _KEY}, "need each other"),
        ({"content_credentials_chain": SIGNED["content_credentials_chain"]}, "need each other"),
        ({**SIGNED, "content_credentials_chain": "no.pem"}, "no.pem cannot be read: No such file"),
        ({**SIGNED, "content_credentials_chain": "easel.toml"}, "holds no certificate in PEM"),
        ({**SIGNED, "content_credentials_key": "alias/easel"}, "pattern"),
        ({**SIGNED, "content_credentials_key": "arn:aws:kms:eu-west-1:1:alias/x"}, "pattern"),
    ],
)
def test_a_key_and_its_certificates_come_together(settings: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Deployment.model_validate(settings)


def test_in_an_account_the_key_is_in_kms() -> None:
    demand_kms("")
    demand_kms(_KEY)
    with pytest.raises(ValueError, match=r"key\.pem is a file, which is for local mode alone"):
        demand_kms("key.pem")


def test_delivers_asset_has_the_library_and_the_certificates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".cache").symlink_to(ROOT / ".cache")
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    chain = Path(SIGNED["content_credentials_chain"])
    asset = bundle.build(bundle.HERE, bundle.LOCK, bundle.CREDENTIALS_LOCK, chain=chain)
    assert (asset / "easel" / "content_credentials.pem").read_bytes() == chain.read_bytes()
    script = "import easel.pictures.content_credentials as c; print(c.__file__)"
    # Without the packages of this environment: deliver has no others than its asset's.
    python = [sys.executable, "-S", "-c", script]
    found = subprocess.run(
        python, env={"PYTHONPATH": str(asset)}, check=True, capture_output=True, text=True
    )
    assert found.stdout.startswith(str(asset))
    assert not list(asset.glob("c2pa/libs/*.rlib"))
