"""Stored JPEGs in base64, as many as one answer holds."""

import base64
from collections.abc import Iterable

from ..pictures.image_store import ImageStore
from ..pictures.job import StoredImage

# Lambda's answer holds 6 MB at most. The rest is for the prompts and the JSON around them.
MOST_BYTES = 5_000_000


def in_base64(images: Iterable[StoredImage], store: ImageStore) -> list[str]:
    """The first of `images` in base64, in order: as many as fit into one answer."""
    found: list[str] = []
    left = MOST_BYTES
    for image in images:
        left -= 4 * image.bytes // 3
        if left < 0:
            break
        found.append(base64.b64encode(store.read(image.key)).decode())
    return found
