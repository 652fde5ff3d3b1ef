"""Run by .venv-torch's Python: train on a few pictures, and print the results as JSON."""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from onnxruntime import InferenceSession

from jumpstart.painters.small.export import export
from jumpstart.painters.small.lessons import FIRST, Lessons
from jumpstart.painters.small.network import SIDE_PX
from jumpstart.painters.small.tokenizer import tokenize
from jumpstart.painters.small.train import (
    learn,
    load,
    load_exported,
    main,
    new_training,
    save,
    with_words,
)

folder = Path(sys.argv[1])
torch.set_num_threads(1)

training = new_training(seed=1)
lessons = Lessons(seed=1, side_px=SIDE_PX, capacity=64)
lessons.draw(32, FIRST)
losses = [learn(training, lessons, rate=1.0, batch=8) for _ in range(40)]

save(training, folder / "checkpoint.pt")
resumed = load(folder / "checkpoint.pt")
learn(resumed, lessons, rate=1.0, batch=8)

export(training, folder / "trained")
tokens = torch.tensor([tokenize("a red circle on blue"), tokenize("the sea at night")])
noisy, time = torch.randn(2, 3, SIDE_PX, SIDE_PX), torch.tensor([0.1, 0.6])
with torch.no_grad():
    expected = training.ema(noisy, time, tokens).numpy()
text = InferenceSession(folder / "trained" / "text.onnx")
painter = InferenceSession(folder / "trained" / "painter.onnx")
words, summary = text.run(None, {"tokens": tokens.numpy()})
seen = {"noisy": noisy.numpy(), "time": time.numpy(), "words": words, "summary": summary}
[drawn] = painter.run(None, seen)

again = load_exported(folder / "trained")
with torch.no_grad():
    reloaded = again.ema.eval()(noisy, time, tokens).numpy()

more = with_words(again.model.text.words.weight.detach(), 2)

# A checkpoint of another network.
again.model.text.words = torch.nn.Embedding(3, 4)
save(again, folder / "other.pt")
sys.argv = ["train", "--checkpoint", str(folder / "other.pt")]
refusal = ""
try:
    main()
except SystemExit as error:
    refusal = str(error)

outcome = {
    "losses": losses,
    "resumed_at_step": resumed.step,
    "error": float(np.abs(drawn - expected).max()),
    "reloaded_at_step": again.step,
    "reloaded_error": float(np.abs(reloaded - drawn).max()),
    "words": len(more),
    "words_kept": bool(
        torch.equal(more[:-2], load_exported(folder / "trained").model.text.words.weight)
    ),
    "refusal": refusal,
}
print(json.dumps(outcome))  # noqa: T201 - how it says so
