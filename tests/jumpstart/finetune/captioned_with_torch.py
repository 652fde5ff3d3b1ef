"""Run by .venv-torch's Python: train tiny pipelines from captions, and print what came of it.

The pipelines have random weights and the layouts of Stable Diffusion 1 and 2 and of SDXL. Nothing
is downloaded.
"""

import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from PIL import Image, ImageChops
from safetensors.torch import load_file

from jumpstart.command.console import Console, launch
from jumpstart.evaluate import evaluate
from jumpstart.evaluate import parser as evaluate_parser
from jumpstart.finetune import finetune, parser
from jumpstart.finetuning import container, training
from jumpstart.finetuning.base import digest_of
from jumpstart.finetuning.captions import checked_captions
from jumpstart.finetuning.failures import alone_in
from jumpstart.finetuning.pipeline import encode, load, loss_of, noise_schedule
from jumpstart.painters.model import DrawRequest
from jumpstart.painters.stable_diffusion import StableDiffusion
from jumpstart.serving.app import create_app
from jumpstart.serving.device import Device
from jumpstart.serving.settings import Settings
from local.process import listen, port_of, served
from tests.jumpstart.finetune.in_container import in_container
from tests.jumpstart.pictures import image_folder
from tests.tiny_stable_diffusion import make, make_v1, make_xl

root = Path(sys.argv[1])
torch.set_num_threads(1)
facts: dict[str, Any] = {}
pictures = image_folder(root / "pictures")
LAYOUTS: dict[str, Callable[..., None]] = {"v1": make_v1, "v2": make, "xl": make_xl}
KINDS: dict[str, tuple[str, ...]] = {"full": (), "lora": ("--lora", "8", "--learning-rate", "5e-2")}
LEARN = ("--batch", "2", "--accumulate", "1", "--learning-rate", "1e-2", "--yes", "--steps", "8")


def train(base: str, out: str, *options: str) -> int:
    argv = [str(pictures), "--local", "--model", str(root / base), "--out", str(root / out)]
    return launch(finetune, parser(), [*argv, *LEARN, *options])


def weights_of(name: str) -> dict[str, torch.Tensor]:
    found: dict[str, torch.Tensor] = load_file(
        root / name / "unet" / "diffusion_pytorch_model.safetensors"
    )
    return found


def are_equal(one: str, other: str) -> bool:
    ours, theirs = weights_of(one), weights_of(other)
    return all(torch.equal(ours[name], theirs[name]) for name in ours)


def recorded_loss(name: str) -> Any:
    return json.loads((root / name / "finetuned.json").read_text())["loss"]


def mean_loss(name: str) -> float:
    """The mean loss of a pipeline, always with the same noise."""
    pipeline, device = load(root / name), torch.device("cpu")
    taught = checked_captions(pictures, Console(), 64).pictures
    lessons = encode(pipeline, taught, 64, device, lambda _: None)
    scale = float(pipeline.vae.config.scaling_factor)
    dice = torch.Generator().manual_seed(0)
    schedule = noise_schedule(pipeline)
    with torch.no_grad():
        losses = [
            float(loss_of(pipeline.unet, schedule, lessons, scale, dice, device)) for _ in range(16)
        ]
    return sum(losses) / len(losses)


def stopping_after(step: int) -> Any:
    """`Training.learn`, which presses Ctrl-C during this step."""

    def learn(self: training.Training, lessons: Any) -> None:
        if self.step + 1 == step:
            os.kill(os.getpid(), signal.SIGINT)
        learned(self, lessons)

    return learn


# 1. Each layout, the whole U-Net and adapters: at once, and stopped and continued.
learned = training.Training.learn
for layout, make_layout in LAYOUTS.items():
    make_layout(root / layout, side_px=64)
    before = mean_loss(layout)
    for kind, options in KINDS.items():
        name = f"{layout} {kind}"
        found: dict[str, Any] = {"ended": train(layout, name, *options)}
        training.Training.learn = stopping_after(3)  # type: ignore[method-assign]
        found["stopped"] = train(layout, f"{name} resumed", *options)
        training.Training.learn = learned  # type: ignore[method-assign]
        found["resumed"] = train(layout, f"{name} resumed", *options)
        found["equal"] = are_equal(name, f"{name} resumed")
        found["recorded"] = [recorded_loss(one) for one in (name, f"{name} resumed")]
        found["learned"] = not are_equal(name, layout)
        found["loss"] = [before, mean_loss(name)]
        facts[name] = found

# 2. What is refused, and what is not done twice.
training.Training.learn = stopping_after(3)  # type: ignore[method-assign]
train("xl", "other")
training.Training.learn = learned  # type: ignore[method-assign]
facts["another"] = train("xl", "other", "--seed", "2")
facts["again"] = train("v1", "v1 full")
facts["recorded"] = recorded_loss("v1 full")
facts["left"] = sorted(path.name for path in (root / "v1 lora resumed").iterdir())

# 3. What goes wrong is said in one line.


def diverge(self: training.Training, lessons: Any) -> None:
    learned(self, lessons)
    torch.nn.init.constant_(next(self.unet.parameters()), float("nan"))


def copied(base: str, name: str) -> Path:
    shutil.copytree(root / base, root / name)
    return root / name


training.Training.learn = diverge  # type: ignore[method-assign]
wrong = {"diverged": train("v1", "wrong 1")}
training.Training.learn = learned  # type: ignore[method-assign]
with alone_in(root / "wrong 1"):
    wrong["busy"] = train("v1", "wrong 1")
(root / "wrong 1" / "checkpoint.pt").write_bytes(b"PK cut off")
wrong["bad_checkpoint"] = train("v1", "wrong 1")
before_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before_limit[1]))  # as a full disk
wrong["file"] = train("v1", "wrong 2")
resource.setrlimit(resource.RLIMIT_FSIZE, before_limit)
facts["left on the full disk"] = [path.name for path in (root / "wrong 2").iterdir()]
weights = copied("v1", "cut off") / "unet" / "diffusion_pytorch_model.safetensors"
weights.write_bytes(weights.read_bytes()[:1000])
wrong["bad_model"] = train("cut off", "wrong 3")
index = copied("v1", "liar") / "model_index.json"
index.write_text(index.read_text().replace("StableDiffusionPipeline", "StableDiffusionXLPipeline"))
wrong["bad_model again"] = train("liar", "wrong 3")
facts["wrong"] = wrong
schedule_file = copied("v1", "other schedule") / "scheduler" / "scheduler_config.json"
schedule_file.write_text(schedule_file.read_text().replace("0.012", "0.013"))
facts["digests"] = [digest_of(root / name) for name in ("v1", "other schedule")]

# 4. Serve and evaluate what was trained.
(root / "prompts.txt").write_text("a red wall\n")
for name in [f"{layout} {kind}" for layout in LAYOUTS for kind in KINDS]:
    told = ["--model", "stable-diffusion", "--model-folder", str(root / name)]
    device = Device(StableDiffusion(Settings.read(told, {})))
    device.ready.result()
    listener, sheet = listen(0), root / "sheet" / name
    with served(create_app(device), listener):
        argv = ["--url", f"http://127.0.0.1:{port_of(listener)}", "--out", str(sheet)]
        argv += ["--prompts", str(root / "prompts.txt"), "--score", "none", "--seeds", "1"]
        argv += ["--width", "256", "--height", "256", "--steps", "2", "--model", name]
        status = launch(evaluate, evaluate_parser(), argv)
    report = json.loads((sheet / "report.json").read_text())
    facts[name]["evaluated"] = [status, len(report["pictures"])]

# 5. The adapters that were written beside a model, on the model that it was trained from.


def drawn_by(name: str, *options: str) -> Image.Image:
    told = ["--model", "stable-diffusion", "--model-folder", str(root / name), *options]
    model = StableDiffusion(Settings.read(told, {}))
    model.setup()
    return model.draw(DrawRequest(("a red wall",), ("",), 64, 64, num_inference_steps=2, seed=1))[0]


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of a pixel."""
    return max(ImageChops.difference(one, other).tobytes())


for layout in LAYOUTS:
    fused, base = drawn_by(f"{layout} lora"), drawn_by(layout)
    adapted = drawn_by(layout, "--lora", str(root / f"{layout} lora" / "lora"))
    facts[f"{layout} lora on its base"] = [difference(adapted, fused), difference(adapted, base)]

# 6. The script for SageMaker's container, without an interruption.
facts["container"] = container.main(in_container(root, "whole"))
print(json.dumps(facts))  # noqa: T201 - how it says so
