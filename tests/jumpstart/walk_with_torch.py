"""Run by .venv-torch's Python: send models with random weights through the commands.

A tiny Stable Diffusion is uploaded, served from S3 and evaluated by a tiny CLIP; the small model is
fine-tuned. The results are printed as one line of JSON. Nothing is downloaded.
"""

import json
import sys
from pathlib import Path
from typing import Any

import torch
from diffusers import StableDiffusionPipeline
from PIL import Image
from transformers import CLIPConfig, CLIPModel, CLIPProcessor, CLIPTokenizer
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from jumpstart.command.console import launch
from jumpstart.evaluate import evaluate
from jumpstart.evaluate import parser as evaluate_parser
from jumpstart.evaluation.clip import Clip
from jumpstart.finetune import finetune
from jumpstart.finetune import parser as finetune_parser
from jumpstart.finetuning import measure, on_this_machine
from jumpstart.painters.small import dreambooth, judge
from jumpstart.painters.small.painter import Small
from jumpstart.painters.stable_diffusion import StableDiffusion
from jumpstart.serving.app import create_app
from jumpstart.serving.device import Device
from jumpstart.serving.settings import Settings
from jumpstart.upload import parser as upload_parser
from jumpstart.upload import upload
from local.process import listen, port_of, served
from tests.jumpstart.pictures import dataset
from tests.tiny_stable_diffusion import make

folder, bucket = Path(sys.argv[1]), sys.argv[2]
torch.set_num_threads(1)
facts: dict[str, Any] = {}


def make_clip(tokenizer: Path) -> Path:
    """Save a CLIP with random weights, like a real one."""
    torch.manual_seed(0)
    words = CLIPTokenizer.from_pretrained(tokenizer)
    narrow = {"hidden_size": 32, "intermediate_size": 32, "num_attention_heads": 2}
    narrow |= {"num_hidden_layers": 1}
    ends = {"bos_token_id": words.bos_token_id, "eos_token_id": words.eos_token_id}
    config = CLIPConfig(
        text_config={**narrow, **ends, "vocab_size": len(words)},
        vision_config={**narrow, "image_size": 32, "patch_size": 16},
        projection_dim=16,
    )
    CLIPModel(config).save_pretrained(folder / "clip")
    side = {"height": 32, "width": 32}
    pictures = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size=side)
    CLIPProcessor(pictures, words).save_pretrained(folder / "clip")
    return folder / "clip"


# 1. Upload a model, and serve it from there.
make(folder / "pipeline")
place = f"s3://{bucket}/tiny/"
facts["uploaded"] = launch(upload, upload_parser(), [str(folder / "pipeline"), place, "--yes"])
told = ["--model", "stable-diffusion", "--model-folder", place, "--cache", str(folder / "cache")]
device = Device(StableDiffusion(Settings.read(told, {})))
device.ready.result()
listener = listen(0)
clip = make_clip(folder / "pipeline" / "tokenizer")
(folder / "prompts.txt").write_text("the sea at night\na cat\n")

# 2. Evaluate it over HTTP.
with served(create_app(device), listener):
    argv = ["--url", f"http://127.0.0.1:{port_of(listener)}", "--out", str(folder / "out")]
    argv += ["--prompts", str(folder / "prompts.txt"), "--clip", str(clip), "--seeds", "1"]
    argv += ["--width", "256", "--height", "256", "--steps", "2", "--model", "tiny"]
    facts["evaluated"] = launch(evaluate, evaluate_parser(), argv)
facts["report"] = json.loads((folder / "out" / "report.json").read_text())
facts["sheet"] = (folder / "out" / "index.html").read_text()
again = ["--compare", str(folder / "out" / "report.json")]
facts["compared"] = launch(evaluate, evaluate_parser(), [*argv, *again])

# 3. Check the score with CLIP's own logits: they are the same cosine, times CLIP's scale.
[first, second] = [
    folder / "out" / "pictures" / picture["file"] for picture in facts["report"]["pictures"]
]
model, processor = CLIPModel.from_pretrained(clip), CLIPProcessor.from_pretrained(clip)
opened = [Image.open(path) for path in (first, second)]
inputs = processor(
    text=["the sea at night", "a cat"], images=opened, return_tensors="pt", padding=True
)
with torch.inference_mode():
    cosines = model(**inputs).logits_per_image.diag() / model.logit_scale.exp()
facts["cosines"] = cosines.tolist()
facts["of_a_long_prompt"] = Clip(str(clip)).scores([(second, "word " * 200)])

downloaded = StableDiffusionPipeline.from_pretrained(folder / "pipeline").unet.state_dict()
[cached] = {path.parent for path in (folder / "cache").rglob("model_index.json")}
sent = StableDiffusionPipeline.from_pretrained(cached).unet.state_dict()
facts["same_weights"] = all(torch.equal(downloaded[name], sent[name]) for name in downloaded)

# 4. Let the small model learn a word, with few steps, so that it takes seconds.
measure.CAPTIONS, measure.SEEDS, measure.STEPS = 2, range(100, 104), 6
dreambooth.HALF_BATCH, dreambooth.OF_ITS_CLASS, on_this_machine.CLASS_PICTURES = 4, 1, 2
judge.EXAMPLES = 40
argv = [str(dataset(folder / "balls", side_px=64)), "--local", "--out", str(folder / "small")]
facts["finetuned"] = launch(finetune, finetune_parser(), [*argv, "--yes", "--steps", "30"])
facts["again"] = launch(finetune, finetune_parser(), [*argv, "--steps", "30"])
facts["record"] = json.loads((folder / "small" / "finetuned.json").read_text())
small = Small(folder=folder / "small")
small.setup()
with_word, without = small.diffuse(["a zwx ball", "a ball"], [1, 1], steps=3, guidance=2.0)
facts["the_word_matters"] = float(abs(with_word - without).max())
print(json.dumps(facts))  # noqa: T201 - how it says so
