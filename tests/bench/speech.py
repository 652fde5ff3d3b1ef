"""`make bench-speech`: how many words of thirty spoken prompts the local recogniser gets wrong.

flite speaks them in two voices; each is heard by the process that local mode starts for a
recording. Nothing here is a budget: the figures say what to expect of so small a model.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cdk.deployment import ROOT
from local.transcribe.transcriber import RECOGNISER

VOICES = ("slt", "kal16")
PROMPTS = (
    "a red circle on a blue background",
    "a photo of an astronaut riding a horse on mars",
    "an oil painting of a lighthouse in a storm",
    "a cat sleeping on a pile of old books",
    "a small wooden house beside a frozen lake",
    "a watercolor of cherry trees in the rain",
    "a city street at night with neon lights",
    "an old man playing chess in a park",
    "a bowl of fresh fruit on a kitchen table",
    "a robot reading a newspaper in a cafe",
    "a sailing ship under a full moon",
    "a field of sunflowers at sunset",
    "a close up of a green frog on a leaf",
    "a black and white portrait of a young woman",
    "a steam train crossing a stone bridge",
    "a dog wearing a yellow raincoat",
    "a castle on a hill above the clouds",
    "a pencil drawing of a bicycle",
    "a desert road leading to the mountains",
    "a glass of water on a window sill",
    "two children flying a kite on the beach",
    "a market full of colorful spices",
    "a snow covered forest in the morning light",
    "a whale swimming among the stars",
    "a cup of coffee and a slice of cake",
    "a medieval knight standing in the fog",
    "an abandoned factory covered with plants",
    "a hot air balloon over green valleys",
    "a fox running through autumn leaves",
    "a tiny island with one palm tree",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """How one spoken prompt was understood; `took_s` includes the start of the process."""

    errors: int
    words: int
    took_s: float
    audio_s: float


def main() -> None:
    flite = shutil.which("flite")
    if flite is None:
        sys.exit("make bench-speech needs a voice: install flite (apt install flite)")
    print(f"{len(PROMPTS)} prompts in each voice; × real time: with the start of the process")
    print(f"{'voice':<10}{'word errors':>12}{'mean s':>9}{'slowest s':>11}{'× real time':>13}")
    everything: list[Heard] = []
    for voice in VOICES:
        heard = [_heard(flite, voice, prompt) for prompt in PROMPTS]
        _print(voice, heard)
        everything += heard
    _print("together", everything)


def _print(name: str, heard: Sequence[Heard]) -> None:
    rate = sum(one.errors for one in heard) / sum(one.words for one in heard)
    took_s = sum(one.took_s for one in heard)
    slowest_s = max(one.took_s for one in heard)
    pace = took_s / sum(one.audio_s for one in heard)
    mean_s = took_s / len(heard)
    print(f"{name:<10}{rate:>12.1%}{mean_s:>9.2f}{slowest_s:>11.2f}{pace:>13.2f}", flush=True)


def _heard(flite: str, voice: str, prompt: str) -> Heard:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "prompt.wav"
        subprocess.run([flite, "-voice", voice, "-t", prompt, "-o", file], check=True)
        audio_s = file.stat().st_size / 32_000  # 16 kHz, 16 bit, mono
        began = time.perf_counter()
        done = subprocess.run([*RECOGNISER, file], cwd=ROOT, check=True, capture_output=True)
        took_s = time.perf_counter() - began
    said = [word["text"] for word in json.loads(done.stdout)["words"]]
    spoken = prompt.split()
    return Heard(word_errors(spoken, said), len(spoken), took_s, audio_s)


def word_errors(spoken: Sequence[str], said: Sequence[str]) -> int:
    """Words to insert, delete or replace to make `said` of `spoken` (Levenshtein's distance)."""
    row = list(range(len(said) + 1))
    for place, word in enumerate(spoken, 1):
        before, row = row, [place]
        for other, candidate in enumerate(said, 1):
            replaced = before[other - 1] + (word != candidate)
            row.append(min(replaced, before[other] + 1, row[-1] + 1))
    return row[-1]


if __name__ == "__main__":
    main()
