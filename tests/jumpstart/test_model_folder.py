"""A diffusers folder is checked before anything is sent."""

import json
from pathlib import Path

import pytest

from jumpstart.uploading.model_folder import choose, read_folder

from .conftest import INDEX, put, safetensors

UNET = "unet/diffusion_pytorch_model"


def test_every_file_of_a_complete_folder_is_sent(model: Path) -> None:
    choice = read_folder(model)
    assert not choice.faults
    assert not choice.skipped
    assert all(sent == name for sent, name in choice.sent.items())
    assert len(choice.sent) == 10


def test_a_linked_component_is_sent_and_a_link_to_its_own_parent_is_ignored(
    model: Path, tmp_path: Path
) -> None:
    before = read_folder(model)
    (model / "vae").rename(tmp_path / "elsewhere")
    (model / "vae").symlink_to(tmp_path / "elsewhere")
    (model / "vae" / "up").symlink_to(model)
    (model / "again").symlink_to(model)
    found = read_folder(model)
    assert not found.faults
    assert found.sent == before.sent


def test_the_smallest_form_of_the_weights_is_sent_under_the_plain_name(
    model: Path,
) -> None:
    for ending in ("fp16.safetensors", "bin", "non_ema.safetensors"):
        put(model / f"{UNET}.{ending}", safetensors())
    put(model / "768-v-ema.ckpt", b"5 GB")
    choice = read_folder(model)
    assert choice.sent[f"{UNET}.safetensors"] == f"{UNET}.fp16.safetensors"
    instead = "diffusion_pytorch_model.fp16.safetensors is sent instead"
    assert choice.skipped == {
        f"{UNET}.safetensors": instead,
        f"{UNET}.bin": instead,
        f"{UNET}.non_ema.safetensors": instead,
        "768-v-ema.ckpt": "not read by an endpoint",
    }


def test_pickled_weights_are_sent_with_a_note_if_there_are_no_others(model: Path) -> None:
    (model / f"{UNET}.safetensors").rename(model / f"{UNET}.bin")
    choice = read_folder(model)
    assert f"{UNET}.bin" in choice.sent
    assert "unet/*.bin is a pickle" in choice.notes[0]


def test_weights_in_several_parts_are_sent_with_their_index() -> None:
    parts = [f"{UNET}-0000{n}-of-00002.safetensors" for n in (1, 2)]
    index = f"{UNET}.safetensors.index.json"
    names = [*parts, index, "unet/config.json", f"{UNET}.fp16-00001-of-00001.safetensors"]
    only_unet = {key: INDEX[key] for key in ("_class_name", "unet")}
    choice = choose(names, only_unet)
    assert not choice.faults
    assert set(choice.sent) == {*parts, index, "unet/config.json"}
    assert choose([*names[1:]], only_unet).faults == ["unet/: 1 of 2 parts of its weights"]


def test_every_fault_is_named_at_once(model: Path) -> None:
    (model / "vae" / "config.json").unlink()
    (model / f"{UNET}.safetensors").unlink()
    (model / "tokenizer" / "merges.txt").unlink()
    (model / "scheduler" / "scheduler_config.json").unlink()
    (model / "scheduler" / "README").write_text("nothing here")
    put(model / "text_encoder" / "config.json", b"{")
    faults = sorted(read_folder(model).faults)
    assert [fault.partition(": ")[0] for fault in faults] == [
        "scheduler/scheduler_config.json",
        "text_encoder/config.json",
        "tokenizer/",
        "unet/",
        "vae/config.json",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(safetensors(4096)[:-7], "cut off; download it again", id="cut off"),
        pytest.param(b"\xff" * 200, "cut off in its header", id="no header"),
        pytest.param((2).to_bytes(8, "little") + b"[]", "header cannot be read", id="no object"),
        pytest.param(
            (32).to_bytes(8, "little") + b'{"a": {"data_offsets": [0,"z"]}}',
            "header cannot be read",
            id="ends in no number",
        ),
        pytest.param(b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull", id="LFS"),
        pytest.param(b"", "empty", id="empty"),
    ],
)
def test_broken_weights_are_found_before_they_are_sent(
    model: Path, content: bytes, fault: str
) -> None:
    put(model / f"{UNET}.safetensors", content)
    [found] = read_folder(model).faults
    assert found.startswith(f"{UNET}.safetensors: ")
    assert found.endswith(fault)


@pytest.mark.parametrize(
    ("index", "fault"),
    [
        pytest.param(b"nothing", "not JSON", id="no JSON"),
        pytest.param(b"[]", "no _class_name", id="a list"),
        pytest.param(b'{"unet": ["diffusers", "UNet2DConditionModel"]}', "no _class_name", id="."),
    ],
)
def test_an_index_that_is_not_of_a_pipeline_is_a_fault(
    model: Path, index: bytes, fault: str
) -> None:
    put(model / "model_index.json", index)
    assert fault in read_folder(model).faults[0]


def test_a_folder_with_a_single_checkpoint_is_a_fault_that_names_it(tmp_path: Path) -> None:
    put(tmp_path / "v2-1_768-ema-pruned.safetensors", safetensors())
    [fault] = read_folder(tmp_path).faults
    assert "is one file, not a diffusers folder" in fault


def test_another_kind_of_pipeline_is_sent_with_a_note(model: Path) -> None:
    put(model / "model_index.json", json.dumps(INDEX | {"_class_name": "WanPipeline"}).encode())
    choice = read_folder(model)
    assert not choice.faults
    assert "Easel cannot serve a WanPipeline" in choice.notes[0]


@pytest.mark.parametrize("kind", ["FluxPipeline", "StableDiffusionXLPipeline"])
def test_a_pipeline_that_easel_serves_is_sent_without_a_note(model: Path, kind: str) -> None:
    put(model / "model_index.json", json.dumps(INDEX | {"_class_name": kind}).encode())
    assert not read_folder(model).notes
