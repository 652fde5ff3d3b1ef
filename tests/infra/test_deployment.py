"""easel.toml: a valid setting is used, a wrong one is refused before anything is deployed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cdk.deployment import ROOT, Deployment, Mode, explain

_EXISTING = {"mode": "realtime", "existing_endpoint": "mine"}
_ASYNC = {
    "existing_endpoint": "mine",
    "existing_answers": "s3://mine/sd/answers",
    "existing_failures": "s3://mine/sd/failures/",
}
_OWN = {"model": "dogs", "model_data": "s3://mine/dogs/"}
_IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/own:3"


def test_easel_toml_writes_out_every_setting_at_its_default() -> None:
    written = tomllib.loads((ROOT / "easel.toml").read_text())
    assert written.keys() == Deployment.model_fields.keys()
    assert Deployment.load() == Deployment()


def test_an_override_replaces_the_setting_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "easel.toml"
    path.write_text('mode = "realtime"\nmax_steps = 60\n')
    found = Deployment.load({"max_steps": 70}, path=path)
    assert (found.mode, found.max_steps, found.max_side) == (Mode.REALTIME, 70, 1024)


@pytest.mark.parametrize(
    ("settings", "setting", "why"),
    [
        pytest.param({"max_stepz": 50}, "max_stepz", "no such setting", id="unknown-setting"),
        pytest.param({"mode": "batch"}, "mode", "'realtime' or 'bedrock'", id="unknown-mode"),
        *(
            pytest.param({"bedrock_model": wrong}, "bedrock_model", "pattern", id=f"model-{wrong}")
            for wrong in (
                "", "*", "stability.*", "stability.sd3-5-large", "stability.sd3-5-large-v1:0*",
                "amazon.nova-canvas-v1:0", "us.stability.sd3-5-large-v1:0",
            )
        ),
        *(
            pytest.param(
                {"mode": "bedrock", "bedrock_region": wrong}, "bedrock_region", "pattern",
                id=f"region-{wrong}",
            )
            for wrong in ("*", "us-west", "Oregon", "us-west-2 ")
        ),
        pytest.param(
            {"mode": "bedrock", "existing_endpoint": "mine"}, "",
            'existing_endpoint is for SageMaker: leave it out, or choose mode = "realtime"',
            id="bedrock-and-an-endpoint",
        ),
        pytest.param(
            {"mode": "bedrock", "inference_component": "part"}, "", "inference_component is for",
            id="bedrock-and-a-component",
        ),
        pytest.param(
            {"bedrock_region": "us-west-2"}, "", 'bedrock_region needs mode = "bedrock"',
            id="region-without-bedrock",
        ),
        pytest.param({"name": ""}, "name", "pattern", id="empty-name"),
        pytest.param(
            {"domain": "a.example.com"}, "", "domain and certificate_arn need each other",
            id="domain-without-certificate",
        ),
        *(
            pytest.param({"domain": wrong}, "domain", "pattern", id=f"domain-{wrong}")
            for wrong in ("https://a.example.com", "example", "A.example.com", "a.example.com/")
        ),
        pytest.param(
            {"certificate_arn": "arn:aws:acm:eu-west-1:111122223333:certificate/1b2c"},
            "certificate_arn", "pattern", id="certificate-of-another-region",
        ),
        pytest.param(
            {"subnet_ids": ["subnet-0a1b2c3d"]}, "", "subnet_ids and security_group_ids need",
            id="subnets-without-a-security-group",
        ),
        pytest.param({"hosted_zone_id": "Z1"}, "", "needs domain", id="zone-without-domain"),
        pytest.param(
            {"web_acl_arn": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/0a"}, "",
            "web_acl_arn needs waf = true", id="firewall-that-is-off",
        ),
        pytest.param({"name": "2nd"}, "name", "pattern", id="name-starts-with-a-digit"),
        pytest.param({"name": "my easel"}, "name", "pattern", id="name-with-a-space"),
        pytest.param({"name": "E" * 32}, "name", "pattern", id="name-too-long"),
        *(
            pytest.param({"cors_origins": [wrong]}, "cors_origins", "as browsers send it", id=wrong)
            for wrong in (
                "app.example.com", "https://app.example.com/", "https://app.example.com/path",
                "https://App.example.com", "https://app.example.com:443", "http://localhost:80",
                "https://user@app.example.com", "https://*.example.com", "https://a.com,b.com",
                "https://", "null", "", "https://app.example.com\n",
            )
        ),
        pytest.param({"cors_origins": ["*", "https://a.b"]}, "cors_origins", "alone", id="all-and"),
        pytest.param({"cors_origins": "all"}, "cors_origins", "list", id="no-list"),
        pytest.param({"max_instances": 0}, "max_instances", "than or equal to 1", id="none"),
        pytest.param({"default_side": 770}, "default_side", "multiple of 64", id="odd-side"),
        pytest.param({"max_side": 2048}, "max_side", "than or equal to 1024", id="huge-side"),
        pytest.param({"max_steps": 500}, "max_steps", "than or equal to 100", id="many-steps"),
        pytest.param({"max_pictures": 11}, "max_pictures", "equal to 10", id="many-pictures"),
        pytest.param(
            {"max_prompt_characters": 32_001}, "max_prompt_characters", "32000", id="long-prompts"
        ),
        pytest.param({"languages": []}, "languages", "at least 1 item", id="no-language"),
        pytest.param(
            {"languages": ["en-US", "de-DE", "fr-FR", "it-IT", "es-ES", "nl-NL"]}, "languages",
            "at most 5 items", id="six-languages",
        ),
        pytest.param({"languages": ["en"]}, "languages.0", "pattern", id="half-a-language"),
        pytest.param(
            {"languages": ["de-DE", "en-US,fr-FR"]}, "languages.1", "pattern", id="two-in-one"
        ),
        pytest.param({"languages": ["en-US", "en-US"]}, "", "same language twice", id="twice"),
        pytest.param({"max_recording_s": 601}, "max_recording_s", "600", id="over-ten-minutes"),
        pytest.param({"max_recording_s": 0}, "max_recording_s", "1", id="no-recording"),
        pytest.param({"audio_retention_days": 0}, "audio_retention_days", "1", id="not-a-day"),
        pytest.param({"translate": "korean"}, "translate", "boolean", id="words-for-a-switch"),
        pytest.param({"job_deadline_s": 3601}, "job_deadline_s", "3600", id="over-an-hour"),
        pytest.param({"job_deadline_s": 59}, "job_deadline_s", "60", id="under-a-minute"),
        pytest.param({"log_retention_days": 31}, "log_retention_days", "30", id="odd-retention"),
        pytest.param({"existing_endpoint": "m" * 64, "mode": "realtime"}, "existing_endpoint", "63",
                     id="long-endpoint"),
        pytest.param({"max_steps": "many"}, "max_steps", "integer", id="words-for-a-number"),
        pytest.param({"existing_endpoint": "mine"}, "", 'mode = "realtime"', id="async-existing"),
        pytest.param({**_ASYNC, "existing_failures": ""}, "", "jumpstart.use", id="no-failures"),
        pytest.param({**_ASYNC, "mode": "realtime"}, "", 'needs existing_endpoint, and mode = "as',
                     id="answers-of-a-realtime-endpoint"),
        pytest.param({**_ASYNC, "existing_endpoint": ""}, "", "needs existing_endpoint, and mode",
                     id="answers-of-nothing"),
        pytest.param({**_ASYNC, "inference_component": "part"}, "", "for a realtime endpoint",
                     id="async-component"),
        pytest.param({**_ASYNC, "existing_failures": "s3://other/f"}, "", "in one bucket",
                     id="two-buckets"),
        pytest.param({**_ASYNC, "existing_failures": "s3://mine/sd"}, "", "must not be inside of",
                     id="answers-inside-of-failures"),
        *(
            pytest.param({**_ASYNC, "existing_answers": wrong}, "existing_answers", "pattern",
                         id=f"answers-{wrong}")
            for wrong in ("mine/answers", "s3://mine", "s3://mine/", "s3://mine/a?b")
        ),
        pytest.param(
            {"mode": "realtime", "inference_component": "part"}, "", "needs existing_endpoint",
            id="component-of-nothing",
        ),
        pytest.param({"model": "model-x"}, "", "known: model-txt2img", id="unresolved-model"),
        pytest.param({"model_data": "s3://mine/d/"}, "", "a name of your own", id="no-own-name"),
        pytest.param({**_OWN, "model": "a/b"}, "", "a name of your own", id="name-with-a-slash"),
        pytest.param({**_OWN, "mode": "bedrock"}, "", "an endpoint that Easel makes",
                     id="own-weights-on-bedrock"),
        pytest.param({**_OWN, **_EXISTING}, "", 'existing_endpoint = ""', id="two-endpoints"),
        pytest.param({**_OWN, "instance_type": "ml.p3.2xlarge"}, "", "take one of ml.g4dn.xlarge",
                     id="own-weights-on-a-v100"),
        pytest.param({**_OWN, "image": _IMAGE, "instance_type": "g5"}, "", "such as ml.g5.2xlarge",
                     id="half-an-instance"),
        pytest.param({"image": _IMAGE}, "", "image needs model_data", id="image-alone"),
        pytest.param({**_OWN, "ami_version": "al2-ami-sagemaker-inference-gpu-2"}, "",
                     "ami_version needs image", id="ami-alone"),
        *(
            pytest.param({**_OWN, "model_data": wrong}, "model_data", why, id=wrong)
            for wrong, why in (
                ("mine/dogs/", "pattern"), ("s3://mine", "pattern"), ("s3://mine/*", "pattern"),
                ("s3://mine/dogs.tar.gz", "jumpstart.upload"),
            )
        ),
        *(
            pytest.param({**_OWN, "image": wrong}, "image", "pattern", id=wrong)
            for wrong in ("docker.io/library/python:3", f"{_IMAGE} ", _IMAGE.partition(":")[0])
        ),
        pytest.param({"instance_type": "ml.t3.medium"}, "", "ml.g5.2xlarge", id="no-gpu"),
        pytest.param({"max_side": 512}, "", "default_side is above max_side", id="default-side"),
        pytest.param({"max_steps": 40}, "", "default_steps is above max_steps", id="default-steps"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_refused_with_the_reason(
    settings: dict[str, Any], setting: str, why: str
) -> None:
    with pytest.raises(ValidationError) as invalid:
        Deployment.load(settings)
    (line,) = explain(invalid.value).splitlines()
    assert line.startswith(f"easel.toml: {setting}")
    assert why in line


def test_every_wrong_setting_is_named_at_once() -> None:
    with pytest.raises(ValidationError) as invalid:
        Deployment.load({"max_stepz": 1, "mode": "batch", "max_side": 3})
    lines = explain(invalid.value).splitlines()
    assert {line.split(": ")[1] for line in lines} == {"max_stepz", "mode", "max_side"}


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"name": "Easel-"}, id="a-name-that-ends-in-a-hyphen"),
        pytest.param({**_EXISTING, "existing_endpoint": "a/b c"}, id="an-endpoint-with-a-slash"),
        pytest.param({**_EXISTING, "existing_endpoint": "*"}, id="every-endpoint-there-is"),
        pytest.param({**_EXISTING, "inference_component": "*"}, id="every-component-there-is"),
    ],
)
def test_a_name_that_sagemaker_would_refuse_is_refused_here(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Deployment.model_validate(settings)


def test_a_model_that_exists_elsewhere_needs_no_resolving() -> None:
    found = Deployment.model_validate({**_EXISTING, "model": "my-own", "instance_type": "any"})
    assert (found.endpoint_name, found.drawn_by) == ("mine", ("mine", "1"))


def test_a_model_on_bedrock_needs_nothing_of_jumpstart_and_has_its_version_in_its_name() -> None:
    settings = {"mode": "bedrock", "model": "my-own", "instance_type": "any"}
    found = Deployment.model_validate({**settings, "bedrock_model": "stability.sd3-5-large-v1:0"})
    assert not found.makes_endpoint
    assert found.drawn_by == ("stability.sd3-5-large", "v1:0")


def test_weights_of_your_own_have_the_name_and_version_that_you_give_them() -> None:
    assert Deployment.model_validate(_OWN).drawn_by == ("dogs", "1")
    assert Deployment.model_validate({**_OWN, "model_version": "2"}).drawn_by == ("dogs", "2")


def test_a_folder_in_s3_may_be_named_without_its_slash() -> None:
    assert Deployment(model="dogs", model_data="s3://mine/dogs").model_data == "s3://mine/dogs/"


def test_an_image_in_another_region_than_the_endpoint_is_refused() -> None:
    own = Deployment.model_validate({**_OWN, "image": _IMAGE})
    assert own.regional_model("eu-west-1").image_uri == _IMAGE
    with pytest.raises(ValueError, match=r"image is not in eu-central-1.*push the image there"):
        own.regional_model("eu-central-1")


@pytest.mark.parametrize(
    ("settings", "most"),
    [
        ({}, 32_000),
        ({"mode": "bedrock"}, 10_000),
        ({"mode": "bedrock", "max_prompt_characters": 300}, 300),
    ],
)
def test_a_prompt_is_never_longer_than_bedrock_takes(settings: dict[str, Any], most: int) -> None:
    assert Deployment(**settings).most_prompt_characters == most


@pytest.mark.parametrize("model", sorted((ROOT / "jumpstart" / "models").glob("*.json")))
def test_a_resolved_model_can_be_deployed_as_it_is(model: Path) -> None:
    recorded = Deployment(model=model.stem).jumpstart_model
    assert recorded.model_id == model.stem
    assert recorded.default_instance_type in recorded.supported_instance_types
    for region, found in recorded.regions.items():
        assert f".dkr.ecr.{region}.amazonaws.com" in found.image_uri
        assert found.model_data.startswith(f"s3://jumpstart-cache-prod-{region}/")
        assert found.model_data.endswith("/")


@pytest.mark.parametrize(
    ("settings", "allowed"),
    [
        pytest.param({}, ["*"], id="open"),
        pytest.param({"access": "key"}, [], id="key"),
        pytest.param({"cors_origins": []}, [], id="open-but-no-page"),
        pytest.param({"access": "key", "cors_origins": ["*"]}, ["*"], id="key-and-every-page"),
        pytest.param({"cors_origins": ["http://[::1]:3000"]}, ["http://[::1]:3000"], id="ipv6"),
        pytest.param({"cors_origins": ["tauri://localhost"]}, ["tauri://localhost"], id="app"),
    ],
)
def test_pages_are_let_in_as_the_access_says_unless_the_operator_says_otherwise(
    settings: dict[str, Any], allowed: list[str]
) -> None:
    assert Deployment.model_validate(settings).allowed_origins == allowed


@pytest.mark.parametrize(
    ("settings", "most"),
    [
        ({}, 10),
        ({"mode": "realtime"}, 4),
        ({"mode": "realtime", "max_pictures": 10}, 10),
        ({"mode": "bedrock"}, 10),
        ({"max_pictures": 2}, 2),
    ],
)
def test_without_a_bound_there_are_as_many_pictures_as_suit_the_mode(
    settings: dict[str, Any], most: int
) -> None:
    assert Deployment(**settings).most_pictures == most
