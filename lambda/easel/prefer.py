"""The `Prefer` header (RFC 7240): how long a caller wants to wait for the picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preference:
    """`wait_s` seconds to wait; `applied` is what `Preference-Applied` says, "" when nothing."""

    wait_s: float
    applied: str = ""


def parse_prefer(header: str | None, *, default_wait_s: float, max_wait_s: float) -> Preference:
    """What `header` asks for. As the RFC demands, what is not understood is passed over."""
    for preference in (header or "").split(","):
        name, _, value = (part.strip().lower() for part in preference.partition("="))
        if name == "respond-async":
            return Preference(0, "respond-async")
        if name == "wait" and value.isascii() and value.isdigit():
            wait_s = min(int(value[:9]), max_wait_s)
            return Preference(wait_s, f"wait={wait_s:g}")
    return Preference(default_wait_s)
