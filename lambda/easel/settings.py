"""The settings of a function, read once from its environment into one frozen object."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self, cast

# The certificates of the key that signs pictures, in PEM. The bundle puts them here.
CONTENT_CREDENTIALS_CHAIN = Path(__file__).with_name("content_credentials.pem")


class EndpointMode(StrEnum):
    ASYNC = "async"  # queued inside SageMaker, can scale to zero; the answer is written to S3
    REALTIME = "realtime"  # queued in SQS; the answer comes back on the call
    BEDROCK = "bedrock"  # the same, but a model on Amazon Bedrock answers; there is no endpoint


class Access(StrEnum):
    OPEN = "open"  # anyone may draw; each address has a quota, and all together have one
    KEY = "key"  # only holders of a key may draw, each with a quota of their own


class Translate(StrEnum):
    ON = "on"  # a prompt in another language is translated into English before it is drawn
    OFF = "off"


class Moderation(StrEnum):
    NONE = "none"
    PROMPTS = "prompts"  # Amazon Bedrock Guardrails looks at each prompt before it is drawn
    PICTURES = "pictures"  # Amazon Rekognition looks at each picture before it is stored
    BOTH = "both"

    @property
    def of_prompts(self) -> bool:
        return self in (Moderation.PROMPTS, Moderation.BOTH)

    @property
    def of_pictures(self) -> bool:
        return self in (Moderation.PICTURES, Moderation.BOTH)


class Metadata(StrEnum):
    """What a stored JPEG says about itself, in XMP."""

    NONE = "none"
    PROVENANCE = "provenance"  # that a machine made it, with which model, for which job
    FULL = "full"  # and the prompt


class Web(StrEnum):
    ON = "on"  # Easel's page is at "/"
    OFF = "off"


class Recordings(StrEnum):
    ON = "on"
    OFF = "off"  # the operator wants none, or the region has no Amazon Transcribe


class RenditionKind(StrEnum):
    THUMBNAIL = "thumbnail"  # WebP, for lists of pictures
    WEBP = "webp"  # in full size
    AVIF = "avif"  # in full size


class BadSettings(Exception):
    """A variable is missing, or its value is unusable. The message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every field is read from the environment variable of its name in capitals.

    docs/configuration.md describes each one; a test compares the two.
    """

    jobs_table: str
    callers_table: str
    images_bucket: str
    answers_bucket: str
    # Under this prefix of it are the failures; everything else is an answer.
    failures_prefix: str = "failures/"
    id_secret_arn: str
    deliver_queue_url: str
    webhook_queue_url: str
    audio_bucket: str
    transcripts_bucket: str
    # The key that encrypts transcripts. "" is S3's own.
    transcripts_key_arn: str = ""
    audio_queue_url: str
    transcript_queue_url: str
    # "": no renditions are made.
    derive_queue_url: str = ""
    public_url: str
    distribution_id: str
    # A secret that only CloudFront knows. CloudFront sends it with each request that it passes on.
    origin_secret: str
    endpoint_name: str
    endpoint_mode: EndpointMode
    inference_component: str = ""
    # The model on Amazon Bedrock, and its region. "" is the region of the function.
    bedrock_model: str
    bedrock_region: str = ""
    model_id: str
    model_version: str

    default_side: int = 768
    default_steps: int = 50
    default_guidance_scale: float = 7.5
    max_side: int = 1024
    max_steps: int = 100
    max_pictures: int = 10
    max_prompt_characters: int = 32_000

    access: Access = Access.OPEN
    web: Web = Web.ON
    # Comma separated: the origins whose pages may call Easel from a browser. "*" is every origin.
    cors_origins: str = ""
    # Pictures drawn in a UTC day: for everyone together, and for one address in open mode.
    daily_pictures: int = 1000
    daily_pictures_per_address: int = 100
    # How long an asynchronous endpoint's instances may run in a UTC day, added up. 0: no limit.
    daily_instance_hours: int = 0
    # In a UTC day: for everyone together, and for one key, or for one address in open mode.
    daily_recordings: int = 100
    daily_recordings_per_caller: int = 20
    daily_translated_characters: int = 100_000
    daily_translated_characters_per_caller: int = 20_000
    # For one key, or for one address in open mode.
    posts_per_minute: int = 60
    # How many requests of one key, or of one address, may wait at once. All together may hold half
    # of the executions that the account has.
    waits_per_caller: int = 8
    account_concurrency: int = 1000
    # How long all requests of a UTC day may wait, added up.
    daily_wait_hours: int = 100
    # Comma separated. A prompt that holds one of them as a whole word is refused.
    blocked_words: str = ""
    moderation: Moderation = Moderation.NONE
    # The guardrail that looks at prompts, and its version.
    guardrail_id: str = ""
    guardrail_version: str = ""
    metadata: Metadata = Metadata.PROVENANCE
    # What signs the pictures: the ARN of a key in AWS KMS, or in local mode a file. "": nothing.
    content_credentials_key: str = ""
    # A request that would wait longer than this for the model is refused; nothing is spent.
    max_backlog_s: int = 600

    # Comma separated: what else is made from each JPEG.
    renditions: str = ""
    recordings: Recordings = Recordings.ON
    # Comma separated, in Amazon Transcribe's codes. If there are several, Transcribe finds out
    # which one is spoken.
    languages: str = "en-US"
    max_recording_s: int = 120
    audio_retention_days: int = 7
    translate: Translate = Translate.OFF

    # Both are for tests and one's own machine, never for a deployment. The first lists hosts that
    # are not public but may get webhooks, as comma-separated host:port. The second names a file of
    # the certificate authorities to trust.
    webhook_trusted_hosts: str = ""
    webhook_ca_file: str = ""

    # API Gateway gives up at 29 s. Then the client would POST again, and pay again.
    max_wait_s: float = 25.0
    # A cold endpoint takes 6 to 10 minutes; twice that covers a short queue as well.
    job_deadline_s: int = 1200
    failed_job_retention_days: int = 30

    if not TYPE_CHECKING:  # if a type checker saw __getattr__, it would accept any name

        def __getattr__(self, name: str) -> NoReturn:
            """Refuse a name that has no value. Python calls this only for such names.

            Raises:
                BadSettings: it is a required setting, and the environment lacks it.
            """
            if name in (field.name for field in fields(self)):
                raise BadSettings(f"missing environment variable: {name.upper()}")
            raise AttributeError(name)

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        """The origins whose pages may call Easel; "*" is every origin."""
        return tuple(self.cors_origins.split(",")) if self.cors_origins else ()

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages that a recording may be in."""
        return tuple(language.strip() for language in self.languages.split(","))

    @property
    def rendition_kinds(self) -> tuple[RenditionKind, ...]:
        """What is made from each JPEG."""
        return tuple(RenditionKind(name) for name in self.renditions.split(",") if name)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """The settings in `env`.

        Each function gets only the variables that it reads. So a required variable may be missing
        in `env`; reading that setting raises BadSettings.

        Raises:
            BadSettings: a value is unusable; the message names its variable.
        """
        settings = object.__new__(cls)
        for field in fields(cls):
            value = field.default
            if text := env.get(field.name.upper()):
                convert = cast(Callable[[str], object], field.type)
                try:
                    value = convert(text)
                except ValueError as error:
                    raise BadSettings(f"{field.name.upper()}={text!r}: {error}") from error
            if value is not MISSING:
                object.__setattr__(settings, field.name, value)  # it is frozen from here on
        for name in ("side", "steps"):
            if getattr(settings, f"default_{name}") > getattr(settings, f"max_{name}"):
                raise BadSettings(f"DEFAULT_{name.upper()} is above MAX_{name.upper()}")
        return settings
