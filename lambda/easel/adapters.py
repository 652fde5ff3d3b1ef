"""The AWS clients with their time limits, and the adapters that use them to reach a service."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from .clock import Clock
from .pictures.cdn import Cdn
from .pictures.deliver_queue import DeliverQueue
from .pictures.endpoint import (
    AlwaysReady,
    AsyncEndpoint,
    EndpointStatus,
    RealtimeEndpoint,
    Submitter,
)
from .pictures.image_store import AnswerStore, ImageStore
from .pictures.jpeg import MAX_JPEG_BYTES
from .pictures.recompress import Recompressor
from .pictures.translator import Translator
from .recordings.audio_store import AudioStore, TranscriptStore
from .recordings.transcriber import Transcriber
from .settings import CONTENT_CREDENTIALS_CHAIN, EndpointMode, Settings
from .tables.sqs_queue import Queue
from .webhooks.receiver import Receivers
from .webhooks.webhook_queue import WebhookQueue

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_sqs import SQSClient

    from .pictures.bedrock import BedrockModel
    from .pictures.content_credentials import ContentCredentials
    from .pictures.moderator import PictureFilter, PromptFilter

# CloudTrail shows it. Without a name, botocore puts one together for each call: a tenth of all the
# processor time of a delivery.
_USER_AGENT = "Easel"
# For services that answer in milliseconds: three attempts, which end within 15 s in any case.
_QUICK = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"total_max_attempts": 3, "mode": "standard"},
    user_agent=_USER_AGENT,
)
# InvokeEndpointAsync only queues. A second attempt would queue, and cost, a second time.
_QUICK_ONCE = Config(
    connect_timeout=2,
    read_timeout=10,
    retries={"total_max_attempts": 1},
    user_agent=_USER_AGENT,
)
# InvokeEndpoint stops at 60 s by itself. A second attempt would draw, and cost, a second time. The
# same holds for Bedrock's InvokeModel.
_MODEL = Config(
    connect_timeout=3,
    read_timeout=70,
    retries={"total_max_attempts": 1},
    user_agent=_USER_AGENT,
)
# For services that take a second or two. A POST has 25 s, in which both of its prompts may be
# translated and checked. Ten pictures are looked at together.
_SLOWER = Config(
    connect_timeout=1,
    read_timeout=5,
    retries={"total_max_attempts": 2, "mode": "standard"},
    user_agent=_USER_AGENT,
)


@dataclass
class Adapters:
    """The adapters of one process. Each is made on first use, so a function pays only for the
    adapters that it needs.

    The tests use a subclass that has fakes in place of some adapters.
    """

    settings: Settings
    clock: Clock
    client: Callable[..., Any] = boto3.client

    # Tables and queues.

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        client: DynamoDBClient = self.client("dynamodb", config=_QUICK)
        return client

    @cached_property
    def sqs(self) -> "SQSClient":
        client: SQSClient = self.client("sqs", config=_QUICK)
        return client

    @cached_property
    def queue(self) -> DeliverQueue:
        return DeliverQueue(self.sqs, self.settings.deliver_queue_url)

    @cached_property
    def webhook_queue(self) -> WebhookQueue:
        return WebhookQueue(self.sqs, self.settings.webhook_queue_url)

    @cached_property
    def audio_queue(self) -> Queue:
        return Queue(self.sqs, self.settings.audio_queue_url)

    @cached_property
    def transcript_queue(self) -> Queue:
        return Queue(self.sqs, self.settings.transcript_queue_url)

    @cached_property
    def derive_queue(self) -> Queue:
        return Queue(self.sqs, self.settings.derive_queue_url)

    # Buckets, and CloudFront's copies of their objects.

    @cached_property
    def images(self) -> ImageStore:
        return ImageStore(self.client("s3", config=_QUICK), self.settings.images_bucket)

    @cached_property
    def cdn(self) -> Cdn:
        # CloudFront is a global service with one endpoint for all regions.
        return Cdn(self.client("cloudfront", config=_QUICK), self.settings.distribution_id)

    @cached_property
    def answers(self) -> AnswerStore:
        client = self.client("s3", config=_QUICK)
        # A kept picture is in base64, which writes 3 bytes as 4. An answer is read in pieces.
        return AnswerStore(client, self.settings.answers_bucket, MAX_JPEG_BYTES * 4 // 3 + 4)

    @cached_property
    def recompressor(self) -> Recompressor:
        return Recompressor()

    @cached_property
    def audio(self) -> AudioStore:
        # A browser's form needs the bucket's address in its own region. The address for all
        # regions redirects, and a browser does not send the form again.
        config = _QUICK.merge(Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
        return AudioStore(self.client("s3", config=config), self.settings.audio_bucket)

    @cached_property
    def transcripts(self) -> TranscriptStore:
        client = self.client("s3", config=_QUICK)
        return TranscriptStore(client, self.settings.transcripts_bucket)

    # The model, and the services that hear and translate.

    @cached_property
    def submitter(self) -> Submitter:
        if self.settings.endpoint_mode is not EndpointMode.ASYNC:
            return self.queue
        runtime = self.client("sagemaker-runtime", config=_QUICK_ONCE)
        return AsyncEndpoint(runtime, self.settings.endpoint_name, self.clock)

    @cached_property
    def endpoint(self) -> "RealtimeEndpoint | BedrockModel":
        """What `deliver` calls. In async mode it calls nothing."""
        if self.settings.endpoint_mode is EndpointMode.BEDROCK:
            return self._bedrock()
        runtime = self.client("sagemaker-runtime", config=_MODEL)
        return RealtimeEndpoint(
            runtime, self.settings.endpoint_name, self.settings.inference_component
        )

    def _bedrock(self) -> "BedrockModel":
        # Imported here, because a deployment without Bedrock does not need it.
        from .pictures.bedrock import BedrockModel

        region = self.settings.bedrock_region or None
        runtime = self.client("bedrock-runtime", config=_MODEL, region_name=region)
        return BedrockModel(runtime, self.settings.bedrock_model, self.answers)

    @cached_property
    def endpoint_status(self) -> EndpointStatus | AlwaysReady:
        if self.settings.endpoint_mode is EndpointMode.BEDROCK:
            return AlwaysReady()
        client = self.client("sagemaker", config=_QUICK)
        return EndpointStatus(client, self.settings.endpoint_name, self.clock)

    @cached_property
    def transcriber(self) -> Transcriber:
        client = self.client("transcribe", config=_QUICK)
        settings = self.settings
        return Transcriber(
            client,
            settings.transcripts_bucket,
            settings.spoken,
            key_arn=settings.transcripts_key_arn,
        )

    @cached_property
    def translator(self) -> Translator:
        return Translator(self.client("translate", config=_SLOWER))

    # Who says what may be drawn and shown. Imported here, because few deployments ask.

    @cached_property
    def prompt_filter(self) -> "PromptFilter":
        from .pictures.moderator import PromptFilter

        runtime = self.client("bedrock-runtime", config=_SLOWER)
        settings = self.settings
        return PromptFilter(runtime, settings.guardrail_id, settings.guardrail_version)

    @cached_property
    def picture_filter(self) -> "PictureFilter":
        from .pictures.moderator import PictureFilter

        return PictureFilter(self.client("rekognition", config=_SLOWER))

    @cached_property
    def content_credentials(self) -> "ContentCredentials":
        from .pictures.content_credentials import ContentCredentials

        key, chain = self.settings.content_credentials_key, CONTENT_CREDENTIALS_CHAIN
        if not key.startswith("arn:"):
            return ContentCredentials.from_files(Path(key), chain)
        client = self.client("kms", config=_QUICK, region_name=key.split(":")[3])
        return ContentCredentials.from_kms(client, key, chain.read_text())

    # Callers.

    @cached_property
    def receivers(self) -> Receivers:
        return Receivers(
            trusted=self.settings.webhook_trusted_hosts, ca_file=self.settings.webhook_ca_file
        )

    @cached_property
    def id_secret(self) -> bytes:
        """The secret behind every id. It is made at deployment and never changes, because every
        link follows from it."""
        client = self.client("secretsmanager", config=_QUICK)
        answer = client.get_secret_value(SecretId=self.settings.id_secret_arn)
        secret: str = answer["SecretString"]
        return secret.encode()
