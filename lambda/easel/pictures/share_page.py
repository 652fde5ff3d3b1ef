"""Makes the page that shows a picture: its JPEGs, its parameters, and what other programs show of a
link to it (Open Graph)."""

from collections.abc import Sequence
from urllib.parse import quote

from ..pages.page import Html, fill
from .job import Job, StoredImage

# X's limits, the lowest that are documented: https://developer.x.com/cards/markup
_TITLE_CHARACTERS = 70
_DESCRIPTION_CHARACTERS = 200
_ALT_CHARACTERS = 420
_MADE_FROM = "A picture made by a machine from these words: "
# A longer prompt is set as running text, not as a heading.
_LONG_PROMPT_CHARACTERS = 160


def picture_page(
    job: Job,
    images: Sequence[StoredImage],
    public_url: str,
    *,
    base: str = "",
    public: bool = False,
    start_page: bool = False,
) -> Html:
    """The page of `job`, whose JPEGs are `images`. It is the same each time that it is made.

    `base` is put before each path that the page links to. With "", the links lead to the page's own
    host. Search engines may list only the page of a `public` picture. If there is a `start_page` at
    `/`, links lead there: Easel's name, and one to draw with the same words.
    """
    picture, url = job.picture, f"{public_url}/{job.page_key}"
    jpegs = [fill("jpeg.html", alt=picture.prompt, base=base, **_shown(image)) for image in images]
    about = shortened(picture.prompt, _DESCRIPTION_CHARACTERS - len(_MADE_FROM))
    return fill(
        "picture.html",
        title=title_of(job),
        description=_MADE_FROM + about,
        robots="all" if public else "noindex",
        alt=shortened(picture.prompt, _ALT_CHARACTERS),
        url=url,
        oembed=f"{public_url}/v1/oembed?url={quote(url, safe='')}&format=json",
        public_url=public_url,
        base=base,
        jpegs=Html("".join(jpegs)),
        prompt=picture.prompt,
        length="long" if len(picture.prompt) > _LONG_PROMPT_CHARACTERS else "short",
        model=f"{picture.model}@{picture.model_version}",
        seed=picture.seed,
        steps=picture.steps,
        guidance_scale=f"{picture.guidance_scale:g}",
        site=fill("name_with_link.html", base=base) if start_page else "Easel",
        draw_your_own=fill("draw_your_own.html", base=base, id=job.id) if start_page else Html(),
        **_shown(images[0]),
    )


def title_of(job: Job) -> str:
    """The name of the job's picture: its prompt, cut to one line."""
    return shortened(job.picture.prompt, _TITLE_CHARACTERS)


def shortened(text: str, most: int) -> str:
    """`text` as one line of at most `most` characters, cut after a whole word if possible."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    # Some scripts put no spaces between words, and a single word can be longer than `most`.
    words = line[:most].rpartition(" ")[0]
    kept = words if len(words) > most // 2 else line[: most - 1]
    return kept.rstrip(" ,;:\u200d") + "…"  # U+200D joins an emoji to the next one


def _shown(image: StoredImage) -> dict[str, object]:
    return {
        "key": image.key,
        "width": image.width,
        "height": image.height,
        "kilobytes": round(image.bytes / 1000),
    }
