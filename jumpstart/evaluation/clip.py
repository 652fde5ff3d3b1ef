"""CLIP score: how well a picture matches its prompt, as the model CLIP sees it.

The score is 100 · max(cos(picture, prompt), 0), as in torchmetrics. CLIPScore (Hessel et al. 2021,
arXiv 2104.08718, equation 1) scales the same cosine by 2.5, so it is 0.025 of this score.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from ..command.faults import Fault

DEFAULT = "openai/clip-vit-base-patch32"
KIND = "CLIP score, 100 · max(cos, 0)"
BATCH = 8


class Clip:
    """A loaded CLIP.

    Raises:
        Fault: torch is not installed, or the weights cannot be loaded.
    """

    kind = KIND

    def __init__(self, name: str) -> None:
        self.by = name
        try:
            import torch
            from transformers import CLIPModel, CLIPProcessor
        except ImportError as error:
            what = "a CLIP score needs torch and transformers"
            do = "make torch, then start .venv-torch/bin/python; or give --score colours, or none"
            raise Fault(what, do, code="no_torch") from error
        # The hub's library logs each attempt that failed. The fault says it once.
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
        try:  # `name` is the operator's own choice
            model: Any = CLIPModel.from_pretrained(name)  # nosec B615
            self._processor: Any = CLIPProcessor.from_pretrained(name)  # nosec B615
        except Exception as error:  # each kind of file has a loader with its own errors
            what = f"CLIP's weights cannot be loaded from {name}"
            do = "give a folder that holds them with --clip, or give --score colours, or none"
            raise Fault(what, do, code="no_clip") from error
        self._torch, self._model = torch, model.eval()

    def scores(self, pictures: Sequence[tuple[Path, str]]) -> list[float | None]:
        """One score, from 0 to 100, for each (picture, prompt)."""
        found: list[float | None] = []
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
            truncation=True,  # CLIP reads 77 tokens and ignores the rest
        )
        with self._torch.inference_mode():
            out = self._model(**inputs)
        near = (out.image_embeds * out.text_embeds).sum(dim=-1)  # both vectors have length 1
        return [round(100 * max(0.0, float(cosine)), 2) for cosine in near]


def _rgb(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB")
