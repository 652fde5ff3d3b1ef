"""The fields of OpenAI's dialect: which are ignored, which are honoured, which are refused."""

import json
from dataclasses import replace
from typing import Any

import pytest

from easel.api.openai_request import GenerationRequest, parse_generation_request
from easel.errors import InvalidRequest
from easel.pictures.picture import Picture
from easel.settings import Settings

FOX: dict[str, Any] = {"prompt": "a red fox", "seed": 7}


def picture(asked: dict[str, Any], settings: Settings) -> Picture:
    return parse_generation_request(json.dumps(asked).encode(), settings).picture


def test_a_prompt_alone_takes_the_operators_defaults(settings: Settings) -> None:
    body = json.dumps({"prompt": "a red fox"}).encode()
    order = parse_generation_request(body, settings)
    drawn = order.picture
    assert (drawn.prompt, drawn.width, drawn.height) == ("a red fox", 768, 768)
    assert (drawn.steps, drawn.guidance_scale, drawn.n) == (50, 7.5, 1)
    assert (order.answer_format, order.public, order.webhook_url) == ("url", False, None)


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param({"model": "gpt-image-1"}, id="model"),
        pytest.param({"model": 7}, id="model-of-any-type"),
        pytest.param({"quality": "hd", "style": "vivid", "user": "ada"}, id="dall-e"),
        pytest.param({"background": "transparent", "moderation": "low"}, id="gpt-image"),
        pytest.param({"output_format": "png", "output_compression": 50}, id="output"),
        pytest.param({"stream": False, "partial_images": 0}, id="no-stream"),
        pytest.param({"width": 3, "public": "yes", "webhook": "here"}, id="our-native-fields"),
        pytest.param({"colour": [{"a": []}], "": None}, id="unknown"),
        pytest.param(
            dict.fromkeys(set(GenerationRequest.model_fields) - set(FOX)),
            id="nulls",
        ),
    ],
)
def test_fields_without_a_meaning_here_are_ignored(
    settings: Settings, beside: dict[str, Any]
) -> None:
    assert picture(FOX | beside, settings) == picture(FOX, settings)


def test_some_fields_of_our_own_are_honoured(settings: Settings) -> None:
    ours = {"negative_prompt": "grey", "steps": 20, "guidance_scale": 3, "seed": 9}
    drawn = picture(FOX | ours | {"n": 2}, settings)
    assert (drawn.negative_prompt, drawn.steps, drawn.guidance_scale) == ("grey", 20, 3.0)
    assert (drawn.seed, drawn.n) == (9, 2)


def test_a_number_may_be_a_string(settings: Settings) -> None:
    ours = {"steps": "020", "guidance_scale": "7.5", "seed": "000000000012", "n": "2"}
    drawn = picture(FOX | ours, settings)
    assert (drawn.steps, drawn.guidance_scale, drawn.seed, drawn.n) == (20, 7.5, 12, 2)


@pytest.mark.parametrize(
    ("asked", "max_side", "drawn"),
    [
        pytest.param("auto", 1024, (768, 768), id="auto"),
        pytest.param("", 1024, (768, 768), id="empty"),
        pytest.param("256X512", 1024, (256, 512), id="in-capitals"),
        pytest.param("1024x1024", 1024, (1024, 1024), id="as-it-is"),
        pytest.param("512x768", 1024, (512, 768), id="upright"),
        pytest.param("500x500", 1024, (512, 512), id="to-the-nearest-step"),
        pytest.param("543x544", 1024, (512, 576), id="half-a-step-goes-up"),
        pytest.param("1792x1024", 1024, (1024, 576), id="too-wide-shrinks-in-proportion"),
        pytest.param("1024x1536", 1024, (704, 1024), id="too-high-shrinks-in-proportion"),
        pytest.param("1024x1024", 768, (768, 768), id="what-the-operator-allows"),
        pytest.param("1536x1024", 832, (832, 576), id="what-the-operator-allows-in-proportion"),
        pytest.param("16x100", 1024, (256, 256), id="no-less-than-the-smallest"),
        pytest.param("99999x1", 1024, (1024, 256), id="a-line"),
    ],
)
def test_a_size_goes_to_the_nearest_that_is_drawn(
    settings: Settings, asked: str, max_side: int, drawn: tuple[int, int]
) -> None:
    allowed = replace(settings, max_side=max_side)
    found = picture(FOX | {"size": asked}, allowed)
    assert (found.width, found.height) == drawn


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        pytest.param({"prompt": None}, "missing_prompt", "prompt", id="no-prompt"),
        pytest.param({"prompt": " "}, "missing_prompt", "prompt", id="blank-prompt"),
        pytest.param({"prompt": "x" * 32_001}, "prompt_too_long", "prompt", id="long-prompt"),
        pytest.param({"size": "wide"}, "invalid_size", "size", id="size-in-words"),
        pytest.param({"size": "x"}, "invalid_size", "size", id="size-without-numbers"),
        pytest.param({"size": "0x512"}, "invalid_size", "size", id="size-of-nothing"),
        pytest.param({"size": "512x512 "}, "invalid_size", "size", id="size-and-more"),
        pytest.param({"size": "٥١٢x512"}, "invalid_size", "size", id="size-in-other-digits"),
        pytest.param({"size": 512}, "invalid_size", "size", id="size-as-a-number"),
        pytest.param({"n": 11}, "out_of_range", "n", id="too-many"),
        pytest.param({"n": 0}, "out_of_range", "n", id="none"),
        pytest.param({"n": "11"}, "out_of_range", "n", id="too-many-as-text"),
        pytest.param({"n": ""}, "out_of_range", "n", id="n-empty"),
        pytest.param({"n": "1.5"}, "out_of_range", "n", id="n-as-a-fraction-in-text"),
        pytest.param({"n": "٢"}, "out_of_range", "n", id="n-in-other-digits"),
        pytest.param({"seed": "1" * 5000}, "invalid_seed", "seed", id="seed-of-5000-digits"),
        pytest.param({"steps": "many"}, "out_of_range", "steps", id="steps-in-words"),
        pytest.param({"guidance_scale": "nan"}, "out_of_range", "guidance_scale", id="NaN-as-text"),
        pytest.param({"seed": -1}, "invalid_seed", "seed", id="seed"),
        pytest.param({"steps": 101}, "out_of_range", "steps", id="steps"),
        pytest.param({"guidance_scale": 21}, "out_of_range", "guidance_scale", id="guidance"),
        pytest.param({"response_format": "png"}, "out_of_range", "response_format", id="format"),
        pytest.param({"response_format": 1}, "out_of_range", "response_format", id="format-type"),
        pytest.param({"stream": "no"}, "out_of_range", "stream", id="stream-as-text"),
    ],
)
def test_a_field_that_cannot_be_honoured_is_refused(
    settings: Settings, wrong: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        picture(FOX | wrong, settings)
    assert refused.value.code == code
    assert [error.pointer for error in refused.value.errors] == [f"#/{field}"]
    assert refused.value.detail.startswith(f"{field}: ")


def test_the_operator_may_allow_fewer_pictures(settings: Settings) -> None:
    with pytest.raises(InvalidRequest, match="n: at most 2 here"):
        picture(FOX | {"n": 3}, replace(settings, max_pictures=2))


@pytest.mark.parametrize("body", ["[]", "{", '{"prompt": "a", "x": ' + "[" * 9999])
def test_a_body_that_is_not_a_json_object_is_refused(settings: Settings, body: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        parse_generation_request(body.encode(), settings)
    assert refused.value.code == "invalid_json"
