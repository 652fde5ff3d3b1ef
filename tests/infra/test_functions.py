"""The functions: what they run, what they learn, how long they may take."""

import importlib
from dataclasses import fields
from typing import Any

import pytest

from cdk.deployment import Deployment
from easel.recordings import decoder
from easel.settings import EndpointMode, Settings, Translate

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
    "max_side": 640,
    "max_steps": 30,
    "max_pictures": 2,
    "max_prompt_characters": 300,
    "access": "key",
    "daily_pictures": 500,
    "daily_pictures_per_address": 50,
    "posts_per_minute": 6,
    "requests_per_second": 8,
    "blocked_words": ["gore", "spite"],
    "max_backlog_s": 300,
    "languages": ["en-GB", "de-DE"],
    "max_recording_s": 60,
    "audio_retention_days": 2,
    "translate": True,
    "job_deadline_s": 1800,
    "failed_job_retention_days": 7,
    "deliver_reserved_concurrency": 5,
    "log_retention_days": 14,
}
# What the functions learn under another name: each variant's own test looks at it.
_RENAMED = {
    "mode",
    "model",
    "existing_endpoint",
    "inference_component",
    "existing_version",
    "blocked_words",
    "languages",
    "translate",
}
# What no function learns, since it shapes the template.
_SHAPING = {
    "region",
    "name",
    "instance_type",
    "max_instances",
    "requests_per_second",
    "deliver_reserved_concurrency",
    "log_retention_days",
}
_FUNCTIONS = ["FunctionsGenerate", "FunctionsDeliver", "FunctionsAnnounce", "FunctionsTranscribe"]
_JUMPSTART = ("model-txt2img-stabilityai-stable-diffusion-v2", "2.0.18")


@pytest.mark.parametrize("function", ["Generate", "Deliver", "Announce", "Transcribe"])
def test_a_function_runs_our_code_on_graviton(cloud: Cloud, function: str) -> None:
    found = cloud.service.one("AWS::Lambda::Function", f"Functions{function}")
    module, _, name = found["Handler"].rpartition(".")
    assert callable(getattr(importlib.import_module(module), name))
    assert (found["Runtime"], found["Architectures"]) == ("python3.13", ["arm64"])


def test_the_handlers_are_generate_deliver_announce_and_transcribe(cloud: Cloud) -> None:
    functions = cloud.service.all("AWS::Lambda::Function")
    assert {name: found["Handler"] for name, found in functions.items()} == {
        "FunctionsGenerate": "easel.generate.handler",
        "FunctionsDeliver": "easel.deliver.handler",
        "FunctionsAnnounce": "easel.announce.handler",
        "FunctionsTranscribe": "easel.transcribe.handler",
    }


@pytest.mark.parametrize("function", _FUNCTIONS)
def test_a_function_logs_into_a_group_that_forgets(cloud: Cloud, function: str) -> None:
    found = cloud.service.one("AWS::Lambda::Function", function)
    assert cloud.service.text(found["LoggingConfig"]["LogGroup"]) == f"<{function}Log>"
    assert cloud.service.one("AWS::Logs::LogGroup", f"{function}Log")["RetentionInDays"] == 30


@pytest.mark.parametrize("function", ["Generate", "Deliver", "Announce", "Transcribe"])
def test_a_function_logs_and_measures_under_its_handler_s_name(cloud: Cloud, function: str) -> None:
    name = cloud.service.environment(f"Functions{function}")["POWERTOOLS_SERVICE_NAME"]
    handler = cloud.service.one("AWS::Lambda::Function", f"Functions{function}")["Handler"]
    assert handler == f"easel.{name}.handler"


@pytest.mark.parametrize("function", _FUNCTIONS)
def test_a_function_starts_with_the_environment_it_is_given(cloud: Cloud, function: str) -> None:
    settings = Settings.from_env(cloud.service.environment(function))
    assert settings.jobs_table == "<StorageJobs>"
    assert settings.callers_table == "<StorageCallers>"
    assert settings.images_bucket == "<StorageImages>"
    assert settings.answers_bucket == "<StorageAnswers>"
    assert settings.id_secret_arn == "<StorageIdSecret>"
    assert settings.deliver_queue_url == "<FunctionsDeliverQueue>"
    assert (settings.audio_bucket, settings.audio_queue_url) == ("<AudioBucket>", "<AudioQueue>")
    assert settings.transcripts_bucket == "<AudioTranscripts>"
    assert settings.transcript_queue_url == "<AudioTranscriptQueue>"
    assert (settings.languages, settings.translate) == ("en-US", Translate.OFF)
    assert settings.public_url == "https://<FrontDistribution.DomainName>"
    assert settings.distribution_id == "<FrontDistribution>"


def test_every_variable_is_a_setting_that_the_functions_read(cloud: Cloud) -> None:
    known = {field.name.upper() for field in fields(Settings)}
    given = cloud.service.environment("FunctionsGenerate").keys()
    # pydantic reads the first, Powertools the second.
    assert given - known == {"PYDANTIC_DISABLE_PLUGINS", "POWERTOOLS_SERVICE_NAME"}
    # What no deployment changes stays at the code's own value.
    here_alone = {"WEBHOOK_TRUSTED_HOSTS", "WEBHOOK_CA_FILE"}
    assert known - given == {"DEFAULT_GUIDANCE_SCALE", "MAX_WAIT_S"} | here_alone


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
    settings = Settings.from_env(cloud.service.environment("FunctionsDeliver"))
    assert (settings.endpoint_mode, settings.endpoint_name) == (mode, endpoint)
    assert settings.inference_component == component
    assert (settings.model_id, settings.model_version) == drawn_by


def test_every_setting_of_easel_toml_arrives(synthesized: Synthesize) -> None:
    cloud = synthesized(validate=False, **_UNUSUAL)
    deployment, default = Deployment.model_validate(_UNUSUAL), Deployment()
    settings = Settings.from_env(cloud.service.environment("FunctionsGenerate"))
    learned = Deployment.model_fields.keys() - _RENAMED - _SHAPING
    for name in learned:
        assert getattr(deployment, name) != getattr(default, name), f"{name}: not unusual"
        assert getattr(settings, name) == getattr(deployment, name), name
    assert settings.endpoint_mode == "realtime"
    assert settings.endpoint_name == "second-easel"
    assert settings.blocked_words == "gore,spite"
    assert (settings.languages, settings.translate) == ("en-GB,de-DE", Translate.ON)

    (throttling,) = cloud.service.one("AWS::ApiGateway::Stage")["MethodSettings"]
    assert (throttling["ThrottlingRateLimit"], throttling["ThrottlingBurstLimit"]) == (8, 16)
    endpoint = cloud.paid_endpoint
    (variant,) = endpoint.one("AWS::SageMaker::EndpointConfig")["ProductionVariants"]
    assert (variant["InstanceType"], variant["InitialInstanceCount"]) == ("ml.g4dn.4xlarge", 3)
    deliver = cloud.service.one("AWS::Lambda::Function", "FunctionsDeliver")
    assert deliver["ReservedConcurrentExecutions"] == 5
    source = cloud.service.one("AWS::Lambda::EventSourceMapping", "FunctionsDeliver")
    assert source["ScalingConfig"] == {"MaximumConcurrency": 3}
    groups = cloud.service.all("AWS::Logs::LogGroup").values()
    assert {group["RetentionInDays"] for group in groups} == {14}


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
    alike = {key for name, key in code.items() if name != "FunctionsTranscribe"}
    assert len(alike) == 1
    assert code["FunctionsTranscribe"] not in alike
    assert functions["FunctionsTranscribe"]["MemorySize"] * 2**20 >= 2 * decoder.MAX_MEMORY_BYTES


def test_transcribe_has_the_time_that_a_hostile_recording_may_take(cloud: Cloud) -> None:
    function = cloud.service.one("AWS::Lambda::Function", "FunctionsTranscribe")
    # Lambda gives a whole core with 1,769 MB.
    core = function["MemorySize"] / 1769
    assert decoder.MAX_CPU_S / core < function["Timeout"] - 10


def test_nothing_names_an_account_or_region_but_the_deployments(cloud: Cloud) -> None:
    environment = cloud.service.environment("FunctionsGenerate")
    assert not [v for v in environment.values() if ACCOUNT in v or REGION in v]
