"""Amazon Translate, asked by the client that is deployed, in the service's own protocol."""

import io

import pytest

from easel.adapters import Adapters
from easel.errors import Capacity
from easel.pictures.translator import Translator
from easel.settings import Settings
from tests.amazon_translate import HANGS_UP, AmazonTranslate, Refusal
from tests.fakes import FakeClock

FUCHS, FOX = "ein roter Fuchs im Schnee", "a red fox in the snow"


@pytest.fixture
def translator(
    settings: Settings,
    clock: FakeClock,
    amazon_translate: AmazonTranslate,
    monkeypatch: pytest.MonkeyPatch,
) -> Translator:
    """A translator with the deployed timeouts and attempts, and no pause between the attempts."""
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
    return Adapters(settings, clock).translator


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        pytest.param(FUCHS, "de", FOX, id="German"),
        pytest.param("눈 속의 붉은 여우", "ko", FOX, id="Korean"),
        pytest.param("Fuchs 🦊, 3 Stück", "de", "Fox 🦊, 3 pieces", id="emoji among words"),
        pytest.param("ein\n\tFuchs", "de", "a\n\tfox", id="of two lines"),
        pytest.param(" ein Fuchs ", "de", "a fox", id="with blanks around it"),
        pytest.param("여" * 2000, "ko", "fox " * 999, id="as long as a prompt may be"),
    ],
)
def test_a_text_in_another_language_is_translated(
    translator: Translator,
    amazon_translate: AmazonTranslate,
    text: str,
    language: str,
    english: str,
) -> None:
    amazon_translate.knows[text] = (language, english)
    assert translator.to_english(text) == english.strip()
    assert amazon_translate.asked == [
        {"Text": text, "SourceLanguageCode": "auto", "TargetLanguageCode": "en"}
    ]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        pytest.param(FOX, ("en", ""), id="English"),
        pytest.param("Fnord", None, id="in no language that it can tell"),
        pytest.param("vulpes", ("la", "fox"), id="in a language that it does not know"),
        pytest.param("Pikachu", ("de", "Pikachu"), id="a name that is the same in English"),
        pytest.param("Fuchs", ("de", " "), id="translated into nothing"),
    ],
)
def test_a_text_that_translate_cannot_improve_stays_as_it_is(
    translator: Translator,
    amazon_translate: AmazonTranslate,
    text: str,
    known: tuple[str, str] | None,
) -> None:
    if known:
        amazon_translate.knows[text] = known
    assert translator.to_english(text) is None
    assert amazon_translate.texts == [text]


@pytest.mark.parametrize("text", ["🦊🦊🦊", "1984", "?!", " ", ""])
def test_a_text_without_words_is_not_sent_to_translate(
    translator: Translator, amazon_translate: AmazonTranslate, text: str
) -> None:
    assert translator.costs_nothing(text)
    assert translator.to_english(text) is None
    assert amazon_translate.asked == []


@pytest.mark.parametrize("language", ["en-US", "en-GB", "en-AB", "en"])
def test_english_speech_is_not_sent_to_translate(
    translator: Translator, amazon_translate: AmazonTranslate, language: str
) -> None:
    assert translator.costs_nothing(FUCHS, language)
    assert translator.to_english(FUCHS, language) is None
    assert amazon_translate.asked == []


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("de-DE", "de"),
        ("de-CH", "de"),
        ("ko-KR", "ko"),
        ("pt-BR", "pt"),
        ("fr-CA", "fr-CA"),
        ("zh-CN", "zh"),
        ("zh-TW", "zh-TW"),
        ("zh-HK", "zh-TW"),
    ],
)
def test_a_language_code_of_transcribe_becomes_that_of_translate(
    translator: Translator, amazon_translate: AmazonTranslate, language: str, source: str
) -> None:
    amazon_translate.knows[FUCHS] = ("fr", FOX)  # what Translate would have detected
    assert translator.to_english(FUCHS, language) == FOX
    assert amazon_translate.asked[0]["SourceLanguageCode"] == source


def test_a_language_that_only_transcribe_knows_is_drawn_as_it_is(translator: Translator) -> None:
    assert translator.to_english("mbeba", "rw-RW") is None


@pytest.mark.parametrize(
    "code",
    [
        "DetectedLanguageLowConfidenceException",
        "InvalidRequestException",
        "TextSizeLimitExceededException",
        "UnsupportedLanguagePairException",
    ],
)
def test_a_text_that_translate_refuses_for_good_is_drawn_as_it_is_and_asked_for_once(
    translator: Translator, amazon_translate: AmazonTranslate, code: str
) -> None:
    amazon_translate.refuses = Refusal(code)
    assert translator.to_english(FUCHS) is None
    assert translator.costs_nothing(FUCHS)


def test_a_text_longer_than_translate_takes_is_drawn_as_it_is(translator: Translator) -> None:
    assert translator.to_english("여" * 4000, "ko-KR") is None


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal("TooManyRequestsException", 429),
        Refusal("ThrottlingException"),
        Refusal("LimitExceededException"),
        Refusal("ServiceUnavailableException", 503),
        Refusal("InternalServerException", 500),
        Refusal("SomethingNew", 502),
        HANGS_UP,
    ],
    ids=lambda refusal: refusal.code or "hangs up",
)
def test_while_translate_is_busy_or_down_the_caller_is_asked_to_come_back(
    translator: Translator, amazon_translate: AmazonTranslate, refusal: Refusal
) -> None:
    amazon_translate.knows[FUCHS] = ("de", FOX)
    amazon_translate.refuses = refusal
    with pytest.raises(Capacity, match="POST again"):
        translator.to_english(FUCHS)
    amazon_translate.refuses = None
    assert translator.to_english(FUCHS) == FOX  # the failure was not remembered


def test_a_missing_right_is_raised(
    translator: Translator, amazon_translate: AmazonTranslate
) -> None:
    amazon_translate.refuses = Refusal("AccessDeniedException")
    with pytest.raises(Exception, match="AccessDenied"):
        translator.to_english(FUCHS)


def test_the_same_text_is_paid_for_once(
    translator: Translator, amazon_translate: AmazonTranslate
) -> None:
    amazon_translate.knows[FUCHS] = ("de", FOX)
    assert not translator.costs_nothing(FUCHS)
    assert [translator.to_english(FUCHS) for _ in range(3)] == [FOX] * 3
    assert translator.costs_nothing(FUCHS)
    assert amazon_translate.texts == [FUCHS]


def test_the_same_text_in_two_languages_is_translated_twice(
    translator: Translator, amazon_translate: AmazonTranslate
) -> None:
    amazon_translate.knows["Gift"] = ("de", "poison")
    assert translator.to_english("Gift") == "poison"
    assert not translator.costs_nothing("Gift", "de-DE")
    assert translator.to_english("Gift", "en-US") is None


def test_the_translator_remembers_a_bounded_number_of_texts_and_drops_the_oldest(
    translator: Translator, amazon_translate: AmazonTranslate
) -> None:
    texts = [f"Fuchs {number}" for number in range(300)]
    amazon_translate.knows |= dict.fromkeys(texts, ("de", "a fox"))
    for text in texts:
        translator.to_english(texts[0])
        translator.to_english(text)
    remembered = [text for text in texts if translator.costs_nothing(text)]
    assert amazon_translate.texts.count(texts[0]) == 1
    assert texts[1] not in remembered
    assert len(remembered) == 256


def test_the_log_holds_languages_and_counts_and_no_text(
    translator: Translator,
    amazon_translate: AmazonTranslate,
    log: io.StringIO,
) -> None:
    amazon_translate.knows[FUCHS] = ("de", FOX)
    translator.to_english(FUCHS)
    translator.to_english("Fnord")
    written = log.getvalue()
    assert '"language":"de","characters":25' in written.replace('": ', '":').replace(", ", ",")
    assert "DetectedLanguageLowConfidenceException" in written
    for text in (FUCHS, FOX, "Fnord"):
        assert text not in written
