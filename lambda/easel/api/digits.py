"""Reads a whole number from a query or a header."""

# More digits than any number that Easel takes. `int` refuses texts of thousands.
_MOST_DIGITS = 18


def whole_number(text: str) -> int | None:
    """The number that `text` writes in ASCII digits, also behind zeros. None if it is not one.

    A number that is far too large for Easel comes back as some other number that is too large.
    """
    if not (text.isascii() and text.isdigit()):
        return None
    return int((text.lstrip("0") or "0")[:_MOST_DIGITS])
