"""What the functions read from their environment; easel.settings has a field for each name."""

from aws_cdk import aws_sqs as sqs

from ..deployment import Deployment
from .audio import Audio
from .front import Front
from .storage import Storage


def environment(
    deployment: Deployment,
    storage: Storage,
    front: Front,
    audio: Audio,
    deliver_queue: sqs.IQueue,
    webhook_queue: sqs.IQueue,
) -> dict[str, str]:
    return {
        "JOBS_TABLE": storage.jobs.table_name,
        "CALLERS_TABLE": storage.callers.table_name,
        "IMAGES_BUCKET": storage.images.bucket_name,
        "ANSWERS_BUCKET": storage.answers.bucket_name,
        "AUDIO_BUCKET": audio.bucket.bucket_name,
        "TRANSCRIPTS_BUCKET": audio.transcripts.bucket_name,
        "ID_SECRET_ARN": storage.id_secret.secret_arn,
        "DELIVER_QUEUE_URL": deliver_queue.queue_url,
        "WEBHOOK_QUEUE_URL": webhook_queue.queue_url,
        "AUDIO_QUEUE_URL": audio.queue.queue_url,
        "TRANSCRIPT_QUEUE_URL": audio.transcript_queue.queue_url,
        "PUBLIC_URL": front.url,
        "DISTRIBUTION_ID": front.distribution.distribution_id,
        "ORIGIN_SECRET": front.origin_secret,
        **_model(deployment),
        **_limits(deployment),
    }


def _model(deployment: Deployment) -> dict[str, str]:
    """The endpoint, what draws there, and in which languages it is asked."""
    model_id, model_version = deployment.drawn_by
    return {
        "ENDPOINT_NAME": deployment.endpoint_name,
        "ENDPOINT_MODE": deployment.mode.value,
        "INFERENCE_COMPONENT": deployment.inference_component,
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
        "MAX_SIDE": str(deployment.max_side),
        "MAX_STEPS": str(deployment.max_steps),
        "MAX_PICTURES": str(deployment.max_pictures),
        "MAX_PROMPT_CHARACTERS": str(deployment.max_prompt_characters),
        "ACCESS": deployment.access.value,
        "DAILY_PICTURES": str(deployment.daily_pictures),
        "DAILY_PICTURES_PER_ADDRESS": str(deployment.daily_pictures_per_address),
        "POSTS_PER_MINUTE": str(deployment.posts_per_minute),
        "BLOCKED_WORDS": ",".join(deployment.blocked_words),
        "MAX_BACKLOG_S": str(deployment.max_backlog_s),
        "MAX_RECORDING_S": str(deployment.max_recording_s),
        "AUDIO_RETENTION_DAYS": str(deployment.audio_retention_days),
        "JOB_DEADLINE_S": str(deployment.job_deadline_s),
        "FAILED_JOB_RETENTION_DAYS": str(deployment.failed_job_retention_days),
    }
