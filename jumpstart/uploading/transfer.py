"""Send files to S3 in parts, checked by SHA-256. A later run continues an earlier one."""

import base64
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..command.faults import Fault
from .s3_prefix import Prefix, Unfinished

if TYPE_CHECKING:
    from types_boto3_s3.type_defs import CompletedPartTypeDef

MIB = 1 << 20
PART_BYTES = 16 * MIB
MAX_PARTS = 10_000  # S3's
THREADS = 8
# Written last: if it is there, everything that it lists is there too.
MANIFEST = "easel-upload.json"

Say = Callable[[str], None]


class FileChanged(Fault):
    """A file has changed since its checksum was computed."""

    def __init__(self, path: Path) -> None:
        do = "wait until nothing writes to it, then run this again"
        super().__init__(f"{path} changed while it was being sent", do, code="file_changed")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The checksums that S3 will compute of a file: one for each part, and one of all."""

    size: int
    part_bytes: int
    digests: tuple[bytes, ...]

    @property
    def in_parts(self) -> bool:
        return len(self.digests) > 1

    @property
    def checksum(self) -> str:
        """The file's checksum. For several parts: that of their checksums, and their number
        (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html)."""
        if not self.in_parts:
            return _base64(self.digests[0])
        whole = hashlib.sha256(b"".join(self.digests)).digest()
        return f"{_base64(whole)}-{len(self.digests)}"

    def bytes_of(self, number: int) -> int:
        """The size of part `number`; the first part is 0."""
        return min(self.part_bytes, self.size - number * self.part_bytes)


def fingerprint(path: Path, part_bytes: int = PART_BYTES) -> Fingerprint:
    size = path.stat().st_size
    while size > part_bytes * MAX_PARTS:
        part_bytes *= 2
    digests, size = [], 0  # counted while reading: another program may write to the file
    with path.open("rb") as file:
        while part := file.read(part_bytes):
            digests.append(hashlib.sha256(part).digest())
            size += len(part)
    return Fingerprint(size, part_bytes, tuple(digests) or (hashlib.sha256().digest(),))


@dataclass(slots=True)
class Outgoing:
    """A file to send, and the parts of it that S3 has already."""

    name: str  # below the prefix
    path: Path
    fingerprint: Fingerprint
    upload_id: str | None = None
    there: dict[int, "CompletedPartTypeDef"] = field(default_factory=dict)

    @property
    def missing(self) -> list[int]:
        return [
            number for number in range(len(self.fingerprint.digests)) if number not in self.there
        ]

    @property
    def missing_bytes(self) -> int:
        return sum(self.fingerprint.bytes_of(number) for number in self.missing)


def plan(
    place: Prefix, files: Iterable[tuple[str, Path]], say: Say, part_bytes: int = PART_BYTES
) -> tuple[list[Outgoing], dict[str, Fingerprint]]:
    """The files that must still be sent, and the fingerprints of all files."""
    sizes = place.sizes()
    unfinished = {upload.name: upload for upload in place.unfinished()}
    outgoing, prints, same = [], {}, []
    for name, path in files:
        prints[name] = known = fingerprint(path, part_bytes)
        if sizes.get(name) == known.size and place.checksum(name) == known.checksum:
            same.append(name)
            continue
        file = Outgoing(name, path, known)
        outgoing.append(file)
        if name in sizes:
            say(f"{name}: differs from the one in S3, and is sent again")
        if known.in_parts and name in unfinished:
            _resume(place, file, unfinished[name], say)
    if same:
        say(f"{len(same)} of {len(prints)} files are in S3 already, by size and checksum")
    return outgoing, prints


def _resume(place: Prefix, file: Outgoing, upload: Unfinished, say: Say) -> None:
    pages = place.s3.get_paginator("list_parts").paginate(
        Bucket=place.bucket, Key=place.prefix + file.name, UploadId=upload.upload_id
    )
    parts = [part for page in pages for part in page.get("Parts", [])]
    if upload.algorithm != "SHA256" and not any("ChecksumSHA256" in part for part in parts):
        return  # another program began it, with other checksums
    file.upload_id = upload.upload_id
    expected = {
        number + 1: _base64(digest) for number, digest in enumerate(file.fingerprint.digests)
    }
    for part in parts:
        number, checksum = part["PartNumber"], part.get("ChecksumSHA256", "")
        if expected.get(number) == checksum:
            there: CompletedPartTypeDef = {"PartNumber": number, "ETag": part["ETag"]}
            file.there[number - 1] = {**there, "ChecksumSHA256": checksum}
    say(
        f"{file.name}: continued; "
        f"{len(file.there)} of {len(file.fingerprint.digests)} parts are in S3 already"
    )


def send(
    place: Prefix, outgoing: list[Outgoing], sent: Callable[[int], None], threads: int = THREADS
) -> None:
    """Send all of `outgoing`. `sent` is called, from any thread, with the bytes that arrived.

    Raises:
        FileChanged
        ClientError, BotoCoreError: S3 failed. What has arrived stays, and plan() finds it again.
    """
    pool = ThreadPoolExecutor(threads, thread_name_prefix="upload")
    # Limits how many parts are in memory.
    room = threading.Semaphore(2 * threads)
    running: set[Future[None]] = set()
    try:
        for work in _parts(place, outgoing, sent):
            room.acquire()
            future = pool.submit(work)
            future.add_done_callback(lambda _: room.release())
            running.add(future)
            for done in [future for future in running if future.done()]:
                running.discard(done)
                done.result()
        for done in wait(running, return_when=FIRST_EXCEPTION).done:
            done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _parts(
    place: Prefix, outgoing: list[Outgoing], sent: Callable[[int], None]
) -> Iterator[Callable[[], None]]:
    for file in outgoing:
        if not file.fingerprint.in_parts:
            yield lambda file=file: _put(place, file, sent)  # type: ignore[misc]
            continue
        if not file.upload_id:
            created = place.s3.create_multipart_upload(
                Bucket=place.bucket, Key=place.prefix + file.name, ChecksumAlgorithm="SHA256"
            )
            file.upload_id = created["UploadId"]
        lock = threading.Lock()
        missing = file.missing
        if not missing:
            _complete(place, file)
        for number in missing:
            yield lambda file=file, number=number, lock=lock: _put_part(  # type: ignore[misc]
                place, file, number, lock, sent
            )


def _put(place: Prefix, file: Outgoing, sent: Callable[[int], None]) -> None:
    place.s3.put_object(
        Bucket=place.bucket,
        Key=place.prefix + file.name,
        Body=_read(file, 0),
        ChecksumSHA256=_base64(file.fingerprint.digests[0]),
    )
    sent(file.fingerprint.size)


def _put_part(
    place: Prefix,
    file: Outgoing,
    number: int,
    lock: threading.Lock,
    sent: Callable[[int], None],
) -> None:
    assert file.upload_id  # noqa: S101 - the upload is created before its parts
    checksum = _base64(file.fingerprint.digests[number])
    part = place.s3.upload_part(
        Bucket=place.bucket,
        Key=place.prefix + file.name,
        UploadId=file.upload_id,
        PartNumber=number + 1,
        Body=_read(file, number),
        ChecksumSHA256=checksum,
    )
    sent(file.fingerprint.bytes_of(number))
    with lock:
        file.there[number] = {
            "PartNumber": number + 1,
            "ETag": part["ETag"],
            "ChecksumSHA256": checksum,
        }
        is_last = not file.missing
    if is_last:
        _complete(place, file)


def _complete(place: Prefix, file: Outgoing) -> None:
    assert file.upload_id  # noqa: S101 - the upload is created before its parts
    place.s3.complete_multipart_upload(
        Bucket=place.bucket,
        Key=place.prefix + file.name,
        UploadId=file.upload_id,
        MultipartUpload={"Parts": [file.there[number] for number in sorted(file.there)]},
    )


def _read(file: Outgoing, number: int) -> bytes:
    with file.path.open("rb") as opened:
        opened.seek(number * file.fingerprint.part_bytes)
        part = opened.read(file.fingerprint.part_bytes)
    if hashlib.sha256(part).digest() != file.fingerprint.digests[number]:
        raise FileChanged(file.path)
    return part


def manifest(prints: dict[str, Fingerprint]) -> dict[str, object]:
    return {
        "files": {
            name: {"bytes": known.size, "sha256": known.checksum}
            for name, known in sorted(prints.items())
        }
    }


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
