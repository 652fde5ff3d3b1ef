"""Makes the page that shows a picture: its JPEGs and its parameters."""

from collections.abc import Sequence

from ..pages.page import Html, fill
from .job import Job, StoredImage

_TITLE_CHARACTERS = 80
# A longer prompt is set as running text, not as a heading.
_LONG_PROMPT_CHARACTERS = 160


def picture_page(
    job: Job, images: Sequence[StoredImage], public_url: str, *, base: str = ""
) -> Html:
    """The page of `job`, whose JPEGs are `images`. It is the same each time that it is made.

    `base` is put before each path that the page links to. With "", the links lead to the page's own
    host.
    """
    picture = job.picture
    title = " ".join(picture.prompt.split())
    if len(title) > _TITLE_CHARACTERS:
        title = title[: _TITLE_CHARACTERS - 1] + "…"
    jpegs = [fill("jpeg.html", alt=picture.prompt, base=base, **_shown(image)) for image in images]
    return fill(
        "picture.html",
        title=title,
        url=f"{public_url}/{job.page_key}",
        public_url=public_url,
        base=base,
        jpegs=Html("".join(jpegs)),
        prompt=picture.prompt,
        length="long" if len(picture.prompt) > _LONG_PROMPT_CHARACTERS else "short",
        model=f"{picture.model}@{picture.model_version}",
        seed=picture.seed,
        steps=picture.steps,
        guidance_scale=f"{picture.guidance_scale:g}",
        **_shown(images[0]),
    )


def _shown(image: StoredImage) -> dict[str, object]:
    return {
        "key": image.key,
        "width": image.width,
        "height": image.height,
        "kilobytes": round(image.bytes / 1000),
    }
