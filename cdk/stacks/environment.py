"""What each function reads from its environment. easel.settings has a field for each name."""

from typing import TYPE_CHECKING

from ..deployment import Deployment, Mode

if TYPE_CHECKING:  # `make preflight` measures the environment without the CDK
    from aws_cdk import aws_kms as kms
    from aws_cdk import aws_sqs as sqs

    from .audio import Audio
    from .front import Front
    from .moderation import PromptGuardrail
    from .storage import Storage

# Every function but derive opens a table of jobs and one of callers, and writes links.
_ALL = {
    "JOBS_TABLE",
    "CALLERS_TABLE",
    "PUBLIC_URL",
    "JOB_DEADLINE_S",
    "FAILED_JOB_RETENTION_DAYS",
}
_ANNOUNCE = {*_ALL, "ID_SECRET_ARN", "WEBHOOK_QUEUE_URL"}
_DELIVER = {
    *_ALL,
    "ENDPOINT_MODE",
    "IMAGES_BUCKET",
    "DISTRIBUTION_ID",
    "DELIVER_QUEUE_URL",
    "WEBHOOK_QUEUE_URL",
    "AUDIO_QUEUE_URL",
    "DERIVE_QUEUE_URL",
    "METADATA",
    "MODERATION",
    "CONTENT_CREDENTIALS_KEY",
    "WEB",
}
# Asynchronous: it reads the answers, and counts instances. Realtime: it asks the endpoint. Bedrock:
# it asks the model, and keeps the pictures of unfinished jobs beside the answers.
_DELIVER_BY_MODE = {
    Mode.ASYNC: {"ANSWERS_BUCKET", "FAILURES_PREFIX", "ENDPOINT_NAME", "DAILY_INSTANCE_HOURS"},
    Mode.REALTIME: {"ENDPOINT_NAME", "INFERENCE_COMPONENT"},
    Mode.BEDROCK: {"BEDROCK_MODEL", "BEDROCK_REGION", "ANSWERS_BUCKET"},
}
_TRANSCRIBE = {
    *_ALL,
    "ID_SECRET_ARN",
    "AUDIO_BUCKET",
    "TRANSCRIPTS_BUCKET",
    "TRANSCRIPTS_KEY_ARN",
    "AUDIO_QUEUE_URL",
    "TRANSCRIPT_QUEUE_URL",
    "ACCESS",
    "DAILY_PICTURES",
    "DAILY_RECORDINGS",
    "DAILY_RECORDINGS_PER_CALLER",
    "RECORDINGS",
    "LANGUAGES",
    "MAX_RECORDING_S",
    "AUDIO_RETENTION_DAYS",
}
_DERIVE = {"JOBS_TABLE", "IMAGES_BUCKET", "DERIVE_QUEUE_URL", "RENDITIONS"}
# generate reads everything but what belongs to another function alone.
_NOT_GENERATE = {
    "INFERENCE_COMPONENT",
    "MAX_RECORDING_S",
    "METADATA",
    "BEDROCK_MODEL",
    "BEDROCK_REGION",
    "FAILURES_PREFIX",
    "RENDITIONS",
    "TRANSCRIPTS_KEY_ARN",
    "CONTENT_CREDENTIALS_KEY",
}


class Environments:
    """The environment of each function, made from the resources that it names."""

    def __init__(
        self,
        deployment: Deployment,
        storage: "Storage",
        front: "Front",
        audio: "Audio",
        deliver_queue: "sqs.IQueue",
        webhook_queue: "sqs.IQueue",
        derive_queue: "sqs.IQueue | None",
        *,
        guardrail: "PromptGuardrail | None",
        key: "kms.IKey | None",
        region: str,
    ) -> None:
        self._mode = deployment.mode
        self._values = {
            **_resources(storage, front, audio),
            "DELIVER_QUEUE_URL": deliver_queue.queue_url,
            "WEBHOOK_QUEUE_URL": webhook_queue.queue_url,
            "DERIVE_QUEUE_URL": derive_queue.queue_url if derive_queue else "",
            **_model(deployment),
            **_answers(deployment, storage),
            **_limits(deployment),
            "MODERATION": deployment.moderation.value,
            "METADATA": deployment.metadata.value,
            "CONTENT_CREDENTIALS_KEY": deployment.content_credentials_key,
            "GUARDRAIL_ID": guardrail.id if guardrail else "",
            "GUARDRAIL_VERSION": guardrail.version if guardrail else "",
            "RENDITIONS": ",".join(deployment.renditions),
            "TRANSCRIPTS_KEY_ARN": key.key_arn if key else "",
            "RECORDINGS": "on" if deployment.hears(region) else "off",
        }

    def generate(self) -> dict[str, str]:
        others = {*_NOT_GENERATE}
        # Asynchronous: SageMaker queues. Otherwise it reads no answer from S3.
        others.add("DELIVER_QUEUE_URL" if self._mode is Mode.ASYNC else "ANSWERS_BUCKET")
        if self._mode is Mode.BEDROCK:
            others.add("ENDPOINT_NAME")
        return self._only(self._values.keys() - others)

    def deliver(self) -> dict[str, str]:
        return self._only(_DELIVER | _DELIVER_BY_MODE[self._mode])

    def announce(self) -> dict[str, str]:
        return self._only(_ANNOUNCE)

    def transcribe(self) -> dict[str, str]:
        return self._only(_TRANSCRIBE)

    def derive(self) -> dict[str, str]:
        return self._only(_DERIVE)

    def _only(self, names: set[str]) -> dict[str, str]:
        return {name: self._values[name] for name in sorted(names)}


def _resources(storage: "Storage", front: "Front", audio: "Audio") -> dict[str, str]:
    return {
        "JOBS_TABLE": storage.jobs.table_name,
        "CALLERS_TABLE": storage.callers.table_name,
        "IMAGES_BUCKET": storage.images.bucket_name,
        "AUDIO_BUCKET": audio.bucket.bucket_name,
        "TRANSCRIPTS_BUCKET": audio.transcripts.bucket_name,
        "ID_SECRET_ARN": storage.id_secret.secret_arn,
        "AUDIO_QUEUE_URL": audio.queue.queue_url,
        "TRANSCRIPT_QUEUE_URL": audio.transcript_queue.queue_url,
        "PUBLIC_URL": front.url,
        "DISTRIBUTION_ID": front.distribution.distribution_id,
        "ORIGIN_SECRET": front.origin_secret,
    }


def _answers(deployment: Deployment, storage: "Storage") -> dict[str, str]:
    """Where the answers of asynchronous inference are."""
    place = deployment.answers_place
    return {
        "ANSWERS_BUCKET": place.bucket or storage.answers.bucket_name,
        "FAILURES_PREFIX": place.failures,
    }


def _model(deployment: Deployment) -> dict[str, str]:
    """The model, where it draws, and in which languages it is asked."""
    model_id, model_version = deployment.drawn_by
    return {
        "ENDPOINT_NAME": deployment.endpoint_name,
        "ENDPOINT_MODE": deployment.mode.value,
        "INFERENCE_COMPONENT": deployment.inference_component,
        "BEDROCK_MODEL": deployment.bedrock_model,
        "BEDROCK_REGION": deployment.bedrock_region,
        "MODEL_ID": model_id,
        "MODEL_VERSION": model_version,
        "LANGUAGES": ",".join(deployment.languages),
        "TRANSLATE": "on" if deployment.translate else "off",
    }


def _limits(deployment: Deployment) -> dict[str, str]:
    """What callers may ask for, and how long things are kept."""
    return {
        "DEFAULT_SIDE": str(deployment.default_side),
        "DEFAULT_STEPS": str(deployment.default_steps),
        "DEFAULT_GUIDANCE_SCALE": f"{deployment.default_guidance_scale:g}",
        "MAX_SIDE": str(deployment.max_side),
        "MAX_STEPS": str(deployment.max_steps),
        "MAX_PICTURES": str(deployment.most_pictures),
        "MAX_PROMPT_CHARACTERS": str(deployment.most_prompt_characters),
        "ACCESS": deployment.access.value,
        "WEB": "on" if deployment.web else "off",
        "CORS_ORIGINS": ",".join(deployment.allowed_origins),
        "DAILY_PICTURES": str(deployment.daily_pictures),
        "DAILY_PICTURES_PER_ADDRESS": str(deployment.daily_pictures_per_address),
        "DAILY_INSTANCE_HOURS": str(deployment.limited_instance_hours),
        "DAILY_RECORDINGS": str(deployment.daily_recordings),
        "DAILY_RECORDINGS_PER_CALLER": str(deployment.daily_recordings_per_caller),
        "DAILY_TRANSLATED_CHARACTERS": str(deployment.daily_translated_characters),
        "DAILY_TRANSLATED_CHARACTERS_PER_CALLER": str(
            deployment.daily_translated_characters_per_caller
        ),
        "POSTS_PER_MINUTE": str(deployment.posts_per_minute),
        "WAITS_PER_CALLER": str(deployment.waits_per_caller),
        "ACCOUNT_CONCURRENCY": str(deployment.account_concurrency),
        "DAILY_WAIT_HOURS": str(deployment.daily_wait_hours),
        "BLOCKED_WORDS": ",".join(deployment.blocked_words),
        "MAX_BACKLOG_S": str(deployment.max_backlog_s),
        "MAX_RECORDING_S": str(deployment.max_recording_s),
        "AUDIO_RETENTION_DAYS": str(deployment.audio_retention_days),
        "JOB_DEADLINE_S": str(deployment.job_deadline_s),
        "FAILED_JOB_RETENTION_DAYS": str(deployment.failed_job_retention_days),
    }
