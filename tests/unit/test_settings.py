"""A function reads its environment once. An error names the variable."""

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from easel.settings import (
    Access,
    BadSettings,
    EndpointMode,
    Metadata,
    Moderation,
    Recordings,
    Settings,
    Translate,
    Web,
)

REQUIRED = [
    "JOBS_TABLE",
    "CALLERS_TABLE",
    "IMAGES_BUCKET",
    "ANSWERS_BUCKET",
    "ID_SECRET_ARN",
    "DELIVER_QUEUE_URL",
    "WEBHOOK_QUEUE_URL",
    "AUDIO_BUCKET",
    "TRANSCRIPTS_BUCKET",
    "AUDIO_QUEUE_URL",
    "TRANSCRIPT_QUEUE_URL",
    "PUBLIC_URL",
    "DISTRIBUTION_ID",
    "ORIGIN_SECRET",
    "ENDPOINT_NAME",
    "ENDPOINT_MODE",
    "BEDROCK_MODEL",
    "MODEL_ID",
    "MODEL_VERSION",
]


def test_every_setting_comes_from_the_variable_of_its_name(env: dict[str, str]) -> None:
    settings = Settings.from_env(
        env
        | {
            "INFERENCE_COMPONENT": "sd2-copy",
            "BEDROCK_REGION": "us-west-2",
            "FAILURES_PREFIX": "broken/",
            "DEFAULT_SIDE": "512",
            "DEFAULT_STEPS": "30",
            "DEFAULT_GUIDANCE_SCALE": "6.5",
            "MAX_SIDE": "896",
            "MAX_STEPS": "60",
            "MAX_PICTURES": "2",
            "MAX_PROMPT_CHARACTERS": "300",
            "ACCESS": "key",
            "WEB": "off",
            "CORS_ORIGINS": "https://a.example,https://b.example",
            "DAILY_PICTURES": "50",
            "DAILY_PICTURES_PER_ADDRESS": "5",
            "DAILY_INSTANCE_HOURS": "5",
            "DAILY_RECORDINGS": "30",
            "DAILY_RECORDINGS_PER_CALLER": "3",
            "DAILY_TRANSLATED_CHARACTERS": "9000",
            "DAILY_TRANSLATED_CHARACTERS_PER_CALLER": "900",
            "POSTS_PER_MINUTE": "6",
            "WAITS_PER_CALLER": "3",
            "ACCOUNT_CONCURRENCY": "10",
            "DAILY_WAIT_HOURS": "7",
            "BLOCKED_WORDS": "weapon,gun",
            "MODERATION": "both",
            "RENDITIONS": "thumbnail,avif",
            "DERIVE_QUEUE_URL": "https://sqs.example/derive",
            "TRANSCRIPTS_KEY_ARN": "arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e",
            "CONTENT_CREDENTIALS_KEY": "key.pem",
            "METADATA": "full",
            "GUARDRAIL_ID": "abc123",
            "GUARDRAIL_VERSION": "DRAFT",
            "TRANSLATE": "on",
            "MAX_BACKLOG_S": "300",
            "RECORDINGS": "off",
            "LANGUAGES": "en-US,de-DE",
            "MAX_RECORDING_S": "60",
            "AUDIO_RETENTION_DAYS": "3",
            "WEBHOOK_TRUSTED_HOSTS": "localhost:8443",
            "WEBHOOK_CA_FILE": "ca.pem",
            "MAX_WAIT_S": "12.5",
            "JOB_DEADLINE_S": "600",
            "FAILED_JOB_RETENTION_DAYS": "7",
        }
    )
    assert settings == Settings(
        jobs_table="jobs",
        callers_table="callers",
        images_bucket="images",
        answers_bucket="answers",
        failures_prefix="broken/",
        id_secret_arn="id-secret",
        deliver_queue_url="https://sqs.eu-west-1.amazonaws.com/111122223333/deliver",
        webhook_queue_url="https://sqs.eu-west-1.amazonaws.com/111122223333/webhooks",
        audio_bucket="audio",
        transcripts_bucket="transcripts",
        audio_queue_url="https://sqs.eu-west-1.amazonaws.com/111122223333/audio",
        transcript_queue_url="https://sqs.eu-west-1.amazonaws.com/111122223333/transcripts",
        public_url="https://easel.example",
        distribution_id="E2EXAMPLE",
        origin_secret="only cloudfront says this",
        endpoint_name="easel-endpoint",
        endpoint_mode=EndpointMode.ASYNC,
        inference_component="sd2-copy",
        bedrock_model="stability.stable-image-core-v1:1",
        bedrock_region="us-west-2",
        model_id="model-txt2img-stabilityai-stable-diffusion-v2",
        model_version="1.0.0",
        default_side=512,
        default_steps=30,
        default_guidance_scale=6.5,
        max_side=896,
        max_steps=60,
        max_pictures=2,
        max_prompt_characters=300,
        access=Access.KEY,
        web=Web.OFF,
        cors_origins="https://a.example,https://b.example",
        daily_pictures=50,
        daily_pictures_per_address=5,
        daily_instance_hours=5,
        daily_recordings=30,
        daily_recordings_per_caller=3,
        daily_translated_characters=9000,
        daily_translated_characters_per_caller=900,
        posts_per_minute=6,
        waits_per_caller=3,
        account_concurrency=10,
        daily_wait_hours=7,
        blocked_words="weapon,gun",
        moderation=Moderation.BOTH,
        renditions="thumbnail,avif",
        derive_queue_url="https://sqs.example/derive",
        transcripts_key_arn="arn:aws:kms:eu-west-1:111122223333:key/1b2c3d4e",
        metadata=Metadata.FULL,
        content_credentials_key="key.pem",
        guardrail_id="abc123",
        guardrail_version="DRAFT",
        translate=Translate.ON,
        max_backlog_s=300,
        recordings=Recordings.OFF,
        languages="en-US,de-DE",
        max_recording_s=60,
        audio_retention_days=3,
        webhook_trusted_hosts="localhost:8443",
        webhook_ca_file="ca.pem",
        max_wait_s=12.5,
        job_deadline_s=600,
        failed_job_retention_days=7,
    )


def test_a_setting_that_is_not_set_takes_its_default(env: dict[str, str]) -> None:
    settings = Settings.from_env(env)
    assert (settings.default_side, settings.default_steps, settings.max_wait_s) == (768, 50, 25.0)
    assert settings.inference_component == ""


def test_an_empty_variable_counts_as_not_set(env: dict[str, str]) -> None:
    assert Settings.from_env(env | {"MAX_SIDE": ""}) == Settings.from_env(env)


def test_several_origins_are_separated_by_commas(env: dict[str, str]) -> None:
    settings = Settings.from_env(env | {"CORS_ORIGINS": "https://a.example,https://b.example"})
    assert settings.allowed_origins == ("https://a.example", "https://b.example")
    assert Settings.from_env(env).allowed_origins == ()


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, ""], ids=["absent", "empty"])
def test_a_missing_variable_is_named_when_it_is_read(
    env: dict[str, str], name: str, value: str | None
) -> None:
    env = {k: v for k, v in env.items() if k != name} | ({} if value is None else {name: value})
    settings = Settings.from_env(env)
    with pytest.raises(BadSettings, match=rf"^missing environment variable: {name}$"):
        getattr(settings, name.lower())


def test_a_function_needs_no_variable_that_it_does_not_read() -> None:
    settings = Settings.from_env({"JOBS_TABLE": "jobs"})
    assert (settings.jobs_table, settings.max_side) == ("jobs", 1024)


def test_exactly_the_settings_without_a_default_are_required() -> None:
    missing = []
    settings = Settings.from_env({})
    for field in fields(Settings):
        try:
            getattr(settings, field.name)
        except BadSettings:
            missing.append(field.name.upper())
    assert missing == REQUIRED


def test_a_name_that_is_not_a_setting_is_not_called_a_missing_variable(settings: Settings) -> None:
    assert not hasattr(settings, "max_sides")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("MAX_SIDE", "wide", id="words for a number"),
        pytest.param("MAX_STEPS", "50.5", id="a fraction of a step"),
        pytest.param("MAX_WAIT_S", "25s", id="a unit"),
        pytest.param("ENDPOINT_MODE", "batch", id="a mode that does not exist"),
        pytest.param("TRANSLATE", "yes", id="neither on nor off"),
    ],
)
def test_an_invalid_value_is_named(env: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=f"^{name}='{value}'"):
        Settings.from_env(env | {name: value})


@pytest.mark.parametrize("mode", list(EndpointMode))
def test_the_mode_is_one_of_two(env: dict[str, str], mode: EndpointMode) -> None:
    assert Settings.from_env(env | {"ENDPOINT_MODE": mode.value}).endpoint_mode is mode


def test_settings_do_not_change(settings: Settings) -> None:
    with pytest.raises(FrozenInstanceError):
        settings.max_side = 2048  # type: ignore[misc]
    assert replace(settings, max_side=512).max_side == 512


def test_a_default_beyond_its_own_bound_is_named(env: dict[str, str]) -> None:
    with pytest.raises(BadSettings, match="DEFAULT_SIDE"):
        Settings.from_env(env | {"DEFAULT_SIDE": "768", "MAX_SIDE": "512"})
