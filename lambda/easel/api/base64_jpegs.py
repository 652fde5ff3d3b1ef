"""Stored JPEGs in base64, as many as one answer holds."""

import base64
import json
from collections.abc import Iterable

from ..pictures.image_store import ImageStore
from ..pictures.job import StoredImage

# Lambda's answer holds 6 MiB with all the JSON around it.
_ANSWER_BYTES = 6_000_000
# Of these, the JPEGs have this much. The rest is for the prompts.
MOST_BYTES = 5_000_000


def in_base64(images: Iterable[StoredImage], store: ImageStore, beside: object = None) -> list[str]:
    """The first of `images` in base64, in order: as many as fit into one answer. `beside` is what
    the answer holds besides, if that may be more than 1 MB."""
    found: list[str] = []
    # Lambda puts the body, which is JSON, into JSON once more.
    left = min(MOST_BYTES, _ANSWER_BYTES - len(json.dumps(json.dumps(beside, ensure_ascii=False))))
    for image in images:
        left -= 4 * image.bytes // 3
        if left < 0:
            break
        found.append(base64.b64encode(store.read(image.key)).decode())
    return found
