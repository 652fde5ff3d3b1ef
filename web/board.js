// The jobs that are being drawn or were just drawn. Their ids are in the page's address, so a reload
// or another device shows the same.

import { address, cancel, ended, isMine } from "./api.js"
import { $, announce, busy, button, make } from "./dom.js"
import { looks, secondsSince, stageOf } from "./follow.js"
import { copy, showResult } from "./result.js"
import * as store from "./store.js"
import { duration, t } from "./texts.js"

const board = $("#board")
let watching = null

const ids = () => (new URLSearchParams(location.search).get("job") ?? "").split(",").filter(Boolean)

export const linkTo = (jobs) => `${address("/")}?job=${jobs.map((job) => job.id ?? job).join(",")}`

// Show `jobs` in place of what was there, and put them into the address.
export const show = (jobs, { push = true } = {}) => {
  watching?.abort()
  watching = new AbortController()
  if (push) history.pushState(null, "", linkTo(jobs))
  board.hidden = jobs.length === 0
  board.className = jobs.length > 1 ? "board" : "board card"
  board.replaceChildren()
  const progress = jobs.length > 1 ? addProgress(jobs) : () => {}
  const place = jobs.length > 1 ? make("div", { className: "many" }) : board
  if (place !== board) board.append(place)
  for (const job of jobs) {
    const article = make("article", { className: "stage" })
    place.append(article)
    watch(job, article, { alone: jobs.length === 1, signal: watching.signal, onend: progress })
  }
}

// What the address names. False if it names no job.
export const showAddressed = () => {
  const named = ids()
  show(named.map((id) => ({ id })), { push: false })
  return named.length > 0
}

const addProgress = (jobs) => {
  let done = 0
  const text = make("p", { className: "number" })
  const bar = make("progress", { max: jobs.length, value: 0, "aria-label": t("drawing") })
  const link = button(t("copyAll"), () => copy(linkTo(jobs), link))
  const tell = () => {
    bar.value = done
    text.textContent = t("progress", { done, all: jobs.length })
    announce(text.textContent)
  }
  board.append(make("div", { className: "row spread" }, text, link), bar)
  tell()
  return () => {
    done += 1
    tell()
  }
}

const watch = async (job, article, { alone, signal, onend }) => {
  const stage = make("p", { textContent: t("sending") })
  const elapsed = make("span", { className: "quiet number" })
  const stop = button(t("cancel"), () => stopJob(job.id, article, stop), { hidden: true })
  const bar = make("div", { className: "bar", "aria-hidden": "true" })
  const prompt = make("p", { className: "prompt", dir: "auto", textContent: job.prompt ?? "" })
  article.replaceChildren(bar, stage, prompt, make("div", { className: "row" }, elapsed, stop))
  let last = job
  const clock = setInterval(() => {
    if (last.created_at) elapsed.textContent = t("elapsed", { time: duration(secondsSince(last.created_at)) })
  }, 1000)
  signal.addEventListener("abort", () => clearInterval(clock))
  try {
    for await (const found of looks(`/v1/images/${job.id}`, { signal })) {
      last = found ?? last
      prompt.textContent = last.prompt ?? ""
      stage.textContent = found ? stageOf(found) : t("reconnecting")
      stop.hidden = ended(last) || !isMine(last.id)
      if (alone && !ended(last)) announce(stage.textContent)
    }
    if (signal.aborted) return
    store.update(last)
    showResult(last, article, { alone })
    if (alone) announce(last.status === "succeeded" ? t("done") : t(last.status))
    window.dispatchEvent(new Event("easel:changed"))
  } catch (refused) {
    article.replaceChildren(make("p", { className: "failed", role: "alert", textContent: refused.message }))
  } finally {
    clearInterval(clock)
    if (!signal.aborted) onend()
  }
}

// The next look shows that the job was canceled.
const stopJob = (id, article, control) =>
  busy(control, () => cancel(id)).catch((refused) => {
    $(".failed", article)?.remove()
    article.append(make("p", { className: "failed", role: "alert", textContent: refused.message }))
  })
