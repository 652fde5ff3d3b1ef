"""The pictures on Easel's page, one or many: what is shown of each, and what can be done."""

import json

import pytest

from tests.local.conftest import Api

from .devtools import Browser
from .stage import Job, Stage

CIRCLE = "a red circle on a blue background"
DRAWN = "document.querySelector('.result img')?.naturalWidth"
NOTE = {"code": "words_not_drawn", "message": "The word bicycle is not drawn."}


@pytest.fixture(scope="module")
def stage(browser: Browser, easel: Api) -> Stage:
    tab = browser.open("about:blank")
    return Stage(tab, easel, easel.until_ended(easel.post(CIRCLE).json()["id"]))


@pytest.fixture
def on(stage: Stage) -> Stage:
    stage.tab.speaks("en-US,en")
    stage.tab.resize(1200)
    stage.begin()
    stage.tab.answer_dialogs()
    return stage


def answers(*jobs: Job) -> dict[str, tuple[int, Job]]:
    return {f"GET /v1/images/{job['id']}": (200, job) for job in jobs}


def shown(on: Stage, selector: str) -> str:
    return str(on.tab.run(f"document.querySelector('{selector}').innerText"))


def test_a_picture_without_warnings_shows_nothing_in_their_place(on: Stage) -> None:
    on.show(on.drawn(warnings=[]))
    on.tab.wait(DRAWN)
    assert "null" not in shown(on, "#board")


def test_a_picture_that_is_still_drawn_is_in_the_list_and_comes_by_itself(on: Stage) -> None:
    waiting = on.waiting(prompt="left early")
    on.begin(answers=answers(waiting), kept=[waiting])
    on.tab.see("Waiting to be drawn")
    assert "left early" in shown(on, "#cards")
    drawn = on.drawn(waiting["id"], prompt="left early")
    on.begin(answers=answers(drawn), kept=[waiting])
    on.tab.wait("document.querySelector('#cards img')?.naturalWidth")
    assert "Waiting" not in shown(on, "#cards")


def test_several_pictures_show_their_warnings_and_all_that_can_be_done(on: Stage) -> None:
    wide = [{**on.job["images"][0], "width": 896, "height": 640}]
    on.show(on.drawn("img_a", warnings=[NOTE], images=wide), on.drawn("img_b"))
    on.tab.wait("document.querySelectorAll('#board .notes li').length === 1")
    on.tab.wait(DRAWN)
    on.tab.wait("document.querySelectorAll('#board .menu').length === 2")
    on.tab.click("#board .menu summary")
    for action in ("Copy link", "Download", "Another one", "A variation", "Edit", "Delete"):
        on.tab.see(action)


def test_a_list_shows_the_thumbnail_over_the_picture_s_colour_and_the_jpeg_if_there_is_none(
    on: Stage,
) -> None:
    jpeg = on.job["images"][0]
    small = {"name": "thumbnail", "type": "image/webp", "url": f"{jpeg['url']}?small"}
    derived = {**jpeg, "color": "#4a6b2f", "renditions": [{"name": "avif"}, small]}
    on.begin(kept=[on.drawn("img_a", images=[derived]), on.drawn("img_b")])
    on.tab.wait("document.querySelectorAll('#cards img').length === 2")
    cards = "[...document.querySelectorAll('#cards img')]"
    found = on.tab.run(f"{cards}.map(one => [one.src, one.style.backgroundColor])")
    assert found == [[small["url"], "rgb(74, 107, 47)"], [jpeg["url"], ""]]
    on.tab.click("#cards .picture")
    on.tab.wait(f"document.querySelector('dialog[open] img')?.src === '{jpeg['url']}'")


def test_a_picture_that_was_drawn_meanwhile_is_remembered_with_its_thumbnail_alone(
    on: Stage,
) -> None:
    jpeg = on.job["images"][0]
    small = {"name": "thumbnail", "url": jpeg["url"]}
    derived = {**jpeg, "color": "#4a6b2f", "renditions": [small, {"name": "avif"}]}
    waiting = on.waiting()
    drawn = on.drawn(waiting["id"], images=[derived])
    on.begin(answers=answers(drawn), kept=[waiting])
    on.tab.wait("localStorage.getItem('easel.pictures').includes('4a6b2f')")
    [kept] = json.loads(str(on.tab.run("localStorage.getItem('easel.pictures')")))
    assert kept["images"] == [{**derived, "renditions": [small]}]


def test_a_new_picture_without_a_thumbnail_is_looked_at_again(on: Stage) -> None:
    path = f"/v1/images/{on.job['id']}"
    on.begin(kept=[on.waiting(id=on.job["id"])])
    looks = f"performance.getEntriesByType('resource').filter(one => one.name.endsWith('{path}'))"
    on.tab.wait(f"{looks}.length === 2")


def test_a_card_shows_one_quiet_button_and_a_set_shows_its_number(on: Stage) -> None:
    on.begin(kept=[on.drawn("img_a", images=on.job["images"] * 3), on.drawn("img_b")])
    on.tab.wait("document.querySelectorAll('#cards li').length === 2")
    assert on.tab.run("document.querySelector('#cards .badge').innerText") == "3"
    assert "Delete" not in shown(on, "#cards")
    on.tab.click("#cards .picture")
    on.tab.see("1 / 4")  # all pictures of the set, and the other one


def test_names_for_a_screen_reader_say_which_picture_and_are_short(on: Stage) -> None:
    on.begin(kept=[on.drawn("img_a", prompt="a fox " * 300)])
    on.tab.wait("document.querySelector('#cards li')")
    names = on.tab.run(
        "[...document.querySelectorAll('#cards [aria-label]')].map(each => each.ariaLabel)"
    )
    assert [name.partition(": ")[0] for name in names] == ["Show it large", "More about"]
    assert all("a fox a fox" in name and len(name) < 110 for name in names)


def test_a_long_prompt_is_folded_and_its_buttons_stay_in_view(on: Stage) -> None:
    on.show(on.drawn(prompt="a fox " * 300))
    on.tab.wait(DRAWN)
    folded = on.tab.run("document.querySelector('.result h2').offsetHeight")
    assert folded < 140
    on.tab.click(".result .link")
    assert on.tab.run("document.querySelector('.result h2').offsetHeight") > 2 * folded


def test_comparing_asks_for_the_second_picture_and_can_be_left(on: Stage) -> None:
    on.begin(kept=[on.drawn("img_a", prompt="one"), on.drawn("img_b", prompt="two")])
    on.tab.click("#cards .menu summary")
    on.tab.click("#cards [name=compare]")
    on.tab.see("Choose a second picture to compare with: one")
    on.tab.press("Enter")  # the focus is on Cancel
    on.tab.wait("document.querySelector('#notice').hidden")
    on.tab.click("#cards .picture")
    on.tab.see("1 / 2")  # a picture is shown large again


@pytest.mark.parametrize(
    ("became", "said"),
    [("deleted", "Its link no longer works."), ("kept", "Its link still works.")],
)
def test_a_deletion_says_what_became_of_the_link(on: Stage, became: str, said: str) -> None:
    # Without a token of its own, this browser can only forget the picture.
    tokens = ["token"] if became == "deleted" else []
    on.begin(
        answers={"DELETE /v1/images/img_a": (404, {})},
        kept=[on.drawn("img_a", tokens=tokens), on.drawn("img_b")],
    )
    on.tab.answer_dialogs()
    on.tab.click("#cards .menu summary")
    on.tab.click("#cards .entry:last-child")
    on.tab.wait(f"document.querySelector('#notice').innerText.includes('{said}')")
    assert on.tab.run("document.querySelectorAll('#cards li').length") == 1
    assert on.tab.run("document.querySelector('#cards').contains(document.activeElement)")


def test_the_result_has_a_link_to_its_share_page(on: Stage) -> None:
    on.show(on.drawn())
    on.tab.wait(DRAWN)
    assert on.tab.run("document.querySelector('.result dd a').href") == on.job["share_url"]


def test_a_remix_shows_what_it_began_from(on: Stage) -> None:
    on.begin(f"?from={on.job['id']}", answers(on.job))
    on.tab.see("Begun from this picture")
    assert on.tab.run("document.querySelector('#origin a').href") == on.job["share_url"]
    gone = 410, {"detail": "this image was deleted", "error": {"code": "deleted"}}
    on.begin("?from=img_gone", {"GET /v1/images/img_gone": gone})
    on.tab.see("This picture was deleted. You can draw a new one.")


def test_saying_copied_moves_nothing(on: Stage) -> None:
    on.show(on.drawn())
    on.tab.wait(DRAWN)
    place = "document.querySelector('.result a.plain').getBoundingClientRect().x"
    before = on.tab.run(place)
    on.tab.click("#copy-link")
    on.tab.see("Copied")
    assert on.tab.run(place) == before
