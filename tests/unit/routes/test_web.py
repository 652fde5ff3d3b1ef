"""Easel's page, its files, and the headers that keep it safe."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from easel.service import Service
from easel.settings import Access, Web
from tests.unit.conftest import Handled

WEB = Path(__file__).parents[3] / "web"


@pytest.fixture
def version(api: Handled) -> str:
    found = re.search(r'src="/web/([0-9a-f]{16})/main.js"', api("GET", "/").text)
    assert found
    return found[1]


def test_the_page_is_html_that_is_checked_at_each_visit(api: Handled) -> None:
    page = api("GET", "/")
    assert (page.status, page.headers["cache-control"]) == (200, "no-cache")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.text.startswith("<!DOCTYPE html>")
    assert "$" not in page.text
    assert api("HEAD", "/").text == ""
    again = api("GET", "/", if_none_match=f"W/{page.headers['etag']}")
    assert (again.status, again.text) == (304, "")


def test_the_page_loads_only_its_own_files_and_runs_no_script_within(
    api: Handled, version: str
) -> None:
    page = api("GET", "/")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    assert not re.search(r"<script>|<style|style=|\son\w+=", page.text)
    loaded = re.findall(r'(?:src|rel="(?:stylesheet|modulepreload)" href)="([^"]+)"', page.text)
    # All are named, so that no file waits for another one that imports it.
    assert set(loaded) == {f"/web/{version}/{path.name}" for path in WEB.glob("*.*s")}
    for path in loaded:
        assert api("GET", path).status == 200


def test_the_page_may_upload_to_the_bucket_of_recordings(api: Handled) -> None:
    form = api("POST", "/v1/audio", {"content_type": "audio/webm", "bytes": 10}).body["upload"]
    origin = "/".join(form["url"].split("/")[:3])
    assert f" {origin}; " in api("GET", "/").headers["content-security-policy"]


def test_the_page_knows_what_the_deployment_allows(
    api: Handled, configure: Callable[..., None]
) -> None:
    configure(access=Access.KEY, default_side=512, max_side=640, max_pictures=2)
    page = api("GET", "/").text
    for known in ("access='key'", "side='512'", "max-side='640'", "max-pictures='2'"):
        assert f"data-{known}".replace("'", '"') in page


@pytest.mark.parametrize("path", sorted(WEB.glob("*.*s")), ids=lambda path: path.name)
def test_a_file_may_be_kept_for_ever_at_the_address_of_its_version(
    api: Handled, version: str, path: Path
) -> None:
    file = api("GET", f"/web/{version}/{path.name}")
    assert file.text == path.read_text("utf-8")
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    media_type = {".js": "text/javascript", ".css": "text/css"}[path.suffix]
    assert file.headers["content-type"] == media_type


def test_a_file_of_another_version_is_sent_as_it_is_now_and_not_kept(api: Handled) -> None:
    file = api("GET", "/web/0000000000000000/main.js")
    assert (file.status, file.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize("name", ["index.html", "nothing.js", "..%2Fsettings.py"])
def test_nothing_but_the_page_s_own_files_is_served(api: Handled, version: str, name: str) -> None:
    assert (api("GET", f"/web/{version}/{name}").status) == 404


def test_without_the_page_its_addresses_answer_404_and_a_post_still_draws(
    api: Handled, version: str, configure: Callable[..., None], draws_at_once: Any
) -> None:
    configure(web=Web.OFF)
    for path in ("/", f"/web/{version}/main.js"):
        assert (api("GET", path).status, api("GET", path).code) == (404, "not_found")
    assert api("POST", "/", {"inputs": "a red fox"}).status == 303


def test_behind_api_gateway_s_own_address_the_page_names_its_stage(api: Handled) -> None:
    from easel.generate import handler
    from tests.fakes import FakeContext, http_event

    event = http_event("GET", "/")
    event["requestContext"] |= {"stage": "prod", "path": "/prod/"}
    page = handler(event, FakeContext(api.clock))["body"]
    assert 'src="/prod/web/' in page
    assert 'data-base="/prod"' in page


def test_the_page_is_english_before_its_scripts_run() -> None:
    """It has the same texts as texts.js, so that nothing moves when the scripts begin."""
    english = (WEB / "texts.js").read_text("utf-8").partition("const ko")[0]
    texts = dict(re.findall(r'(\w+): "([^"]*)"', english))
    page = (WEB / "index.html").read_text("utf-8")
    shown = re.findall(r'data-t="(\w+)"[^>]*>([^<]*)</', page)
    shown += [
        (name, text)
        for text, name in re.findall(
            r'(?:aria-label|placeholder)="([^"]*)" data-t-(?:label|placeholder)="(\w+)"', page
        )
    ]
    assert len(shown) == page.count("data-t")
    assert shown == [(name, texts[name]) for name, _ in shown]


def test_a_first_visit_needs_less_than_sixty_kilobytes() -> None:
    # As CloudFront sends it: the files compressed, the page itself as it is.
    sent = [gzip.compress(path.read_bytes()) for path in WEB.glob("*.*s")]
    assert sum(map(len, sent)) + len((WEB / "index.html").read_bytes()) < 60_000


@pytest.mark.parametrize(("web", "leads"), [(Web.ON, True), (Web.OFF, False)])
def test_a_share_page_leads_to_the_page_only_if_there_is_one(
    api: Handled,
    service: Service,
    configure: Callable[..., None],
    draws_at_once: Any,
    web: Web,
    leads: bool,
) -> None:
    configure(web=web)
    job = service.jobs.get(api.post().body["id"])
    assert job
    page = (
        service.adapters.client("s3")
        .get_object(Bucket=service.settings.images_bucket, Key=job.page_key)["Body"]
        .read()
    )
    assert (f"/?from={job.id}".encode() in page) is leads
