"""The settings of the serving container, from flags and from the environment."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from jumpstart.serving.settings import Lora, Settings
from tests.contract.serving_endpoint import ROOT

DOCS = (ROOT / "docs" / "serving.md").read_text()


def test_a_flag_wins_over_the_environment_and_the_environment_over_the_default() -> None:
    environment = {"EASEL_MAX_WAITING": "3", "EASEL_PORT": "1234", "EASEL_GRACE_S": "25"}
    settings = Settings.read(["serve", "--port", "99"], environment)
    assert (settings.port, settings.max_waiting, settings.grace_s) == (99, 3, 25.0)
    assert settings.model == "renderer"


def test_sagemakers_port_is_used_unless_ours_is_set() -> None:
    assert Settings.read([], {}).port == 8080
    sagemaker = {"SAGEMAKER_BIND_TO_PORT": "8081"}
    assert Settings.read([], sagemaker).port == 8081
    assert Settings.read([], sagemaker | {"EASEL_PORT": "8082"}).port == 8082


WRONG = {
    "model": (
        {"EASEL_MODEL": "dall-e"},
        "'dall-e' is not one of renderer, small, stable-diffusion",
    ),
    "no folder": ({"EASEL_MODEL": "stable-diffusion"}, "needs --model-folder"),
    "a folder too many": ({"EASEL_MODEL_FOLDER": "x"}, "the renderer has no --model-folder"),
    "negative queue": ({"EASEL_MAX_WAITING": "-1"}, "must be 0 or more"),
    "endless grace": ({"EASEL_GRACE_S": "inf"}, "must be between 0 and 3600"),
    "no number": ({"EASEL_PORT": "eighty"}, "--port (EASEL_PORT): invalid int value: 'eighty'"),
    "no switch": (
        {"EASEL_COMPILE": "yes"},
        "--compile (EASEL_COMPILE): 'yes' is neither on nor off",
    ),
    "no slicing": ({"EASEL_ATTENTION_SLICING": "1"}, "(EASEL_ATTENTION_SLICING): '1' is neither"),
    "precision": ({"EASEL_PRECISION": "fp16"}, "'fp16' is not one of auto, float16, bfloat16,"),
    "device": ({"EASEL_DEVICE": "gpu"}, "'gpu' is not one of auto, cuda, mps, cpu"),
    "offload": ({"EASEL_OFFLOAD": "on"}, "'on' is not one of off, model, sequential"),
    "scheduler": ({"EASEL_SCHEDULER": "euler"}, "'euler' is not one of auto, own, dpm, lcm"),
    "no steps": ({"EASEL_STEPS": "0"}, "'0' is not auto or a number from 1 to 1000"),
    "half a step": ({"EASEL_STEPS": "1.5"}, "'1.5' is not auto or a number from 1 to 1000"),
    "guidance": ({"EASEL_GUIDANCE_SCALE": "nan"}, "'nan' is not auto or a number from 0 to 100"),
    "strength of a LoRA": ({"EASEL_LORA": "a@b"}, "(EASEL_LORA): 'b' is not a strength from 0 to"),
    "compiled and moved": (
        {"EASEL_COMPILE": "on", "EASEL_OFFLOAD": "sequential"},
        "--compile (EASEL_COMPILE) does not go with --offload sequential",
    ),
    "no bucket": (
        {"EASEL_OUTPUT_S3_URI": "pictures/"},
        "'pictures/' is not of the form s3://bucket/prefix/",
    ),
}


@pytest.mark.parametrize(("environment", "message"), WRONG.values(), ids=WRONG)
def test_an_invalid_setting_is_named_and_ends_the_process(
    environment: dict[str, str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        Settings.read([], environment)
    assert ended.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert message in line
    assert line.endswith(" [bad_setting]")


def test_loras_are_named_with_their_strengths() -> None:
    text = "./fox, s3://bucket/style/@0.5,owner/name@2"
    loras = Settings.read([], {"EASEL_LORA": text}).lora
    assert loras == (Lora("./fox"), Lora("s3://bucket/style/", 0.5), Lora("owner/name", 2.0))


def test_help_names_every_setting_and_its_variable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Settings.read(["--help"], {})
    said = capsys.readouterr().out
    for field in fields(Settings):
        assert f"--{field.name.replace('_', '-')} " in said
        assert f"EASEL_{field.name.upper()};" in " ".join(said.split())


def test_every_setting_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| `--([a-z0-9-]+)` \| `(EASEL_[A-Z0-9_]+)` \| `(.*?)` \|", DOCS, re.M)
    defaults = Settings.read([], {})
    assert {flag.replace("-", "_") for flag, _, _ in rows} == {
        field.name for field in fields(Settings)
    }
    for flag, variable, default in rows:
        name = flag.replace("-", "_")
        assert variable == f"EASEL_{name.upper()}"
        said = default.replace("none", "").replace("~", str(Path.home()))
        read = Settings.read([f"--{flag}={said}"], {})
        assert getattr(read, name) == getattr(defaults, name), flag
