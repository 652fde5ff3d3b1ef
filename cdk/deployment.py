"""easel.toml: the operator's settings, checked before anything is deployed."""

import os
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from easel.api.fitted import MOST_PICTURES, MOST_PROMPT_CHARACTERS
from easel.api.request import (
    MAX_GUIDANCE_SCALE,
    MAX_PICTURES,
    MAX_SIDE,
    MAX_STEPS,
    MIN_SIDE,
    SIDE_STEP,
)
from easel.pictures.bedrock_picture import MAX_PROMPT_CHARACTERS as BEDROCK_PROMPT_CHARACTERS
from easel.settings import Access, EndpointMode, Metadata, Moderation, RenditionKind
from jumpstart.endpoint import hugging_face

from . import answers, gates, signing, weights
from .jumpstart_model import JumpStartModel, RegionalModel, recorded_models
from .regions import CLOUDFRONT_REGION, missing_services
from .stage import settings_of
from .warm_hours import WarmHours

ROOT = Path(__file__).resolve().parent.parent

# SageMaker's pattern for the names of endpoints and inference components. "" is allowed too.
_SAGEMAKER_NAME = r"^([a-zA-Z0-9](-*[a-zA-Z0-9])*)?$"

# A model of Stability AI on Amazon Bedrock: its name and its version. All of them that draw from a
# text take the same request. Whether Bedrock offers one is for AWS to say.
_BEDROCK_MODEL = r"^stability\.[a-z0-9-]{1,60}-v[0-9]+:[0-9]+$"
_REGION = r"^([a-z]{2,3}(-[a-z]+){1,3}-[0-9])?$"

Mode = EndpointMode


class Deployment(BaseModel):
    """easel.toml. Each setting is described there and in docs/configuration.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: str = ""
    name: str = Field(default="Easel", pattern=r"^[A-Za-z](-?[A-Za-z0-9]){0,30}$")
    mode: Mode = Mode.ASYNC
    existing_endpoint: str = Field(default="", max_length=63, pattern=_SAGEMAKER_NAME)
    inference_component: str = Field(default="", max_length=63, pattern=_SAGEMAKER_NAME)
    existing_version: str = Field(default="1", min_length=1, max_length=63)
    existing_answers: str = Field(default="", max_length=1024, pattern=answers.S3_PLACE)
    existing_failures: str = Field(default="", max_length=1024, pattern=answers.S3_PLACE)
    model: str = "model-txt2img-stabilityai-stable-diffusion-v2"
    model_data: str = Field(default="", max_length=1024, pattern=weights.S3_FOLDER)
    model_version: str = Field(default="1", min_length=1, max_length=63)
    image: str = Field(default="", max_length=255, pattern=weights.ECR_IMAGE)
    ami_version: str = Field(default="", pattern=weights.AMI_VERSION)
    instance_type: str = "ml.g5.2xlarge"
    max_instances: int = Field(default=1, ge=1, le=100)
    keep_warm: str = ""
    time_zone: str = "UTC"
    bedrock_model: str = Field(default="stability.stable-image-core-v1:1", pattern=_BEDROCK_MODEL)
    bedrock_region: str = Field(default="", pattern=_REGION)
    default_side: int = Field(default=768, ge=MIN_SIDE, le=MAX_SIDE, multiple_of=SIDE_STEP)
    default_steps: int = Field(default=50, ge=1, le=MAX_STEPS)
    default_guidance_scale: float = Field(default=7.5, ge=0, le=MAX_GUIDANCE_SCALE)
    max_side: int = Field(default=MAX_SIDE, ge=MIN_SIDE, le=MAX_SIDE, multiple_of=SIDE_STEP)
    max_steps: int = Field(default=MAX_STEPS, ge=1, le=MAX_STEPS)
    max_pictures: int = Field(default=0, ge=0, le=MOST_PICTURES)
    max_prompt_characters: int = Field(
        default=MOST_PROMPT_CHARACTERS, ge=1, le=MOST_PROMPT_CHARACTERS
    )
    access: Access = Access.OPEN
    domain: str = Field(default="", pattern=gates.DOMAIN)
    certificate_arn: str = Field(default="", pattern=gates.CERTIFICATE)
    hosted_zone_id: str = Field(default="", pattern=gates.HOSTED_ZONE)
    subnet_ids: list[Annotated[str, Field(pattern=gates.SUBNET)]] = []
    security_group_ids: list[Annotated[str, Field(pattern=gates.SECURITY_GROUP)]] = []
    waf: bool = False
    web_acl_arn: str = Field(default="", pattern=gates.WEB_ACL)
    access_logs: bool = False
    own_key: bool = False
    web: bool = True
    # "" is every origin in open mode, and none in key mode.
    cors_origins: list[str] | Literal[""] = ""
    daily_pictures: int = Field(default=1000, ge=0)
    daily_pictures_per_address: int = Field(default=100, ge=0)
    daily_instance_hours: int = Field(default=8, ge=0)
    daily_recordings: int = Field(default=100, ge=0)
    daily_recordings_per_caller: int = Field(default=20, ge=0)
    daily_translated_characters: int = Field(default=100_000, ge=0)
    daily_translated_characters_per_caller: int = Field(default=20_000, ge=0)
    posts_per_minute: int = Field(default=60, ge=1)
    waits_per_caller: int = Field(default=8, ge=0)
    daily_wait_hours: int = Field(default=100, ge=0)
    # A new account has 10.
    account_concurrency: int = Field(default=1000, ge=2)
    requests_per_second: int = Field(default=40, ge=1, le=5000)
    renditions: list[RenditionKind] = [RenditionKind.THUMBNAIL]
    moderation: Moderation = Moderation.NONE
    metadata: Metadata = Metadata.PROVENANCE
    content_credentials_key: str = Field(default="", max_length=2048, pattern=signing.KEY)
    content_credentials_chain: str = ""
    blocked_words: list[Annotated[str, Field(min_length=1, pattern=r"^[^,]*$")]] = []
    # auto: on if the region has Amazon Transcribe.
    recordings: Literal["auto", "on", "off"] = "auto"
    # Transcribe recommends at most five when it has to find out the language.
    languages: list[Annotated[str, Field(pattern=r"^[a-z]{2,3}-[A-Z]{2}$")]] = Field(
        default=["en-US"], min_length=1, max_length=5
    )
    # Transcribe itself takes up to four hours.
    max_recording_s: int = Field(default=120, ge=1, le=600)
    audio_retention_days: int = Field(default=7, ge=1)
    translate: bool = False
    # No job waits longer than the longest deadline.
    max_backlog_s: int = Field(default=600, ge=1, le=3600)
    # An asynchronous invocation may take an hour at most.
    job_deadline_s: int = Field(default=1200, ge=60, le=3600)
    monthly_budget_usd: int = Field(default=0, ge=0)
    failed_job_retention_days: int = Field(default=30, ge=1)
    deliver_reserved_concurrency: int = Field(default=0, ge=0, le=1000)
    alarm_email: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")
    # The values CloudWatch Logs accepts.
    log_retention_days: Literal[1, 3, 5, 7, 14, 30, 60, 90, 180, 365] = 30

    @classmethod
    def load(cls, overrides: Mapping[str, Any] | None = None, *, path: Path | None = None) -> Self:
        """The settings in `path`, or else in easel.toml, as the stage (STAGE=) changes them. A
        setting in `overrides` replaces the one in the file."""
        found = tomllib.loads(path.read_text()) if path else settings_of(os.environ)
        return cls(**{**found, **(overrides or {})})

    @field_validator("model_data")
    @classmethod
    def _is_a_folder(cls, place: str) -> str:
        if place.endswith((".tar.gz", ".tgz")):
            raise ValueError("it must be a folder: python -m jumpstart.upload makes one")
        return place if place.endswith("/") or not place else f"{place}/"

    @field_validator("keep_warm")
    @classmethod
    def _are_hours(cls, hours: str) -> str:
        if hours:
            WarmHours.parse(hours)
        return hours

    @field_validator("time_zone")
    @classmethod
    def _is_a_time_zone(cls, name: str) -> str:
        if name != "UTC" and name not in available_timezones():
            raise ValueError(f'{name!r} is not a time zone, such as "UTC" or "Europe/Berlin"')
        return name

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _are_origins(cls, origins: Any) -> Any:
        gates.check_origins(origins)
        return origins

    @model_validator(mode="after")
    def _is_bedrock_or_not(self) -> Self:
        if self.mode is Mode.BEDROCK:
            for setting in ("existing_endpoint", "inference_component"):
                if getattr(self, setting):
                    raise ValueError(
                        f'{setting} is for SageMaker: leave it out, or choose mode = "realtime"'
                    )
        elif self.bedrock_region:
            raise ValueError('bedrock_region needs mode = "bedrock"')
        return self

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        answers.check(self)
        if self.keep_warm and (self.mode is not Mode.ASYNC or self.existing_endpoint):
            raise ValueError(
                'keep_warm needs mode = "async": in realtime mode instances always run'
            )
        if self.inference_component and not self.existing_endpoint:
            raise ValueError("inference_component needs existing_endpoint")
        weights.check(self, recorded_models())
        gates.check(self)
        if self.makes_endpoint and not self.model_data:
            self.jumpstart_model.check_instance(self.instance_type)
        if len(set(self.languages)) < len(self.languages):
            raise ValueError("languages names the same language twice")
        if self.default_side > self.max_side:
            raise ValueError("default_side is above max_side")
        if self.default_steps > self.max_steps:
            raise ValueError("default_steps is above max_steps")
        return self

    @model_validator(mode="after")
    def _can_sign(self) -> Self:
        if bool(self.content_credentials_key) != bool(self.content_credentials_chain):
            raise ValueError(
                "content_credentials_key and content_credentials_chain need each other"
            )
        if self.chain:
            signing.certificate_in(self.chain)
        return self

    @model_validator(mode="after")
    def _somebody_hears_of_the_budget(self) -> Self:
        if self.monthly_budget_usd and not self.alarm_email:
            raise ValueError("monthly_budget_usd needs alarm_email: AWS writes there what it does")
        return self

    @cached_property
    def jumpstart_model(self) -> JumpStartModel:
        return JumpStartModel.recorded(self.model)

    @property
    def container_environment(self) -> dict[str, str]:
        """The variables of the model's container."""
        own = hugging_face.ENVIRONMENT
        return own if self.model_data else self.jumpstart_model.environment

    @property
    def inference_ami(self) -> str:
        """The system of the endpoint's instances; "" is SageMaker's default."""
        easels_image = self.model_data and not self.image
        return hugging_face.AMI_VERSION if easels_image else self.ami_version

    @property
    def chain(self) -> Path | None:
        """The file with the certificates of the key that signs; None if nothing is signed."""
        chain = self.content_credentials_chain
        return ROOT / chain if chain else None

    @property
    def makes_endpoint(self) -> bool:
        """Whether Easel makes the endpoint, and so decides on its model and its hardware."""
        return not self.existing_endpoint and self.mode is not Mode.BEDROCK

    @property
    def drawn_by(self) -> tuple[str, str]:
        """(model, version), which are a part of every id. An existing endpoint counts as a model of
        its own. Weights of your own have the name and version that easel.toml gives them. A model
        on Bedrock has its version in its name: `stability.…-v1:1`."""
        if self.mode is Mode.BEDROCK:
            name, _, version = self.bedrock_model.rpartition("-")
            return name, version
        if self.existing_endpoint:
            name = f"{self.existing_endpoint}/{self.inference_component}".rstrip("/")
            return name, self.existing_version
        if self.model_data:
            return self.model, self.model_version
        return self.model, self.jumpstart_model.version

    @property
    def most_pictures(self) -> int:
        """The most pictures that a request may ask for. If the operator does not say: in realtime
        mode no more than fit into the 60 seconds of a call."""
        in_one_call = self.mode is Mode.REALTIME
        return self.max_pictures or (MAX_PICTURES if in_one_call else MOST_PICTURES)

    @property
    def most_prompt_characters(self) -> int:
        """The longest prompt that a request may hold."""
        if self.mode is Mode.BEDROCK:
            return min(self.max_prompt_characters, BEDROCK_PROMPT_CHARACTERS)
        return self.max_prompt_characters

    def hears(self, region: str) -> bool:
        """Whether recordings are taken if Easel runs in `region`."""
        if self.recordings == "auto":
            return "transcribe" not in missing_services(region)
        return self.recordings == "on"

    def has_edge_stack(self, region: str) -> bool:
        """Whether the firewall is a stack of its own, because Easel runs in `region`."""
        return self.waf and region != CLOUDFRONT_REGION

    @property
    def answers_place(self) -> answers.AnswersPlace:
        """Where asynchronous inference writes its answers and failures."""
        return answers.AnswersPlace.of(self)

    @property
    def limited_instance_hours(self) -> int:
        """How many hours the instances may run in a day; 0: no limit. Only instances that stop by
        themselves can be limited, and an existing endpoint scales as its owner likes."""
        stop = self.mode is Mode.ASYNC and self.makes_endpoint
        return self.daily_instance_hours if stop else 0

    @property
    def warm_hours(self) -> WarmHours | None:
        """When an instance is kept running. None: never."""
        return WarmHours.parse(self.keep_warm) if self.keep_warm else None

    @property
    def allowed_origins(self) -> list[str]:
        """The origins whose pages may call Easel from a browser; "*" is every origin."""
        if self.cors_origins == "":
            return ["*"] if self.access is Access.OPEN else []
        return self.cors_origins

    @property
    def endpoint_name(self) -> str:
        return self.existing_endpoint or self.name.lower()

    def regional_model(self, region: str) -> RegionalModel:
        """The container image and the model's artefact for `region`.

        Raises:
            ValueError: JumpStart does not offer the model there, or there is no image for it.
        """
        if self.model_data:
            image = weights.image_in(region, self.image)
            return RegionalModel(image_uri=image, model_data=self.model_data)
        return self.jumpstart_model.in_region(region)


def explain(invalid: ValidationError) -> str:
    """One line for each wrong setting, with its name and the reason."""
    lines = []
    for error in invalid.errors():
        setting = ".".join(str(part) for part in error["loc"])
        reason = error["msg"].removeprefix("Value error, ")  # pydantic's words before ours
        if error["type"] == "extra_forbidden":
            reason = "there is no such setting"
        lines.append(f"easel.toml: {setting}{': ' if setting else ''}{reason}")
    return "\n".join(lines)
