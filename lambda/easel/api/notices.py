"""The pages that show text instead of a picture."""

from ..errors import EaselError
from ..pages.page import Html, fill


def drawing_page(prompt: str, look_again_s: int) -> Html:
    """A page for a picture that is being drawn. Send it with a `Refresh` header, and the browser
    looks again."""
    return _page("Drawing your picture", fill("drawing.html", prompt=prompt, seconds=look_again_s))


def failure_page(error: EaselError, meaning_url: str) -> Html:
    """A page for a picture that could not be drawn. It links to `meaning_url`, which explains
    `error`."""
    return _page(error.title, fill("failure.html", detail=error.detail, meaning=meaning_url))


def notice_page(title: str, *paragraphs: str) -> Html:
    """A page with a title and some paragraphs of text."""
    return _page(title, Html("".join(fill("notice.html", text=text) for text in paragraphs)))


def _page(title: str, told: Html) -> Html:
    return fill("words.html", title=title, told=told)
