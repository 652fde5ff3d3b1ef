"""The text of a prompt: in Unicode NFC, and with something to see in it."""

import re
import unicodedata

# Characters that leave no mark on paper although their category says that they would: the letters
# among Default_Ignorable_Code_Point (Unicode's DerivedCoreProperties.txt), its unassigned ones, and
# blanks that are counted as letters or symbols (braille, Egyptian, a note without a head).
_BLANK = re.compile(
    "[\u115f\u1160\u2065\u2800\u3164\uffa0\ufff0-\ufff8\U00013441\U00013442\U0001d159"
    "\U000e0000-\U000e0fff]"
)
# Controls, formats, lone surrogates, marks without a letter, and all kinds of space.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"))


def in_nfc(value: object) -> object:
    """`value` in Unicode NFC, if it is text. Bounds count characters of NFC."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def is_visible(text: str) -> bool:
    """Whether `text` holds at least one character that can be seen."""
    return any(unicodedata.category(c) not in _UNSEEN and not _BLANK.match(c) for c in text)


def visible(text: str) -> str:
    """`text`.

    Raises:
        ValueError: nothing in it can be seen.
    """
    if not is_visible(text):
        raise ValueError("nothing to see")
    return text
