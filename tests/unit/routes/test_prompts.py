"""A seed always gives the same random prompt, and there are many prompts."""

import pytest

from easel.routes.prompts import random_prompt

from ..conftest import Handled

PROMPT_OF_7 = (
    "a vintage camper van on a cliff over the ocean under a full moon, linocut in two colours"
)


def test_the_default_prompt_is_the_astronaut_on_a_horse(api: Handled) -> None:
    answer = api("GET", "/v1/prompts/default")
    assert answer.body == {"prompt": "a photo of an astronaut riding a horse on mars"}


def test_a_seed_is_always_the_same_prompt(api: Handled) -> None:
    """Written out, because a link with a seed must mean the same after an update."""
    answer = api("GET", "/v1/prompts/random", query={"seed": "7"})
    assert answer.body == {"prompt": PROMPT_OF_7, "seed": 7}
    assert random_prompt(7) == PROMPT_OF_7


def test_without_a_seed_one_is_drawn_and_told(api: Handled) -> None:
    first, second = (api("GET", "/v1/prompts/random") for _ in range(2))
    assert first.body["seed"] != second.body["seed"]
    assert first.headers["cache-control"] == "no-store"
    again = api("GET", "/v1/prompts/random", query={"seed": str(first.body["seed"])})
    assert again.body == first.body


@pytest.mark.parametrize("seed", ["", "-1", "4294967296", "1.5", "fox", "٣", "1" * 100, " 1"])
def test_an_invalid_seed_is_refused(api: Handled, seed: str) -> None:
    answer = api("GET", "/v1/prompts/random", query={"seed": seed})
    assert (answer.status, answer.code) == (400, "invalid_seed")
    assert answer.body["errors"][0]["pointer"] == "#/seed"


@pytest.mark.parametrize("seed", ["0", "4294967295", "000000000012", "0" * 500 + "7"])
def test_every_seed_of_a_picture_is_a_seed_of_a_prompt(api: Handled, seed: str) -> None:
    assert api("GET", "/v1/prompts/random", query={"seed": seed}).body["seed"] == int(seed)


def test_there_are_more_prompts_than_anyone_will_read() -> None:
    # Of 20,000 draws from 90,000, about 17,900 differ; from 50,000, about 16,500 would.
    prompts = {random_prompt(seed) for seed in range(20_000)}
    assert len(prompts) > 17_500
    assert max(map(len, prompts)) <= 140
    assert all(prompt.isascii() and prompt == prompt.strip() for prompt in prompts)
