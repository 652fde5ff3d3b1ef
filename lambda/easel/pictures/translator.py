"""Amazon Translate: turns a prompt in another language into English."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from botocore.exceptions import ClientError, HTTPClientError

from ..aws_errors import is_closed
from ..errors import Capacity, Closed

if TYPE_CHECKING:
    from types_boto3_translate import TranslateClient

_ENGLISH = "en"
_DETECT = "auto"  # Translate then asks Amazon Comprehend, with the function's own rights
# Translate knows these by language and region. For any other code it wants only the language.
_REGIONAL = ("es-MX", "fr-CA", "pt-PT", "zh-TW")
# Transcribe's code for Cantonese. Translate has no such code and knows it as traditional Chinese.
_CANTONESE, _TRADITIONAL = "zh-HK", "zh-TW"
# Errors that will come again for the same text. Such a text is drawn untranslated.
_NEVER = (
    "DetectedLanguageLowConfidenceException",
    "InvalidRequestException",
    "TextSizeLimitExceededException",
    "UnsupportedLanguagePairException",  # for example English into English
)
_BUSY = ("LimitExceededException", "ThrottlingException", "TooManyRequestsException")
# Two texts of 2,000 characters take at most 16 KB, so 256 entries take at most 4 MB.
_MOST_REMEMBERED = 256

logger = Logger(child=True)


class Translator:
    """Translates, and remembers each translation, since each one costs.

    The same prompt often comes again: pages made for the older servers ask for it by GET.
    """

    def __init__(self, client: "TranslateClient") -> None:
        self._client = client
        self._remembered: OrderedDict[tuple[str, str], str | None] = OrderedDict()

    def costs_nothing(self, text: str, language: str | None = None) -> bool:
        """Whether `to_english` can answer without a call to Amazon Translate."""
        source = _source(language)
        return source == _ENGLISH or not _has_words(text) or (source, text) in self._remembered

    def to_english(self, text: str, language: str | None = None) -> str | None:
        """`text` in English. None if it is English already, or if Amazon Translate does not know
        its language.

        `language` is Amazon Transcribe's code, such as de-DE, or None if it is not known.

        Raises:
            Capacity: Amazon Translate is busy, or closed by the operator; nothing was spent.
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
        except HTTPClientError as error:  # no connection, or no answer in time
            raise _busy() from error
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _NEVER:
                logger.info("translation refused", extra={"code": code, "language": source})
                return None
            if is_closed(error):
                raise Closed("the operator has closed the translation for now") from error
            if code in _BUSY or error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
                raise _busy() from error
            raise
        found, english = answer["SourceLanguageCode"], answer["TranslatedText"].strip()
        outcome = {"language": found, "characters": len(text)}
        logger.info("translation asked for", extra=outcome)  # Translate charges by characters
        same = found == _ENGLISH or english == text.strip()
        return None if same else english or None


def _source(language: str | None) -> str:
    """Translate's code for `language`, which is Transcribe's code."""
    if language is None:
        return _DETECT
    if language == _CANTONESE:
        return _TRADITIONAL
    return language if language in _REGIONAL else language.partition("-")[0]


def _has_words(text: str) -> bool:
    """Whether `text` holds any letter. Emoji, digits and signs need no translation."""
    return any(character.isalpha() for character in text)


def _busy() -> Capacity:
    return Capacity("the translation service is busy; POST again in a moment")
