"""What a refused or failed translation costs, and what is never logged or kept."""

import io
import json
from collections.abc import Callable

import pytest

from easel.pictures.job import Job
from easel.service import Service
from tests.amazon_translate import AmazonTranslate, Refusal
from tests.fake_adapters import FakeSubmitter
from tests.fakes import Aws

from ..conftest import Handled
from .conftest import BUSY, CLOSED, FOX, FUCHS, RENARD, YEOU

Configure = Callable[..., None]


# Refusals, and what they cost.


def test_a_blocked_word_is_refused_in_both_languages_on_every_route(
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
def test_a_rate_limited_request_is_not_translated(
    api: Handled, translate: AmazonTranslate, configure: Configure, method: str
) -> None:
    configure(posts_per_minute=1)
    api.post(FOX)
    assert api.post(FUCHS).code == "rate_limited"
    assert api("POST", "/text2image", {"text": FUCHS}).code == "rate_limited"
    assert api(method, "/text2image", query={"prompt": FUCHS}).status == 429
    assert translate.texts == [FOX]


def test_a_request_refused_for_another_field_is_not_translated(
    api: Handled, translate: AmazonTranslate
) -> None:
    assert api.post(FUCHS, webhook={"url": "https://127.0.0.1/"}).code == "invalid_webhook_url"
    assert translate.texts == []


def test_a_translate_that_is_down_costs_the_caller_nothing_of_the_daily_quota(
    api: Handled, translate: AmazonTranslate, configure: Configure, submitter: FakeSubmitter
) -> None:
    configure(
        daily_pictures_per_address=1,
        daily_pictures=1,
        daily_translated_characters=len(FUCHS) + 20,
        daily_translated_characters_per_caller=len(FUCHS) + 20,
    )
    translate.refuses = BUSY
    for _ in range(3):
        refused = api.post(FUCHS)
        assert (refused.status, refused.code) == (503, "capacity")
        assert refused.headers["retry-after"] == "30"
        assert "translation" in refused.body["detail"]
    assert submitter.submitted == []
    translate.refuses = None
    assert api.post(FUCHS).status == 202


def test_a_translation_that_the_operator_has_closed_is_refused_clearly(
    api: Handled, translate: AmazonTranslate, submitter: FakeSubmitter
) -> None:
    translate.refuses = CLOSED
    refused = api.post(FUCHS)
    assert (refused.status, refused.code) == (503, "capacity")
    assert refused.body["detail"] == "the operator has closed the translation for now"
    assert refused.headers["retry-after"] == "59"
    assert submitter.submitted == []


def test_a_caller_has_so_many_translated_characters_a_day(
    api: Handled, translate: AmazonTranslate, configure: Configure
) -> None:
    configure(daily_translated_characters_per_caller=80, blocked_words="word")
    translate.knows |= {f"Wort {k}": ("de", f"word {k}") for k in range(4)}
    answers = [api.post(f"Wort {k}") for k in range(4)]
    assert [answer.status for answer in answers] == [400, 400, 400, 429]
    assert answers[3].code == "quota_exceeded"
    assert answers[3].body["detail"] == ("2 of your 80 translated characters are left today (UTC)")
    assert answers[3].headers["retry-after"] == "43200"
    assert answers[3].headers["x-ratelimit-remaining-requests"] == "2"
    assert len(translate.asked) == 3
    assert api.post("Wort 0").status == 400  # it is remembered
    assert api.post("Wort 3", address="203.0.113.8").status == 400


def test_all_together_have_so_many_translated_characters_a_day(
    api: Handled, translate: AmazonTranslate, configure: Configure
) -> None:
    configure(daily_translated_characters=78, blocked_words="word")
    translate.knows |= {f"Wort {k}": ("de", f"word {k}") for k in range(4)}
    answers = [api.post(f"Wort {k}", address=f"203.0.113.{k}") for k in range(4)]
    assert [answer.status for answer in answers] == [400, 400, 400, 429]
    assert len(translate.asked) == 3


def test_both_texts_of_a_request_count_by_their_characters(
    api: Handled, translate: AmazonTranslate, configure: Configure
) -> None:
    configure(daily_translated_characters=len(FUCHS) + len("unscharf") + 2 * 20 - 1)
    assert api.post(FUCHS, negative_prompt="unscharf").code == "quota_exceeded"
    assert translate.texts == [FUCHS]


def test_a_prompt_without_words_does_not_count_as_a_translation(
    api: Handled, translate: AmazonTranslate, configure: Configure
) -> None:
    configure(daily_pictures_per_address=0, daily_translated_characters=0)
    assert "your 0 pictures" in api.post("🦊").body["detail"]


# Deleted prompts, and logs without prompts.


def test_deleting_a_picture_removes_its_original_prompt(
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
    translate.refuses = BUSY  # its message repeats the text
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
