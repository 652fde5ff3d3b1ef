"""Fills the HTML pages that people see. They hold no script, and text that was typed stays text."""

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path
from string import Template

_HERE = Path(__file__).parent
_STYLE = (_HERE / "page.css").read_text("utf-8")
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# HTML cannot hold these characters, not even as character references. Browsers show U+FFFD instead.
_NOT_IN_HTML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Html(str):
    """Text that is HTML already, so `fill` does not escape it."""

    __slots__ = ()


def fill(name: str, **values: object) -> Html:
    """The HTML file `name` of this folder with `values` in it. A value that is not `Html` is
    escaped. Typed text comes into a page only through here."""
    escaped = {place: _escaped(value) for place, value in values.items()}
    return Html(_template(name).substitute(escaped, style=_STYLE))


def content_security_policy(images_from: str = "'self'") -> str:
    """A policy that allows pictures from `images_from`, Easel's own style and its icon, which is in
    the page itself, and nothing else."""
    return (
        f"default-src 'none'; img-src {images_from} data:; style-src '{STYLE_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def _template(name: str) -> Template:
    return Template((_HERE / name).read_text("utf-8"))


def _escaped(value: object) -> str:
    return value if isinstance(value, Html) else html.escape(_NOT_IN_HTML.sub("\ufffd", str(value)))
