"""What Easel shows a person: HTML without a script, in which all that anyone typed is text."""

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
# HTML cannot hold these, not even as character references. Browsers show U+FFFD in their place.
_NOT_IN_HTML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def fill(name: str, **values: object) -> Html:
    """The HTML file `name` of this folder with `values` in their places. Every value is escaped
    unless it is HTML already: what a person typed comes into a page this way and no other."""
    escaped = {place: _escaped(value) for place, value in values.items()}
    return Html(_template(name).substitute(escaped, style=_STYLE))


def content_security_policy(images_from: str = "'self'") -> str:
    """Pictures from one place, and our own style: anything else in a page would do nothing."""
    return (
        f"default-src 'none'; img-src {images_from}; style-src '{STYLE_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def _template(name: str) -> Template:
    return Template((_HERE / name).read_text("utf-8"))


def _escaped(value: object) -> str:
    return value if isinstance(value, Html) else html.escape(_NOT_IN_HTML.sub("\ufffd", str(value)))
