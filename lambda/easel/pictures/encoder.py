"""Encodes a JPEG as other formats. Pillow does the work, which only `derive` carries."""

import io
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PIL import Image, PngImagePlugin

from ..settings import RenditionKind
from .encoding import WEBP_QUALITY, Encoding
from .jpeg import MAX_PIXELS
from .rendition import THUMBNAIL_SIDE

# WebP has 14 bits for each side (RFC 9649, 2.7).
MAX_SIDE = 16_383
# Measured with photographs of 768×768 (docs/architecture/20-renditions.md): the AVIF has a fifth
# fewer bytes than the WebP and is more like the JPEG. The next steps of either save little for
# their time: WebP 2 % for half as much again, AVIF 14 % for more than twice as much.
_OPTIONS: dict[RenditionKind, tuple[str, dict[str, Any]]] = {
    RenditionKind.THUMBNAIL: ("WEBP", {"quality": 75, "method": 4}),
    RenditionKind.WEBP: ("WEBP", {"quality": WEBP_QUALITY, "method": 4}),
    RenditionKind.AVIF: ("AVIF", {"quality": 55, "speed": 8}),
}


class Unreadable(Exception):
    """The JPEG is damaged, or has too many pixels."""


@dataclass(frozen=True, slots=True)
class Encoded:
    kind: RenditionKind
    data: bytes
    width: int
    height: int


def read(jpeg: bytes) -> Image.Image:
    """The picture in `jpeg`, in RGB. What it says about its origin and its colours is in `info`.

    Raises:
        Unreadable
    """
    try:
        image = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
        if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
            raise Unreadable(f"it has {image.width} × {image.height} pixels")
        image.load()
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError) as error:
        raise Unreadable("it is damaged") from error
    if image.mode == "RGB":
        return image
    image.info.pop("icc_profile", None)  # it describes the colours of the other mode
    return image.convert("RGB")


def encode(image: Image.Image, kinds: Iterable[RenditionKind]) -> list[Encoded]:
    """`image` as each of `kinds`. XMP and the colour profile are kept."""
    made = []
    for kind in kinds:
        picture = image
        if kind is RenditionKind.THUMBNAIL:
            picture = image.copy()
            picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
        name, options = _OPTIONS[kind]
        data = _saved(picture, name, options)
        made.append(Encoded(kind, data, picture.width, picture.height))
    return made


def encode_as(image: Image.Image, encoding: Encoding) -> bytes:
    """`image` in the format that a caller asked for. XMP and the colour profile are kept."""
    options: dict[str, Any] = {} if encoding.quality is None else {"quality": encoding.quality}
    if encoding.format == "jpeg":
        options |= {"optimize": True, "progressive": True}
    return _saved(image, encoding.format.upper(), options)


def _saved(image: Image.Image, format: str, options: dict[str, Any]) -> bytes:
    kept = {name: image.info[name] for name in ("xmp", "icc_profile") if image.info.get(name)}
    if format == "PNG" and "xmp" in kept:
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", kept.pop("xmp").decode("utf-8", "replace"))
        kept["pnginfo"] = text
    encoded = io.BytesIO()
    image.save(encoded, format, **options, **kept)
    return encoded.getvalue()


def dominant_color(image: Image.Image) -> str:
    """The colour of the largest area of `image`, such as `#4a6b2f`."""
    small = image.resize((32, 32)).quantize(8)
    counts = small.histogram()
    at = 3 * counts.index(max(counts))
    return "#" + bytes((small.getpalette() or [])[at : at + 3]).hex()
