"""Renditions: other files of a stored JPEG, smaller or in newer formats, and its colour.

Their names follow from the JPEG's name, and their bytes never change.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ..settings import RenditionKind

THUMBNAIL_SIDE = 384
_ENDINGS = {
    RenditionKind.THUMBNAIL: f".{THUMBNAIL_SIDE}.webp",
    RenditionKind.WEBP: ".webp",
    RenditionKind.AVIF: ".avif",
}
_TYPES = {
    RenditionKind.THUMBNAIL: "image/webp",
    RenditionKind.WEBP: "image/webp",
    RenditionKind.AVIF: "image/avif",
}


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file made from a JPEG; width and height are in pixels."""

    kind: RenditionKind
    width: int
    height: int
    bytes: int

    @property
    def type(self) -> str:
        return media_type(self.kind)

    def key(self, jpeg_key: str) -> str:
        """The S3 key of this rendition of the JPEG at `jpeg_key`."""
        return rendition_key(jpeg_key, self.kind)


@dataclass(frozen=True, slots=True)
class Derived:
    """What was made of the JPEG at `jpeg_key`. `color` is its dominant colour, as CSS writes it.

    If the JPEG could not be read, there is neither a colour nor a rendition.
    """

    jpeg_key: str
    color: str | None = None
    renditions: tuple[Rendition, ...] = ()


def rendition_key(jpeg_key: str, kind: RenditionKind) -> str:
    """`images/<id>.384.webp`, `images/<id>.webp` or `images/<id>.avif`, and for the second JPEG
    `images/<id>-2.384.webp`, …"""
    return jpeg_key.removesuffix(".jpg") + _ENDINGS[kind]


def rendition_keys(jpeg_keys: Iterable[str]) -> list[str]:
    """Where renditions of these JPEGs can be, whatever was wanted when they were made."""
    return [rendition_key(key, kind) for key in jpeg_keys for kind in RenditionKind]


def media_type(kind: RenditionKind) -> str:
    return _TYPES[kind]


def to_json(derived: Derived) -> str:
    return json.dumps(
        {"color": derived.color, "renditions": [asdict(one) for one in derived.renditions]}
    )


def from_json(jpeg_key: str, text: str) -> Derived:
    read = json.loads(text)
    renditions = (
        Rendition(**{**one, "kind": RenditionKind(one["kind"])}) for one in read["renditions"]
    )
    return Derived(jpeg_key, read["color"], tuple(renditions))
