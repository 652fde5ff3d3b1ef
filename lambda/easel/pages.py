"""The HTML pages that Easel shows to people. They hold no script, and typed text stays text."""

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from pathlib import Path
from string import Template

from .pictures.job import Job, StoredImage

_STYLE = (Path(__file__).parent / "page.css").read_text("utf-8")
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_TITLE_CHARACTERS = 80
# A prompt longer than this is set as running text, not as a heading.
_LONG_PROMPT_CHARACTERS = 160
# Characters that HTML cannot hold, even as a character reference. Browsers show U+FFFD instead.
_NOT_IN_HTML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Html(str):
    """Text that is HTML already. `fill` turns any other text into HTML."""

    __slots__ = ()


def fill(template: str, **values: object) -> Html:
    """`template` with `values` in it. A value that is not `Html` is escaped.

    This is the only way by which typed text comes into a page.
    """
    return Html(Template(template).substitute({k: _escaped(v) for k, v in values.items()}))


def _escaped(value: object) -> str:
    return value if isinstance(value, Html) else html.escape(_NOT_IN_HTML.sub("\ufffd", str(value)))


def content_security_policy(images_from: str = "'self'") -> str:
    """A policy that allows pictures from `images_from` and Easel's own style, and nothing else."""
    return (
        f"default-src 'none'; img-src {images_from}; style-src '{STYLE_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def picture_page(
    job: Job, images: Sequence[StoredImage], public_url: str, *, base: str = ""
) -> Html:
    """A page with the pictures of `job` and their parameters. It is the same each time it is made.

    `base` is put before each path that the page links to. With "", the links lead to the page's own
    host.
    """
    picture = job.picture
    first = _shown(images[0])
    title = " ".join(picture.prompt.split())
    if len(title) > _TITLE_CHARACTERS:
        title = title[: _TITLE_CHARACTERS - 1] + "…"
    pictures = [fill(_PICTURE, alt=picture.prompt, base=base, **_shown(image)) for image in images]
    return fill(
        _PICTURE_PAGE,
        style=Html(_STYLE),
        title=title,
        url=f"{public_url}/{job.page_key}",
        public_url=public_url,
        base=base,
        pictures=Html("".join(pictures)),
        prompt=picture.prompt,
        length="long" if len(picture.prompt) > _LONG_PROMPT_CHARACTERS else "short",
        model=f"{picture.model}@{picture.model_version}",
        seed=picture.seed,
        steps=picture.steps,
        guidance_scale=f"{picture.guidance_scale:g}",
        **first,
    )


def drawing_page(prompt: str, look_again_s: int) -> Html:
    """A page for a picture that is being drawn. It looks again only if it is sent with a `Refresh`
    header."""
    told = fill(_DRAWING, prompt=prompt, seconds=look_again_s)
    return fill(_WORDS_PAGE, style=Html(_STYLE), title="Drawing your picture", told=told)


def notice_page(title: str, *paragraphs: str) -> Html:
    """A page that shows text instead of a picture. An `Html` paragraph is not escaped."""
    told = Html("".join(fill("<p>$text</p>\n", text=paragraph) for paragraph in paragraphs))
    return fill(_WORDS_PAGE, style=Html(_STYLE), title=title, told=told)


def _shown(image: StoredImage) -> dict[str, object]:
    return {
        "key": image.key,
        "width": image.width,
        "height": image.height,
        "kilobytes": round(image.bytes / 1000),
    }


_PICTURE_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="A picture made by a machine from these words: $title">
<meta property="og:type" content="website">
<meta property="og:site_name" content="Easel">
<meta property="og:title" content="$title">
<meta property="og:url" content="$url">
<meta property="og:image" content="$public_url/$key">
<meta property="og:image:type" content="image/jpeg">
<meta property="og:image:width" content="$width">
<meta property="og:image:height" content="$height">
<meta property="og:image:alt" content="$prompt">
<meta name="twitter:card" content="summary_large_image">
<link rel="canonical" href="$url">
<link rel="icon" type="image/jpeg" href="$base/$key">
<style>$style</style>
</head>
<body>
<main>
<figure>
<div class="pictures">
$pictures</div>
<figcaption>
<h1 class="prompt $length" dir="auto">$prompt</h1>
<dl>
<div><dt>Size</dt><dd>$width × $height</dd></div>
<div><dt>Seed</dt><dd>$seed</dd></div>
<div><dt>Steps</dt><dd>$steps</dd></div>
<div><dt>Guidance</dt><dd>$guidance_scale</dd></div>
<div><dt>Model</dt><dd>$model</dd></div>
</dl>
<p class="quiet">Made by a machine from the words above.
<a href="$base/$key" type="image/jpeg">JPEG, $kilobytes KB</a> ·
<a href="$base/v1/license">What it may not be used for</a></p>
</figcaption>
</figure>
</main>
</body>
</html>
"""

_PICTURE = """<a href="$base/$key">
<img src="$base/$key" width="$width" height="$height" alt="$alt"></a>
"""

_WORDS_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<style>$style</style>
</head>
<body>
<main class="words">
<div class="card">
<h1>$title</h1>
$told</div>
</main>
</body>
</html>
"""

_DRAWING = """<div class="drawing"></div>
<p class="prompt" dir="auto">$prompt</p>
<p class="quiet">This page reloads every $seconds seconds. The first picture after a pause takes
some minutes, because the model has to start.</p>
"""
