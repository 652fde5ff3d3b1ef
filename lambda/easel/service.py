"""Makes the objects that the functions share, once per process, from settings and adapters."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Self

from .adapters import Adapters
from .callers.claims import Claims
from .callers.keys import Keys
from .callers.owed import Owed
from .callers.quotas import Quotas
from .callers.seeds import Seeds
from .callers.signature import Signer
from .callers.wait_slots import WaitSlots
from .clock import Clock, SystemClock
from .pictures.answer_links import AnswerLinks
from .pictures.backlog import Backlog
from .pictures.cdn import Cdn
from .pictures.deliver_queue import DeliverQueue
from .pictures.endings import Endings
from .pictures.endpoint import AlwaysReady, EndpointStatus, RealtimeEndpoint, Submitter
from .pictures.image_store import AnswerStore, ImageStore
from .pictures.instance_hours import InstanceHours
from .pictures.job_index import JobIndex
from .pictures.job_table import JobTable
from .pictures.translator import Translator
from .recordings.audio_store import AudioStore, TranscriptStore
from .recordings.recording_table import RecordingTable
from .recordings.transcriber import Transcriber
from .settings import Settings, Web
from .tables.sqs_queue import Queue
from .webhooks.receiver import Receivers
from .webhooks.slow_hosts import SlowHosts
from .webhooks.webhook_table import WebhookTable

if TYPE_CHECKING:
    from .pictures.bedrock import BedrockModel
    from .pictures.content_credentials import ContentCredentials
    from .pictures.moderator import PictureFilter, PromptFilter
    from .pictures.recompress import Recompressor


@dataclass
class Service:
    """The objects that the functions share. Each is made on first use, so a function pays only for
    the objects that it needs."""

    settings: Settings
    clock: Clock
    adapters: Adapters

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        settings, clock = Settings.from_env(env), SystemClock()
        return cls(settings, clock, Adapters(settings, clock))

    # Rows in the two tables.

    @cached_property
    def jobs(self) -> JobTable:
        return JobTable(
            self.adapters.dynamodb,
            self.settings.jobs_table,
            self.clock,
            backlog=self.backlog,
            failed_job_retention=timedelta(days=self.settings.failed_job_retention_days),
        )

    @cached_property
    def answer_links(self) -> AnswerLinks:
        return AnswerLinks(self.adapters.dynamodb, self.settings.jobs_table, self.clock)

    @cached_property
    def job_index(self) -> JobIndex:
        return JobIndex(self.adapters.dynamodb, self.settings.jobs_table, self.clock)

    @cached_property
    def backlog(self) -> Backlog:
        return Backlog(self.adapters.dynamodb, self.settings.jobs_table, self.clock)

    @cached_property
    def instance_hours(self) -> InstanceHours:
        return InstanceHours(
            self.adapters.dynamodb,
            self.settings.jobs_table,
            self.clock,
            daily=self.settings.daily_instance_hours,
        )

    @cached_property
    def endings(self) -> Endings:
        return Endings(
            jobs=self.jobs,
            images=self.images,
            webhooks=self.webhooks,
            claims=self.claims,
            answers=lambda: self.answers,
            audio_queue=lambda: self.audio_queue,
            derive_queue=lambda: self.derive_queue if self.settings.derive_queue_url else None,
            public_url=self.settings.public_url,
            start_page=self.settings.web is Web.ON,
            clock=self.clock,
        )

    @cached_property
    def recordings(self) -> RecordingTable:
        return RecordingTable(
            self.adapters.dynamodb,
            self.settings.jobs_table,
            self.clock,
            retention=timedelta(days=self.settings.audio_retention_days),
        )

    @cached_property
    def keys(self) -> Keys:
        return Keys(self.adapters.dynamodb, self.settings.callers_table, self.clock)

    @cached_property
    def owed(self) -> Owed:
        return Owed(self.adapters.dynamodb, self.settings.callers_table, self.clock)

    @cached_property
    def quotas(self) -> Quotas:
        return Quotas(self.adapters.dynamodb, self.settings.callers_table, self.clock)

    @cached_property
    def wait_slots(self) -> WaitSlots:
        return WaitSlots(
            self.adapters.dynamodb,
            self.settings.callers_table,
            self.clock,
            per_caller=self.settings.waits_per_caller,
            # The other half of the account's executions is for requests that do not wait.
            in_all=self.settings.account_concurrency // 2,
        )

    @cached_property
    def claims(self) -> Claims:
        return Claims(self.adapters.dynamodb, self.settings.callers_table, self.clock)

    @cached_property
    def seeds(self) -> Seeds:
        return Seeds(self.adapters.dynamodb, self.settings.callers_table, self.clock)

    @cached_property
    def webhooks(self) -> WebhookTable:
        return WebhookTable(
            self.adapters.dynamodb,
            self.settings.callers_table,
            self.clock,
            queue=lambda: self.adapters.webhook_queue,
            job_deadline=timedelta(seconds=self.settings.job_deadline_s),
        )

    @cached_property
    def slow_hosts(self) -> SlowHosts:
        return SlowHosts(self.adapters.dynamodb, self.settings.callers_table, self.clock)

    # Adapters.

    @property
    def images(self) -> ImageStore:
        return self.adapters.images

    @property
    def answers(self) -> AnswerStore:
        return self.adapters.answers

    @property
    def recompressor(self) -> "Recompressor":
        return self.adapters.recompressor

    @property
    def audio(self) -> AudioStore:
        return self.adapters.audio

    @property
    def transcripts(self) -> TranscriptStore:
        return self.adapters.transcripts

    @property
    def queue(self) -> DeliverQueue:
        return self.adapters.queue

    @property
    def audio_queue(self) -> Queue:
        return self.adapters.audio_queue

    @property
    def transcript_queue(self) -> Queue:
        return self.adapters.transcript_queue

    @property
    def derive_queue(self) -> Queue:
        return self.adapters.derive_queue

    @property
    def submitter(self) -> Submitter:
        return self.adapters.submitter

    @property
    def endpoint(self) -> "RealtimeEndpoint | BedrockModel":
        return self.adapters.endpoint

    @property
    def endpoint_status(self) -> EndpointStatus | AlwaysReady:
        return self.adapters.endpoint_status

    @property
    def cdn(self) -> Cdn:
        return self.adapters.cdn

    @property
    def transcriber(self) -> Transcriber:
        return self.adapters.transcriber

    @property
    def translator(self) -> Translator:
        return self.adapters.translator

    @property
    def prompt_filter(self) -> "PromptFilter":
        return self.adapters.prompt_filter

    @property
    def picture_filter(self) -> "PictureFilter":
        return self.adapters.picture_filter

    @property
    def content_credentials(self) -> "ContentCredentials":
        return self.adapters.content_credentials

    @property
    def receivers(self) -> Receivers:
        return self.adapters.receivers

    @cached_property
    def signer(self) -> Signer:
        return Signer(self.adapters.id_secret)


@cache
def current_service() -> Service:
    """The service of this process."""
    return Service.from_env(os.environ)
