"""Translates a prompt into English, if the operator wants that. The model was taught only
English."""

import re
import unicodedata
from dataclasses import replace

from .api.prompt_text import is_visible
from .api.request import MAX_PROMPT_CHARACTERS, Order, refuse_blocked_words
from .callers.caller import Caller
from .callers.quotas import DAY, Quota
from .callers.spending import Spending
from .service import Service
from .settings import Translate

# What a prompt usually has. Amazon Translate charges by characters.
_USUAL_CHARACTERS = 100
# If nobody says the language of a text, Amazon Comprehend finds it out. That costs at least as much
# as to translate so many characters.
_DETECTION_CHARACTERS = 20


def in_english(
    order: Order, caller: Caller, service: Service, *, language: str | None = None
) -> Order:
    """`order` with its prompt and its negative prompt in English, and the original prompt beside
    them. If translation is off, or the text is English, `order` comes back as it is.

    `language` is Amazon Transcribe's code for the prompt's language, or None if it is not known.
    Call this before you ask for the picture's id, since the id follows from the translation.

    Raises:
        Capacity: Amazon Translate is busy; no picture was spent.
        InvalidRequest: the translation holds a word that the operator has blocked.
        QuotaExceeded: the day's translations are used up.
    """
    if service.settings.translate is Translate.OFF:
        return order
    picture = order.picture
    if prompt := _english(picture.prompt, language, caller, service):
        refuse_blocked_words(prompt, service.settings)
        picture = replace(picture, prompt=prompt, original_prompt=picture.prompt)
    if negative := _english(picture.negative_prompt or "", None, caller, service):
        picture = replace(picture, negative_prompt=negative)
    return replace(order, picture=picture)


def cut_at_word(text: str, most: int) -> str:
    """`text`, cut to at most `most` characters. The cut comes after a whole word if possible."""
    if len(text) <= most:
        return text
    whole_words = re.match(rf"(?s).{{1,{most}}}(?!\S)", text)
    # Some scripts put no spaces between words, and a single word can be longer than `most`.
    return whole_words[0].rstrip() if whole_words else text[:most]


def _english(text: str, language: str | None, caller: Caller, service: Service) -> str | None:
    """`text` in English, in NFC and no longer than a prompt may be. None if it needs no
    translation."""
    # The model reads far less than this of a prompt, and Translate takes 10,000 bytes at most.
    text = cut_at_word(text, MAX_PROMPT_CHARACTERS)
    characters = len(text) if language else len(text) + _DETECTION_CHARACTERS
    with Spending(service.quotas, characters, service.clock.now()) as spending:
        if not service.translator.costs_nothing(text, language):
            _reserve(caller, spending, service)
        english = service.translator.to_english(text, language)
        spending.spent = True
    if not english or not is_visible(english):
        return None
    return cut_at_word(unicodedata.normalize("NFC", english), MAX_PROMPT_CHARACTERS)


def _reserve(caller: Caller, spending: Spending, service: Service) -> None:
    """Take the characters of a text from the day's quotas.

    A translation costs money even if no picture is drawn, for example because the translation holds
    a blocked word. So the quota of pictures alone would not limit the cost.

    Raises:
        QuotaExceeded: the day's characters do not suffice for this text.
    """
    settings = service.settings
    for scope, most, whose in (
        (f"translated#{caller.id}", settings.daily_translated_characters_per_caller, "your"),
        ("translated", settings.daily_translated_characters, "this deployment's"),
    ):
        quota = Quota(scope, most, DAY, each=_USUAL_CHARACTERS)
        spending.take(quota, f"{whose} {most} translated characters")
