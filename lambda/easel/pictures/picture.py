"""A picture's parameters, the id that follows from them, and the request to the model."""

import base64
import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

import rfc8785

from ..callers.signature import Signer

# Part of every id. Raise it when the pixels of JPEGs are made from an answer in a different way. If
# only other bytes change, leave it: what is stored stays as it is.
ENCODER_VERSION = 1


# 128 bits in base32.
ID_PREFIX = "img_"
_ID = re.compile(rf"{ID_PREFIX}[a-z2-7]{{26}}")


def is_picture_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that decides how a picture looks.

    `prompt` is the text that the model gets, in Unicode NFC. If it was translated,
    `original_prompt` is the text before that.
    """

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
        """The picture as RFC 8785's canonical JSON: the same picture always gives the same text."""
        return rfc8785.dumps(self._fields()).decode()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The picture in `text`. Fields that another version of Easel added are ignored."""
        written = {"original_prompt": None, **json.loads(text)}
        found = {field.name: written[field.name] for field in fields(cls)}
        # Canonical JSON writes 7.0 as 7.
        return cls(**{**found, "guidance_scale": float(found["guidance_scale"])})

    def id(self, signer: Signer) -> str:
        """The picture's id: `img_` and 26 letters, which are 128 bits of an HMAC.

        With a plain hash, anyone could test whether a prompt was ever drawn.
        """
        named = rfc8785.dumps({**self._fields(), "encoder_version": ENCODER_VERSION})
        bits = signer.digest(named)[:16]
        return ID_PREFIX + base64.b32encode(bits).decode().rstrip("=").lower()

    def _fields(self) -> dict[str, Any]:
        """The fields that the id follows from.

        `original_prompt` is left out if nothing was translated. So a picture that needs no
        translation keeps the id that it had before Easel could translate.
        """
        fields = asdict(self)
        if self.original_prompt is None:
            del fields["original_prompt"]
        return fields

    def model_request(self) -> dict[str, Any]:
        """The request to the JumpStart container. It is flat, since the container refuses unknown
        keys."""
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
