"""A tiny random pipeline of each family that can be served draws from a prompt, from a picture and
with a mask. What cannot be served is refused at the start, in one line with a code.

One process of .venv-torch loads and draws them all: families_with_torch.py.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.torch_environment import PYTHON, ROOT, skip_without_torch

DPM, FLOW = "DPMSolverMultistepScheduler", "FlowMatchEulerDiscreteScheduler"
ONLY_OWN = "eta must be 0: this model draws with {}."
BY_16 = "width must be divisible by 16, got 72."
# kind, scheduler, [size, steps, guidance scale], refusal of a width of 72
FAMILIES: dict[str, tuple[str, str, list[float], str | None]] = {
    "1.x": ("StableDiffusionPipeline", DPM, [64, 50, 7.5], None),
    "2.x": ("StableDiffusionPipeline", DPM, [64, 50, 7.5], None),
    "turbo": ("StableDiffusionPipeline", "EulerAncestralDiscreteScheduler", [64, 4, 0], None),
    "lcm": ("StableDiffusionPipeline", "LCMScheduler", [64, 4, 8], None),
    "xl": ("StableDiffusionXLPipeline", DPM, [64, 50, 5], None),
    "3.x": ("StableDiffusion3Pipeline", FLOW, [64, 28, 7], BY_16),
    # Its latents are always 128×128, and here the VAE does not enlarge them.
    "flux": ("FluxPipeline", FLOW, [128, 28, 3.5], BY_16),
}
REFUSED = {
    "inpainting": ("unsupported_pipeline", "its unet reads 9 channels, not 4"),
    "unserved": ("unsupported_pipeline", "is a StableDiffusionUpscalePipeline, which cannot be"),
    "broken": ("cannot_draw", "was loaded, but cannot draw: IndexError: "),
    "black": ("cannot_draw", "draws only one colour, (0, 0, 0): try --precision bfloat16"),
    "lora": ("bad_model", "is a LoRA, not a model: give the folder of its base as the model"),
}
WRONG = {
    "lora of another family": ("bad_lora", "cannot put the LoRA ROOT/lora on ROOT/xl: "),
    "lora without weights": ("bad_lora", "there is no *.safetensors in it"),
    "no such device": ("no_device", "--device (EASEL_DEVICE) is mps, but torch sees only "),
    "nothing to offload to": ("bad_setting", "--offload (EASEL_OFFLOAD) is model, but there is"),
    "no U-Net to slice": ("bad_setting", "(EASEL_ATTENTION_SLICING): FLUX.1 has no U-Net"),
    "no place for a checker": ("bad_setting", "(EASEL_SAFETY_CHECKER): SDXL has no place"),
    "another scheduler": ("bad_setting", "(EASEL_SCHEDULER): Stable Diffusion 3.x draws only"),
}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    skip_without_torch()
    done = subprocess.run(
        [
            PYTHON,
            *("-W", "ignore", "-m", "tests.contract.families_with_torch"),
            tmp_path_factory.mktemp("families"),
        ],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", FAMILIES)
def test_each_family_draws_from_a_prompt_from_a_picture_and_with_a_mask(
    facts: dict[str, Any], name: str
) -> None:
    kind, scheduler, profile, odd = FAMILIES[name]
    served = facts["served"][name]
    assert [served.pop(key) for key in ("kind", "scheduler", "profile", "wide", "odd")] == [
        kind,
        scheduler,
        profile,
        [96, 64],
        odd,
    ]
    assert served.pop("eta") == (None if scheduler == DPM else ONLY_OWN.format(scheduler))
    reads_none = "negative_prompt must be empty: FLUX.1 reads none."
    assert served.pop("negative") == (reads_none if name == "flux" else None)
    assert served == {
        "image changes the picture": True,
        "the same seed repeats": True,
        "strength changes the picture": True,
        "the mask keeps": True,
        "the mask changes": True,
        "picture 1 of a batch": True,
        "picture 2 of a batch": True,
    }


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_served_is_refused_at_the_start(facts: dict[str, Any], name: str) -> None:
    code, said = facts["refused"][name]
    assert code == REFUSED[name][0]
    assert REFUSED[name][1] in said


@pytest.mark.parametrize("name", WRONG)
def test_an_option_that_the_pipeline_or_the_machine_lacks_is_refused_at_the_start(
    facts: dict[str, Any], name: str
) -> None:
    code, said = facts["wrong"][name]
    assert code == WRONG[name][0]
    assert WRONG[name][1] in said


def test_each_option_does_what_it_says(facts: dict[str, Any]) -> None:
    assert facts["options"] == {
        "sliced": ["SlicedAttnProcessor"],
        "bfloat16": "torch.bfloat16",
        "lcm": ["LCMScheduler", 4],
        "own": "PNDMScheduler",
        "told": [1, 1.5],
        "lora changes the picture": True,
        "lora of strength 0": True,
        "lora is fused": True,
        "two loras": True,
    }


def test_a_server_that_cannot_serve_ends_with_one_line(tmp_path: Path) -> None:
    skip_without_torch()
    (tmp_path / "model_index.json").write_text(json.dumps({"_class_name": "WanPipeline"}))
    command: list[str | Path] = [PYTHON, "-m", "jumpstart.serving", "--port", "0"]
    command += ["--model", "stable-diffusion", "--model-folder", tmp_path]
    env = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith(f"{tmp_path} is a WanPipeline, which cannot be served; these can: ")
    assert line.endswith(" [unsupported_pipeline]")
