"""A page shows what was typed as text and nothing else, exactly as it was typed."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from easel.api.notices import drawing_page, failure_page, notice_page
from easel.errors import ModelFailed
from easel.pages.page import content_security_policy
from easel.pictures.job import Job, StoredImage
from easel.pictures.share_page import picture_page, shortened
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import Aws, a_job, a_picture

from .conftest import Handled

URL = "https://easel.example"
PROMPTS = {
    "plain": "a red fox",
    "script": '"><script>alert(1)</script>',
    "end-of-title": "</title></h1><img src=x onerror=alert(1)>",
    "attribute": "' onmouseover='alert(1)' x=\" y=`",
    "entity": "&lt;script&gt; &amp; &#60;b&#62; &copy",
    "template": "$seed ${prompt} {0} %s",
    "comment": "<!-- --><![CDATA[ x ]]>",
    "newlines": "line one\nline two\n\n\tline four",
    "korean": "달 위의 우주비행사",
    "emoji": "a fox 🦊 in the snow ❄️ 👩‍👩‍👧",
    "right-to-left": "ثعلب أحمر \u202e red fox",
    "as-long-as-allowed": "<&\"'🦊" * 400,
}


class Read(HTMLParser):
    """The elements of a page, their attributes, and the text of each by its tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.attributes: dict[str, list[dict[str, str | None]]] = {}
        self.text: dict[str, str] = {}
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag, tuple(name for name, _ in attrs)] += 1
        self.attributes.setdefault(tag, []).append(dict(attrs))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        self.text[self._open] = self.text.get(self._open, "") + data

    def meta(self, name: str) -> str | None:
        found = [a for a in self.attributes["meta"] if name in (a.get("name"), a.get("property"))]
        return found[0]["content"] if found else None


def job_of(prompt: str = "a red fox", n: int = 1) -> tuple[Job, list[StoredImage]]:
    job = a_job(a_picture(prompt=prompt, n=n, seed=42))
    return job, [StoredImage(key, 768, 512, 81_234) for key in job.image_keys()]


def page_of(prompt: str = "a red fox", n: int = 1) -> str:
    return picture_page(*job_of(prompt, n), URL)


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_a_prompt_adds_nothing_to_a_page_but_its_text(prompt: str) -> None:
    read = Read(page_of(prompt))
    assert read.elements == Read(page_of("a red fox")).elements
    assert read.text["h1"] == prompt
    assert read.attributes["img"][0]["alt"] == prompt
    assert read.meta("og:image:alt") == prompt


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_a_prompt_adds_nothing_to_the_page_that_waits(prompt: str) -> None:
    read = Read(drawing_page(prompt, 5))
    assert read.elements == Read(drawing_page("a red fox", 5)).elements
    assert prompt in read.text["p"]


def test_a_notice_shows_what_it_is_told_as_text() -> None:
    read = Read(notice_page("<b>No</b>", "<i>never</i>"))
    assert (read.text["h1"], read.text["p"]) == ("<b>No</b>", "<i>never</i>")


def test_a_failure_is_shown_as_text_and_links_to_what_it_means() -> None:
    page = failure_page(ModelFailed("<b>it</b> broke"), f"{URL}/errors/model-error?a=1&b=2")
    read = Read(page)
    assert (read.text["h1"], read.attributes["a"]) == (
        ModelFailed.title,
        [{"href": f"{URL}/errors/model-error?a=1&b=2"}],
    )
    assert "<b>it</b> broke" in read.text["p"]


def test_what_html_cannot_hold_is_shown_as_missing() -> None:
    assert Read(page_of("a\x00b\x1bc\x7fd\x85e")).text["h1"] == "a�b�c�d�e"


def test_a_long_prompt_is_cut_where_it_names_the_page() -> None:
    title = Read(page_of("word\n" * 400)).text["title"]
    assert title.startswith("word word word")
    assert title.endswith("…")
    assert len(title) == 70


def test_a_page_has_no_script_and_loads_nothing_from_elsewhere() -> None:
    page = page_of()
    assert "<script" not in page
    read = Read(page)
    loaded = [a["src"] for a in read.attributes["img"]]
    loaded += [
        a["href"] for a in read.attributes["link"] if a["rel"] not in ("canonical", "alternate")
    ]
    assert all(address and address.startswith("/images/") for address in loaded)
    assert not re.search(r"url\(|@import", read.text["style"])


def test_the_policy_allows_the_page_s_own_style_and_no_other() -> None:
    style = Read(page_of()).text["style"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert content_security_policy() == (
        f"default-src 'none'; img-src 'self' data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert f"img-src {URL} data:;" in content_security_policy(URL)


def test_a_page_tells_other_programs_what_to_show_of_it() -> None:
    read = Read(page_of("a red fox"))
    job, _ = job_of("a red fox")
    assert {name: read.meta(name) for name in ("og:title", "og:url", "og:image")} == {
        "og:title": "a red fox",
        "og:url": f"{URL}/i/{job.id}",
        "og:image": f"{URL}/images/{job.id}.jpg",
    }
    assert (read.meta("og:image:width"), read.meta("og:image:height")) == ("768", "512")
    assert read.meta("twitter:card") == "summary_large_image"


# What each program takes from a page to show a link to it: the tags in the order in which it looks
# for them, and the most characters it shows, as far as it says so.
# - X: https://developer.x.com/cards/markup
# - WhatsApp: https://developers.facebook.com/documentation/business-messaging/whatsapp/link-previews/
# - Mastodon: app/lib/link_details_extractor.rb. Its oEmbed comes first: test_oembed.py.
# - Slack: https://docs.slack.dev/messaging/unfurling-links-in-messages (oEmbed, X's and Open
#   Graph's tags). Discord documents nothing; these are the tags that site owners report.
Tags = dict[str, tuple[list[str], int | None]]
PREVIEWS: dict[str, Tags] = {
    "X": {
        "card": (["twitter:card"], None),
        "title": (["twitter:title", "og:title"], 70),
        "description": (["twitter:description", "og:description"], 200),
        "picture": (["twitter:image", "og:image"], None),
        "alt": (["twitter:image:alt"], 420),
    },
    "WhatsApp": {
        "title": (["og:title"], None),
        "description": (["og:description"], None),
        "url": (["og:url"], None),
        "picture": (["og:image"], None),
    },
    "Mastodon": {
        "title": (["og:title"], None),
        "description": (["og:description", "description"], None),
        "picture": (["og:image"], None),
        "alt": (["og:image:alt"], None),
        "site": (["og:site_name"], None),
    },
    "Slack": {
        "title": (["twitter:title", "og:title"], None),
        "description": (["twitter:description", "og:description"], None),
        "picture": (["twitter:image", "og:image"], None),
        "site": (["og:site_name"], None),
    },
    "Discord": {
        "card": (["twitter:card"], None),
        "title": (["og:title"], 256),
        "description": (["og:description"], 350),
        "picture": (["og:image"], None),
        "site": (["og:site_name"], None),
    },
}
SHOWN = {
    "card": "summary_large_image",
    "title": "a red fox",
    "description": "A picture made by a machine from these words: a red fox",
    "alt": "a red fox",
    "site": "Easel",
}
FIRST_300_KB = 300 * 1000  # WhatsApp reads no more of a page; Mastodon reads 1 MB


def preview(page: str, tags: Tags) -> dict[str, str]:
    """What a program that reads `tags` shows of `page`."""
    read = Read(page.encode()[:FIRST_300_KB].decode("utf-8", "ignore"))
    found = {part: [read.meta(name) for name in names] for part, (names, _) in tags.items()}
    return {part: next(filter(None, values)) or "" for part, values in found.items()}


@pytest.mark.parametrize("tags", PREVIEWS.values(), ids=PREVIEWS)
def test_a_link_to_a_page_is_shown_with_the_picture_and_its_words(tags: Tags) -> None:
    job, _ = job_of()
    page, picture = f"{URL}/i/{job.id}", f"{URL}/images/{job.id}.jpg"
    shown = preview(page_of(), tags)
    assert shown == {part: ({"url": page, "picture": picture} | SHOWN)[part] for part in tags}


@pytest.mark.parametrize(
    "prompt", [*PROMPTS.values(), "<&\"'🦊 ثعلب" * 3200], ids=[*PROMPTS, "32,000"]
)
@pytest.mark.parametrize("tags", PREVIEWS.values(), ids=PREVIEWS)
def test_no_part_of_a_preview_is_empty_or_too_long(tags: Tags, prompt: str) -> None:
    shown = preview(page_of(prompt), tags)
    assert all(shown.values())
    for part, (_, most) in tags.items():
        assert most is None or len(shown[part]) <= most


def test_a_short_prompt_is_whole_in_the_preview_of_its_link() -> None:
    read = Read(page_of("a red\n fox"))
    said = "A picture made by a machine from these words: a red fox"
    assert read.meta("og:description") == read.meta("description") == said
    assert read.meta("twitter:image:alt") == "a red fox"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("a red fox", "a red fox", id="fits"),
        pytest.param("a red foxes", "a red…", id="at-a-word"),
        pytest.param("a fox, or two", "a fox…", id="no-comma-at-the-end"),
        pytest.param("달위의우주비행사와여우들", "달위의우주비행사…", id="no-spaces"),
        pytest.param("a fox-shaped-cloud", "a fox-sh…", id="a-word-too-long"),
        pytest.param("sevenxx👩‍👧 two", "sevenxx👩…", id="within-an-emoji"),
    ],
)
def test_a_text_is_shortened_at_a_word(text: str, kept: str) -> None:
    assert shortened(text, 9) == kept


@pytest.mark.parametrize(("public", "robots"), [(True, "all"), (False, "noindex")])
def test_search_engines_may_list_only_the_page_of_a_public_picture(
    aws: Aws, api: Handled, draws_at_once: object, public: bool, robots: str
) -> None:
    id = api.post(public=public).body["id"]
    page = aws.s3.get_object(Bucket="images", Key=f"i/{id}")["Body"].read().decode()
    assert Read(page).meta("robots") == robots


def test_a_page_leads_to_the_start_page_if_there_is_one() -> None:
    job, images = job_of()
    page = picture_page(job, images, URL, start_page=True)
    assert {"href": f"/?from={job.id}"} in Read(page).attributes["a"]
    assert "?from=" not in page_of()


def test_a_page_begins_with_easel_s_name_which_leads_to_the_start_page_if_there_is_one() -> None:
    job, images = job_of()
    assert '<main>\n<p class="name"><a href="/">Easel</a>' in picture_page(
        job, images, URL, start_page=True
    )
    assert '<main>\n<p class="name">Easel</p>' in page_of()


def test_a_page_says_what_the_picture_was_made_of() -> None:
    told = Read(page_of()).text["dd"]
    for detail in ("768 × 512", "42", "50", "7.5", "stable-diffusion-v2@1.0.0"):
        assert detail in told


def test_all_pictures_of_a_job_are_on_one_page() -> None:
    job, images = job_of(n=4)
    read = Read(picture_page(job, images, URL))
    assert [a["src"] for a in read.attributes["img"]] == [f"/{key}" for key in job.image_keys()]


# The stored share page.


def test_a_picture_has_its_page_once_it_is_drawn(
    service: Service, aws: Aws, api: Handled, draws_at_once: object
) -> None:
    posted = api.post("a <b>red</b> fox", n=2)
    job = service.jobs.get(posted.body["id"])
    assert job
    assert posted.body["share_url"] == f"{URL}/i/{job.id}"
    found = aws.s3.get_object(Bucket="images", Key=f"i/{job.id}")
    assert found["Body"].read().decode() == picture_page(job, job.images, URL, start_page=True)
    assert found["ContentType"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_a_prompt_goes_unchanged_from_the_request_to_the_model_and_onto_the_page(
    aws: Aws, api: Handled, draws_at_once: FakeSubmitter, prompt: str
) -> None:
    job = api.post(prompt).body
    asked = draws_at_once.submitted[0].picture.model_request()
    page = aws.s3.get_object(Bucket="images", Key=f"i/{job['id']}")["Body"].read().decode()
    assert asked["prompt"] == job["prompt"] == Read(page).text["h1"] == prompt


def test_a_browser_revalidates_a_page_and_cloudfront_caches_it(
    aws: Aws, api: Handled, draws_at_once: object
) -> None:
    """CloudFront is told of a delete. A browser cannot be told."""
    id = api.post().body["id"]
    found = aws.s3.get_object(Bucket="images", Key=f"i/{id}")
    assert found["CacheControl"] == "public, max-age=300, s-maxage=31536000"


def test_an_existing_page_is_not_overwritten(service: Service, aws: Aws) -> None:
    service.images.put_page("i/img_a", "first")
    service.images.put_page("i/img_a", "second")
    assert aws.s3.get_object(Bucket="images", Key="i/img_a")["Body"].read() == b"first"


def test_nobody_is_told_of_a_picture_whose_page_could_not_be_written(
    service: Service, api: Handled, submitter: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = api.post(seed=1).body["id"]
    job = service.jobs.get(id)
    assert job

    def refuses(key: str, page: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(service.images, "put_page", refuses)
    with pytest.raises(ConnectionError):
        service.endings.succeed(job, [StoredImage(job.image_keys()[0], 64, 48, 700)])
    assert service.jobs.get(id) == job


# The colours.


def _luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["paper", "card"])
@pytest.mark.parametrize("text", ["ink", "quiet", "link"])
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(scheme: int, text: str, ground: str) -> None:
    style = Read(page_of()).text["style"]
    named = [dict(re.findall(r"--(\w+): (#\w+)", rule)) for rule in style.split(":root")[1:]]
    colours = [re.sub(r"^#(.)(.)(.)$", r"#\1\1\2\2\3\3", named[scheme][n]) for n in (text, ground)]
    darker, lighter = sorted(_luminance(colour) for colour in colours)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5  # WCAG's AA
