"""A model's files: in a folder, or below an s3:// prefix, which is copied into a folder first."""

import fcntl
import json
import logging
import time
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

logger = logging.getLogger(__name__)

AT_ONCE = 4  # files; a single stream from S3 cannot use all of an instance's network
CHUNK_BYTES = 8 << 20
TRIES = 5
SAY_EVERY_S = 10.0
# {key: ETag} of the copied files. Name and size alone would not show a new version.
COPIED = ".copied.json"
LOCK = ".copying.lock"
# What diffusers calls the file of a LoRA.
LORA = "pytorch_lora_weights.safetensors"


class NoWeights(Exception):
    """The model's files cannot be used. The text is for the operator, `code` for programs."""

    def __init__(self, text: str, *, code: str = "bad_model") -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class _Object:
    key: str
    file: Path
    size: int
    etag: str

    @property
    def part(self) -> Path:
        """The file for the bytes that have arrived. Each version of the object has its own."""
        return self.file.with_name(f"{self.file.name}.{self.etag}.part")


def folder_of_s3(uri: str, cache: Path, client: "S3Client | None" = None) -> Path:
    """A folder with a copy of everything under `uri`. Only new and changed files are fetched, and a
    fetch that was cut off is continued. Files that S3 no longer has are deleted.

    Raises:
        NoWeights: there is nothing under `uri`, or it cannot be read.
    """
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    bucket, _, prefix = uri.removeprefix("s3://").partition("/")
    prefix = prefix and prefix.rstrip("/") + "/"
    folder = cache / bucket / prefix
    try:
        client = client or boto3.client("s3")
        objects = list(_objects(client, bucket, prefix, folder))
        if not objects:
            raise NoWeights(f"there is nothing under {uri}")
        with _alone_in(folder):
            _copy(client, bucket, objects, folder)
    except (ClientError, BotoCoreError, OSError) as error:  # from S3, or from the disk
        raise NoWeights(f"cannot copy {uri}: {error}") from error
    return folder


def check_parts(folder: Path, optional: Collection[str] = ()) -> None:
    """Return if `folder` holds every part that its model_index.json names. transformers would
    replace some missing parts by empty ones, and draw from these.

    Raises:
        NoWeights: a part is missing.
    """
    index = folder / "model_index.json"
    if not folder.is_dir():
        raise NoWeights(f"there is no folder {folder}")
    if not index.exists() and (folder / LORA).exists():
        how = "give the folder of its base as the model, and this folder as --lora (EASEL_LORA)"
        raise NoWeights(f"{folder} is a LoRA, not a model: {how}")
    if not index.exists():
        raise NoWeights(f"{folder} is not a diffusers model: {index.name} is missing")
    try:
        parts = json.loads(index.read_text())
    except (ValueError, OSError, RecursionError) as error:
        raise NoWeights(f"cannot read {index}: {error}") from error
    if not isinstance(parts, dict):
        raise NoWeights(f"{index} must hold one JSON object")
    for name, what in parts.items():
        # [library, class], or [null, null] for a part that the pipeline does without.
        if not isinstance(what, list) or what[:1] == [None] or name in optional:
            continue
        if not any((folder / name).glob("*")):
            raise NoWeights(f"{folder} is not a complete model: {name}/ is missing")


def _objects(client: "S3Client", bucket: str, prefix: str, folder: Path) -> Iterable[_Object]:
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    for item in (item for page in pages for item in page.get("Contents", [])):
        name = item["Key"].removeprefix(prefix)
        if not name or name.endswith("/"):
            continue  # an empty object that S3's console made as a "folder"
        if ".." in PurePosixPath(name).parts or name.startswith("/"):
            raise NoWeights(f"{item['Key']} would be written outside of {folder}")
        yield _Object(item["Key"], folder / name, item["Size"], item["ETag"].strip('"'))


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let one process at a time copy into `folder`. The second one waits, and finds the files."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info("another process copies into %s; waiting for it", folder)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy(client: "S3Client", bucket: str, objects: list[_Object], folder: Path) -> None:
    copied = _copied(folder)
    missing = [item for item in objects if copied.get(item.key) != item.etag or not _is_whole(item)]
    _drop_others(folder, {item.file for item in objects} | {item.part for item in missing})
    progress = _Progress(missing)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for item in pool.map(lambda item: _fetch(client, bucket, item, progress), missing):
            copied[item.key] = item.etag
            fresh = folder / f"{COPIED}.new"
            fresh.write_text(json.dumps(copied))
            fresh.replace(folder / COPIED)


def _copied(folder: Path) -> dict[str, str]:
    try:
        copied = json.loads((folder / COPIED).read_text())
    except (FileNotFoundError, ValueError):  # there is none, or a power cut has damaged it
        return {}
    return copied if isinstance(copied, dict) else {}


def _is_whole(item: _Object) -> bool:
    return item.file.is_file() and item.file.stat().st_size == item.size


def _drop_others(folder: Path, kept: set[Path]) -> None:
    for file in [file for file in folder.rglob("*") if file.is_file()]:
        if file not in kept and file.name not in (COPIED, LOCK):
            file.unlink()


def _fetch(client: "S3Client", bucket: str, item: _Object, progress: "_Progress") -> _Object:
    from botocore.exceptions import HTTPClientError

    item.file.parent.mkdir(parents=True, exist_ok=True)
    if item.part.exists() and item.part.stat().st_size > item.size:
        item.part.unlink()  # longer than the object, so not its beginning
    item.part.touch()
    progress.add(item.part.stat().st_size)
    for tries_left in reversed(range(TRIES)):
        try:
            _go_on(client, bucket, item, progress)
            break
        except HTTPClientError:  # cut off or silent; boto3 does not repeat the reading of a body
            if not tries_left:
                raise
    item.part.replace(item.file)
    return item


def _go_on(client: "S3Client", bucket: str, item: _Object, progress: "_Progress") -> None:
    with item.part.open("ab") as part:
        if part.tell() == item.size:
            return
        body = client.get_object(
            Bucket=bucket, Key=item.key, Range=f"bytes={part.tell()}-", IfMatch=item.etag
        )["Body"]
        for chunk in body.iter_chunks(CHUNK_BYTES):
            part.write(chunk)
            progress.add(len(chunk))


class _Progress:
    """Logs the progress every SAY_EVERY_S seconds. Several threads add to it."""

    def __init__(self, objects: list[_Object]) -> None:
        self._files, self._bytes = len(objects), sum(item.size for item in objects)
        self._done, self._said_s = 0, 0.0

    def add(self, count: int) -> None:
        self._done += count
        now_s = time.monotonic()
        if now_s - self._said_s >= SAY_EVERY_S or self._done == self._bytes:
            self._said_s = now_s
            done, total = self._done / 1e6, self._bytes / 1e6
            logger.info("copied %.0f of %.0f MB in %d files", done, total, self._files)
