"""Pages that have something to say and no picture to show."""

from ..errors import EaselError
from ..pages.page import Html, fill


def drawing_page(prompt: str, look_again_s: int) -> Html:
    """A picture is being drawn; it takes a `Refresh` header to look again."""
    return _page("Drawing your picture", fill("drawing.html", prompt=prompt, seconds=look_again_s))


def failure_page(error: EaselError, meaning_url: str) -> Html:
    """A picture could not be drawn because of `error`, which `meaning_url` explains."""
    return _page(error.title, fill("failure.html", detail=error.detail, meaning=meaning_url))


def notice_page(title: str, *paragraphs: str) -> Html:
    """Something to know."""
    return _page(title, Html("".join(fill("notice.html", text=text) for text in paragraphs)))


def _page(title: str, told: Html) -> Html:
    return fill("words.html", title=title, told=told)
