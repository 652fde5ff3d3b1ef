"""Puts Easel's pages into a state at once. Where the service would take long, an answer of the API
is made up, or what the browser has kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.local.conftest import Api

from .devtools import Tab

Job = dict[str, Any]
# An answer of the API: its status and its body. The status 0 stands for a lost connection.
Answer = tuple[int, Any]

# It runs before the page's own scripts. DevTools puts it there: the page's policy stays as it is.
_BEFORE_THE_PAGE = """
(() => {
  const {answers, kept, access} = %s
  if (location.protocol === "about:") return
  localStorage.clear()
  sessionStorage.clear()
  localStorage.setItem("easel.pictures", JSON.stringify(kept))
  document.addEventListener("readystatechange", () => {
    if (access) document.documentElement.dataset.access = access
  }, {once: true})
  const real = window.fetch
  window.fetch = async (path, options) => {
    const made = answers[`${options.method} ${new URL(path, location.href).pathname}`]
    if (!made) return real(path, options)
    const [status, body] = made
    if (status === 0) throw new TypeError("there is no network")
    return new Response(JSON.stringify(body), {status})
  }
})()
"""


@dataclass(slots=True)
class Stage:
    """A tab whose page goes from one state to the next. `job` is a picture that was drawn."""

    tab: Tab
    api: Api
    job: Job
    _script: str = ""

    @property
    def url(self) -> str:
        return self.api.easel.url

    def begin(
        self,
        query: str = "",
        answers: Mapping[str, Answer] | None = None,
        *,
        kept: Sequence[Job] = (),
        access: str = "",
    ) -> None:
        """Open the page anew. `answers` has a name such as "GET /v1/images" for each request that
        is answered here. `kept` are the pictures that the browser remembers."""
        self.end()
        given = {"answers": answers or {}, "kept": kept, "access": access}
        added = self.tab.send(
            "Page.addScriptToEvaluateOnNewDocument", source=_BEFORE_THE_PAGE % json.dumps(given)
        )
        self._script = added["identifier"]
        self.tab.go("about:blank")
        self.tab.go(f"{self.url}/{query}")
        self.tab.wait("document.querySelector('.shape[title]')")

    def end(self) -> None:
        """Make nothing up any more."""
        if self._script:
            self.tab.send("Page.removeScriptToEvaluateOnNewDocument", identifier=self._script)
        self._script = ""

    def show(self, *jobs: Job) -> None:
        """Open the page at the address of `jobs`, with these as the API's answers."""
        answers = {f"GET /v1/images/{job['id']}": (200, job) for job in jobs}
        self.begin(f"?job={','.join(job['id'] for job in jobs)}", answers, kept=jobs)

    def waiting(self, name: str = "a", **changed: Any) -> Job:
        """A job of this browser that has no picture yet."""
        return {
            **self.job, "id": f"img_{name}", "status": "queued", "images": [], "share_url": None,
            "tokens": ["token"], "queue": {"position": 0, "eta_seconds": None, "cold_start": False},
            **changed,
        }  # fmt: skip

    def failed(self, name: str = "b", status: str = "failed", message: str = "") -> Job:
        error = {"code": "model_error", "message": message} if message else None
        return self.waiting(name, status=status, queue=None, error=error)

    def drawn(self, name: str = "", **changed: Any) -> Job:
        """A job of this browser that shows the picture of `job`."""
        return {**self.job, "id": name or self.job["id"], "tokens": ["token"], **changed}

    def fill_in(self, prompt: str) -> None:
        self.tab.type("#prompt", prompt)

    def draw(self) -> None:
        self.tab.press("Enter", control=True)

    def allow_microphone(self, *, allowed: bool) -> None:
        self.tab.browser.send(
            "Browser.setPermission", permission={"name": "microphone"},
            setting="granted" if allowed else "denied", origin=self.url,
            browserContextId=self.tab.profile,
        )  # fmt: skip
