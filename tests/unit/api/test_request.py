"""What `POST /v1/images` accepts. A refusal never repeats what was typed."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from easel.api.problem import problem
from easel.api.request import parse_draw_request
from easel.errors import InvalidRequest
from easel.pictures.picture import Picture
from easel.settings import Settings
from tests.fakes import SIGNER

PROMPT = "a heron no log may hold"
LONE_SURROGATE = '{"prompt": "a \\ud800 heron"}'


def ask(settings: Settings, **fields: Any) -> Picture:
    return parse_draw_request(json.dumps({"prompt": PROMPT} | fields), settings).picture


def refusal(settings: Settings, body: str | bytes) -> tuple[str, list[str]]:
    with pytest.raises(InvalidRequest) as raised:
        parse_draw_request(body, settings)
    error = raised.value
    shown = json.dumps(problem(error, public_url="", instance=""), ensure_ascii=False)
    assert PROMPT not in shown
    assert error.__cause__ is None  # pydantic's error would hold what was typed
    assert error.errors[0].detail == error.detail
    return error.code, [wrong.pointer for wrong in error.errors]


BODIES: dict[str, tuple[str | bytes, str, list[str]]] = {
    "not JSON": (PROMPT, "invalid_json", ["#"]),
    "cut off": (f'{{"prompt": "{PROMPT}"', "invalid_json", ["#"]),
    "two values": (f'{{"prompt": "{PROMPT}"}} {{}}', "invalid_json", ["#"]),
    "not UTF-8": (b'{"prompt": "\xff\xfe"}', "invalid_json", ["#"]),
    "lone surrogate": (LONE_SURROGATE, "invalid_json", ["#"]),
    "array": (f'["{PROMPT}"]', "invalid_json", ["#"]),
    "string": (f'"{PROMPT}"', "invalid_json", ["#"]),
    "null": ("null", "invalid_json", ["#"]),
    "deep nesting": ('{"prompt": ' + "[" * 30_000, "invalid_json", ["#"]),
    "deep nesting that closes": ("[" * 9000 + "]" * 9000, "invalid_json", ["#"]),
    "empty object": ("{}", "missing_prompt", ["#/prompt"]),
    "no prompt": ('{"seed": 1}', "missing_prompt", ["#/prompt"]),
    "an empty last prompt": (
        f'{{"prompt": "{PROMPT}", "prompt": ""}}',
        "missing_prompt",
        ["#/prompt"],
    ),
}

FIELDS: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "empty prompt": ({"prompt": ""}, "missing_prompt", ["#/prompt"]),
    "blank prompt": ({"prompt": " \n\t\u2003"}, "missing_prompt", ["#/prompt"]),
    "n as text": ({"n": "2"}, "out_of_range", ["#/n"]),
    "seed as text": ({"seed": "2"}, "invalid_seed", ["#/seed"]),
    "number for a prompt": ({"prompt": 7}, "missing_prompt", ["#/prompt"]),
    "null prompt": ({"prompt": None}, "missing_prompt", ["#/prompt"]),
    "list of prompts": ({"prompt": [PROMPT]}, "missing_prompt", ["#/prompt"]),
    "invisible prompt": ({"prompt": "\u200b\ufeff"}, "missing_prompt", ["#/prompt"]),
    "prompt of 2001": ({"prompt": "x" * 2001}, "prompt_too_long", ["#/prompt"]),
    "negative prompt of 2001": (
        {"negative_prompt": "x" * 2001},
        "prompt_too_long",
        ["#/negative_prompt"],
    ),
    "number for a negative prompt": ({"negative_prompt": 1}, "out_of_range", ["#/negative_prompt"]),
    "width 500": ({"width": 500}, "invalid_size", ["#/width"]),
    "width 192": ({"width": 192}, "invalid_size", ["#/width"]),
    "width 1088": ({"width": 1088}, "invalid_size", ["#/width"]),
    "width 0": ({"width": 0}, "invalid_size", ["#/width"]),
    "width as text": ({"width": "768"}, "invalid_size", ["#/width"]),
    "width as a fraction": ({"width": 768.5}, "invalid_size", ["#/width"]),
    "width as a boolean": ({"width": True}, "invalid_size", ["#/width"]),
    "width of 4000 digits": ({"width": 10**4000}, "invalid_size", ["#/width"]),
    "height 250": ({"height": 250}, "invalid_size", ["#/height"]),
    "seed -1": ({"seed": -1}, "invalid_seed", ["#/seed"]),
    "seed 2**32": ({"seed": 2**32}, "invalid_seed", ["#/seed"]),
    "seed 2**64": ({"seed": 2**64}, "invalid_seed", ["#/seed"]),
    "seed 1.5": ({"seed": 1.5}, "invalid_seed", ["#/seed"]),
    "n 0": ({"n": 0}, "out_of_range", ["#/n"]),
    "n 5": ({"n": 5}, "out_of_range", ["#/n"]),
    "n null": ({"n": None}, "out_of_range", ["#/n"]),
    "steps 0": ({"steps": 0}, "out_of_range", ["#/steps"]),
    "steps 101": ({"steps": 101}, "out_of_range", ["#/steps"]),
    "guidance -1": ({"guidance_scale": -1}, "out_of_range", ["#/guidance_scale"]),
    "guidance 21": ({"guidance_scale": 21}, "out_of_range", ["#/guidance_scale"]),
    "guidance NaN": ({"guidance_scale": float("nan")}, "out_of_range", ["#/guidance_scale"]),
    "guidance Infinity": ({"guidance_scale": float("inf")}, "out_of_range", ["#/guidance_scale"]),
    "guidance as text": ({"guidance_scale": "7.5"}, "out_of_range", ["#/guidance_scale"]),
    "unknown field": ({"samples": 4}, "unknown_parameter", ["#/samples"]),
    "field to be escaped": ({"a/b~c": 4}, "unknown_parameter", ["#/a~1b~0c"]),
    "webhook as text": ({"webhook": "https://example.com"}, "invalid_webhook_url", ["#/webhook"]),
    "webhook to nowhere": ({"webhook": {"url": ""}}, "invalid_webhook_url", ["#/webhook/url"]),
    "webhook with more": (
        {"webhook": {"url": "https://example.com", "secret": "x"}},
        "unknown_parameter",
        ["#/webhook/secret"],
    ),
    "several at once": (
        {"width": 500, "seed": -1, "steps": 0},
        "invalid_size",
        ["#/width", "#/steps", "#/seed"],
    ),
}


@pytest.mark.parametrize(("body", "code", "pointers"), BODIES.values(), ids=BODIES)
def test_a_body_is_refused(
    settings: Settings, body: str | bytes, code: str, pointers: list[str]
) -> None:
    assert refusal(settings, body) == (code, pointers)


@pytest.mark.parametrize(("fields", "code", "pointers"), FIELDS.values(), ids=FIELDS)
def test_a_field_is_refused(
    settings: Settings, fields: dict[str, Any], code: str, pointers: list[str]
) -> None:
    assert refusal(settings, json.dumps({"prompt": PROMPT} | fields)) == (code, pointers)


HINTS = {
    "size": "use width and height, or POST /v1/images/generations",
    "model": "there is one model here: leave it out, or POST /v1/images/generations",
    "response_format": "leave it out, or POST /v1/images/generations",
    "samples": "use n",
    "num_inference_steps": "use steps",
    "numInferenceSteps": "use steps",
    "cfg_scale": "use guidance_scale",
    "negativePrompt": "did you mean negative_prompt?",
    "heigth": "did you mean height?",
    "Steps": "did you mean steps?",
    "webhook_url": 'use webhook, as {"url": "https://…"}',
    "colour": None,
    "": None,
}


@pytest.mark.parametrize(("field", "hint"), HINTS.items(), ids=HINTS)
def test_an_unknown_field_is_refused_with_what_to_do(
    settings: Settings, field: str, hint: str | None
) -> None:
    with pytest.raises(InvalidRequest) as raised:
        parse_draw_request(json.dumps({"prompt": PROMPT, field: 1}), settings)
    told = f"{field}: this parameter does not exist"
    assert raised.value.detail == (f"{told}; {hint}" if hint else told)
    assert raised.value.code == "unknown_parameter"


def test_a_prompt_under_another_name_is_refused_with_the_right_name(settings: Settings) -> None:
    with pytest.raises(InvalidRequest) as raised:
        parse_draw_request('{"promt": "a fox"}', settings)
    assert raised.value.detail == (
        "prompt: say what to draw, as text; "
        "promt: this parameter does not exist; did you mean prompt?"
    )


def test_a_field_of_a_webhook_gets_no_hint_about_pictures(settings: Settings) -> None:
    body = {"prompt": PROMPT, "webhook": {"uri": "https://example.com", "size": 1}}
    with pytest.raises(InvalidRequest) as raised:
        parse_draw_request(json.dumps(body), settings)
    assert [error.detail for error in raised.value.errors] == [
        "webhook.url: Field required",
        "webhook.uri: this parameter does not exist",
        "webhook.size: this parameter does not exist",
    ]


def test_an_unknown_field_s_name_is_cut_before_it_is_shown(settings: Settings) -> None:
    _, [pointer] = refusal(settings, json.dumps({"prompt": "a fox", "x" * 5000: 1}))
    assert len(pointer) <= 64


def test_a_refusal_is_no_larger_than_what_it_refuses(settings: Settings) -> None:
    body = json.dumps({"prompt": "a fox"} | {f"f{k}": 1 for k in range(5000)})
    with pytest.raises(InvalidRequest) as raised:
        parse_draw_request(body, settings)
    assert len(json.dumps(problem(raised.value, public_url="", instance=""))) < len(body)


@hypothesis_settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists))
def test_any_value_of_any_field_is_accepted_or_refused(settings: Settings, value: Any) -> None:
    for field in ("negative_prompt", "width", "steps", "guidance_scale", "seed", "n"):
        try:
            assert ask(settings, **{field: value}).prompt == PROMPT
        except InvalidRequest:
            refusal(settings, json.dumps({"prompt": PROMPT, field: value}))


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"prompt": "x" * 2000}, id="prompt of 2000"),
        pytest.param({"prompt": "🐎" * 2000}, id="prompt of 2000 emoji"),
        pytest.param({"negative_prompt": "x" * 2000}, id="negative prompt of 2000"),
        pytest.param({"width": 256, "height": 1024}, id="smallest and largest side"),
        pytest.param({"seed": 0}, id="smallest seed"),
        pytest.param({"seed": 2**32 - 1}, id="largest seed"),
        pytest.param({"steps": 1, "n": 4}, id="one step, four pictures"),
        pytest.param({"guidance_scale": 0.0}, id="no guidance"),
        pytest.param({"guidance_scale": 20.0}, id="most guidance"),
    ],
)
def test_a_value_on_a_bound_is_accepted(settings: Settings, fields: dict[str, Any]) -> None:
    picture = ask(settings, **fields)
    assert {name: getattr(picture, name) for name in fields} == fields


def test_a_field_left_out_or_null_takes_the_operator_s_default(settings: Settings) -> None:
    chosen = replace(settings, default_side=512, default_steps=30, default_guidance_scale=6.0)
    nulls = dict.fromkeys(("negative_prompt", "width", "height", "steps", "guidance_scale"))
    left_out, null = ask(chosen, seed=1), ask(chosen, seed=1, **nulls)
    assert left_out == null
    assert (null.width, null.height, null.steps, null.guidance_scale) == (512, 512, 30, 6.0)
    assert (null.n, null.negative_prompt) == (1, None)


def test_without_a_seed_one_is_drawn_each_time(settings: Settings) -> None:
    seeds = {ask(settings, seed=None).seed for _ in range(20)}
    assert len(seeds) > 1
    assert all(0 <= seed < 2**32 for seed in seeds)


def test_an_empty_negative_prompt_is_none(settings: Settings) -> None:
    assert ask(settings, negative_prompt="").negative_prompt is None


def test_the_model_comes_from_the_settings(settings: Settings) -> None:
    picture = ask(settings)
    assert (picture.model, picture.model_version) == (settings.model_id, settings.model_version)


def test_two_spellings_of_one_letter_are_the_same_picture(settings: Settings) -> None:
    composed, combining = "caf\u00e9", "cafe\u0301"
    one = ask(settings, prompt=composed, negative_prompt=combining, seed=1)
    other = ask(settings, prompt=combining, negative_prompt=composed, seed=1)
    assert one.id(SIGNER) == other.id(SIGNER)
    assert one.prompt == composed


@pytest.mark.parametrize(
    ("one", "other"),
    [("7.5", "7.50"), ("7", "7.0"), ("0", "-0.0"), ("7.5", "75e-1")],
)
def test_two_spellings_of_one_number_are_the_same_picture(
    settings: Settings, one: str, other: str
) -> None:
    ids = {
        parse_draw_request(
            f'{{"prompt": "a fox", "seed": 1, "guidance_scale": {number}}}', settings
        ).picture.id(SIGNER)
        for number in (one, other)
    }
    assert len(ids) == 1


def test_the_last_of_two_fields_with_one_name_counts(settings: Settings) -> None:
    body = '{"prompt": "a fox", "prompt": "a heron", "seed": 1, "seed": 2}'
    picture = parse_draw_request(body, settings).picture
    assert (picture.prompt, picture.seed) == ("a heron", 2)


@pytest.mark.parametrize(
    ("bound", "fields", "code"),
    [
        ({"max_prompt_characters": 10}, {"prompt": PROMPT}, "prompt_too_long"),
        ({"max_side": 512}, {"width": 576, "height": 512}, "invalid_size"),
        ({"max_side": 512}, {"width": 512, "height": 576}, "invalid_size"),
        ({"max_steps": 30}, {"steps": 31}, "out_of_range"),
        ({"max_pictures": 1}, {"n": 2}, "out_of_range"),
    ],
    ids=["prompt", "width", "height", "steps", "n"],
)
def test_the_operator_can_allow_less(
    settings: Settings, bound: dict[str, int], fields: dict[str, Any], code: str
) -> None:
    body = {"prompt": "a fox", "width": 256, "height": 256, "steps": 1} | fields
    bounded = replace(settings, **bound)  # type: ignore[arg-type]  # each bound is an int
    assert refusal(bounded, json.dumps(body))[0] == code


def test_a_prompt_that_grows_when_composed_is_measured_afterwards(settings: Settings) -> None:
    # NFC spells U+0958 as two code points.
    with pytest.raises(InvalidRequest) as raised:
        ask(settings, prompt="\u0958" * 1001)
    assert raised.value.code == "prompt_too_long"


def test_a_negative_prompt_that_grows_when_composed_is_measured_afterwards(
    settings: Settings,
) -> None:
    with pytest.raises(InvalidRequest):
        ask(settings, negative_prompt="\u0958" * 1001)


def test_the_operator_s_bound_on_a_prompt_holds_for_a_negative_one(settings: Settings) -> None:
    with pytest.raises(InvalidRequest):
        ask(replace(settings, max_prompt_characters=30), negative_prompt="x" * 31)


def test_a_whole_number_may_be_written_with_a_point(settings: Settings) -> None:
    picture = ask(settings, width=512.0, height=512.0, steps=30.0, seed=7.0, n=2.0)
    assert (picture.width, picture.steps, picture.seed, picture.n) == (512, 30, 7, 2)
    assert isinstance(picture.seed, int)  # the id follows from it
