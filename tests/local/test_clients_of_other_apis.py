"""Clients of AUTOMATIC1111's, Hugging Face's and Replicate's APIs, with the programs of
docs/clients.md."""

from pathlib import Path

import pytest

from .conftest import Api
from .documented import PROMPT, Client
from .meddling import hurrying, losing_the_first_answer

WEBUIAPI = Client("webuiapi", "AUTOMATIC1111's clients")
HUGGING_FACE = Client("huggingface_hub", "Hugging Face")
REPLICATE_PYTHON = Client("replicate-python", "Replicate, for Python")
REPLICATE_NODE = Client("replicate-node", "Replicate, for Node", "node")


def of_clients(*clients: Client) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("client", clients, ids=[client.name for client in clients])


EACH = of_clients(WEBUIAPI, HUGGING_FACE, REPLICATE_PYTHON, REPLICATE_NODE)


@pytest.fixture
def api(impatient_api: Api) -> Api:
    return impatient_api


@EACH
def test_it_draws(client: Client, api: Api, tmp_path: Path) -> None:
    assert client.run(api.easel.url, tmp_path).sizes() == [(512, 512)]


@of_clients(WEBUIAPI, REPLICATE_PYTHON, REPLICATE_NODE)
def test_it_draws_two_pictures(client: Client, api: Api, tmp_path: Path) -> None:
    run = client.run(api.easel.url, tmp_path, n=2)
    assert run.sizes() == [(512, 512)] * 2
    assert len(set(run.jpegs())) == 2


def test_two_calls_of_hugging_faces_client_draw_two_pictures(api: Api, tmp_path: Path) -> None:
    first, second = (HUGGING_FACE.run(api.easel.url, tmp_path).jpegs() for _ in range(2))
    assert first != second


@EACH
def test_it_shows_why_a_request_was_refused(client: Client, api: Api, tmp_path: Path) -> None:
    run = client.run(api.easel.url, tmp_path, prompt="")
    assert run.status != 0
    assert "say what to draw, as text" in run.complaint


@of_clients(WEBUIAPI, HUGGING_FACE)
def test_it_shows_where_a_late_picture_will_be_and_gets_it_when_run_again(
    client: Client, api: Api, tmp_path: Path
) -> None:
    calls = api.model_calls
    with hurrying(api.easel.url) as (url, told):
        run = client.run(url, tmp_path, prompt=f"held: {PROMPT}")
    assert run.status != 0
    assert f"{api.easel.url}/v1/images/img_" in run.complaint
    assert all(30 <= seconds <= 59 for seconds in told)
    assert client.run(api.easel.url, tmp_path, prompt=f"held: {PROMPT}").sizes() == [(512, 512)]
    assert api.model_calls == calls + 1


@of_clients(REPLICATE_PYTHON, REPLICATE_NODE)
def test_it_asks_until_the_picture_is_there(client: Client, api: Api, tmp_path: Path) -> None:
    calls = api.model_calls
    with hurrying(api.easel.url, requests=10) as (url, told):
        run = client.run(url, tmp_path, prompt=f"held: {PROMPT}")
    assert run.sizes() == [(512, 512)]
    assert not told
    assert api.model_calls == calls + 1


@of_clients(WEBUIAPI, HUGGING_FACE, REPLICATE_PYTHON)
def test_run_again_after_a_lost_answer_it_gets_the_same_picture(
    client: Client, api: Api, tmp_path: Path
) -> None:
    calls = api.model_calls
    with losing_the_first_answer(api.easel.url) as url:
        assert client.run(url, tmp_path, prompt=f"takes 3: {PROMPT}").status != 0
        run = client.run(url, tmp_path, prompt=f"takes 3: {PROMPT}")
    assert run.sizes() == [(512, 512)]
    assert api.model_calls == calls + 1


@of_clients(REPLICATE_NODE)
def test_a_lost_answer_costs_no_second_picture(client: Client, api: Api, tmp_path: Path) -> None:
    calls = api.model_calls
    with losing_the_first_answer(api.easel.url) as url:
        run = client.run(url, tmp_path, prompt=f"takes 3: {PROMPT}")
    assert run.sizes() == [(512, 512)]
    assert api.model_calls == calls + 1
