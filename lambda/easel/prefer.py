"""The `Prefer` header (RFC 7240): how long a caller wants to wait for the picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preference:
    """`wait_s` seconds to wait; `applied` is what `Preference-Applied` says, "" when nothing."""

    wait_s: float
    applied: str = ""


def parse_prefer(header: str | None, *, default_wait_s: float, max_wait_s: float) -> Preference:
    """What `header` asks for. As the RFC demands, what is not understood is passed over, and
    `respond-async, wait=10` means: wait 10 s, then answer without the picture."""
    asked: dict[str, str] = {}
    for preference in (header or "").split(","):
        name, _, value = preference.partition(";")[0].partition("=")
        asked.setdefault(name.strip().lower(), value.strip().strip('"'))
    wait = asked.get("wait", "")
    if wait.isascii() and wait.isdigit():
        wait_s = min(int(wait[:9]), max_wait_s)
        both = "respond-async, " if "respond-async" in asked else ""
        return Preference(wait_s, f"{both}wait={wait_s:g}")
    if "respond-async" in asked:
        return Preference(0, "respond-async")
    return Preference(default_wait_s)
