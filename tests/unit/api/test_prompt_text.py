"""A prompt is measured in NFC and needs something to see, on every route that takes one."""

import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easel.api.openai_request import parse_generation_request
from easel.api.prompt_text import is_visible
from easel.api.request import parse_draw_request
from easel.errors import InvalidRequest
from easel.settings import Settings

from ..conftest import Handled

# Kinds of character that show nothing by themselves.
INVISIBLE = {
    "space": " ",
    "no-break space": "\u00a0",
    "ideographic space": "\u3000",
    "line separator": "\u2028",
    "NUL": "\0",
    "file separator": "\x1c",
    "escape": "\x1b",
    "next line": "\x85",
    "soft hyphen": "\u00ad",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "right-to-left mark": "\u200f",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "interlinear anchor": "\ufff9",
    "unassigned and ignorable": "\u2065\ufff0",
    "grapheme joiner": "\u034f",
    "combining acute": "\u0301",
    "enclosing circle": "\u20dd",
    "vowel sign": "\u093e",
    "variation selectors": "\ufe0f\U000e0100",
    "Mongolian variation selector": "\u180b",
    "tags": "\U000e0041\U000e007f",
    "braille blank": "\u2800",
    "Hangul fillers": "\u115f\u1160\u3164\uffa0",
    "Khmer vowels": "\u17b4\u17b5",
    "note without a head": "\U0001d159",
}
ROUTES = {
    "/v1/images": "prompt",
    "/v1/images/generations": "prompt",
    "/text2image": "text",
}


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE)
@pytest.mark.parametrize("route", ROUTES)
def test_a_prompt_without_anything_to_see_is_missing(api: Handled, route: str, text: str) -> None:
    answer = api("POST", route, {ROUTES[route]: text})
    assert (answer.status, answer.code) == (400, "missing_prompt")
    assert answer.body["errors"][0]["pointer"] == f"#/{ROUTES[route]}"


@given(st.lists(st.sampled_from([*INVISIBLE.values()])).map("".join))
def test_a_mix_of_invisible_characters_is_invisible(text: str) -> None:
    assert not is_visible(text)
    assert not is_visible(unicodedata.normalize("NFC", text))


@given(
    st.characters(categories=("L", "N", "P", "S")).filter(
        lambda c: "FILLER" not in unicodedata.name(c, "") and c not in "\u2800\U0001d159"
    )
)
def test_one_character_to_see_is_enough(character: str) -> None:
    assert is_visible(f"\u200b {character}\ufe0f")


@pytest.mark.parametrize("text", ["🐎", "狐", "a", "é", "e\u0301", "कि", "?", "\U0001fae9"])
def test_a_prompt_in_any_script_is_drawn(settings: Settings, text: str) -> None:
    picture = parse_draw_request(json.dumps({"prompt": text}), settings).picture
    assert picture.prompt == unicodedata.normalize("NFC", text)


# Two characters each, of which NFC makes one.
LONG = "e\u0301" * 2000
TOO_LONG = LONG + "x"


def both(prompt: dict[str, Any], settings: Settings) -> list[tuple[str, str | None]]:
    """The prompts of both dialects' pictures."""
    body = json.dumps({"prompt": "a fox", "seed": 1} | prompt).encode()
    pictures = (
        parse_draw_request(body, settings).picture,
        parse_generation_request(body, settings).picture,
    )
    return [(picture.prompt, picture.negative_prompt) for picture in pictures]


@pytest.mark.parametrize("field", ["prompt", "negative_prompt"])
def test_a_prompt_is_measured_in_nfc(settings: Settings, field: str) -> None:
    for prompt, negative in both({field: LONG}, settings):
        assert {"prompt": prompt, "negative_prompt": negative}[field] == "é" * 2000
    operator_allows = replace(settings, max_prompt_characters=2000)
    for parse in (parse_draw_request, parse_generation_request):
        body = json.dumps({"prompt": "a fox"} | {field: TOO_LONG}).encode()
        with pytest.raises(InvalidRequest) as refused:
            parse(body, operator_allows)
        assert refused.value.code == "prompt_too_long"
        assert refused.value.errors[0].pointer == f"#/{field}"


def test_text_that_grows_in_nfc_is_measured_after_it(settings: Settings) -> None:
    grows = "\u0958"  # NFC makes two characters of it
    with pytest.raises(InvalidRequest) as refused:
        parse_draw_request(json.dumps({"prompt": grows * 1001}), settings)
    assert refused.value.code == "prompt_too_long"


def test_an_older_route_measures_in_nfc(api: Handled) -> None:
    assert api("POST", "/text2image", {"text": LONG}).status in (200, 202)
    assert api("POST", "/text2image", {"text": TOO_LONG}).code == "prompt_too_long"


def test_a_blocked_word_is_found_in_either_spelling(settings: Settings) -> None:
    for word, prompt in (("cafe\u0301", "a caf\u00e9"), ("caf\u00e9", "a cafe\u0301")):
        strict = replace(settings, blocked_words=word)
        with pytest.raises(InvalidRequest, match="does not allow"):
            both({"prompt": prompt}, strict)


@pytest.mark.parametrize("route", ROUTES)
def test_a_byte_order_mark_before_the_json_is_skipped(api: Handled, route: str) -> None:
    body = "\ufeff" + json.dumps({ROUTES[route]: "a fox"})
    assert api("POST", route, body).status in (202, 303)
