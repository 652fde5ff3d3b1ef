"""The settings of the serving container, from flags and from the environment."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from jumpstart.serving.settings import Settings
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
    "no number": ({"EASEL_PORT": "eighty"}, "argument --port: invalid int value: 'eighty'"),
    "no switch": ({"EASEL_COMPILE": "yes"}, "'yes' is neither on nor off"),
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
    assert message in capsys.readouterr().err


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
