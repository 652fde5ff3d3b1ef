"""What Easel's page says when something is wrong, where it says it, and where the focus goes."""

import json
from typing import Any

import pytest

from tests.local.conftest import Api

from .devtools import Browser, Tab
from .stage import Answer, Stage

CIRCLE = "a red circle on a blue background"
FOCUSED = "document.activeElement.id"
DRAWN = "document.querySelector('.result img')?.naturalWidth"
POST = "POST /v1/images"


@pytest.fixture(scope="module")
def stage(browser: Browser, easel: Api) -> Stage:
    tab = browser.open("about:blank")
    return Stage(tab, easel, easel.until_ended(easel.post(CIRCLE).json()["id"]))


@pytest.fixture
def on(stage: Stage) -> Stage:
    stage.tab.speaks("en-US,en")
    stage.tab.resize(1200, height=800)
    stage.begin()
    return stage


def text(tab: Tab, selector: str) -> str:
    return str(tab.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))


def is_in_view(tab: Tab, selector: str) -> bool:
    """Whether the reader sees the middle of the element, with nothing in front of it."""
    return bool(
        tab.run(
            f"(element => {{ const box = element.getBoundingClientRect();"
            "return element.contains(document.elementFromPoint(box.x + box.width / 2,"
            f" box.y + box.height / 2)) }})(document.querySelector({json.dumps(selector)}))"
        )
    )


def refusal(code: str, detail: str = "", errors: Any = ()) -> Answer:
    return 400, {"detail": detail, "error": {"code": code}, "errors": list(errors)}


def test_each_wrong_field_says_what_it_takes_and_the_first_has_the_focus(on: Stage) -> None:
    on.tab.run("document.querySelector('#more').open = true")
    on.tab.type("#steps", "700")
    on.tab.type("#seed", "-1")
    on.fill_in(CIRCLE)
    on.tab.run("document.querySelector('#more').open = false")
    on.draw()
    on.tab.see("A whole number from 1 to ")
    assert text(on.tab, "#seed-wrong") == "A whole number from 0 to 4,294,967,295."
    assert on.tab.run(FOCUSED) == "steps"
    for field in ("steps", "seed"):
        of_field = f"document.querySelector('#{field}')"
        assert on.tab.run(f"{of_field}.ariaInvalid") == "true"
        assert on.tab.run(f"{of_field}.getAttribute('aria-describedby')") == f"{field}-wrong"
    assert is_in_view(on.tab, "#steps-wrong")
    assert is_in_view(on.tab, "#submit")
    on.tab.type("#steps", "7")
    assert on.tab.run("document.querySelector('#steps-wrong')") is None
    assert on.tab.run("document.querySelector('#steps').ariaInvalid") is None


def test_a_field_that_the_api_refuses_is_named_in_the_page_s_own_words(on: Stage) -> None:
    pointers = [
        {"pointer": "#/seed", "detail": "seed: x"},
        {"pointer": "#/guidance_scale", "detail": "y"},
    ]
    on.begin(answers={POST: refusal("invalid_seed", "seed: must be a valid integer", pointers)})
    on.fill_in(CIRCLE)
    on.draw()
    on.tab.wait("document.querySelector('#guidance-wrong')")
    assert on.tab.run(FOCUSED) == "seed"
    assert "must be" not in text(on.tab, "body")
    assert text(on.tab, "#announcer") == ""


@pytest.mark.parametrize("height", [800, 500])
@pytest.mark.parametrize("opened", [True, False])
def test_any_other_refusal_is_in_view_beside_draw(on: Stage, height: int, opened: bool) -> None:
    on.tab.resize(1200, height=height)
    on.begin(answers={POST: refusal("content_policy_violation", "the prompt: refused")})
    on.tab.run(f"document.querySelector('#more').open = {json.dumps(opened)}")
    on.fill_in(CIRCLE)
    on.draw()
    on.tab.see("This prompt is not drawn here. Try other words.")
    assert is_in_view(on.tab, "#problem")
    assert is_in_view(on.tab, "#submit")


@pytest.mark.parametrize("prompt", ["a field of gore", "a white cat on a magenta background"])
def test_a_prompt_or_a_picture_that_the_operator_s_filter_refuses_is_told(
    on: Stage, prompt: str
) -> None:
    on.fill_in(prompt)
    on.draw()
    on.tab.see("This prompt is not drawn here. Try other words.")
    assert not on.tab.run("document.querySelector('.result img')")


_PLACES = """JSON.stringify([...document.querySelectorAll("#draw :is(button, summary, textarea)")]
    .filter((element) => element.checkVisibility({visibilityProperty: true}))
    .map((element) => [element.id, element.getBoundingClientRect()]))"""
_OFFERED = """["record", "choose-file"].filter((id) =>
    document.getElementById(id).checkVisibility({visibilityProperty: true}))"""
_DRAGGED_OVER = """(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(["a"], "a.mp3", {type: "audio/mpeg"}))
    for (const kind of ["dragover", "drop"])
      document.querySelector("#draw").dispatchEvent(
        new DragEvent(kind, {dataTransfer, bubbles: true, cancelable: true}))
    return [document.querySelector("#draw").className, document.querySelector("#voice").hidden]
})()"""


@pytest.mark.parametrize("width", [320, 1200])
def test_where_no_recordings_are_taken_none_is_offered_and_nothing_else_moves(
    on: Stage, width: int
) -> None:
    on.tab.resize(width, height=800)
    on.begin()
    on.tab.wait("document.querySelector('#service').textContent")
    assert on.tab.run(_OFFERED) == ["record", "choose-file"]
    before = json.loads(on.tab.run(_PLACES))
    status = {"endpoint": "ready", "queue": 0, "seconds_per_image": None, "recordings": False}
    on.begin(answers={"GET /v1/status": (200, status)})
    on.tab.wait("document.querySelector('#service').textContent")
    assert on.tab.run(_OFFERED) == []
    left = [place for place in before if place[0] not in ("record", "choose-file")]
    assert json.loads(on.tab.run(_PLACES)) == left
    assert on.tab.run(_DRAGGED_OVER) == ["card", True]
    assert on.tab.run("localStorage.getItem('easel.takes-recordings')") == "false"


def test_draw_is_in_view_on_a_small_phone(on: Stage) -> None:
    on.tab.resize(360, height=740)
    assert is_in_view(on.tab, "#submit")


def test_a_prompt_that_is_too_long_is_kept_whole_and_told(on: Stage) -> None:
    on.fill_in("x" * 2100)
    assert text(on.tab, "#count") == "2100 of 2000"
    on.draw()
    on.tab.see("100 characters too long. At most 2,000 fit.")
    assert on.tab.run("document.querySelector('#prompt').value.length") == 2100
    assert on.tab.run(FOCUSED) == "prompt"


def test_the_focus_stays_on_draw_and_comes_to_the_picture_from_its_buttons(on: Stage) -> None:
    waiting = on.waiting(status="running")
    job = f"GET /v1/images/{on.job['id']}"
    on.begin(
        f"?job={on.job['id']}",
        {POST: (202, waiting), "GET /v1/images/img_a": (200, waiting), job: (200, on.job)},
    )
    on.fill_in(CIRCLE)
    on.tab.run("document.querySelector('#submit').focus()")
    on.tab.press("Enter")
    on.tab.see("Drawing …")
    assert on.tab.run(FOCUSED) == "submit"

    on.begin(
        f"?job={on.job['id']}",
        {POST: (202, waiting), "GET /v1/images/img_a": (200, waiting), job: (200, on.job)},
    )
    on.tab.wait(DRAWN)
    on.tab.click("#board .menu summary")
    on.tab.click("#again")
    on.tab.see("Drawing …")
    assert on.tab.run(FOCUSED) == "board"


def test_the_focus_stays_on_a_picture_that_is_deleted(on: Stage) -> None:
    job = on.drawn()
    path = f"/v1/images/{job['id']}"
    on.begin(
        f"?job={job['id']}", {f"GET {path}": (200, job), f"DELETE {path}": (200, {})}, kept=[job]
    )
    on.tab.answer_dialogs()
    on.tab.click("#delete")
    on.tab.see("Deleted.")
    assert on.tab.run("document.querySelector('#board').contains(document.activeElement)")


def test_a_wrong_key_is_called_wrong(on: Stage) -> None:
    wrong = 401, {"detail": "send a valid key", "error": {"code": "invalid_api_key"}}
    on.begin(answers={POST: wrong, "GET /v1/images": wrong}, access="key")
    on.fill_in(CIRCLE)
    on.draw()
    on.tab.wait("document.querySelector('#key-dialog').open")
    assert text(on.tab, "#key-wrong") == ""  # none was given yet
    on.tab.type("#key", "mistyped")
    on.tab.press("Enter")
    on.tab.see("This key does not work.")
    assert on.tab.run("document.querySelector('#key').ariaInvalid") == "true"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("new File([], 'a.wav', {type: 'audio/wav'})", "This recording is empty."),
        ("new File(['x'], 'a.png', {type: 'image/png'})", "Choose an audio or a video file."),
    ],
    ids=["empty", "a picture"],
)
def test_a_file_that_is_no_recording_is_refused_by_the_page(
    on: Stage, made: str, said: str
) -> None:
    on.tab.run(
        f"(file => {{ const given = new DataTransfer(); given.items.add({made});"
        "file.files = given.files; file.dispatchEvent(new Event('change')) })"
        "(document.querySelector('#file'))"
    )
    on.tab.see(said)
    assert is_in_view(on.tab, "#problem")


def test_what_is_set_within_more_is_told_when_it_is_closed(on: Stage) -> None:
    on.show(on.drawn(steps=30, guidance_scale=9, seed=42))
    on.tab.wait(DRAWN)
    on.tab.click("#board .menu summary")
    on.tab.click("#edit")
    assert text(on.tab, "#more-set") == "30 steps · guidance 9 · seed 42"
    assert not on.tab.run("document.querySelector('#lock').checked")


def test_a_lost_connection_is_told_in_the_header(on: Stage) -> None:
    on.begin(answers={POST: (0, None)})
    on.fill_in(CIRCLE)
    on.draw()
    on.tab.wait(
        "document.querySelector('#service').innerText === 'There is no connection to Easel.'"
    )


def test_a_reader_without_scripts_sees_no_empty_form(on: Stage) -> None:
    on.end()
    on.tab.send("Emulation.setScriptExecutionDisabled", value=True)
    on.tab.send("Page.navigate", url=f"{on.url}/")
    on.tab.see("This page needs JavaScript.")
    is_hidden = on.tab.run("!document.querySelector('#draw').checkVisibility()")
    on.tab.send("Emulation.setScriptExecutionDisabled", value=False)
    assert is_hidden
