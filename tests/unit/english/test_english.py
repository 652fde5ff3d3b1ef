"""If the operator switches translation on, a prompt is translated before it is drawn."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from easel.api.request import Order
from easel.callers.caller import Caller
from easel.english import cut_at_word, in_english
from easel.service import Service
from easel.settings import Translate
from tests.amazon_translate import AmazonTranslate
from tests.fake_adapters import FakeSubmitter
from tests.fakes import a_picture

from ..conftest import Handled
from .conftest import BUSY, FOX, FUCHS, RENARD, YEOU

ANN = Caller("key#ann", "key#ann", daily=100, per_minute=60)
Configure = Callable[..., None]


# What is drawn, and what the caller is shown.


@pytest.mark.parametrize(
    ("prompt", "english"), [(FUCHS, FOX), (YEOU, f"{FOX} 🦊")], ids=["German", "Korean and emoji"]
)
def test_a_prompt_in_another_language_is_drawn_in_english_and_shown_beside_its_original(
    api: Handled,
    translate: AmazonTranslate,
    submitter: FakeSubmitter,
    prompt: str,
    english: str,
) -> None:
    posted = api.post(prompt)
    assert posted.status == 202
    assert submitter.submitted[0].picture.model_request()["prompt"] == english
    for told in (posted, api("GET", posted.body["links"]["self"])):
        assert (told.body["prompt"], told.body["original_prompt"]) == (english, prompt)


def test_a_prompt_in_english_is_the_picture_that_it_was_before_anything_was_translated(
    api: Handled, translate: AmazonTranslate, configure: Configure
) -> None:
    translated = api.post(FOX, negative_prompt="blurry", seed=1).body
    configure(translate=Translate.OFF)
    before = api.post(FOX, negative_prompt="blurry", seed=1).body
    assert translated["id"] == before["id"]
    assert (translated["prompt"], translated["original_prompt"]) == (FOX, None)


def test_by_default_nothing_is_translated(
    api: Handled, service: Service, amazon_translate: AmazonTranslate
) -> None:
    amazon_translate.knows[FUCHS] = ("de", FOX)
    posted = api.post(FUCHS).body
    assert (posted["prompt"], posted["original_prompt"]) == (FUCHS, None)
    assert amazon_translate.asked == []


def test_two_originals_with_one_translation_are_two_pictures(
    api: Handled, translate: AmazonTranslate, submitter: FakeSubmitter
) -> None:
    ids = {api.post(prompt, seed=1).body["id"] for prompt in (FUCHS, RENARD, FOX)}
    assert len(ids) == 3
    assert {job.picture.prompt for job in submitter.submitted} == {FOX}


def test_the_same_original_is_the_same_picture(
    api: Handled, translate: AmazonTranslate, forget: Callable[[], None]
) -> None:
    first = api.post(FUCHS, seed=1).body["id"]
    forget()
    assert api.post(FUCHS, seed=1).body["id"] == first


def test_a_negative_prompt_is_translated_and_shown_in_english_only(
    api: Handled, translate: AmazonTranslate, submitter: FakeSubmitter
) -> None:
    posted = api.post(FOX, negative_prompt="unscharf", seed=1).body
    assert submitter.submitted[0].picture.model_request()["negative_prompt"] == "blurry"
    assert (posted["negative_prompt"], posted["original_prompt"]) == ("blurry", None)
    assert api.post(FOX, negative_prompt="blurry", seed=1).body["id"] == posted["id"]


def test_a_translation_that_grew_too_long_is_cut_at_a_word(
    api: Handled, translate: AmazonTranslate
) -> None:
    translate.knows["여우 " * 600] = ("ko", "a fox " * 400)
    told = api.post("여우 " * 600).body
    assert told["prompt"] == ("a fox " * 400)[:1999]
    assert told["prompt"].endswith(" fox a")


def test_a_translation_is_normalized_as_a_prompt_is(
    api: Handled, translate: AmazonTranslate
) -> None:
    translate.knows["ein Kaffeehaus"] = ("de", "a cafe\u0301")
    assert api.post("ein Kaffeehaus").body["prompt"] == "a café"


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        pytest.param("a red fox", 9, "a red fox", id="fits"),
        pytest.param("a red fox", 8, "a red", id="in a word"),
        pytest.param("a red fox", 6, "a red", id="after a space"),
        pytest.param("a red fox", 5, "a red", id="after a word"),
        pytest.param("a red\n\nfox", 8, "a red", id="at a line"),
        pytest.param("눈속의붉은여우", 3, "눈속의", id="no spaces"),
        pytest.param("a-very-long-word", 6, "a-very", id="one word"),
    ],
)
def test_a_cut_leaves_whole_words(text: str, most: int, cut: str) -> None:
    assert cut_at_word(text, most) == cut


def test_a_caller_who_knows_the_language_can_name_it(
    service: Service, translate: AmazonTranslate
) -> None:
    translate.knows["die Rote"] = ("fr", "the red one")  # what Translate would detect
    order = Order(a_picture(prompt="die Rote"))
    assert in_english(order, ANN, service, language="de-DE").picture.prompt == "the red one"
    told = {request["Text"]: request["SourceLanguageCode"] for request in translate.asked}
    assert told == {"die Rote": "de", "blurry": "auto"}  # the negative prompt was typed
    assert in_english(order, ANN, service, language="en-GB") == order


def test_a_translation_keeps_the_rest_of_the_order(
    service: Service, translate: AmazonTranslate
) -> None:
    order = Order(a_picture(prompt=FUCHS, seed=9), public=True, webhook_url="https://a.example/")
    translated = in_english(order, ANN, service)
    assert (translated.public, translated.webhook_url) == (True, "https://a.example/")
    assert translated.picture.seed == 9


# Every route.


def test_openais_clients_are_told_the_prompt_that_was_drawn(
    api: Handled, translate: AmazonTranslate, draws_at_once: FakeSubmitter
) -> None:
    answer = api("POST", "/v1/images/generations", {"prompt": FUCHS})
    assert answer.body["data"][0]["revised_prompt"] == FOX
    assert api("GET", f"/v1/images/{answer.body['id']}").body["original_prompt"] == FUCHS


def test_the_older_servers_routes_translate_and_pay_once(
    api: Handled, translate: AmazonTranslate, draws_at_once: FakeSubmitter
) -> None:
    posted = api("POST", "/text2image", {"text": FUCHS})
    shown = [
        api("GET", "/text2image", query={"prompt": FUCHS}),
        api("GET", f"/api/inference/{quote(FUCHS)}"),
        api("HEAD", f"/api/inference/{quote(FUCHS)}"),
    ]
    assert {answer.status for answer in (posted, *shown)} == {200}
    assert [job.picture.prompt for job in draws_at_once.submitted] == [FOX]
    assert translate.texts == [FUCHS]


# What an Idempotency-Key and a retry promise.


def test_a_repeat_joins_the_job_in_another_process_as_well(
    api: Handled, translate: AmazonTranslate, submitter: FakeSubmitter, forget: Callable[[], None]
) -> None:
    first = api.post(FUCHS, idempotency_key="k1").body["id"]
    forget()
    assert api.post(FUCHS, idempotency_key="k1").body["id"] == first
    assert len(submitter.submitted) == 1


def test_a_repeat_of_what_was_not_translated_in_time_is_the_first_picture(
    api: Handled, translate: AmazonTranslate
) -> None:
    translate.refuses = BUSY
    assert api.post(FUCHS, idempotency_key="k1").status == 503
    translate.refuses = None
    seeds = {api.post(FUCHS, idempotency_key="k1").body["seed"] for _ in range(2)}
    assert len(seeds) == 1


def test_another_body_under_the_same_key_pays_for_no_translation(
    api: Handled, translate: AmazonTranslate
) -> None:
    api.post(FOX, idempotency_key="k1")
    assert api.post(FUCHS, idempotency_key="k1").status == 422
    assert translate.texts == [FOX]


def test_a_retry_of_openais_clients_joins_the_job(
    api: Handled, translate: AmazonTranslate, submitter: FakeSubmitter, forget: Callable[[], None]
) -> None:
    for count in ("0", "1"):
        api("POST", "/v1/images/generations", {"prompt": FUCHS}, x_stainless_retry_count=count)
        forget()
    assert len(submitter.submitted) == 1
