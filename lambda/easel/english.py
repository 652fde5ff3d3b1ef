"""The model was taught English: where the operator wants it, a prompt in another language is
translated before it is drawn."""

import re
import unicodedata
from dataclasses import replace

from .api.request import MAX_PROMPT_CHARACTERS, Order, refuse_blocked_words
from .callers.caller import Caller
from .callers.quotas import DAY, Quota, Spending
from .errors import Capacity
from .service import Service
from .settings import Translate

# A prompt and its negative prompt, and both once more in a process that does not remember them.
_TRANSLATIONS_PER_PICTURE = 4


def in_english(
    order: Order, caller: Caller, service: Service, *, language: str | None = None
) -> Order:
    """`order` with its prompt and its negative prompt in English, and the prompt as it was beside
    them; as it is where it is English, or nothing is translated here.

    `language` is the prompt's, as Amazon Transcribe names it, where it is known. The picture's id
    follows from all of it: call this before asking for the id.

    Raises:
        Capacity: Amazon Translate is busy; no picture was spent.
        InvalidRequest: a word of the translation is not allowed.
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
    """`text`, or as many whole words from its beginning as fit into `most` characters."""
    if len(text) <= most:
        return text
    whole_words = re.match(rf"(?s).{{1,{most}}}(?!\S)", text)
    # Some scripts put no space between words, and a single word may be longer.
    return whole_words[0].rstrip() if whole_words else text[:most]


def _english(text: str, language: str | None, caller: Caller, service: Service) -> str | None:
    """`text` in English, as the model may be asked; None where it stays as it is."""
    spending = None
    if not service.translator.costs_nothing(text, language):
        spending = _reserve(caller, service)
    try:
        english = service.translator.to_english(text, language)
    except Capacity:
        if spending:
            spending.give_back()
        raise
    if not english:
        return None
    return cut_at_word(unicodedata.normalize("NFC", english), MAX_PROMPT_CHARACTERS)


def _reserve(caller: Caller, service: Service) -> Spending:
    """One translation. It costs although no picture may come of it, by a word that is not allowed
    or a line too long: the day's pictures alone would not bound what is spent.

    Raises:
        QuotaExceeded
    """
    each, all_together = caller.daily, service.settings.daily_pictures
    spending = Spending(service.quotas, 1, service.clock.now())
    for scope, pictures, whose in (
        (f"translations#{caller.id}", each, "your"),
        ("translations", all_together, "this deployment's"),
    ):
        quota = Quota(scope, pictures * _TRANSLATIONS_PER_PICTURE, DAY)
        spending.take(quota, f"{whose} {quota.limit} translations")
    return spending
