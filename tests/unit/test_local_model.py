"""MODEL=: which model draws on this machine, and what a picture's id says of it."""

import json
from pathlib import Path

import pytest

import local.model
from cdk.deployment import Deployment
from jumpstart.command.faults import Fault
from local.drawn_by import drawn_by
from local.model import LocalModel, at_its_size, find_model
from tests.own_models import trained_small_model


def found(text: str | Path) -> LocalModel:
    model = find_model(str(text))
    assert isinstance(model, LocalModel)
    return model


def pipeline_in(
    folder: Path,
    *,
    latents: int = 64,
    missing: str = "",
    kind: str = "StableDiffusionPipeline",
    scheduler: str = "DDIMScheduler",
) -> Path:
    """The layout of a pipeline without its weights."""
    parts = {"unet": {"sample_size": latents}, "vae": {"block_out_channels": [1, 2, 3, 4]}}
    parts["scheduler"] = {"_class_name": scheduler}
    for part, config in parts.items():
        if part != missing:
            (folder / part).mkdir(parents=True)
            name = "scheduler_config.json" if part == "scheduler" else "config.json"
            (folder / part / name).write_text(json.dumps(config))
    index = {"_class_name": kind, **{part: ["diffusers", "It"] for part in parts}}
    (folder / "model_index.json").write_text(json.dumps(index))
    return folder


@pytest.fixture
def torch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sign that torch is installed. A test may delete it."""
    installed = tmp_path / "installed"
    installed.touch()
    monkeypatch.setattr(local.model, "TORCH_INSTALLED", installed)
    return installed


def test_a_folder_that_finetune_wrote_is_served_as_a_small_model_under_its_name(
    tmp_path: Path,
) -> None:
    folder = trained_small_model(tmp_path / "dogs-model")
    model = found(folder)
    assert model.name == "dogs-model"
    assert model.options == ("--model", "small", "--model-folder", str(folder))
    assert drawn_by(model)["MODEL_VERSION"] != drawn_by(found("small"))["MODEL_VERSION"]


def test_after_more_training_the_version_is_another_one(tmp_path: Path) -> None:
    folder = trained_small_model(tmp_path / "dogs-model")
    before = drawn_by(found(folder))
    assert drawn_by(found(folder)) == before
    (folder / "words.json").write_text('{"zwx": 3}')
    assert drawn_by(found(folder))["MODEL_VERSION"] != before["MODEL_VERSION"]


def test_a_pipeline_is_served_by_the_python_with_torch_at_the_size_of_its_training(
    tmp_path: Path, torch: Path
) -> None:
    model = found(pipeline_in(tmp_path / "mine"))
    assert torch.exists()
    assert model.python == local.model.TORCH_PYTHON
    assert model.options[:2] == ("--model", "stable-diffusion")
    assert model.side_px == 512


def test_every_part_of_a_pipeline_counts_for_its_version_and_nothing_beside_them(
    tmp_path: Path, torch: Path
) -> None:
    folder = pipeline_in(tmp_path / "mine")
    before = drawn_by(found(folder))
    (folder / "README.md").write_text("mine")
    assert drawn_by(found(folder)) == before
    (folder / "unet" / "weights.safetensors").write_bytes(b"new")
    assert drawn_by(found(folder))["MODEL_VERSION"] != before["MODEL_VERSION"]


def test_a_model_of_few_steps_is_asked_for_few_steps_without_guidance(
    tmp_path: Path, torch: Path
) -> None:
    slow = found(pipeline_in(tmp_path / "slow"))
    quick = found(pipeline_in(tmp_path / "quick", scheduler="LCMScheduler"))
    asked = [at_its_size(Deployment(), model) for model in (slow, quick)]
    assert [each.default_steps for each in asked] == [50, 4]
    assert [each.default_guidance_scale for each in asked] == [7.5, 1.0]


def test_fewer_steps_in_easel_toml_stay(tmp_path: Path, torch: Path) -> None:
    told = Deployment(default_steps=20)
    assert at_its_size(told, found(pipeline_in(tmp_path / "mine"))).default_steps == 20


def test_a_pipeline_that_cannot_draw_from_a_prompt_is_refused(tmp_path: Path, torch: Path) -> None:
    folder = pipeline_in(tmp_path / "mine", kind="StableDiffusionXLImg2ImgPipeline")
    with pytest.raises(Fault, match=r"cannot be served; .* \[unsupported_pipeline\]"):
        find_model(str(folder))


@pytest.mark.parametrize("latents", [8, 4096, 65], ids=["too small", "too large", "not a step"])
def test_a_size_that_easel_cannot_ask_for_stays_that_of_easel_toml(
    tmp_path: Path, torch: Path, latents: int
) -> None:
    assert found(pipeline_in(tmp_path / "mine", latents=latents)).side_px is None


@pytest.mark.parametrize(
    ("folder", "name"),
    [("my dogs (2)", "my-dogs-2"), ("easel-small", "my-easel-small"), ("개", "model")],
)
def test_a_name_is_fit_for_an_id_and_never_that_of_easels_own_models(
    tmp_path: Path, folder: str, name: str
) -> None:
    assert found(trained_small_model(tmp_path / folder)).name == name


def test_a_hub_id_is_to_be_fetched(torch: Path) -> None:
    assert find_model("somebody/tiny") == "somebody/tiny"


@pytest.mark.parametrize("text", ["somebody/tiny", "mine"])
def test_without_torch_one_line_says_how_to_install_it(
    tmp_path: Path, torch: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    pipeline_in(tmp_path / "mine")
    torch.unlink()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Fault, match=r"needs torch, .* make torch \[no_torch\]"):
        find_model(text)


@pytest.mark.parametrize("text", ["nowhere", "./no/where", "/nowhere", "", "a/b/c"])
def test_a_name_that_is_no_model_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Fault, match=r"\[no_model\]|\[bad_model\]"):
        find_model(text)


def test_a_folder_without_a_model_or_with_half_of_one_is_refused(
    tmp_path: Path, torch: Path
) -> None:
    (tmp_path / "empty").mkdir()
    half = trained_small_model(tmp_path / "half")
    (half / "text.onnx").unlink()
    cut = pipeline_in(tmp_path / "cut", missing="vae")
    for folder, what in ((tmp_path / "empty", "no model"), (half, "text.onnx"), (cut, "vae/")):
        with pytest.raises(Fault, match=rf"{what}.*\[bad_model\]"):
            find_model(str(folder))
