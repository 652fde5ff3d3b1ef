"""The pages that show text instead of a picture."""

from ..errors import EaselError
from ..pages.page import Html, fill

_LOAD_AGAIN = "Load this page again to have the picture drawn again."


def drawing_page(prompt: str | None, look_again_s: int) -> Html:
    """A page for a picture that is being drawn. Send it with a `Refresh` header, and the browser
    looks again."""
    shown = Html() if prompt is None else fill("prompt.html", prompt=prompt)
    told = fill("drawing.html", prompt=shown, seconds=look_again_s)
    return words_page("The picture is being drawn", told)


def failure_page(error: EaselError, meaning_url: str, *, then: str = _LOAD_AGAIN) -> Html:
    """A page for a picture that could not be drawn. It says what can come `then`, and links to
    `meaning_url`, which explains `error`."""
    told = fill("failure.html", detail=error.detail, then=then, meaning=meaning_url)
    return words_page(error.title, told)


def notice_page(title: str, *paragraphs: str) -> Html:
    """A page with a title and some paragraphs of text."""
    return words_page(title, Html("".join(fill("notice.html", text=text) for text in paragraphs)))


def words_page(title: str, told: Html) -> Html:
    """A page with a title and what is `told`."""
    return fill("words.html", title=title, told=told)
