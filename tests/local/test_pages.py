"""Pages over HTTP, with the headers that make them harmless, and the routes of the old servers."""

import io
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote, unquote

import httpx
import pytest
from PIL import Image

from .conftest import Api

HOSTILE = '</title>"><script>alert(1)</script>\n달 위의 우주비행사 🦊 50%25 a/b?c#d'


class Read(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.heading = ""
        self.images: list[str] = []
        self._tag = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._tag = tag
        if tag == "img":
            self.images.append(dict(attrs)["src"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""

    def handle_data(self, data: str) -> None:
        self.heading += data if self._tag == "h1" else ""


def assert_harmless(page: httpx.Response) -> None:
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"]
    assert "alert" not in str(page.headers)
    assert "script" not in Read(page.text).tags


def test_a_share_page_shows_its_pictures_and_what_was_typed_as_text(api: Api) -> None:
    job = api.post(HOSTILE, seed=61, n=2, width=256, height=256).json()
    assert job["prompt"] == HOSTILE
    page = httpx.get(job["share_url"], timeout=60)
    assert page.status_code == 200
    assert_harmless(page)
    read = Read(page.text)
    assert read.heading == HOSTILE
    assert [api.easel.url + src for src in read.images] == [image["url"] for image in job["images"]]


def test_deleting_a_picture_deletes_its_share_page(async_api: Api) -> None:
    job = async_api.post("soon gone", seed=62).json()
    bearer = {"authorization": f"Bearer {job['delete_token']}"}
    assert httpx.get(job["share_url"], timeout=60).status_code == 200
    assert async_api.http.delete(job["links"]["self"], headers=bearer).status_code == 204
    assert httpx.get(job["share_url"], timeout=60).status_code in (403, 404, 410)


BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_browser_waits_at_the_share_link_until_the_page_is_there(async_api: Api) -> None:
    posted = async_api.post("takes 2: a slow boat", seed=63, prefer="respond-async")
    shared = f"{async_api.easel.url}/i/{posted.json()['id']}"
    waiting = httpx.get(
        posted.headers["location"], headers=BROWSER, follow_redirects=True, timeout=60
    )
    assert (str(waiting.url), waiting.status_code) == (shared, 202)
    assert_harmless(waiting)
    assert waiting.headers["refresh"]
    # What a program is told.
    assert httpx.get(shared, timeout=60).json()["error"]["code"] == "not_found"
    done = async_api.http.get(f"/v1/images/{posted.json()['id']}", headers={"prefer": "wait=20"})
    assert done.json()["share_url"] == shared
    page = httpx.get(shared, headers=BROWSER, timeout=60)
    assert (page.status_code, Read(page.text).heading) == (200, "takes 2: a slow boat")


def test_a_browser_is_told_that_a_picture_was_deleted(async_api: Api) -> None:
    job = async_api.post("soon gone too", seed=64).json()
    bearer = {"authorization": f"Bearer {job['delete_token']}"}
    assert async_api.http.delete(job["links"]["self"], headers=bearer).status_code == 204
    for link in (job["share_url"], job["url"]):
        page = httpx.get(link, headers=BROWSER, timeout=60)
        assert (page.status_code, Read(page.text).heading) == (410, "This picture was deleted")
        assert_harmless(page)


def test_a_share_page_leads_to_what_embeds_it(async_api: Api) -> None:
    job = async_api.post(HOSTILE, seed=65, width=512, height=256).json()
    head = httpx.get(job["share_url"], timeout=60).text
    [href] = re.findall(r'application/json\+oembed" href="([^"]+)"', head)
    embedded = httpx.get(f"{unescape(href)}&maxwidth=128", timeout=60).json()
    assert embedded["url"] == job["url"]
    assert (embedded["width"], embedded["height"]) == (128, 64)
    assert embedded["title"] == " ".join(HOSTILE.split())


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(f"/api/inference/{quote(HOSTILE, safe='')}", id="path"),
        pytest.param(f"/api/inference/{quote(HOSTILE, safe='/')} as it is", id="path-with-slashes"),
        pytest.param(f"/text2image?prompt={quote(HOSTILE, safe='')} asked", id="query"),
    ],
)
def test_an_old_link_is_a_page_with_the_picture_and_costs_once(async_api: Api, path: str) -> None:
    calls = async_api.model_calls
    page = async_api.http.get(path)
    assert page.status_code == 200
    assert_harmless(page)
    assert page.headers["x-request-id"]
    read = Read(page.text)
    assert read.heading.startswith(HOSTILE)
    picture = httpx.get(read.images[0], timeout=60)
    assert Image.open(io.BytesIO(picture.content)).size == (768, 768)
    assert Read(async_api.http.get(path).text).images == read.images
    assert async_api.model_calls == calls + 1


def test_an_old_program_gets_its_link(async_api: Api) -> None:
    answer = async_api.http.post("/text2image", json={"text": "a boat", "steps": 7})
    assert answer.json()["statusCode"] == answer.status_code == 200
    assert httpx.get(answer.json()["body"], timeout=60).headers["content-type"] == "image/jpeg"


def test_a_random_picture_is_a_page_of_its_own(async_api: Api) -> None:
    redirect = async_api.http.get("/api/inference/random")
    assert redirect.status_code == 303
    assert redirect.headers["cache-control"] == "no-store"
    page = async_api.http.get(redirect.headers["location"])
    assert (page.status_code, Read(page.text).heading) == (
        200,
        unquote(redirect.headers["location"].removeprefix("/api/inference/")),
    )


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/errors/invalid-size", "text/html; charset=utf-8"),
        ("/robots.txt", "text/plain"),
        ("/v1/license", "application/json"),
        ("/v1/prompts/default", "application/json"),
        ("/v1/prompts/random?seed=7", "application/json"),
    ],
)
def test_the_small_routes_answer(async_api: Api, path: str, media_type: str) -> None:
    answer = async_api.http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)


def test_the_type_of_a_problem_links_to_a_page_that_explains_it(async_api: Api) -> None:
    problem = async_api.post("a cat", width=500).json()
    page = httpx.get(problem["type"], timeout=60)
    assert page.status_code == 200
    assert_harmless(page)
    assert problem["title"] == Read(page.text).heading
