"""JumpStart's catalogue as files: its models, their versions, and how each is run.

The files lie in a folder as they lie in JumpStart's bucket, which anyone may read.
"""

import difflib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from ..command.faults import Fault, Usage

MANIFEST = "models_manifest.json"
# If both of these name a folder, the SDK reads it instead of the bucket.
OVERRIDES = (
    "AWS_JUMPSTART_MANIFEST_LOCAL_ROOT_DIR_OVERRIDE",
    "AWS_JUMPSTART_SPECS_LOCAL_ROOT_DIR_OVERRIDE",
)
# Ids are <framework>-<task>-<name>. The imagegeneration-* models speak another contract.
_TASK = "txt2img"


@dataclass(frozen=True, slots=True)
class Version:
    model_id: str
    version: str
    spec_key: str

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.version.split(".") if part.isdigit())


class Catalogue:
    def __init__(self, folder: Path) -> None:
        """Read the manifest in `folder`.

        Raises:
            Fault: `folder` holds no manifest.
        """
        self.folder = folder
        try:
            headers = json.loads((folder / MANIFEST).read_text())
        except (OSError, json.JSONDecodeError) as error:
            do = f"set {OVERRIDES[0]} to a folder with {MANIFEST}, or unset it"
            raise Fault(f"there is no catalogue: {error}", do, code="no_catalogue") from error
        self.versions = [
            Version(header["model_id"], header["version"], header["spec_key"]) for header in headers
        ]

    def that_draw(self) -> list[Version]:
        """The newest version of every model that speaks our contract, by id."""
        newest: dict[str, Version] = {}
        for version in sorted(self.versions, key=lambda one: one.order):
            if version.model_id.split("-")[1:2] == [_TASK]:
                newest[version.model_id] = version
        return [newest[model_id] for model_id in sorted(newest)]

    def find(self, model_id: str, version: str = "*") -> Version:
        """`version` of a model; for *, the newest one.

        Raises:
            Usage: there is no such model or version; the message names similar ones.
        """
        of_model = [one for one in self.versions if one.model_id == model_id]
        if not of_model:
            ids = {one.model_id for one in self.versions}
            near = difflib.get_close_matches(model_id, sorted(ids), n=3, cutoff=0.6)
            do = (
                f"did you mean {' or '.join(near)}?"
                if near
                else "--list shows the models that draw"
            )
            raise Usage(f"JumpStart has no model {model_id}", do, code="unknown_model")
        found = [one for one in of_model if version in ("*", one.version)]
        if not found:
            known = sorted(of_model, key=lambda one: one.order)[-5:]
            do = f"take one of {', '.join(one.version for one in known)}"
            raise Usage(f"{model_id} has no version {version}", do, code="unknown_version")
        return max(found, key=lambda one: one.order)

    def spec(self, version: Version) -> dict[str, Any]:
        """JumpStart's specification of the model.

        Raises:
            Fault: the folder does not hold it.
        """
        try:
            spec: dict[str, Any] = json.loads((self.folder / version.spec_key).read_text())
        except (OSError, json.JSONDecodeError) as error:
            do = f"unset {OVERRIDES[0]}, and fetch it with --record {self.folder}"
            raise Fault(f"there is no specification: {error}", do, code="no_catalogue") from error
        return spec


def recorded() -> Path | None:
    """The folder that the SDK's two variables name, or None."""
    folder = os.environ.get(OVERRIDES[0]) and os.environ.get(OVERRIDES[1])
    return Path(folder) if folder else None


@contextmanager
def read_by_the_sdk(folder: Path) -> Iterator[None]:
    """Let the SDK read `folder` instead of JumpStart's buckets, until the block ends."""
    before = {name: os.environ.get(name) for name in OVERRIDES}
    os.environ.update(dict.fromkeys(OVERRIDES, str(folder)))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@dataclass(frozen=True, slots=True)
class Bucket:
    """JumpStart's bucket in one region. Anyone may read it without credentials."""

    name: str
    region: str

    def download(self, key: str, folder: Path) -> None:
        """Write the object `key` to `folder`.

        Raises:
            BotoCoreError, ClientError
        """
        config = Config(signature_version=UNSIGNED)
        client = boto3.client("s3", region_name=self.region, config=config)
        content = client.get_object(Bucket=self.name, Key=key)["Body"].read()
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_bytes(content)
