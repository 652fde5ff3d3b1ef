"""CLIP score: how near a picture and its prompt are, as a model of both sees them.

100 · max(cos(picture, prompt), 0), as torchmetrics has it. Hessel et al. 2021 (CLIPScore, arXiv
2104.08718, equation 1) scale the same cosine by 2.5 instead: theirs is 0.025 of ours.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from ..command.faults import Fault

DEFAULT = "openai/clip-vit-base-patch32"
KIND = "CLIP score, 100 · max(cos, 0)"
BATCH = 8


class Clip:
    """
    Raises:
        Fault: torch or the weights are not here.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            import torch
            from transformers import CLIPModel, CLIPProcessor
        except ImportError as error:
            what = "a CLIP score needs torch and transformers"
            do = "make torch, then start this with .venv-torch/bin/python; or --score none"
            raise Fault(what, do, code="no_torch") from error
        try:
            self._model: Any = CLIPModel.from_pretrained(name).eval()
            self._processor: Any = CLIPProcessor.from_pretrained(name)
        except Exception as error:  # each file has a loader with errors of its own
            what = f"CLIP's weights are not to be had from {name}"
            do = "give --clip FOLDER, where they are on this machine, or --score none"
            raise Fault(what, do, code="no_clip") from error
        self._torch = torch

    def scores(self, pictures: Sequence[tuple[Path, str]]) -> list[float]:
        """One for each (picture, prompt), from 0 to 100."""
        found: list[float] = []
        for start in range(0, len(pictures), BATCH):
            found += self._batch(pictures[start : start + BATCH])
        return found

    def _batch(self, pictures: Sequence[tuple[Path, str]]) -> list[float]:
        seen = [_rgb(path) for path, _ in pictures]
        inputs = self._processor(
            text=[prompt for _, prompt in pictures],
            images=seen,
            return_tensors="pt",
            padding=True,
            truncation=True,  # CLIP reads 77 tokens, and passes over the rest
        )
        with self._torch.inference_mode():
            out = self._model(**inputs)
        near = (out.image_embeds * out.text_embeds).sum(dim=-1)  # both are of length 1
        return [round(100 * max(0.0, float(cosine)), 2) for cosine in near]


def _rgb(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB")
