"""The local Transcribe's jobs: each is heard alone, in the order in which they were started."""

import asyncio
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from ..json_service import Refused
from ..ministack import ACCOUNT, ROOT
from ..process import die_with_parent
from ..template import EVENT_SOURCE
from .job import BadRequest, TranscriptionJob

logger = logging.getLogger(__name__)

RECOGNISER = (sys.executable, "-m", "local.transcribe.recogniser")
# Two minutes of 16-bit mono at 16 kHz are 4 MB.
_MAX_BYTES = 8 * 1024 * 1024
_PAGE = 5  # ListTranscriptionJobs' default


class _Failed(Exception):
    """The job fails; the text is its FailureReason."""


class Transcriber:
    """One method for each operation: parameters that fit the API model in, the answer out."""

    def __init__(
        self,
        s3: Any,
        events: Any,
        *,
        limit: int = 250,  # jobs at once, as in AWS
        recogniser: Sequence[str] = RECOGNISER,
        time_limit_s: float = 300,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.started = 0  # how many jobs were ever accepted
        self.limit = limit
        self._s3 = s3
        self._events = events
        self._recogniser = tuple(recogniser)
        self._time_limit_s = time_limit_s
        self._now = now
        self._jobs: dict[str, TranscriptionJob] = {}  # by name, oldest first
        self._backlog: asyncio.Queue[TranscriptionJob] = asyncio.Queue()

    async def start(self, request: Mapping[str, Any]) -> dict[str, Any]:
        job = TranscriptionJob.requested(request, self._now())
        await self._check_media(*job.media)
        # No await from here on, so that two requests cannot take the same name.
        if job.name in self._jobs:
            raise Refused("ConflictException", "The requested job name already exists.", 409)
        if sum(not known.has_ended for known in self._jobs.values()) >= self.limit:
            raise Refused("LimitExceededException", "Too many jobs are running; wait.", 429)
        self._jobs[job.name] = job
        self.started += 1
        self._backlog.put_nowait(job)
        return {"TranscriptionJob": job.described()}

    async def get(self, request: Mapping[str, Any]) -> dict[str, Any]:
        job = self._jobs.get(request["TranscriptionJobName"])
        if job is None:
            raise Refused("NotFoundException", "The requested job couldn't be found.", 404)
        return {"TranscriptionJob": job.described()}

    async def list(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Newest first, a page at a time."""
        status, part = request.get("Status"), request.get("JobNameContains", "").lower()
        found = [
            job
            for job in reversed(self._jobs.values())
            if status in (None, job.status) and part in job.name.lower()
        ]
        token = request.get("NextToken", "0")
        if not token.isdecimal():
            raise BadRequest("NextToken is invalid")
        begin, end = int(token), int(token) + request.get("MaxResults", _PAGE)
        page = [job.summarized() for job in found[begin:end]]
        answer: dict[str, Any] = {"TranscriptionJobSummaries": page}
        if status:
            answer["Status"] = status
        if end < len(found):
            answer["NextToken"] = str(end)
        return answer

    async def delete(self, request: Mapping[str, Any]) -> dict[str, Any]:
        job = self._jobs.get(request["TranscriptionJobName"])
        if job is None or not job.has_ended:
            raise BadRequest("The requested job couldn't be found, or has not ended.")
        del self._jobs[job.name]
        return {}

    async def work(self) -> None:
        """Hear one job after the other, for ever."""
        while True:
            job = await self._backlog.get()
            job.begin(self._now())
            reason = None
            try:
                words = await self._words(job)
                await self._store(job, words)
            except _Failed as failed:
                reason = str(failed)
            job.end(self._now(), reason)
            await self._announce(job)

    async def _check_media(self, bucket: str, key: str) -> None:
        try:
            await asyncio.to_thread(self._s3.head_object, Bucket=bucket, Key=key)
        except ClientError as error:
            raise BadRequest("The S3 URI that you provided can't be accessed.") from error
        except BotoCoreError as error:
            raise Refused("InternalFailureException", "S3 did not answer.", 500) from error

    async def _words(self, job: TranscriptionJob) -> Sequence[Mapping[str, Any]]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "recording"
            await asyncio.to_thread(self._fetch, job.media, file)
            heard = await self._heard(file)
        if "failure" in heard:
            raise _Failed(heard["failure"])
        words: Sequence[Mapping[str, Any]] = heard["words"]
        return words

    def _fetch(self, media: tuple[str, str], file: Path) -> None:
        bucket, key = media
        try:
            found = self._s3.get_object(Bucket=bucket, Key=key)
            content = found["Body"].read(_MAX_BYTES + 1)
        except (ClientError, BotoCoreError) as error:
            raise _Failed("The media file can't be read from S3.") from error
        if len(content) > _MAX_BYTES:
            raise _Failed("Invalid file size: file size too large.")
        file.write_bytes(content)

    async def _heard(self, file: Path) -> dict[str, Any]:
        """The recogniser's output; it runs in a process of its own."""
        process = await asyncio.create_subprocess_exec(
            *self._recogniser,
            file,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=die_with_parent if sys.platform == "linux" else None,
        )
        try:
            async with asyncio.timeout(self._time_limit_s):
                output, complaint = await process.communicate()
        except TimeoutError as error:
            raise _Failed("Internal failure") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            logger.error("the recogniser ended with %s: %s", process.returncode, complaint[-500:])
            raise _Failed("Internal failure")
        heard: dict[str, Any] = json.loads(output)
        return heard

    async def _store(self, job: TranscriptionJob, words: Sequence[Mapping[str, Any]]) -> None:
        bucket, key = job.output
        body = json.dumps(job.transcript(ACCOUNT, words)).encode()
        try:
            await asyncio.to_thread(
                self._s3.put_object,
                Bucket=bucket,
                Key=key,
                Body=body,
                ContentType="application/json",
            )
        except (ClientError, BotoCoreError) as error:
            raise _Failed("The transcript can't be written to the output bucket.") from error

    async def _announce(self, job: TranscriptionJob) -> None:
        """Send the event that the job has ended. Like AWS's, it is not sent again if that fails."""
        detail = {"TranscriptionJobName": job.name, "TranscriptionJobStatus": job.status}
        if job.failure_reason:
            detail["FailureReason"] = job.failure_reason
        entry = {
            "Source": EVENT_SOURCE,
            "DetailType": "Transcribe Job State Change",
            "Detail": json.dumps(detail),
        }
        try:
            await asyncio.to_thread(self._events.put_events, Entries=[entry])
        except (ClientError, BotoCoreError):
            logger.exception("the event that a transcription ended could not be sent")
