"""Words that the operator does not allow in a prompt."""

from collections.abc import Callable

import pytest

from tests.fake_adapters import FakeSubmitter

from ..conftest import Handled


@pytest.mark.parametrize(
    ("prompt", "refused"),
    [
        pytest.param("a gun on a table", True, id="a word"),
        pytest.param("A GUN", True, id="in capitals"),
        pytest.param("gun", True, id="alone"),
        pytest.param("no gun, please", True, id="before a comma"),
        pytest.param("a fake id card", True, id="of two words"),
        pytest.param("총을 든 사람", True, id="in Korean, one of several"),
        pytest.param("a gunpowder plot", False, id="part of a word"),
        pytest.param("begun at dawn", False, id="end of a word"),
        pytest.param("a fake painting of an id card", False, id="words apart"),
        pytest.param("a red fox", False, id="none"),
    ],
)
def test_a_prompt_with_a_blocked_word_is_refused_and_nothing_is_spent(
    api: Handled,
    configure: Callable[..., None],
    submitter: FakeSubmitter,
    prompt: str,
    refused: bool,
) -> None:
    configure(blocked_words="gun, fake id card,총을")
    answer = api.post(prompt)
    assert answer.status == (400 if refused else 202)
    assert len(submitter.submitted) == (0 if refused else 1)
    if refused:
        assert answer.code == "content_policy_violation"
        assert answer.body["errors"][0]["pointer"] == "#/prompt"
        assert prompt not in answer.text


def test_without_blocked_words_every_prompt_is_accepted(
    api: Handled, configure: Callable[..., None]
) -> None:
    configure(blocked_words=" , ,")
    assert api.post("a gun, a comma").status == 202


def test_blocked_words_hold_on_every_route(api: Handled, configure: Callable[..., None]) -> None:
    configure(blocked_words="gun")
    for answer in (
        api("POST", "/v1/images/generations", {"prompt": "a gun"}),
        api("POST", "/text2image", {"text": "a gun"}),
        api("GET", "/text2image", query={"prompt": "a gun"}),
        api("GET", "/api/inference/a%20gun"),
    ):
        assert (answer.status, answer.code) == (400, "content_policy_violation")
