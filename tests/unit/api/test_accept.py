"""A browser that loads a page is told from a program by what it accepts."""

import pytest

from easel.api.accept import preferred_picture, prefers_page

PAGES = {
    # What the browsers send when they load a page.
    "chromium": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
    "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
    "firefox-and-safari": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "lynx": "text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01",
    "only-html": "text/html",
    "in-capitals": "TEXT/HTML; Q=1, application/json; Q=0.9",
    "json-refused": "text/html;q=0.1, application/json;q=0",
}
PROGRAMS = {
    "none": None,
    "empty": "",
    "curl": "*/*",
    "json": "application/json",
    "axios": "application/json, text/plain, */*",
    "httpie": "application/json, */*;q=0.5",
    "java-17": "text/html, image/gif, image/jpeg, */*; q=0.2",
    "java-8": "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
    "img-in-a-page": "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
    "as-gladly": "text/html, application/json",
    "anything-as-gladly": "text/html, */*",
    "json-rather": "text/html;q=0.8, application/*;q=0.9",
    "html-refused": "text/html;q=0",
    "no-number": "text/html;q=high, */*;q=0.1",
    "not-a-number": "text/html;q=nan",
    "garbage": ",;=;,q=;",
}


@pytest.mark.parametrize("accept", PAGES.values(), ids=PAGES)
def test_a_browser_prefers_a_page(accept: str) -> None:
    assert prefers_page(accept)


@pytest.mark.parametrize("accept", PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_does_not(accept: str | None) -> None:
    assert not prefers_page(accept)


ALL = ("image/avif", "image/webp", "image/jpeg")
WANTED = {
    # What the browsers send for an <img>.
    "chromium": (PROGRAMS["img-in-a-page"], ALL, "image/avif"),
    "firefox": (
        "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
        ALL,
        "image/avif",
    ),
    "safari": (
        "image/webp,image/avif,image/jxl,image/heic,image/heic-sequence,video/*;q=0.8,image/png,"
        "image/svg+xml,image/*;q=0.8,*/*;q=0.5",
        ("image/webp", "image/jpeg"),
        "image/webp",
    ),
    "safari-13": (
        "image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5",
        ("image/jpeg",),
        "image/jpeg",
    ),
    "only-a-jpeg-is-there": ("image/avif,image/*;q=0.8", ("image/jpeg",), "image/jpeg"),
    "jpeg-rather": ("image/jpeg, image/webp;q=0.9, image/avif;q=0", ALL, "image/jpeg"),
    "no-avif": ("image/avif;q=0, image/*", ALL, "image/webp"),
    "a-picture-rather-than-json": ("image/webp, application/json;q=0.5", ALL, "image/webp"),
    "json-as-gladly": ("image/webp, application/json", ALL, None),
    "a-format-that-is-not-there": ("image/png", ALL, None),
    "curl": ("*/*", ALL, None),
    "java-17": (PROGRAMS["java-17"], ALL, None),
    "none": (None, ALL, None),
    "garbage": (PROGRAMS["garbage"], ALL, None),
}


@pytest.mark.parametrize(("accept", "offered", "wanted"), WANTED.values(), ids=WANTED)
def test_a_client_that_likes_pictures_better_than_json_gets_its_favourite(
    accept: str | None, offered: tuple[str, ...], wanted: str | None
) -> None:
    assert preferred_picture(accept, offered) == wanted
