"""`Prefer` says how long a caller waits. A preference that is not understood is ignored."""

import pytest

from easel.api.prefer import Preference, parse_prefer

HEADERS: dict[str, tuple[str | None, Preference]] = {
    "none": (None, Preference(20)),
    "empty": ("", Preference(20)),
    "wait": ("wait=10", Preference(10, "wait=10")),
    "wait zero": ("wait=0", Preference(0, "wait=0")),
    "wait is bounded": ("wait=600", Preference(25, "wait=25")),
    "wait of many digits": ("wait=" + "9" * 5000, Preference(25, "wait=25")),
    "wait behind zeros": ("wait=000000000007", Preference(7, "wait=7")),
    "spaces and capitals": (" Wait = 7 ", Preference(7, "wait=7")),
    "among others": ("return=minimal, wait=3", Preference(3, "wait=3")),
    "respond-async": ("respond-async", Preference(0, "respond-async")),
    "negative": ("wait=-1", Preference(20)),
    "fraction": ("wait=1.5", Preference(20)),
    "words": ("wait=long", Preference(20)),
    "no value": ("wait", Preference(20)),
    "digits of another script": ("wait=٣", Preference(20)),
    "superscript": ("wait=²", Preference(20)),
    "unknown": ("handling=lenient", Preference(20)),
    "comma in quotes": ('foo="a, wait=3", wait=5', Preference(5, "wait=5")),
    "punctuation": (",,=;=,", Preference(20)),
}


@pytest.mark.parametrize(("header", "preference"), HEADERS.values(), ids=HEADERS)
def test_a_prefer_header_sets_the_wait(header: str | None, preference: Preference) -> None:
    assert parse_prefer(header, default_wait_s=20, max_wait_s=25) == preference


@pytest.mark.parametrize("max_wait_s", [25, 25.0, 12.5])
def test_preference_applied_names_the_wait_that_was_used(max_wait_s: float) -> None:
    preference = parse_prefer("wait=600", default_wait_s=0, max_wait_s=max_wait_s)
    assert (preference.wait_s, preference.applied) == (max_wait_s, f"wait={max_wait_s:g}")


@pytest.mark.parametrize("header", ["respond-async, wait=10", "wait=10, respond-async"])
def test_respond_async_with_a_wait_waits_that_long_first(header: str) -> None:
    # RFC 7240, section 4.3: wait that long, and answer 202 only if the job has not ended by then.
    preference = parse_prefer(header, default_wait_s=0, max_wait_s=25)
    assert (preference.wait_s, preference.applied) == (10, "respond-async, wait=10")


@pytest.mark.parametrize("header", ["wait=10; foo=bar", 'wait="10"'], ids=["parameter", "quoted"])
def test_a_preference_in_another_spelling_is_understood(header: str) -> None:
    assert parse_prefer(header, default_wait_s=0, max_wait_s=25).wait_s == 10
