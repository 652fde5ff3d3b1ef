"""The pictures in a request: what to change, and a mask of where."""

import base64
import binascii
import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps

# What JumpStart's text-to-image container does not read. A model must say that it takes images.
IMAGE_KEYS = ["image", "mask_image", "strength"]
FORMATS = ("JPEG", "PNG", "WEBP")
# 2048×2048, as large as the largest pictures that any of the models draws. It is asked before a
# file is decoded: a small file can hold a picture that fills the memory.
MAX_IMAGE_PIXELS = 1 << 22
# diffusers' default for Stable Diffusion, from a picture and with a mask.
STRENGTH, MASKED_STRENGTH = 0.8, 1.0


class InvocationError(ValueError):
    """The request breaks the contract. The text may quote the request, so never log it."""


@dataclass(frozen=True, slots=True)
class InputImages:
    """The fields of a DrawRequest that come from IMAGE_KEYS."""

    image: Image.Image
    mask_image: Image.Image | None
    strength: float


def read_images(payload: dict[str, Any]) -> InputImages | None:
    """The pictures in `payload`, or None if it has none.

    Raises:
        InvocationError: one cannot be read, or they do not fit each other or what is asked for.
    """
    if "image" not in payload:
        for key in IMAGE_KEYS[1:]:
            if key in payload:
                raise InvocationError(f"{key} needs an image.")
        return None
    strength = _strength(payload)
    image = _on_white(_decoded("image", payload["image"]))
    for key, side in (("width", image.width), ("height", image.height)):
        if payload.get(key, side) != side:
            raise InvocationError(f"{key} must be that of image, {side}, got {payload[key]}.")
        if side % 8:
            raise InvocationError(f"the {key} of image must be divisible by 8, got {side}.")
    if "mask_image" not in payload:
        return InputImages(image, None, strength)
    mask = _on_white(_decoded("mask_image", payload["mask_image"])).convert("L")
    if mask.size != image.size:
        sizes = f"{image.width}x{image.height}, got {mask.width}x{mask.height}"
        raise InvocationError(f"mask_image must have the size of image, {sizes}.")
    return InputImages(image, mask, strength)


def _strength(payload: dict[str, Any]) -> float:
    default = MASKED_STRENGTH if "mask_image" in payload else STRENGTH
    strength = payload.get("strength", default)
    if type(strength) not in (int, float):  # nor true
        raise InvocationError(f"strength must be an int or float, got {strength}.")
    if not 0 < strength <= 1:  # NaN neither
        raise InvocationError(f"strength must be above 0 and at most 1, got {strength}.")
    return float(strength)


def _decoded(key: str, text: object) -> Image.Image:
    """The picture in `text`, upright.

    Raises:
        InvocationError: it is not base64 of a picture that may be sent.
    """
    if not isinstance(text, str):
        raise InvocationError(f"{key} must be a string with the base64 of a picture.")
    try:
        file = io.BytesIO(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError) as error:
        raise InvocationError(f"{key} is not base64 of a picture: {error}.") from error
    try:
        picture = Image.open(file, formats=FORMATS)
        _check_size(key, picture)
        picture.load()
        return ImageOps.exif_transpose(_in_8_bits(picture))
    except InvocationError:
        raise
    except Image.DecompressionBombError as error:
        most = f"{key} must have at most {MAX_IMAGE_PIXELS} pixels, got far more."
        raise InvocationError(most) from error
    # Pillow has no common class: a damaged file raises OSError, SyntaxError, ValueError and others.
    except Exception as error:
        said = f"{key} is not a readable picture; formats that are read: {', '.join(FORMATS)}."
        raise InvocationError(said) from error


def _check_size(key: str, picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_IMAGE_PIXELS:
        size = f"{picture.width}x{picture.height}"
        raise InvocationError(f"{key} must have at most {MAX_IMAGE_PIXELS} pixels, got {size}.")


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """`picture` with 8 bits of grey if it has 16. Pillow would make all above 255 white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    """`picture` in RGB. Without this, pixels that nobody sees would show."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
