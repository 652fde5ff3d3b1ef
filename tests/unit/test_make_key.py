"""`make key`: what an operator types, and what it says."""

import argparse
import re

import pytest

from cdk.key import parser, run
from easel.callers.keys import BadName, Keys
from tests.fakes import Aws, FakeClock


@pytest.fixture
def keys(aws: Aws, clock: FakeClock) -> Keys:
    return Keys(aws.dynamodb, "callers", clock)


def typed(*arguments: str) -> argparse.Namespace:
    return parser().parse_args(arguments)


def test_a_key_is_shown_once(keys: Keys) -> None:
    said = run(keys, typed("--name", "ann", "--daily", "7"))
    shown = re.search(r"easel_ann_\S+", said)
    assert shown
    found = keys.find(shown[0])
    assert found
    assert (found.name, found.daily) == ("ann", 7)
    listed = run(keys, typed())
    assert re.match(r"ann +7 a day  since 2026-11-12$", listed)
    assert shown[0] not in listed


def test_a_revoked_key_is_listed_as_such(keys: Keys) -> None:
    run(keys, typed("--name", "ann"))
    assert "opens nothing" in run(keys, typed("--revoke", "ann"))
    assert "revoked 2026-11-12" in run(keys, typed())


def test_with_no_keys_it_says_how_to_make_one(keys: Keys) -> None:
    assert "make key NAME=" in run(keys, typed())


@pytest.mark.parametrize(
    "arguments", [("--name", "Ann B"), ("--revoke", "zoe")], ids=["bad name", "nobody"]
)
def test_what_cannot_be_done_is_said(keys: Keys, arguments: tuple[str, str]) -> None:
    with pytest.raises(BadName):
        run(keys, typed(*arguments))


@pytest.mark.parametrize("daily", ["-1", "many"])
def test_a_day_s_pictures_are_a_number(daily: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        typed("--name", "ann", f"--daily={daily}")
    assert f"{daily!r} is no number of pictures" in capsys.readouterr().err


def test_a_key_is_made_or_revoked_and_not_both() -> None:
    with pytest.raises(SystemExit):
        typed("--name", "ann", "--revoke", "bob")
