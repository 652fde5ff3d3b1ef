"""Amazon Transcribe's jobs on this machine: heard one at a time, in the order of asking."""

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

from .ministack import ACCOUNT, ROOT
from .process import die_with_parent
from .template import EVENT_SOURCE
from .transcription_job import BadRequest, Refused, TranscriptionJob

logger = logging.getLogger(__name__)

RECOGNISER = (sys.executable, "-m", "local.recogniser")
# Two minutes of uncompressed stereo at 48 kHz, and then some.
_MAX_BYTES = 64 * 1024 * 1024
_PAGE = 5  # ListTranscriptionJobs' own


class _Failed(Exception):
    """The job ends so; the text is its FailureReason."""


class Transcriber:
    """Takes four operations' parameters, which fit the API model, and gives their answers."""

    def __init__(
        self,
        s3: Any,
        events: Any,
        *,
        limit: int = 250,  # AWS's own of jobs at once
        recogniser: Sequence[str] = RECOGNISER,
        time_limit_s: float = 300,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.started = 0  # how many jobs were ever taken
        self.limit = limit
        self._s3 = s3
        self._events = events
        self._recogniser = tuple(recogniser)
        self._time_limit_s = time_limit_s
        self._now = now
        self._jobs: dict[str, TranscriptionJob] = {}  # by name, in the order of asking
        self._backlog: asyncio.Queue[TranscriptionJob] = asyncio.Queue()

    async def start(self, request: Mapping[str, Any]) -> dict[str, Any]:
        job = TranscriptionJob.asked(request, self._now())
        await self._check_media(*job.media)
        # From here on nothing else runs in between: a name is taken once.
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
            raise BadRequest("NextToken is not one of ours")
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
        """Hear what was asked for, for as long as somebody serves us."""
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
            heard = await self._heard([str(file), *_said_about(job.request)])
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

    async def _heard(self, arguments: Sequence[str]) -> dict[str, Any]:
        """What the recogniser printed, from a process of its own."""
        process = await asyncio.create_subprocess_exec(
            *self._recogniser,
            *arguments,
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
        """The event that says it is over; best effort, as the service's own."""
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
            logger.exception("nobody was told that a transcription ended")


def _said_about(request: Mapping[str, Any]) -> list[str]:
    """The recogniser's arguments for what the request says about the media."""
    arguments = []
    if "MediaFormat" in request:
        arguments += ["--format", request["MediaFormat"]]
    if "MediaSampleRateHertz" in request:
        arguments += ["--rate", str(request["MediaSampleRateHertz"])]
    return arguments
