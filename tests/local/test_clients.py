"""Other people's clients, as PyPI and npm deliver them, with the programs of docs/clients.md."""

from pathlib import Path

import pytest

from .conftest import Api
from .documented import PROMPT, Client
from .meddling import hurrying, losing_the_first_answer

CLIENTS = [
    Client("openai-python", "OpenAI, for Python"),
    Client("openai-python 1.x", "OpenAI, for Python", ".venv-openai-1"),
    Client("openai-node", "OpenAI, for Node", "node"),
    Client("litellm", "LiteLLM"),
    Client("langchain", "LangChain"),
    Client("vercel dall-e", "Vercel's AI SDK", "node"),
    Client("vercel gpt-image", "Vercel's AI SDK", "node", ("dall-e-3", "gpt-image-1")),
    Client("azure", "OpenAI, on Azure's paths"),
]


@pytest.fixture
def api(impatient_api: Api) -> Api:
    return impatient_api


# These ask by openai-python, which waits and tries again for them.
_BY_OPENAI_PYTHON = {"openai-python 1.x", "litellm", "langchain", "azure"}


@pytest.fixture(params=CLIENTS, ids=lambda client: client.name)
def client(request: pytest.FixtureRequest) -> Client:
    found: Client = request.param
    return found


@pytest.fixture(
    params=[
        pytest.param(
            client,
            id=client.name,
            marks=[pytest.mark.slow] if client.name in _BY_OPENAI_PYTHON else [],
        )
        for client in CLIENTS
    ]
)
def waiting_client(request: pytest.FixtureRequest) -> Client:
    """A client of which the way is tested that it waits and tries again."""
    found: Client = request.param
    return found


def test_it_draws(api: Api, client: Client, tmp_path: Path) -> None:
    assert client.run(api.easel.url, tmp_path).sizes() == [(512, 512)]


def test_it_draws_two_pictures(api: Api, client: Client, tmp_path: Path) -> None:
    run = client.run(api.easel.url, tmp_path, n=2)
    assert run.sizes() == [(512, 512)] * 2
    assert len(set(run.jpegs())) == 2


def test_it_shows_why_a_request_was_refused(api: Api, client: Client, tmp_path: Path) -> None:
    run = client.run(api.easel.url, tmp_path, prompt="")
    assert run.status != 0
    assert "prompt: say what to draw, as text" in run.complaint


def test_it_waits_longer_than_it_follows_redirects(
    api: Api, waiting_client: Client, tmp_path: Path
) -> None:
    calls = api.model_calls
    with hurrying(api.easel.url) as (url, told):
        run = waiting_client.run(url, tmp_path, prompt=f"held: {PROMPT}")
    assert run.sizes() == [(512, 512)]
    assert told
    assert all(30 <= seconds <= 59 for seconds in told)
    assert api.model_calls == calls + 1


def test_a_lost_answer_costs_no_second_picture(
    api: Api, waiting_client: Client, tmp_path: Path
) -> None:
    calls = api.model_calls
    with losing_the_first_answer(api.easel.url) as url:
        run = waiting_client.run(url, tmp_path, prompt=f"takes 3: {PROMPT}")
    assert run.sizes() == [(512, 512)]
    assert api.model_calls == calls + 1
