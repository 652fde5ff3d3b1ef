"""Run by .venv-torch's Python: serve a tiny Stable Diffusion, and first print its set-up.

Easel's code is that of a model's folder. The last arguments are the server's own, and what is said
is one line of JSON.
"""

import importlib
import inspect
import json
import sys
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from jumpstart.painters.model import DrawRequest
from jumpstart.painters.stable_diffusion import StableDiffusion
from jumpstart.serving import __main__ as server
from jumpstart.serving.settings import Settings
from tests.tiny_stable_diffusion import make, make_safety_checker

REQUEST = DrawRequest(("a fox",), ("",), width=64, height=64, num_inference_steps=2, seed=1)


def set_up(folder: Path, *more: str) -> StableDiffusion:
    told = ["--model", "stable-diffusion", "--model-folder", str(folder), *more]
    model = StableDiffusion(Settings.read(told, {}))
    model.setup()
    return model


def pipeline_of(model: StableDiffusion) -> dict[str, str]:
    pipeline: Any = model.pipeline
    attention = pipeline.unet.attn_processors
    return {
        "scheduler": type(pipeline.scheduler).__name__,
        "algorithm": pipeline.scheduler.config.algorithm_type,
        "prediction": pipeline.scheduler.config.prediction_type,
        "attention": " ".join({type(each).__name__ for each in attention.values()}),
        "dtype": str(pipeline.unet.dtype),
        "text_encoder": type(pipeline.text_encoder).__name__,
    }


def out_of_memory(model: StableDiffusion, kind: type[Exception], words: str) -> dict[str, Any]:
    """What a fault during a drawing becomes, and whether its tensors are freed."""
    unet: Any = model.pipeline.unet
    left: list[weakref.ref[torch.Tensor]] = []

    def forward(*_: object, **__: object) -> None:
        activations = torch.zeros(8)
        left.append(weakref.ref(activations))
        raise kind(words)

    drawn, unet.forward = unet.forward, forward
    try:
        model.draw(REQUEST)
    except (MemoryError, RuntimeError) as error:
        raised = error  # kept, as the device keeps it until the request is answered
    unet.forward = drawn
    said = {"said": str(raised), "kind": type(raised).__name__, "freed": left[0]() is None}
    return said | {"next": len(model.draw(REQUEST))}


def unsafe(folder: Path, checker: Path) -> dict[str, Any]:
    model = set_up(folder, "--safety-checker", str(checker))
    [first, second] = model.draw(replace(REQUEST, num_images_per_prompt=2))
    return {"colours": [first.getcolors(), second.getcolors()], "comment": first.info["comment"]}


def hugging_faces_container(model_dir: Path) -> dict[str, Any]:
    """Load inference.py as the toolkit does, with code/ on the path."""
    code = importlib.import_module("inference")
    asked = json.dumps({"prompt": "astronaut on a horse", "num_inference_steps": 1})
    model = code.model_fn(str(model_dir))
    answer = code.transform_fn(model, asked, "application/json", "application/json;jpeg")
    functions = [code.model_fn, code.transform_fn]
    return {
        "answer": json.loads(answer),
        "files": [code.__file__, server.__file__],
        "parameters": [len(inspect.signature(each).parameters) for each in functions],
    }


def main() -> None:
    folder = Path(sys.argv[1])
    torch.set_num_threads(1)
    make(folder / "model", side_px=64)
    make_safety_checker(folder / "checker")
    model = set_up(folder / "model")
    model.draw(REQUEST)
    allocator = "[enforce fail at alloc_cpu.cpp:1] DefaultCPUAllocator: can't allocate memory"
    facts = {
        "pipeline": pipeline_of(model),
        "gpu": out_of_memory(model, torch.OutOfMemoryError, "CUDA out of memory. Tried to …"),
        "processor": out_of_memory(model, RuntimeError, allocator),
        "other": out_of_memory(model, RuntimeError, "mat1 and mat2 shapes"),
        "unsafe": unsafe(folder / "model", folder / "checker"),
        "inference": hugging_faces_container(folder / "model"),
    }
    print(json.dumps(facts), flush=True)  # noqa: T201
    sys.argv[1:] = sys.argv[2:]
    server.main()


if __name__ == "__main__":
    main()
