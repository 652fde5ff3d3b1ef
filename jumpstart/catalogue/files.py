"""JumpStart's catalogue: which models there are, in which versions, and how each is run.

The folder is laid out as JumpStart's bucket of a region is, which anyone may read.
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
# The SDK reads a folder in place of the bucket where both of these name one.
OVERRIDES = (
    "AWS_JUMPSTART_MANIFEST_LOCAL_ROOT_DIR_OVERRIDE",
    "AWS_JUMPSTART_SPECS_LOCAL_ROOT_DIR_OVERRIDE",
)
# Ids are <framework>-<task>-<name>. The imagegeneration-* models draw too, but speak otherwise.
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
        """
        Raises:
            Fault: `folder` holds no manifest.
        """
        self.folder = folder
        try:
            headers = json.loads((folder / MANIFEST).read_text())
        except (OSError, json.JSONDecodeError) as error:
            do = f"let {OVERRIDES[0]} name a folder that holds {MANIFEST}, or unset it"
            raise Fault(f"no catalogue: {error}", do, code="no_catalogue") from error
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
        """`version` of a model; the newest for *.

        Raises:
            Usage: there is none; names those that are near.
        """
        of_model = [one for one in self.versions if one.model_id == model_id]
        if not of_model:
            ids = {one.model_id for one in self.versions}
            near = difflib.get_close_matches(model_id, sorted(ids), n=3, cutoff=0.6)
            do = f"did you mean {' or '.join(near)}?" if near else "--list shows those that draw"
            raise Usage(f"JumpStart has no model {model_id}", do, code="unknown_model")
        found = [one for one in of_model if version in ("*", one.version)]
        if not found:
            known = sorted(of_model, key=lambda one: one.order)[-5:]
            do = f"there are {', '.join(one.version for one in known)}"
            raise Usage(f"{model_id} has no version {version}", do, code="unknown_version")
        return max(found, key=lambda one: one.order)

    def spec(self, version: Version) -> dict[str, Any]:
        """What JumpStart wrote down about it.

        Raises:
            Fault: the folder does not hold it.
        """
        try:
            spec: dict[str, Any] = json.loads((self.folder / version.spec_key).read_text())
        except (OSError, json.JSONDecodeError) as error:
            do = f"record it: --record {self.folder}, without {OVERRIDES[0]}"
            raise Fault(f"no specification: {error}", do, code="no_catalogue") from error
        return spec


def recorded() -> Path | None:
    """The folder that the SDK's two variables name, if they do."""
    folder = os.environ.get(OVERRIDES[0]) and os.environ.get(OVERRIDES[1])
    return Path(folder) if folder else None


@contextmanager
def read_by_the_sdk(folder: Path) -> Iterator[None]:
    """Inside of this, the SDK reads `folder` in place of JumpStart's buckets."""
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
    """JumpStart's in one region. Anyone may read it: no credentials are looked for."""

    name: str
    region: str

    def download(self, key: str, folder: Path) -> None:
        """
        Raises:
            BotoCoreError, ClientError
        """
        config = Config(signature_version=UNSIGNED)
        client = boto3.client("s3", region_name=self.region, config=config)
        content = client.get_object(Bucket=self.name, Key=key)["Body"].read()
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_bytes(content)
