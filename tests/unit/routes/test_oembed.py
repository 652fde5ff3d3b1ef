"""oEmbed: a program asks what to show in place of a link to a share page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from easel.pictures.job import JobError
from easel.service import Service
from tests.fakes import Aws

from ..conftest import Answer, Handled
from ..test_pages import Read

URL = "https://easel.example"
UNKNOWN = "img_" + "a" * 26


def embed(api: Handled, url: str | None, **more: str) -> Answer:
    asked = {"url": url} if url is not None else {}
    return api("GET", "/v1/oembed", query={**asked, **more})


@pytest.fixture
def drawn(api: Handled, draws_at_once: object) -> dict[str, Any]:
    """A drawn picture, as its job shows it."""
    prompt = "a <b>red</b> fox in the snow"
    id = api.post(prompt, seed=1, width=640, height=320).body["id"]
    job: dict[str, Any] = api("GET", f"/v1/images/{id}").body
    return job


def test_a_share_page_is_embedded_as_a_photo(api: Handled, drawn: dict[str, Any]) -> None:
    answer = embed(api, drawn["share_url"])
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    [image] = drawn["images"]
    assert answer.body == {
        "version": "1.0",
        "type": "photo",
        "title": "a <b>red</b> fox in the snow",
        "provider_name": "Easel",
        "provider_url": URL,
        "cache_age": 3600,
        "url": image["url"],
        "width": image["width"],
        "height": image["height"],
    }


def test_a_share_page_links_to_its_own_embedding(
    api: Handled, aws: Aws, drawn: dict[str, Any]
) -> None:
    page = aws.s3.get_object(Bucket="images", Key=f"i/{drawn['id']}")["Body"].read()
    links = Read(page.decode()).attributes["link"]
    [link] = [a for a in links if a.get("type") == "application/json+oembed"]
    href = urlsplit(link["href"] or "")
    assert (link["rel"], f"{href.scheme}://{href.netloc}{href.path}") == (
        "alternate",
        f"{URL}/v1/oembed",
    )
    query = {name: value for name, [value] in parse_qs(href.query).items()}
    assert query == {"url": drawn["share_url"], "format": "json"}
    assert embed(api, **query).status == 200


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("http://easel.example/i/{id}", id="http"),
        pytest.param("https://EASEL.example/i/{id}/", id="slash-at-the-end"),
        pytest.param("https://easel.example/i/{id}?utm_source=x#top", id="query-and-fragment"),
    ],
)
def test_a_link_is_recognised_as_people_paste_it(
    api: Handled, drawn: dict[str, Any], address: str
) -> None:
    assert embed(api, address.format(id=drawn["id"])).status == 200


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        pytest.param({"maxwidth": "32"}, (32, 16), id="width"),
        pytest.param({"maxheight": "12"}, (24, 12), id="height"),
        pytest.param({"maxwidth": "32", "maxheight": "12"}, (24, 12), id="both"),
        pytest.param({"maxwidth": "1"}, (1, 1), id="almost-none"),
        pytest.param(
            {"maxwidth": "5000", "maxheight": "9" * 400}, (640, 320), id="more-than-it-is"
        ),
    ],
)
def test_a_picture_is_shown_no_larger_than_there_is_room(
    api: Handled, drawn: dict[str, Any], room: dict[str, str], shown: tuple[int, int]
) -> None:
    assert (drawn["images"][0]["width"], drawn["images"][0]["height"]) == (640, 320)
    body = embed(api, drawn["share_url"], **room).body
    assert (body["width"], body["height"]) == shown


@pytest.mark.parametrize("side", ["0", "-1", "1.5", "", "wide"])
def test_a_room_that_is_no_number_of_pixels_is_refused(
    api: Handled, drawn: dict[str, Any], side: str
) -> None:
    answer = embed(api, drawn["share_url"], maxheight=side)
    assert (answer.status, answer.code) == (400, "out_of_range")
    assert answer.body["errors"][0]["pointer"] == "#/maxheight"


@pytest.mark.parametrize("format", ["xml", "JSON", ""])
def test_another_format_than_json_answers_501(
    api: Handled, drawn: dict[str, Any], format: str
) -> None:
    answer = embed(api, drawn["share_url"], format=format)
    assert (answer.status, answer.code) == (501, "unsupported_format")


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(None, id="none"),
        pytest.param("", id="empty"),
        pytest.param(f"https://elsewhere.example/i/{UNKNOWN}", id="other-host"),
        pytest.param(f"{URL}/images/{UNKNOWN}.jpg", id="jpeg"),
        pytest.param(f"{URL}/i/{UNKNOWN}/more", id="deeper"),
        pytest.param(f"{URL}/i/{UNKNOWN}", id="unknown"),
        pytest.param("https://[easel/i/x", id="not-a-url"),
    ],
)
def test_a_link_that_leads_to_no_picture_answers_404(api: Handled, url: str | None) -> None:
    answer = embed(api, url)
    assert (answer.status, answer.code) == (404, "not_found")


def test_a_picture_that_is_not_drawn_answers_404(
    api: Handled, service: Service, submitter: object
) -> None:
    job = service.jobs.get(api.post().body["id"])
    assert job
    assert embed(api, f"{URL}/i/{job.id}").status == 404
    assert service.endings.fail(job, JobError("model_error", "no"))
    assert embed(api, f"{URL}/i/{job.id}").status == 404


def test_a_deleted_picture_answers_410(api: Handled, draws_at_once: object) -> None:
    posted = api.post().body
    api("DELETE", posted["links"]["self"], credential=posted["delete_token"])
    assert embed(api, f"{URL}/i/{posted['id']}").status == 410


def test_no_key_is_needed_where_keys_are(
    api: Handled, key_mode: Callable[..., str], draws_at_once: object
) -> None:
    id = api.post(credential=key_mode("ann")).body["id"]
    assert embed(api, f"{URL}/i/{id}").status == 200


def test_crawlers_may_ask(api: Handled) -> None:
    assert "Allow: /v1/oembed" in api("GET", "/robots.txt").text.splitlines()
