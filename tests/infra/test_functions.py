"""The functions: what they run, what they learn, how long they may take."""

import importlib
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import pytest

from cdk.deployment import Deployment
from easel.adapters import Adapters
from easel.clock import SystemClock
from easel.recordings import decoder
from easel.service import Service
from easel.settings import EndpointMode, Settings, Translate
from easel.sweep import sweep
from tests.fakes import Aws, FakeClock
from tests.signed import SIGNED

from .templates import ACCOUNT, REGION, Cloud, Synthesize

# Every setting of easel.toml with another value than its default.
_UNUSUAL: dict[str, Any] = {
    "region": "us-west-2",
    "name": "Second-Easel",
    "mode": "realtime",
    "instance_type": "ml.g4dn.4xlarge",
    "max_instances": 3,
    "default_side": 512,
    "default_steps": 20,
    "default_guidance_scale": 0.0,
    "max_side": 640,
    "max_steps": 30,
    "max_pictures": 2,
    "max_prompt_characters": 300,
    "access": "key",
    "web": False,
    "cors_origins": ["https://app.example", "http://localhost:3000"],
    "daily_pictures": 500,
    "daily_pictures_per_address": 50,
    "daily_instance_hours": 5,
    "daily_recordings": 30,
    "daily_recordings_per_caller": 3,
    "daily_translated_characters": 9_000,
    "daily_translated_characters_per_caller": 900,
    "posts_per_minute": 6,
    "waits_per_caller": 3,
    "account_concurrency": 10,
    "daily_wait_hours": 7,
    "requests_per_second": 8,
    "renditions": ["webp", "avif"],
    "blocked_words": ["gore", "spite"],
    "max_backlog_s": 300,
    "recordings": "off",
    "languages": ["en-GB", "de-DE"],
    "max_recording_s": 60,
    "audio_retention_days": 2,
    "translate": True,
    "moderation": "both",
    "metadata": "full",
    "content_credentials_key": SIGNED["content_credentials_key"],
    "content_credentials_chain": SIGNED["content_credentials_chain"],
    "job_deadline_s": 1800,
    "monthly_budget_usd": 100,
    "alarm_email": "ann@example.com",
    "failed_job_retention_days": 7,
    "deliver_reserved_concurrency": 5,
    "log_retention_days": 14,
    "own_key": True,
}
# What the functions learn under another name: each variant's own test looks at it.
_RENAMED = {
    "mode",
    "model",
    "model_version",
    "existing_endpoint",
    "inference_component",
    "existing_version",
    "existing_answers",
    "existing_failures",
    "bedrock_model",
    "bedrock_region",
    "blocked_words",
    "renditions",
    "web",
    "cors_origins",
    "recordings",
    "languages",
    "translate",
    "daily_instance_hours",
}
# What no function learns, since it shapes the template.
_SHAPING = {
    "region",
    "name",
    "model_data",
    "image",
    "ami_version",
    "instance_type",
    "max_instances",
    "requests_per_second",
    "deliver_reserved_concurrency",
    "monthly_budget_usd",
    "log_retention_days",
    "keep_warm",
    "time_zone",
    "alarm_email",
    "domain",
    "certificate_arn",
    "hosted_zone_id",
    "waf",
    "web_acl_arn",
    "subnet_ids",
    "security_group_ids",
    "access_logs",
    "own_key",
    "content_credentials_chain",
}
# pydantic reads the first, Powertools the others.
_LIBRARIES = {
    "PYDANTIC_DISABLE_PLUGINS",
    "POWERTOOLS_SERVICE_NAME",
    "POWERTOOLS_METRICS_NAMESPACE",
}
_EVERYBODY = {
    "JOBS_TABLE", "CALLERS_TABLE", "PUBLIC_URL", "JOB_DEADLINE_S", "FAILED_JOB_RETENTION_DAYS"
}  # fmt: skip
_ANNOUNCE = {"ID_SECRET_ARN", "WEBHOOK_QUEUE_URL"}
_DELIVER = {
    "ENDPOINT_MODE",
    "IMAGES_BUCKET", "DISTRIBUTION_ID", "DELIVER_QUEUE_URL", "WEBHOOK_QUEUE_URL", "AUDIO_QUEUE_URL",
    "DERIVE_QUEUE_URL", "WEB", "MODERATION", "METADATA", "CONTENT_CREDENTIALS_KEY",
}  # fmt: skip
_TRANSCRIBE = {
    "ID_SECRET_ARN", "AUDIO_BUCKET", "TRANSCRIPTS_BUCKET", "AUDIO_QUEUE_URL",
    "TRANSCRIPT_QUEUE_URL", "ACCESS", "DAILY_PICTURES", "DAILY_RECORDINGS",
    "DAILY_RECORDINGS_PER_CALLER", "RECORDINGS", "LANGUAGES",
    "MAX_RECORDING_S", "AUDIO_RETENTION_DAYS", "TRANSCRIPTS_KEY_ARN",
}  # fmt: skip
_FUNCTIONS = ["FunctionsGenerate", "FunctionsDeliver", "FunctionsAnnounce", "FunctionsTranscribe"]
_JUMPSTART = ("model-txt2img-stabilityai-stable-diffusion-v2", "2.0.18")


@pytest.mark.parametrize("function", ["Generate", "Deliver", "Announce", "Transcribe", "Derive"])
def test_a_function_runs_our_code_on_graviton(cloud: Cloud, function: str) -> None:
    found = cloud.service.one("AWS::Lambda::Function", f"Functions{function}")
    module, _, name = found["Handler"].rpartition(".")
    assert callable(getattr(importlib.import_module(module), name))
    assert (found["Runtime"], found["Architectures"]) == ("python3.13", ["arm64"])


def test_the_handlers_are_the_five_doors(cloud: Cloud) -> None:
    functions = cloud.service.all("AWS::Lambda::Function")
    assert {name: found["Handler"] for name, found in functions.items()} == {
        "FunctionsGenerate": "easel.generate.handler",
        "FunctionsDeliver": "easel.deliver.handler",
        "FunctionsAnnounce": "easel.announce.handler",
        "FunctionsTranscribe": "easel.transcribe.handler",
        "FunctionsDerive": "easel.derive.handler",
    }


@pytest.mark.parametrize("function", [*_FUNCTIONS, "FunctionsDerive"])
def test_a_function_logs_into_a_group_that_forgets(cloud: Cloud, function: str) -> None:
    found = cloud.service.one("AWS::Lambda::Function", function)
    assert cloud.service.text(found["LoggingConfig"]["LogGroup"]) == f"<{function}Log>"
    assert cloud.service.one("AWS::Logs::LogGroup", f"{function}Log")["RetentionInDays"] == 30


@pytest.mark.parametrize("function", ["Generate", "Deliver", "Announce", "Transcribe", "Derive"])
def test_a_function_logs_and_measures_under_its_handler_s_name(cloud: Cloud, function: str) -> None:
    name = cloud.service.environment(f"Functions{function}")["POWERTOOLS_SERVICE_NAME"]
    handler = cloud.service.one("AWS::Lambda::Function", f"Functions{function}")["Handler"]
    assert handler == f"easel.{name}.handler"


def test_a_function_learns_the_resources_that_it_uses(cloud: Cloud) -> None:
    settings = [Settings.from_env(cloud.service.environment(function)) for function in _FUNCTIONS]
    for one in settings:
        assert (one.jobs_table, one.callers_table) == ("<StorageJobs>", "<StorageCallers>")
        assert one.public_url == "https://<FrontDistribution.DomainName>"
    generate, deliver, announce, transcribe = settings
    for one in (generate, deliver):
        assert one.images_bucket == "<StorageImages>"
        assert one.distribution_id == "<FrontDistribution>"
    for one in (generate, announce, transcribe):
        assert one.id_secret_arn == "<StorageIdSecret>"
    for one in (generate, transcribe):
        assert (one.audio_bucket, one.audio_queue_url) == ("<AudioBucket>", "<AudioQueue>")
        assert one.transcripts_bucket == "<AudioTranscripts>"
        assert one.transcript_queue_url == "<AudioTranscriptQueue>"
        assert one.languages == "en-US"
    assert generate.translate is Translate.OFF
    assert deliver.deliver_queue_url == "<FunctionsDeliverQueue>"
    assert deliver.audio_queue_url == "<AudioQueue>"
    if cloud.is_async:
        assert generate.answers_bucket == deliver.answers_bucket == "<StorageAnswers>"
    else:
        assert generate.deliver_queue_url == "<FunctionsDeliverQueue>"


@pytest.mark.parametrize(
    ("function", "reads"),
    [
        pytest.param("FunctionsDeliver", _EVERYBODY | _DELIVER, id="deliver"),
        pytest.param("FunctionsAnnounce", _EVERYBODY | _ANNOUNCE, id="announce"),
        pytest.param("FunctionsTranscribe", _EVERYBODY | _TRANSCRIBE, id="transcribe"),
    ],
)
def test_a_function_is_given_what_it_reads_and_no_more(
    cloud: Cloud, function: str, reads: set[str]
) -> None:
    queued = {"ANSWERS_BUCKET", "FAILURES_PREFIX", "ENDPOINT_NAME", "DAILY_INSTANCE_HOURS"}
    by_mode = queued if cloud.is_async else {"ENDPOINT_NAME", "INFERENCE_COMPONENT"}
    if cloud.is_bedrock:
        by_mode = {"BEDROCK_MODEL", "BEDROCK_REGION", "ANSWERS_BUCKET"}
    wanted = reads | (by_mode if function == "FunctionsDeliver" else set())
    assert cloud.service.environment(function).keys() == wanted | _LIBRARIES


def test_only_generate_knows_the_secret_of_cloudfront(cloud: Cloud) -> None:
    knows = [name for name in _FUNCTIONS if "ORIGIN_SECRET" in cloud.service.environment(name)]
    assert knows == ["FunctionsGenerate"]


def test_generate_is_given_every_setting_but_those_of_another_function_alone(cloud: Cloud) -> None:
    known = {field.name.upper() for field in fields(Settings)}
    given = cloud.service.environment("FunctionsGenerate").keys()
    assert given - known == _LIBRARIES
    # What no deployment changes stays at the code's own value.
    here_alone = {"WEBHOOK_TRUSTED_HOSTS", "WEBHOOK_CA_FILE"}
    others = {"INFERENCE_COMPONENT", "MAX_RECORDING_S", "BEDROCK_MODEL", "BEDROCK_REGION"}
    others |= {"FAILURES_PREFIX", "RENDITIONS", "TRANSCRIPTS_KEY_ARN", "METADATA"}
    others |= {"CONTENT_CREDENTIALS_KEY"}
    others |= {"ENDPOINT_NAME"} if cloud.is_bedrock else set()
    others |= {"DELIVER_QUEUE_URL"} if cloud.is_async else {"ANSWERS_BUCKET"}
    assert known - given == {"MAX_WAIT_S"} | here_alone | others


@pytest.mark.parametrize(
    ("variant", "mode", "endpoint", "component", "drawn_by"),
    [
        pytest.param("queued", EndpointMode.ASYNC, "easel", "", _JUMPSTART, id="async"),
        pytest.param("realtime", EndpointMode.REALTIME, "easel", "", _JUMPSTART, id="realtime"),
        pytest.param(
            "existing",
            EndpointMode.REALTIME,
            "My-Endpoint",
            "My-Component",
            ("My-Endpoint/My-Component", "1"),
            id="existing",
        ),
    ],
)
def test_the_functions_learn_which_endpoint_draws(
    variant: str,
    mode: EndpointMode,
    endpoint: str,
    component: str,
    drawn_by: tuple[str, str],
    request: pytest.FixtureRequest,
) -> None:
    cloud: Cloud = request.getfixturevalue(variant)
    settings = Settings.from_env(cloud.service.environment("FunctionsGenerate"))
    assert (settings.endpoint_mode, settings.endpoint_name) == (mode, endpoint)
    assert (settings.model_id, settings.model_version) == drawn_by
    if mode is EndpointMode.REALTIME:
        deliver = Settings.from_env(cloud.service.environment("FunctionsDeliver"))
        assert (deliver.endpoint_name, deliver.inference_component) == (endpoint, component)


def test_the_functions_learn_which_model_on_bedrock_draws(bedrock: Cloud) -> None:
    generate = Settings.from_env(bedrock.service.environment("FunctionsGenerate"))
    deliver = Settings.from_env(bedrock.service.environment("FunctionsDeliver"))
    assert generate.endpoint_mode == deliver.endpoint_mode == EndpointMode.BEDROCK
    assert (generate.model_id, generate.model_version) == ("stability.stable-image-core", "v1:1")
    assert deliver.bedrock_model == "stability.stable-image-core-v1:1"
    assert deliver.bedrock_region == "us-west-2"
    assert generate.max_prompt_characters == 10_000


def test_every_setting_of_easel_toml_arrives(synthesized: Synthesize) -> None:
    cloud = synthesized(validate=False, **_UNUSUAL)
    deployment, default = Deployment.model_validate(_UNUSUAL), Deployment()
    settings = Settings.from_env(cloud.service.environment("FunctionsGenerate"))
    learned = Deployment.model_fields.keys() - _RENAMED - _SHAPING
    transcribe = Settings.from_env(cloud.service.environment("FunctionsTranscribe"))
    deliver = Settings.from_env(cloud.service.environment("FunctionsDeliver"))
    readers = {
        "max_recording_s": transcribe,
        "metadata": deliver,
        "content_credentials_key": deliver,
    }
    for name in learned:
        assert getattr(deployment, name) != getattr(default, name), f"{name}: not unusual"
        reader = readers.get(name, settings)
        assert getattr(reader, name) == getattr(deployment, name), name
    assert settings.endpoint_mode == "realtime"
    assert settings.endpoint_name == "second-easel"
    assert settings.blocked_words == "gore,spite"
    assert settings.web == "off"
    assert (settings.recordings, transcribe.recordings) == ("off", "off")
    assert settings.cors_origins == "https://app.example,http://localhost:3000"
    assert (settings.languages, settings.translate) == ("en-GB,de-DE", Translate.ON)

    (throttling,) = cloud.service.one("AWS::ApiGateway::Stage")["MethodSettings"]
    assert (throttling["ThrottlingRateLimit"], throttling["ThrottlingBurstLimit"]) == (8, 16)
    endpoint = cloud.paid_endpoint
    (variant,) = endpoint.one("AWS::SageMaker::EndpointConfig")["ProductionVariants"]
    assert (variant["InstanceType"], variant["InitialInstanceCount"]) == ("ml.g4dn.4xlarge", 3)
    function = cloud.service.one("AWS::Lambda::Function", "FunctionsDeliver")
    assert function["ReservedConcurrentExecutions"] == 5
    source = cloud.service.one("AWS::Lambda::EventSourceMapping", "FunctionsDeliver")
    assert source["ScalingConfig"] == {"MaximumConcurrency": 3}
    groups = cloud.service.all("AWS::Logs::LogGroup").values()
    assert {group["RetentionInDays"] for group in groups} == {14}
    assert {cloud.service.text(group["KmsKeyId"]) for group in groups} == {"<Key.Arn>"}


def test_hours_are_limited_only_if_instances_stop_by_themselves(
    queued: Cloud, realtime: Cloud, synthesized: Synthesize
) -> None:
    unlimited = synthesized(validate=False, daily_instance_hours=0)
    for cloud, hours in ((queued, 8), (realtime, 0), (unlimited, 0)):
        for function in ("Generate", "Deliver"):
            environment = cloud.service.environment(f"Functions{function}")
            assert Settings.from_env(environment).daily_instance_hours == hours
    deliver = unlimited.service.rights("FunctionsDeliverRole")
    assert not [right for rights in deliver.values() for right in rights if "Describe" in right]


def test_deliver_has_the_settings_with_which_it_calls_the_model(cloud: Cloud) -> None:
    settings = Settings.from_env(cloud.service.environment("FunctionsDeliver"))
    adapters = Adapters(settings, SystemClock(), client=lambda *_, **__: SimpleNamespace())
    assert cloud.is_async or adapters.endpoint


def test_the_sweep_of_deliver_has_the_settings_that_it_reads(
    cloud: Cloud, aws: Aws, clock: FakeClock
) -> None:
    given = cloud.service.environment("FunctionsDeliver")
    settings = Settings.from_env(given | {"JOBS_TABLE": "jobs", "CALLERS_TABLE": "callers"})
    asked: list[str] = []

    def client(service: str, **_: Any) -> Any:
        asked.append(service)
        none = {"EndpointStatus": "InService", "ProductionVariants": []}
        fake = SimpleNamespace(describe_endpoint=lambda **_: none)
        return aws.dynamodb if service == "dynamodb" else fake

    service = Service(settings, clock, Adapters(settings, clock, client=client))
    assert sweep(service) == {}
    assert ("sagemaker" in asked) is cloud.is_async


def test_a_request_is_answered_before_api_gateway_gives_up(cloud: Cloud) -> None:
    generate = cloud.service.one("AWS::Lambda::Function", "FunctionsGenerate")
    settings = Settings.from_env(cloud.service.environment("FunctionsGenerate"))
    assert settings.max_wait_s < generate["Timeout"] <= 29


def test_deliver_has_the_time_of_a_draw_and_the_memory_of_the_largest_answer(
    cloud: Cloud,
) -> None:
    deliver = cloud.service.one("AWS::Lambda::Function", "FunctionsDeliver")
    # InvokeEndpoint may take 60 s, and its socket 70; in S3 the answer is there already.
    assert deliver["Timeout"] >= (30 if cloud.is_async else 70 + 10)
    assert deliver["MemorySize"] >= 1024


def test_transcribe_alone_carries_the_decoder_and_has_the_memory_for_it(cloud: Cloud) -> None:
    functions = cloud.service.all("AWS::Lambda::Function")
    code = {name: function["Code"]["S3Key"] for name, function in functions.items()}
    own = {code.pop("FunctionsTranscribe"), code.pop("FunctionsDerive")}
    assert len(own) == 2
    alike = {*code.values()}
    assert len(alike) == 1
    assert not own & alike
    assert functions["FunctionsTranscribe"]["MemorySize"] * 2**20 >= 2 * decoder.MAX_MEMORY_BYTES


def test_transcribe_has_the_time_that_a_hostile_recording_may_take(cloud: Cloud) -> None:
    function = cloud.service.one("AWS::Lambda::Function", "FunctionsTranscribe")
    # Lambda gives a whole core with 1,769 MB.
    core = function["MemorySize"] / 1769
    assert decoder.MAX_CPU_S / core < function["Timeout"] - 10


def test_nothing_names_an_account_or_region_but_the_deployments(cloud: Cloud) -> None:
    environment = cloud.service.environment("FunctionsGenerate")
    assert not [v for v in environment.values() if ACCOUNT in v or REGION in v]
