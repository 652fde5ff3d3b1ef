"""Every state of Easel's pages. A test that looks at all of them finds them here."""

from collections.abc import Callable

from .stage import Job, Stage

PROBLEM = {"detail": "Your 100 pictures of today are used up.", "error": {"code": "quota_exceeded"}}
RECORDING = "GET /v1/audio/audio_a"


def empty(on: Stage) -> None:
    on.begin()
    on.tab.see("appear here")


def more(on: Stage) -> None:
    on.begin()
    on.tab.run("document.querySelector('#more').open = true")
    on.tab.click("#lines")


def styled(on: Stage) -> None:
    on.begin()
    on.fill_in("a red circle, watercolour")
    on.tab.wait("document.querySelector('.chip[aria-pressed=true]')")


def several_prompts(on: Stage) -> None:
    running = on.waiting("c", status="running")
    on.show(on.drawn(), on.waiting(), on.failed(), running, on.drawn("img_d"))
    on.tab.see("3 of 5 drawn")


def queued(on: Stage) -> None:
    line = {"position": 2, "eta_seconds": 40, "cold_start": False}
    on.show(on.waiting(queue=line))
    on.tab.see("2 ahead of you")
    on.tab.see("so far")


def waking_up(on: Stage) -> None:
    line = {"position": 0, "eta_seconds": None, "cold_start": True}
    on.show(on.waiting(queue=line))
    on.tab.see("The model is waking up. That")


def drawing(on: Stage) -> None:
    on.show(on.waiting(status="running"))
    on.tab.see("Drawing …")


def reconnecting(on: Stage) -> None:
    on.begin("?job=img_a", {"GET /v1/images/img_a": (0, None)})
    on.tab.see("asks again by itself")


def finished(on: Stage) -> None:
    on.show(on.drawn())
    on.tab.wait("document.querySelector('.result img')?.naturalWidth")


def finished_with_warnings(on: Stage) -> None:
    note = {"code": "prompt_truncated", "message": "The model reads 77 tokens of the prompt."}
    on.show(on.drawn(images=on.job["images"] * 2, n=2, warnings=[note], negative_prompt="fog"))
    on.tab.see("Not quite as you asked")


def failed(on: Stage) -> None:
    on.show(on.failed(message="The model ran out of memory."))
    on.tab.see("out of memory")


def canceled(on: Stage) -> None:
    on.show(on.failed(status="canceled"))
    on.tab.see("was canceled")


def expired(on: Stage) -> None:
    on.show(on.failed(status="expired"))
    on.tab.see("not ready in time")


def unknown(on: Stage) -> None:
    missing = {"detail": "there is no such image", "error": {"code": "not_found"}}
    on.begin("?job=img_a", {"GET /v1/images/img_a": (404, missing)})
    on.tab.see("There is no such picture")


def deleted(on: Stage) -> None:
    job = on.drawn()
    path = f"/v1/images/{job['id']}"
    answers = {f"GET {path}": (200, job), f"DELETE {path}": (200, {})}
    on.begin(f"?job={job['id']}", answers, kept=[job])
    on.tab.answer_dialogs()
    on.tab.click("#delete")
    on.tab.see("Deleted.")


def history(on: Stage) -> None:
    on.begin(kept=[on.drawn(f"img_{number}") for number in range(30)])
    on.tab.see("Show more")


def gallery(on: Stage) -> None:
    listed = {"data": [on.drawn(f"img_{number}") for number in range(3)], "next_cursor": "next"}
    on.begin(answers={"GET /v1/images": (200, listed)})
    on.tab.click("#gallery")
    on.tab.see("Show more")


def empty_gallery(on: Stage) -> None:
    on.begin(answers={"GET /v1/images": (200, {"data": [], "next_cursor": None})})
    on.tab.click("#gallery")
    on.tab.see("The gallery is still empty")


def large_view(on: Stage) -> None:
    on.show(on.drawn(images=on.job["images"] * 2, n=2))
    on.tab.click(".result .picture")
    on.tab.see("1 / 2")


def choosing_to_compare(on: Stage) -> None:
    on.begin(kept=[on.drawn("img_a"), on.drawn("img_b")])
    on.tab.click("#cards .menu summary")
    on.tab.click("#cards [name=compare]")
    on.tab.see("Choose a second picture")


def comparing(on: Stage) -> None:
    choosing_to_compare(on)
    on.tab.click("#cards li:last-child .picture")
    on.tab.wait("document.querySelectorAll('#viewer[open] img').length === 2")


def recording(on: Stage) -> None:
    on.allow_microphone(allowed=True)
    on.begin()
    on.tab.click("#record")
    on.tab.see("of 60 s")


def recorded(on: Stage) -> None:
    recording(on)
    on.tab.see("1 of 60 s")  # a recording without any sound in it cannot be played
    on.tab.click("#stop-recording")
    on.tab.wait("document.querySelector('#voice audio')?.readyState > 0")


def microphone_refused(on: Stage) -> None:
    on.allow_microphone(allowed=False)
    on.begin()
    on.tab.click("#record")
    on.tab.see("Allow it in the address bar")


def transcribing(on: Stage) -> None:
    on.begin("?audio=audio_a", {RECORDING: (200, {"status": "transcribing", "links": {}})})
    on.tab.see("Listening to what you said")


def transcript(on: Stage) -> None:
    image = "/v1/images/img_a"
    heard = {"status": "succeeded", "transcript": "a red circle", "links": {"image": image}}
    answers = {RECORDING: (200, heard), f"GET {image}": (200, on.waiting())}
    on.begin("?audio=audio_a", answers)
    on.tab.see("You said: a red circle")


def not_audio(on: Stage) -> None:
    error = {"code": "bad_audio", "message": "This recording cannot be transcribed."}
    failure = {"status": "failed", "error": error, "links": {}}
    on.begin("?audio=audio_a", {RECORDING: (200, failure)})
    on.tab.see("cannot be transcribed")


def key_wanted(on: Stage) -> None:
    on.begin(access="key")
    on.tab.see("With a key")


def key_field(on: Stage) -> None:
    key_wanted(on)
    on.tab.click("#key-button")
    on.tab.wait("document.querySelector('#key-dialog').open")


def offline(on: Stage) -> None:
    on.begin(answers={"POST /v1/images": (0, None)})
    on.fill_in("a red circle")
    on.draw()
    on.tab.see("There is no connection to Easel")


def quota_spent(on: Stage) -> None:
    on.begin(answers={"POST /v1/images": (429, PROBLEM)})
    on.fill_in("a red circle")
    on.draw()
    on.tab.see("are used up")


def nothing_written(on: Stage) -> None:
    on.begin()
    on.draw()
    on.tab.see("Write what should be drawn")


def wrong_fields(on: Stage) -> None:
    more(on)
    for field, value in {"#prompt": "x" * 2001, "#steps": "700", "#seed": "-1"}.items():
        on.tab.type(field, value)
    on.tab.click("#lines")
    on.draw()
    on.tab.see("1 characters too long")


def still_being_drawn(on: Stage) -> None:
    waiting = on.waiting()
    on.begin(answers={"GET /v1/images/img_a": (200, waiting)}, kept=[waiting, on.drawn("img_b")])
    on.tab.see("Waiting to be drawn")


def menu(on: Stage) -> None:
    finished(on)
    on.tab.click("#board .menu summary")
    on.tab.see("A variation")


def card_menu(on: Stage) -> None:
    on.begin(kept=[on.drawn("img_a", images=on.job["images"] * 3, n=3)])
    on.tab.click("#cards .menu summary")
    on.tab.see("Compare")


def korean(on: Stage) -> None:
    on.tab.speaks("ko-KR,ko")
    finished(on)
    on.tab.run("document.querySelector('#more').open = true")
    on.tab.see("링크 복사")


def holds(made: Job) -> dict[str, str]:
    return {"authorization": f"Bearer {made['delete_token']}"}


def shared(on: Stage) -> None:
    on.tab.go(on.job["share_url"])
    on.tab.see(on.job["prompt"])


def shared_while_it_is_drawn(on: Stage) -> None:
    """In place of a share page, under its policy. At its own address the page would reload."""
    made = on.api.post("takes 9: a red circle, shared early", prefer="respond-async").json()
    early = on.api.http.get(f"/i/{made['id']}", headers={"accept": "text/html"})
    on.api.http.post(f"/v1/images/{made['id']}/cancel", headers=holds(made))
    shared(on)
    frame = on.tab.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    on.tab.send("Page.setDocumentContent", frameId=frame, html=early.text)
    on.tab.see("being drawn")


def shared_and_failed(on: Stage) -> None:
    id = on.api.post("oom: a very large circle", prefer="respond-async").json()["id"]
    on.api.until_ended(id)
    on.tab.go(f"{on.url}/i/{id}")
    on.tab.see("What this means")


def shared_and_deleted(on: Stage) -> None:
    made = on.api.post("a blue square, soon gone").json()
    on.api.until_ended(made["id"])
    on.api.http.delete(f"/v1/images/{made['id']}", headers=holds(made)).raise_for_status()
    on.tab.go(f"{on.url}/i/{made['id']}")
    on.tab.see("deleted")


def shared_and_unknown(on: Stage) -> None:
    on.tab.go(f"{on.url}/i/img_aaaaaaaaaaaaaaaaaaaaaaaaaa")
    on.tab.see("There is no picture here")


STATES: tuple[Callable[[Stage], None], ...] = (
    empty, more, styled, several_prompts, queued, waking_up, drawing, reconnecting, finished,
    finished_with_warnings, failed, canceled, expired, unknown, deleted, history, gallery,
    empty_gallery, large_view, choosing_to_compare, comparing, recording, recorded,
    microphone_refused, transcribing, transcript, not_audio, key_wanted, key_field, offline,
    quota_spent, nothing_written, wrong_fields, still_being_drawn, menu, card_menu, korean,
    shared, shared_and_failed, shared_and_deleted, shared_and_unknown, shared_while_it_is_drawn,
)  # fmt: skip
