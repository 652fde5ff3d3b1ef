"""Amazon Translate: what a prompt in another language is in English."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from botocore.exceptions import ClientError, HTTPClientError

from ..errors import Capacity

if TYPE_CHECKING:
    from types_boto3_translate import TranslateClient

_ENGLISH = "en"
_DETECT = "auto"  # Translate asks Amazon Comprehend, with our rights
# Translate tells these apart by region, and wants of any other language its first part alone.
_REGIONAL = ("es-MX", "fr-CA", "pt-PT", "zh-TW")
# Cantonese as Transcribe writes it, which Translate knows only as traditional Chinese.
_CANTONESE, _TRADITIONAL = "zh-HK", "zh-TW"
# Asking again would not help. Such a text is drawn as it is.
_NEVER = (
    "DetectedLanguageLowConfidenceException",
    "InvalidRequestException",
    "TextSizeLimitExceededException",
    "UnsupportedLanguagePairException",  # English into English among them
)
_BUSY = ("LimitExceededException", "ThrottlingException", "TooManyRequestsException")
# Two texts of 2,000 characters take 16 KB at the most, so all of them 4 MB.
_MOST_REMEMBERED = 256

logger = Logger(service="generate", child=True)


class Translator:
    """Remembers what it was told, since each answer costs: older servers' pages ask by GET."""

    def __init__(self, client: "TranslateClient") -> None:
        self._client = client
        self._remembered: OrderedDict[tuple[str, str], str | None] = OrderedDict()

    def costs_nothing(self, text: str, language: str | None = None) -> bool:
        """Whether `to_english` has the answer to this without asking for it."""
        source = _source(language)
        return source == _ENGLISH or not _has_words(text) or (source, text) in self._remembered

    def to_english(self, text: str, language: str | None = None) -> str | None:
        """`text` in English; None when it is English already, or in no language that Amazon
        Translate recognizes and knows.

        `language` is a code of Amazon Transcribe's, such as de-DE, where it is known.

        Raises:
            Capacity: nobody can say now; nothing was spent.
        """
        source = _source(language)
        if source == _ENGLISH or not _has_words(text):
            return None
        asked = (source, text)
        if asked not in self._remembered:
            self._remembered[asked] = self._translate(text, source)
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        self._remembered.move_to_end(asked)
        return self._remembered[asked]

    def _translate(self, text: str, source: str) -> str | None:
        try:
            answer = self._client.translate_text(
                Text=text, SourceLanguageCode=source, TargetLanguageCode=_ENGLISH
            )
        except HTTPClientError as error:  # no connection, or none in time
            raise _busy() from error
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _NEVER:
                logger.info("translation refused", extra={"code": code, "language": source})
                return None
            if code in _BUSY or error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
                raise _busy() from error
            raise
        found, english = answer["SourceLanguageCode"], answer["TranslatedText"].strip()
        outcome = {"language": found, "characters": len(text)}
        logger.info("translation asked for", extra=outcome)  # what Translate charges by
        same = found == _ENGLISH or english == text.strip()
        return None if same else english or None


def _source(language: str | None) -> str:
    """Translate's name for `language`, which is Transcribe's."""
    if language is None:
        return _DETECT
    if language == _CANTONESE:
        return _TRADITIONAL
    return language if language in _REGIONAL else language.partition("-")[0]


def _has_words(text: str) -> bool:
    """Emoji, digits and signs are the same in every language."""
    return any(character.isalpha() for character in text)


def _busy() -> Capacity:
    return Capacity("the translation service is busy; POST again in a moment")
