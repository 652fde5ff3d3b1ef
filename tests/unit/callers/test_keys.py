"""A key is made once, shown once, and found only by its whole text."""

import pytest

from easel.callers.keys import BadName, Keys
from tests.fakes import NOON, Aws, FakeClock


@pytest.fixture
def keys(aws: Aws, clock: FakeClock) -> Keys:
    return Keys(aws.dynamodb, "callers", clock)


def test_a_key_is_found_only_by_its_whole_text(keys: Keys) -> None:
    ann, bob = keys.make("ann", 10), keys.make("bob-2", 20)
    assert ann != bob
    found = keys.find(bob)
    assert found
    assert (found.name, found.daily, found.created_at) == ("bob-2", 20, NOON)
    assert keys.find(ann[:-1] + ("A" if ann[-1] != "A" else "B")) is None


@pytest.mark.parametrize(
    "name", ["", "Ann", "a b", "-a", "a-", "a--b", "ä", "a_b", "a" * 81, "a\n", "key#a"], ids=repr
)
def test_a_key_name_with_other_characters_is_refused(keys: Keys, name: str) -> None:
    with pytest.raises(BadName):
        keys.make(name, 1)


def test_a_second_key_of_the_same_name_is_refused(keys: Keys) -> None:
    first = keys.make("ann", 10)
    with pytest.raises(BadName, match="revoke it first"):
        keys.make("ann", 20)
    assert keys.find(first)


def test_the_name_of_a_revoked_key_can_be_used_again(keys: Keys) -> None:
    old = keys.make("ann", 10)
    assert keys.revoke("ann") is True
    new = keys.make("ann", 20)
    assert keys.find(old) is None
    assert keys.find(new)


def test_revoking_a_key_twice_or_an_unknown_key_is_not_an_error(keys: Keys) -> None:
    keys.make("ann", 10)
    assert [keys.revoke(name) for name in ("ann", "ann", "zoe")] == [True, False, False]


def test_keys_are_listed_newest_first_without_their_secrets(keys: Keys, clock: FakeClock) -> None:
    for name in ("ann", "bob", "cleo"):
        keys.make(name, 10)
        clock.sleep(1)
    keys.revoke("bob")
    assert [(key.name, key.revoked_at is not None) for key in keys.all()] == [
        ("cleo", False),
        ("bob", True),
        ("ann", False),
    ]
