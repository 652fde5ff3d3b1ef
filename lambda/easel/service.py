"""The nouns of all functions, joined once per process from settings and AWS clients."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Self

import boto3
from botocore.config import Config

from .callers.claims import Claims
from .callers.keys import Keys
from .callers.quotas import Quotas
from .callers.seeds import Seeds
from .callers.signature import Signer
from .clock import Clock, SystemClock
from .pictures.answer import MAX_ANSWER_BYTES
from .pictures.cdn import Cdn
from .pictures.deliver_queue import DeliverQueue
from .pictures.endings import Endings
from .pictures.endpoint import AsyncEndpoint, EndpointStatus, RealtimeEndpoint, Submitter
from .pictures.image_store import AnswerStore, ImageStore
from .pictures.job_table import JobTable
from .pictures.translator import Translator
from .recordings.audio_store import AudioStore, TranscriptStore
from .recordings.recording_table import RecordingTable
from .recordings.transcriber import Transcriber
from .settings import EndpointMode, Settings
from .tables.sqs_queue import Queue
from .webhooks.receiver import Receivers
from .webhooks.webhook_queue import WebhookQueue
from .webhooks.webhook_table import WebhookTable

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_sqs import SQSClient

# Services that answer in milliseconds: three tries, and done within 15 s whatever happens.
_QUICK = Config(
    connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 3, "mode": "standard"}
)
# InvokeEndpointAsync only queues; a second attempt would queue, and cost, a second time.
_QUICK_ONCE = Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 1})
# InvokeEndpoint stops at 60 s by itself. A second attempt would draw, and cost, a second time.
_MODEL = Config(connect_timeout=3, read_timeout=70, retries={"total_max_attempts": 1})
# 2,000 characters take a second or two; both of a picture's prompts have to fit into 29 s.
_TRANSLATE = Config(
    connect_timeout=1, read_timeout=5, retries={"total_max_attempts": 2, "mode": "standard"}
)


@dataclass(frozen=True)
class Service:
    """Clients are made on first use: a function pays only for those it needs."""

    settings: Settings
    clock: Clock

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(Settings.from_env(env), SystemClock())

    @cached_property
    def _dynamodb(self) -> "DynamoDBClient":
        return boto3.client("dynamodb", config=_QUICK)

    @cached_property
    def _sqs(self) -> "SQSClient":
        return boto3.client("sqs", config=_QUICK)

    @cached_property
    def keys(self) -> Keys:
        return Keys(self._dynamodb, self.settings.callers_table, self.clock)

    @cached_property
    def quotas(self) -> Quotas:
        return Quotas(self._dynamodb, self.settings.callers_table, self.clock)

    @cached_property
    def claims(self) -> Claims:
        return Claims(self._dynamodb, self.settings.callers_table, self.clock)

    @cached_property
    def seeds(self) -> Seeds:
        return Seeds(self._dynamodb, self.settings.callers_table, self.clock)

    @cached_property
    def webhooks(self) -> WebhookTable:
        return WebhookTable(
            self._dynamodb,
            self.settings.callers_table,
            self.clock,
            queue=lambda: self.webhook_queue,
            job_deadline=timedelta(seconds=self.settings.job_deadline_s),
        )

    @cached_property
    def webhook_queue(self) -> WebhookQueue:
        return WebhookQueue(self._sqs, self.settings.webhook_queue_url)

    @cached_property
    def receivers(self) -> Receivers:
        return Receivers(
            trusted=self.settings.webhook_trusted_hosts, ca_file=self.settings.webhook_ca_file
        )

    @cached_property
    def cdn(self) -> Cdn:
        # A global service: it answers in one region for all.
        client = boto3.client("cloudfront", config=_QUICK)
        return Cdn(client, self.settings.distribution_id)

    @cached_property
    def jobs(self) -> JobTable:
        return JobTable(
            self._dynamodb,
            self.settings.jobs_table,
            self.clock,
            failed_job_retention=timedelta(days=self.settings.failed_job_retention_days),
        )

    @cached_property
    def endings(self) -> Endings:
        return Endings(
            jobs=self.jobs,
            images=self.images,
            webhooks=self.webhooks,
            audio_queue=lambda: self.audio_queue,
            public_url=self.settings.public_url,
            clock=self.clock,
        )

    @cached_property
    def recordings(self) -> RecordingTable:
        return RecordingTable(
            self._dynamodb,
            self.settings.jobs_table,
            self.clock,
            retention=timedelta(days=self.settings.audio_retention_days),
        )

    @cached_property
    def audio(self) -> AudioStore:
        # A form that a browser posts needs the bucket's own address, in its region: the one for
        # all regions redirects, and no browser follows that with a form.
        config = _QUICK.merge(Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
        return AudioStore(boto3.client("s3", config=config), self.settings.audio_bucket)

    @cached_property
    def transcripts(self) -> TranscriptStore:
        client = boto3.client("s3", config=_QUICK)
        return TranscriptStore(client, self.settings.transcripts_bucket)

    @cached_property
    def transcriber(self) -> Transcriber:
        client = boto3.client("transcribe", config=_QUICK)
        return Transcriber(client, self.settings.transcripts_bucket, self.settings.spoken)

    @cached_property
    def audio_queue(self) -> Queue:
        return Queue(self._sqs, self.settings.audio_queue_url)

    @cached_property
    def transcript_queue(self) -> Queue:
        return Queue(self._sqs, self.settings.transcript_queue_url)

    @cached_property
    def images(self) -> ImageStore:
        return ImageStore(boto3.client("s3", config=_QUICK), self.settings.images_bucket)

    @cached_property
    def answers(self) -> AnswerStore:
        client = boto3.client("s3", config=_QUICK)
        return AnswerStore(client, self.settings.answers_bucket, MAX_ANSWER_BYTES)

    @cached_property
    def submitter(self) -> Submitter:
        if self.settings.endpoint_mode is EndpointMode.REALTIME:
            return self.queue
        runtime = boto3.client("sagemaker-runtime", config=_QUICK_ONCE)
        return AsyncEndpoint(runtime, self.settings.endpoint_name, self.clock)

    @cached_property
    def queue(self) -> DeliverQueue:
        return DeliverQueue(self._sqs, self.settings.deliver_queue_url)

    @cached_property
    def endpoint(self) -> RealtimeEndpoint:
        runtime = boto3.client("sagemaker-runtime", config=_MODEL)
        return RealtimeEndpoint(
            runtime, self.settings.endpoint_name, self.settings.inference_component
        )

    @cached_property
    def endpoint_status(self) -> EndpointStatus:
        client = boto3.client("sagemaker", config=_QUICK)
        return EndpointStatus(client, self.settings.endpoint_name, self.clock)

    @cached_property
    def translator(self) -> Translator:
        return Translator(boto3.client("translate", config=_TRANSLATE))

    @cached_property
    def signer(self) -> Signer:
        client = boto3.client("secretsmanager", config=_QUICK)
        answer = client.get_secret_value(SecretId=self.settings.id_secret_arn)
        return Signer(answer["SecretString"].encode())


@cache
def current_service() -> Service:
    """This process's own."""
    return Service.from_env(os.environ)
