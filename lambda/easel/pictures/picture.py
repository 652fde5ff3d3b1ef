"""A picture's parameters, the id that follows from them, and what the model is asked."""

import base64
import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

import rfc8785

from ..callers.signature import Signer

# Part of every id: raise it when the way a JPEG is made from an answer changes.
ENCODER_VERSION = 1


# 128 bits in base32.
_ID = re.compile(r"img_[a-z2-7]{26}")


def is_picture_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that decides how a picture looks. `prompt` is in Unicode NFC, and what the model
    is asked; `original_prompt` is what it was translated from, if it was."""

    model: str
    model_version: str
    prompt: str
    negative_prompt: str | None
    width: int
    height: int
    steps: int
    guidance_scale: float
    seed: int
    n: int
    original_prompt: str | None = None

    def canonical_json(self) -> str:
        """RFC 8785: the same picture is always the same text."""
        return rfc8785.dumps(self._fields()).decode()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The picture in `text`; what another version of Easel wrote beside it is passed over."""
        written = {"original_prompt": None, **json.loads(text)}
        found = {field.name: written[field.name] for field in fields(cls)}
        # Canonical JSON writes 7.0 as 7.
        return cls(**{**found, "guidance_scale": float(found["guidance_scale"])})

    def id(self, signer: Signer) -> str:
        """`img_` and 26 letters: 128 bits of an HMAC.

        A plain hash would let anyone test whether a prompt was ever drawn.
        """
        named = rfc8785.dumps({**self._fields(), "encoder_version": ENCODER_VERSION})
        bits = signer.digest(named)[:16]
        return "img_" + base64.b32encode(bits).decode().rstrip("=").lower()

    def _fields(self) -> dict[str, Any]:
        """Without an original where nothing was translated: those pictures keep the ids they had
        before Easel translated any."""
        fields = asdict(self)
        if self.original_prompt is None:
            del fields["original_prompt"]
        return fields

    def model_request(self) -> dict[str, Any]:
        """The JumpStart container's request: flat, since it refuses unknown keys."""
        request: dict[str, Any] = {
            "prompt": self.prompt,
            "width": self.width,
            "height": self.height,
            "num_images_per_prompt": self.n,
            "num_inference_steps": self.steps,
            "guidance_scale": self.guidance_scale,
            "seed": self.seed,
        }
        if self.negative_prompt is not None:
            request["negative_prompt"] = self.negative_prompt
        return request
