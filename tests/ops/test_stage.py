"""STAGE=: a second deployment has another name, another endpoint and its own settings."""

from pathlib import Path

import pytest

from cdk.deployment import Deployment
from cdk.stage import VARIABLE, settings_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "easel.toml").write_text('name = "Easel"\nmax_steps = 60\n')
    return tmp_path


def of(stage: str, root: Path) -> Deployment:
    return Deployment.model_validate(settings_of({VARIABLE: stage}, root))


def test_a_stage_has_the_same_settings_and_names_of_its_own(root: Path) -> None:
    first, second = of("", root), of("test", root)
    assert (second.name, second.endpoint_name, second.max_steps) == (
        "Easel-test", "easel-test", 60
    )  # fmt: skip
    assert (first.name, first.endpoint_name) == ("Easel", "easel")


def test_a_file_of_the_stage_replaces_single_settings(root: Path) -> None:
    (root / "easel.test.toml").write_text('access = "key"\n')
    assert of("test", root).access == "key"
    assert (of("test", root).name, of("test", root).max_steps) == ("Easel-test", 60)
    (root / "easel.test.toml").write_text('name = "Playground"\n')
    assert of("test", root).name == "Playground"


def test_two_stages_never_share_a_name(root: Path) -> None:
    (root / "easel.test.toml").write_text('name = "easel"\n')
    with pytest.raises(ValueError, match="two stacks need two names"):
        of("test", root)


@pytest.mark.parametrize("stage", ["Test", "te-st", "../x", "t" * 13])
def test_a_stage_that_cannot_be_a_part_of_a_name_is_refused(stage: str, root: Path) -> None:
    with pytest.raises(ValueError, match="not a word of up to 12 small letters"):
        of(stage, root)


def test_the_commands_read_the_stage_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "test")
    assert Deployment.load().name == "Easel-test"
