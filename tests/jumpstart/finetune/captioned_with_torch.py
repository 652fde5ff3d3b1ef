"""Run by .venv-torch's Python: train tiny pipelines from captions, and print what came of it.

The pipelines have random weights and the layouts of Stable Diffusion 2 and of SDXL. Nothing is
downloaded.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import torch
from diffusers import DiffusionPipeline

from jumpstart.command.console import launch
from jumpstart.finetune import finetune, parser
from jumpstart.finetuning import training
from jumpstart.painters.stable_diffusion import StableDiffusion
from jumpstart.serving.settings import Settings
from tests.contract.tiny_pipeline_server import REQUEST
from tests.jumpstart.pictures import image_folder
from tests.tiny_stable_diffusion import make, make_xl

root = Path(sys.argv[1])
torch.set_num_threads(1)
facts: dict[str, Any] = {}
pictures = image_folder(root / "pictures")
make(root / "sd", side_px=64)
make_xl(root / "xl", side_px=64)
LEARN = ("--batch", "2", "--accumulate", "1", "--learning-rate", "1e-3", "--yes")


def train(base: str, out: str, *options: str) -> int:
    argv = [str(pictures), "--local", "--model", str(root / base), "--out", str(root / out)]
    return launch(finetune, parser(), [*argv, *LEARN, *options])


def weights_of(name: str) -> dict[str, torch.Tensor]:
    unet: Any = DiffusionPipeline.from_pretrained(root / name).unet
    found: dict[str, torch.Tensor] = unet.state_dict()
    return found


def are_equal(one: str, other: str) -> bool:
    ours, theirs = weights_of(one), weights_of(other)
    return all(torch.equal(ours[name], theirs[name]) for name in ours)


def stopping_after(step: int) -> Any:
    """`Training.learn`, which presses Ctrl-C during this step."""

    def learn(self: training.Training, lessons: Any) -> float:
        if self.step + 1 == step:
            os.kill(os.getpid(), signal.SIGINT)
        return learned(self, lessons)

    return learn


learned = training.Training.learn
for kind, options in {"full": (), "lora": ("--lora", "2")}.items():
    more = (*options, "--steps", "8")
    facts[f"{kind} ended"] = train("sd", kind, *more)
    training.Training.learn = stopping_after(3)  # type: ignore[method-assign]
    facts[f"{kind} stopped"] = train("sd", f"{kind} resumed", *more)
    training.Training.learn = learned  # type: ignore[method-assign]
    facts[f"{kind} another"] = train("sd", f"{kind} resumed", *more, "--seed", "2")
    facts[f"{kind} resumed"] = train("sd", f"{kind} resumed", *more)
    facts[f"{kind} equal"] = are_equal(kind, f"{kind} resumed")
    facts[f"{kind} learned"] = not are_equal(kind, "sd")
facts["again"] = train("sd", "full", "--steps", "8")
facts["longer"] = train("sd", "longer", "--steps", "40")
facts["loss"] = json.loads((root / "longer" / "finetuned.json").read_text())["loss"]
facts["left"] = sorted(path.name for path in (root / "lora resumed").iterdir())
facts["xl"] = [train("xl", "xl-full", "--steps", "2")]
facts["xl"] += [train("xl", "xl-lora", "--steps", "2", "--lora", "2")]
facts["xl learned"] = [not are_equal(f"xl-{kind}", "xl") for kind in ("full", "lora")]
told = ["--model", "stable-diffusion", "--model-folder", str(root / "lora")]
model = StableDiffusion(Settings.read(told, {}))
model.setup()
facts["drawn"] = [picture.size for picture in model.draw(REQUEST)]
print(json.dumps(facts))  # noqa: T201 - how it says so
