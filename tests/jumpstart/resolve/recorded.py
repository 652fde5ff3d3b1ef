"""The recorded part of JumpStart's catalogue, and a model that is made up."""

import json
from typing import Any

from tests.fakes import EVENTS

RECORDED = EVENTS / "jumpstart"


MODEL = "model-txt2img-stabilityai-stable-diffusion-v2"


# Made up, as its name says: it can be fine-tuned, is in two regions and has no licence.
TRAINABLE = "model-txt2img-example-trainable"


def specification(**more: Any) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(
        (RECORDED / "community_models" / MODEL / "specs_v2.0.18.json").read_text()
    )
    return spec | more
