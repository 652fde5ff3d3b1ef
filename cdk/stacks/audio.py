"""A recording's way: two buckets that expire, two queues, what wakes whom, and who may do what."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from easel.recordings.audio_store import HEARD, TranscriptStore
from easel.recordings.recording import DROPPED, ID_PREFIX, RECEIPT, SENT

from ..deployment import Deployment
from .graviton_function import GravitonFunction
from .queues import WorkQueue
from .storage import Storage, created, private, tell_eventbridge

# Every transcription job is named for its recording.
AUDIO_IDS = f"{ID_PREFIX}*"

TRANSCRIBE_TIMEOUT = Duration.seconds(30)
# Transcribe writes this object before a job starts, to see whether it may: beside the transcript,
# or at the top of the bucket. Its documentation does not say which; both have been seen.
_CHECK_FILE = ".write_access_check_file.temp"
# Many recordings at once must leave room for the account's other functions.
_MAX_CONCURRENCY = 5


class Audio(Construct):
    """The buckets and queues of recordings; `sites` are the origins whose pages may upload."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        sites: list[str],
        dead_letters: sqs.IQueue,
        key: kms.IKey | None,
    ) -> None:
        super().__init__(scope, id)
        self._key = key
        leave = s3.LifecycleRule(
            expiration=Duration.days(deployment.audio_retention_days),
            abort_incomplete_multipart_upload_after=Duration.days(1),
        )
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            lifecycle_rules=[leave],
            # A form needs no header of its own and no other method.
            cors=[
                s3.CorsRule(
                    allowed_methods=[s3.HttpMethods.POST], allowed_origins=sites, max_age=3600
                )
            ],
            **private(key),
        )
        self.transcripts = s3.Bucket(
            self,
            "Transcripts",
            lifecycle_rules=[leave],
            **private(key),
        )
        self.queue = self._queue("Queue", dead_letters)
        self.transcript_queue = self._queue("TranscriptQueue", dead_letters)
        for bucket in (self.bucket, self.transcripts):
            tell_eventbridge(bucket)
        self._listen()

    def heard_by(self, transcribe: GravitonFunction, storage: Storage) -> None:
        """Wake `transcribe` when a recording arrives or ends, and once a minute. Give it the rights
        that it needs."""
        transcribe.work_on(self.queue, at_once=_MAX_CONCURRENCY)
        transcribe.sweep_each_minute(self, "Easel: settle the recordings that are overdue")
        objects = self.bucket.arn_for_objects
        transcribe.allow(
            ["s3:GetObject"],
            *(objects(f"{p}*") for p in (DROPPED, SENT, HEARD)),
        )
        transcribe.allow(
            ["s3:PutObject"],
            objects(f"{HEARD}*"),
            objects(f"{DROPPED}*{RECEIPT}"),
        )
        # Without this right S3 answers 403, not 404, if a recording is not there.
        transcribe.allow(["s3:ListBucket"], self.bucket.bucket_arn)
        self._allow_transcription(transcribe)
        transcribe.allow(["sqs:ChangeMessageVisibility"], self.queue.queue_arn)
        transcribe.allow(["sqs:SendMessage"], self.transcript_queue.queue_arn)
        transcribe.allow(["secretsmanager:GetSecretValue"], storage.id_secret.secret_arn)
        # It reads the jobs of the recordings' pictures too, and never changes them.
        transcribe.allow(["dynamodb:GetItem"], storage.jobs.table_arn)
        transcribe.allow(["dynamodb:Query"], f"{storage.jobs.table_arn}/index/by_phase")
        transcribe.allow(
            ["dynamodb:PutItem", "dynamodb:UpdateItem"],
            storage.jobs.table_arn,
            conditions=_rows(AUDIO_IDS),
        )
        transcribe.allow(
            ["dynamodb:GetItem", "dynamodb:UpdateItem"],
            storage.callers.table_arn,
            conditions=_rows("quota#recordings#*"),
        )

    def drawn_by(self, generate: GravitonFunction) -> None:
        """Wake `generate` for each transcript; it also signs the uploads of the API's callers."""
        generate.work_on(self.transcript_queue, at_once=_MAX_CONCURRENCY)
        generate.allow(["s3:PutObject"], self.bucket.arn_for_objects(f"{SENT}*"))
        generate.allow(
            ["s3:GetObject"], self.transcripts.arn_for_objects(f"{TranscriptStore.PREFIX}*")
        )
        generate.allow(["sqs:ChangeMessageVisibility"], self.transcript_queue.queue_arn)

    def hear_of_ends_from(self, *functions: GravitonFunction) -> None:
        """`functions` end pictures. They tell `transcribe` if the picture came from a recording."""
        for function in functions:
            function.allow(["sqs:SendMessage"], self.queue.queue_arn)

    def _listen(self) -> None:
        self._rule(
            "Arrived",
            self.queue,
            created(self.bucket, [{"prefix": DROPPED}, {"prefix": SENT}]),
        )
        self._rule(
            "NotTranscribed",
            self.queue,
            events.EventPattern(
                source=["aws.transcribe"],
                detail_type=["Transcribe Job State Change"],
                detail={
                    "TranscriptionJobName": [{"prefix": ID_PREFIX}],
                    "TranscriptionJobStatus": ["FAILED"],
                },
            ),
        )
        # Not _CHECK_FILE, which Transcribe leaves there too.
        transcripts = f"{TranscriptStore.PREFIX}{AUDIO_IDS}.json"
        self._rule(
            "Transcribed",
            self.transcript_queue,
            created(self.transcripts, [{"wildcard": transcripts}]),
        )

    def _allow_transcription(self, transcribe: GravitonFunction) -> None:
        written = f"{TranscriptStore.PREFIX}*"
        bucket = self.transcripts.bucket_name
        transcribe.allow(
            ["transcribe:StartTranscriptionJob"],
            "*",  # this action cannot be limited to a resource, but to where the job writes
            conditions={
                "StringEquals": {"transcribe:OutputBucketName": bucket},
                # AWS's own example puts the bucket in front of the key; its reference does not.
                "StringLike": {"transcribe:OutputKey": [written, f"{bucket}/{written}"]},
            },
        )
        # Transcribe reads and writes with the rights of the function that started the job.
        transcribe.allow(
            ["s3:PutObject"],
            self.transcripts.arn_for_objects(written),
            self.transcripts.arn_for_objects(_CHECK_FILE),
        )
        jobs = Stack.of(self).format_arn(
            service="transcribe", resource="transcription-job", resource_name=AUDIO_IDS
        )
        transcribe.allow(["transcribe:GetTranscriptionJob"], jobs)

    def _queue(self, id: str, dead_letters: sqs.IQueue) -> WorkQueue:
        # generate, which works on one of them, takes a second less.
        return WorkQueue(
            self, id, timeout=TRANSCRIBE_TIMEOUT, dead_letters=dead_letters, key=self._key
        )

    def _rule(self, id: str, queue: sqs.Queue, pattern: events.EventPattern) -> None:
        events.Rule(self, id, event_pattern=pattern, targets=[targets.SqsQueue(queue)])


def _rows(keys: str) -> dict[str, object]:
    return {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": keys}}
