"""How much of a picture is magenta. The local Rekognition sees nothing else.

What a picture shows cannot be told offline without a large model. A colour can, and everybody can
ask for it: "a cat on a magenta background".
"""

import io

from PIL import Image, UnidentifiedImageError

# No category of Rekognition's: nobody shall think that this machine knows those.
LABEL = "Mostly Magenta"
# In PIL's units: 256 are a full circle. From violet's end to pink's beginning, and neither pale nor
# dark.
_HUES = range(214, 244)
_MIN_SATURATION, _MIN_VALUE = 140, 60
_SIDE = 64  # enough to tell a share


class NotAPicture(Exception):
    """The bytes are neither a JPEG nor a PNG that can be read."""


def magenta_share(picture: bytes) -> tuple[float, tuple[int, int]]:
    """How many of 100 pixels are magenta, and the picture's width and height.

    Raises:
        NotAPicture
    """
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG")) as opened:
            size = opened.size
            small = opened.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.NEAREST)
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise NotAPicture from error
    pixels = small.convert("HSV").tobytes()
    hits = sum(
        hue in _HUES and saturation >= _MIN_SATURATION and value >= _MIN_VALUE
        for hue, saturation, value in zip(*(pixels[k::3] for k in range(3)), strict=True)
    )
    return 100 * hits / _SIDE**2, size
