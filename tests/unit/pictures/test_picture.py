"""A picture's id follows from everything that decides how it looks, and from the secret."""

import json
import re
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easel.callers.signature import Signer
from easel.pictures.picture import Picture
from tests.fakes import SIGNER, a_picture, recorded

CHANGES = {
    "model": "another-model",
    "model_version": "2.0.0",
    "prompt": "astronaut on a cow",
    "negative_prompt": None,
    "width": 512,
    "height": 512,
    "steps": 51,
    "guidance_scale": 7.0,
    "seed": 2,
    "n": 2,
    "original_prompt": "Astronaut auf einem Pferd",
}
PROMPTS = {
    "cyrillic": "астронавт на лошади",
    "japanese": "馬に乗った宇宙飛行士",
    "emoji of four code points": "👩‍🚀 on a 🐎",
    "newlines and tabs": "a horse\n\ton\r\nmars",
    "quotes and backslashes": 'a "horse" \\ </script>',
    "line separator": "a\u2028b",
    "null": "a\x00b",
    "beyond the basic plane": "𝒶 𝓱𝓸𝓻𝓼𝓮",
}


def test_the_id_never_changes_between_versions_of_this_code() -> None:
    # Every shared link follows from this id. A new value here breaks all links handed out so far.
    assert a_picture().id(SIGNER) == "img_5csfqig7gwnyu4goavhdjenhwe"


def test_the_id_of_a_translated_picture_never_changes_either() -> None:
    translated = a_picture(original_prompt="Astronaut auf einem Pferd")
    assert translated.id(SIGNER) == "img_trgbvdpcewdk5y2yxlpjernbpe"


def test_an_untranslated_picture_is_stored_as_before_there_were_translations() -> None:
    written = json.loads(a_picture().canonical_json())
    assert "original_prompt" not in written
    assert Picture.from_json(json.dumps(written)).original_prompt is None


def test_an_id_is_a_name_of_26_letters() -> None:
    assert re.fullmatch("img_[a-z2-7]{26}", a_picture().id(SIGNER))


def test_the_same_picture_has_the_same_id() -> None:
    assert a_picture().id(SIGNER) == a_picture().id(SIGNER)


@pytest.mark.parametrize("field", CHANGES)
def test_another_value_of_any_field_gives_another_id(field: str) -> None:
    changed = a_picture(**{field: CHANGES[field]})
    assert changed.id(SIGNER) != a_picture().id(SIGNER)


def test_another_secret_gives_another_id() -> None:
    assert a_picture().id(SIGNER) != a_picture().id(Signer(b"other"))


def test_no_field_is_left_out_of_these_tests() -> None:
    assert set(CHANGES) == {field.name for field in fields(Picture)}


def test_a_whole_guidance_scale_is_the_same_as_a_float() -> None:
    assert a_picture(guidance_scale=7).id(SIGNER) == a_picture(guidance_scale=7.0).id(SIGNER)


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_a_prompt_survives_being_stored(prompt: str) -> None:
    picture = a_picture(prompt=prompt, negative_prompt=prompt, original_prompt=prompt)
    assert Picture.from_json(picture.canonical_json()) == picture


@given(
    prompt=st.text(min_size=1, max_size=50),
    guidance_scale=st.floats(0, 20),
    seed=st.integers(0, 2**32 - 1),
)
def test_a_stored_picture_keeps_its_id(prompt: str, guidance_scale: float, seed: int) -> None:
    picture = a_picture(prompt=prompt, guidance_scale=guidance_scale, seed=seed)
    assert Picture.from_json(picture.canonical_json()).id(SIGNER) == picture.id(SIGNER)


def test_the_model_is_asked_what_the_contract_says() -> None:
    request: dict[str, Any] = recorded("contracts/endpoint-request.json")
    assert a_picture().model_request() == request


def test_without_a_negative_prompt_the_model_request_has_no_such_field() -> None:
    assert "negative_prompt" not in a_picture(negative_prompt=None).model_request()
