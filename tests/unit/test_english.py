"""A prompt in another language: translated before it is drawn, where the operator wants it."""

import io
import json
from collections.abc import Callable
from urllib.parse import quote

import boto3
import pytest
from botocore.config import Config

from easel.api.request import Order
from easel.callers.caller import Caller
from easel.english import cut_at_word, in_english
from easel.pictures.job import Job
from easel.pictures.translator import Translator
from easel.service import Service
from easel.settings import Translate
from tests.amazon_translate import AmazonTranslate, Refusal
from tests.fakes import Aws, FakeAdapters, FakeSubmitter, a_picture

from .conftest import Handled

FUCHS, FOX = "ein roter Fuchs im Schnee", "a red fox in the snow"
RENARD = "un renard roux dans la neige"
YEOU = "눈 속의 붉은 여우 🦊"
BUSY = Refusal("TooManyRequestsException", 429)
ANN = Caller("key#ann", "key#ann", daily=100, per_minute=60)
Configure = Callable[..., None]


@pytest.fixture
def translate(
    service: Service,
    configure: Configure,
    amazon_translate: AmazonTranslate,
    forget: Callable[[], None],
) -> AmazonTranslate:
    """Switched on, with an Amazon Translate that knows a few prompts."""
    configure(translate=Translate.ON)
    forget()
    amazon_translate.knows |= {
        FUCHS: ("de", FOX),
        RENARD: ("fr", FOX),
        YEOU: ("ko", f"{FOX} 🦊"),
        "ein Gewehr": ("de", "a gun"),
        "unscharf": ("de", "blurry"),
        FOX: ("en", ""),
        "blurry": ("en", ""),
    }
    return amazon_translate


@pytest.fixture
def forget(adapters: FakeAdapters, amazon_translate: AmazonTranslate) -> Callable[[], None]:
    """As if the next request came to another process, which remembers no translation."""
    client = boto3.client("translate", config=Config(retries={"total_max_attempts": 1}))

    def another_process() -> None:
        adapters.translator = Translator(client)

    return another_process


# What is drawn, and what is told of it.


@pytest.mark.parametrize(
    ("prompt", "english"), [(FUCHS, FOX), (YEOU, f"{FOX} 🦊")], ids=["German", "Korean and emoji"]
)
def test_a_prompt_in_another_language_is_drawn_in_english_and_told_as_it_was(
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


def test_a_negative_prompt_is_translated_and_told_in_english_alone(
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


def test_whoever_knows_the_language_can_say_so(
    service: Service, translate: AmazonTranslate
) -> None:
    translate.knows["die Rote"] = ("fr", "the red one")  # whatever it would take it for
    order = Order(a_picture(prompt="die Rote"))
    assert in_english(order, ANN, service, language="de-DE").picture.prompt == "the red one"
    told = {request["Text"]: request["SourceLanguageCode"] for request in translate.asked}
    assert told == {"die Rote": "de", "blurry": "auto"}  # the negative prompt was typed
    assert in_english(order, ANN, service, language="en-GB") == order


def test_what_else_was_ordered_stays(service: Service, translate: AmazonTranslate) -> None:
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


# What is refused, and what it costs.


def test_a_blocked_word_is_refused_in_either_language_by_every_way(
    api: Handled, translate: AmazonTranslate, configure: Configure, submitter: FakeSubmitter
) -> None:
    for word in ("gun", "Gewehr"):
        configure(blocked_words=word)
        for answer, field in (
            (api.post("ein Gewehr"), "prompt"),
            (api("POST", "/v1/images/generations", {"prompt": "ein Gewehr"}), "prompt"),
            (api("POST", "/text2image", {"text": "ein Gewehr"}), "text"),
            (api("GET", "/text2image", query={"prompt": "ein Gewehr"}), "prompt"),
        ):
            assert (answer.status, answer.code) == (400, "content_policy_violation")
            assert answer.body["errors"][0]["pointer"] == f"#/{field}"
            assert "Gewehr" not in answer.text
            assert "gun" not in answer.text
    assert submitter.submitted == []


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_asks_too_often_pays_for_no_translation(
    api: Handled, translate: AmazonTranslate, configure: Configure, method: str
) -> None:
    configure(posts_per_minute=1)
    api.post(FOX)
    assert api.post(FUCHS).code == "rate_limited"
    assert api("POST", "/text2image", {"text": FUCHS}).code == "rate_limited"
    assert api(method, "/text2image", query={"prompt": FUCHS}).status == 429
    assert translate.texts == [FOX]


def test_who_is_refused_for_the_rest_of_the_request_pays_for_no_translation(
    api: Handled, translate: AmazonTranslate
) -> None:
    assert api.post(FUCHS, webhook={"url": "https://127.0.0.1/"}).code == "invalid_webhook_url"
    assert translate.texts == []


def test_while_translate_is_down_the_caller_comes_back_and_has_lost_nothing_of_the_day(
    api: Handled, translate: AmazonTranslate, configure: Configure, submitter: FakeSubmitter
) -> None:
    configure(daily_pictures_per_address=1, daily_pictures=1)
    translate.refuses = BUSY
    for _ in range(6):  # of four translations a day
        refused = api.post(FUCHS)
        assert (refused.status, refused.code) == (503, "capacity")
        assert refused.headers["retry-after"] == "30"
        assert "translation" in refused.body["detail"]
    assert submitter.submitted == []
    translate.refuses = None
    assert api.post(FUCHS).status == 202


def test_a_day_has_four_translations_for_each_of_a_callers_pictures(
    api: Handled, translate: AmazonTranslate, configure: Configure
) -> None:
    configure(daily_pictures_per_address=1, blocked_words="word")
    translate.knows |= {f"Wort {k}": ("de", f"word {k}") for k in range(5)}
    answers = [api.post(f"Wort {k}") for k in range(5)]
    assert [answer.status for answer in answers] == [400, 400, 400, 400, 429]
    assert answers[4].code == "quota_exceeded"
    assert "4 translations" in answers[4].body["detail"]
    assert answers[4].headers["retry-after"] == "43200"
    assert len(translate.asked) == 4
    assert api.post("Wort 0").status == 400  # it is remembered
    assert api.post("Wort 4", address="203.0.113.8").status == 400


def test_a_day_has_four_translations_for_each_of_everyones_pictures(
    api: Handled, translate: AmazonTranslate, configure: Configure
) -> None:
    configure(daily_pictures=1, blocked_words="word")
    translate.knows |= {f"Wort {k}": ("de", f"word {k}") for k in range(5)}
    answers = [api.post(f"Wort {k}", address=f"203.0.113.{k}") for k in range(5)]
    assert [answer.status for answer in answers] == [400, 400, 400, 400, 429]
    assert len(translate.asked) == 4


def test_a_prompt_without_words_is_no_translation(
    api: Handled, translate: AmazonTranslate, configure: Configure
) -> None:
    configure(daily_pictures_per_address=0)
    assert "pictures a day" in api.post("🦊").body["detail"]


# What is forgotten, and what is never written down.


def test_with_the_picture_its_original_is_forgotten(
    api: Handled, aws: Aws, translate: AmazonTranslate, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post(FUCHS, negative_prompt="unscharf").body
    api("DELETE", posted["links"]["self"], credential=posted["delete_token"])
    left = json.dumps(aws.dynamodb.scan(TableName="jobs")["Items"], default=str)
    assert posted["id"] in left
    for words in ("Fuchs", "fox", "blurry"):
        assert words not in left


def test_no_log_holds_a_prompt_or_its_translation(
    api: Handled, translate: AmazonTranslate, submitter: FakeSubmitter, log: io.StringIO
) -> None:
    api.post(FUCHS)
    translate.refuses = BUSY  # and says in its message what it was asked
    api.post(RENARD)
    translate.refuses = Refusal("AccessDeniedException")
    assert api.post(YEOU).status == 500
    written = log.getvalue()
    assert "translation asked for" in written
    assert "AccessDeniedException" in written
    for words in ("Fuchs", "fox", "renard", "여우", "\\uc5ec"):
        assert words not in written


def test_a_share_page_shows_the_prompt_as_it_was_drawn(
    service: Service, translate: AmazonTranslate, api: Handled, draws_at_once: FakeSubmitter
) -> None:
    job = service.jobs.get(api.post(FUCHS).body["id"])
    assert isinstance(job, Job)
    page = service.images.read(job.page_key).decode()
    assert FOX in page
    assert FUCHS not in page
