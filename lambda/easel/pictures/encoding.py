"""The formats that a caller of OpenAI's dialect can ask for: PNG, WebP, or a smaller JPEG."""

from dataclasses import dataclass
from typing import Literal, Self, cast

# The quality of a WebP if nobody names one, and of the rendition `webp`.
WEBP_QUALITY = 80
# A picture has few files if qualities are multiples of this. Nobody sees less than that.
_STEP = 5

Format = Literal["png", "webp", "jpeg"]


@dataclass(frozen=True, slots=True)
class Encoding:
    """A format, and its quality: 5 to 100 in steps of 5, or None for PNG, which loses nothing."""

    format: Format
    quality: int | None = None

    @classmethod
    def of(cls, format: object, compression: int | None) -> Self | None:
        """The encoding that OpenAI's `output_format` and `output_compression` ask for. None if that
        is the JPEG as it is stored, or if no such format exists.

        `compression` is 0 to 100. OpenAI calls 100 what loses the least.
        """
        asked = None if compression is None else max(_STEP, _STEP * round(compression / _STEP))
        if format == "png":
            return cls("png")
        if format == "webp":
            return cls("webp", asked or WEBP_QUALITY)
        if format == "jpeg" and asked and asked < 100:
            return cls("jpeg", asked)
        return None

    @classmethod
    def named(cls, name: str) -> Self:
        """The encoding whose `name` this is."""
        format, _, quality = name.partition("-")
        return cls(cast(Format, format), int(quality) if quality else None)

    @property
    def name(self) -> str:
        return f"{self.format}-{self.quality}" if self.quality else self.format

    def key(self, jpeg_key: str) -> str:
        """`images/<id>.png`, `images/<id>.q50.webp` or `images/<id>.q50.jpeg`. A WebP of the usual
        quality is the rendition `webp`. No key ends in .jpg, as those of stored JPEGs do."""
        stem = jpeg_key.removesuffix(".jpg")
        if self.format == "png" or (self.format == "webp" and self.quality == WEBP_QUALITY):
            return f"{stem}.{self.format}"
        return f"{stem}.q{self.quality}.{self.format}"
