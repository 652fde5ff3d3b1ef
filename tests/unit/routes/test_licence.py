"""The licence page passes on the model's use restrictions, as the licence demands of a host."""

import html
from collections.abc import Callable

import pytest

from local.drawn_by import drawn_by
from local.model import find_model

from ..conftest import Handled


def test_the_model_s_use_restrictions_are_passed_on(api: Handled) -> None:
    answer = api("GET", "/v1/license")
    assert answer.status == 200
    model = answer.body["model"]
    assert model["id"] == "model-txt2img-stabilityai-stable-diffusion-v2@1.0.0"
    assert model["license"] == "CreativeML Open RAIL++-M"
    assert model["url"].startswith("https://huggingface.co/stabilityai/stable-diffusion-2/")
    assert len(model["use_restrictions"]) == 11
    assert "bind them to the same restrictions" in model["notice"]


def test_easel_s_own_licence_is_named(api: Handled) -> None:
    service = api("GET", "/v1/license").body["service"]
    assert (service["name"], service["license"]) == ("Easel", "Apache-2.0")


def test_nothing_is_claimed_about_a_model_that_easel_does_not_know(
    api: Handled, configure: Callable[..., None]
) -> None:
    configure(model_id="My-Endpoint")
    model = api("GET", "/v1/license").body["model"]
    assert (model["license"], model["url"], model["use_restrictions"]) == (None, None, None)
    assert "Ask the operator of this service" in model["notice"]


@pytest.mark.parametrize("name", ["renderer", "small"])
def test_a_local_model_is_under_easel_s_own_licence(
    name: str, api: Handled, configure: Callable[..., None]
) -> None:
    model = find_model(name)
    assert not isinstance(model, str)
    told = drawn_by(model)
    configure(model_id=told["MODEL_ID"], model_version=told["MODEL_VERSION"])
    model = api("GET", "/v1/license").body["model"]
    assert model["id"] == f"easel-{name}@{told['MODEL_VERSION']}"
    assert (model["license"], model["use_restrictions"]) == ("Apache-2.0", [])


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_a_browser_gets_the_use_restrictions_as_a_page(api: Handled) -> None:
    model = api("GET", "/v1/license").body["model"]
    answer = api("GET", "/v1/license", accept=BROWSER)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["vary"] == "Accept"
    assert f'<a href="{model["url"]}">CreativeML Open RAIL++-M</a>' in answer.text
    assert answer.text.count("<li>") == len(model["use_restrictions"])
    assert all(html.escape(said) in answer.text for said in model["use_restrictions"])


def test_the_page_of_a_model_that_easel_does_not_know_has_no_empty_list(
    api: Handled, configure: Callable[..., None]
) -> None:
    configure(model_id="<b>My</b>-Endpoint")
    page = api("GET", "/v1/license", accept=BROWSER).text
    assert "&lt;b&gt;My&lt;/b&gt;-Endpoint" in page
    assert "Ask the operator of this service" in page
    assert "<ul>" not in page
