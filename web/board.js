// The jobs that are being drawn or were just drawn. Their ids are in the page's address, so a reload
// or another device shows the same.

import { address, cancel, ended, isMine } from "./api.js"
import { $, announce, busy, button, make, replace } from "./dom.js"
import { looks, secondsSince, stageOf } from "./follow.js"
import { copy, showResult } from "./result.js"
import * as sending from "./sending.js"
import * as store from "./store.js"
import { duration, t } from "./texts.js"

const board = $("#board")
// What is shown: its jobs, and its row of orders if that is still being sent.
let shown = null
// What ends the watching of each job. A job that is no longer shown is watched until it has ended, so
// that its picture comes into the list.
const watchers = new Map()

const ids = () => (new URLSearchParams(location.search).get("job") ?? "").split(",").filter(Boolean)

export const linkTo = (jobs) => `${address("/")}?job=${jobs.map((job) => job.id ?? job).join(",")}`

// Show `jobs` in place of what was there, and put them into the address. The rest of `row` follows.
export const show = (jobs, { push = true, row = null } = {}) => {
  if (push) history.pushState(null, "", linkTo(jobs))
  const all = jobs.length + (row?.rest.length ?? 0)
  shown = { jobs: [], row, alone: all === 1, running: new Set() }
  board.hidden = all === 0
  board.className = all > 1 ? "board" : "board card"
  replace(board)
  if (all > 1) addProgress(shown)
  shown.place = all > 1 ? make("div", { className: "many" }) : board
  if (all > 1) board.append(shown.place)
  for (const job of jobs) put(job, shown)
  if (row?.rest.length) sendOthers(shown)
}

// What the address names. False if it names no job.
export const showAddressed = () => {
  const row = sending.rowOf(ids())
  const named = row?.taken ?? ids()
  show(named.map((id) => ({ id })), { push: false, row })
  return named.length > 0
}

const put = (job, on) => {
  const article = make("article", { className: "stage" })
  on.jobs.push(job)
  on.running.add(job)
  on.place.append(article)
  watchers.get(job.id)?.abort()
  watchers.set(job.id, new AbortController())
  watch(job, article, {
    alone: on.alone,
    signal: watchers.get(job.id).signal,
    onend: () => { on.running.delete(job); on.tell?.() },
  })
  on.tell?.()
}

// If the reader looks at something else meanwhile, the row is sent all the same.
const sendOthers = (on) => {
  const left = (name, refused) => t(name, { left: on.row.rest.length, detail: refused.message.replace(/\.$/, "") })
  sending.sendOthers(on.row, {
    onjob: (job) => {
      if (on.row.stopped) cancel(job.id).catch(() => {}) // it was on its way
      put(job, on)
      on.note.replaceChildren()
      if (on === shown) history.replaceState(null, "", linkTo(on.jobs))
    },
    onwait: (refused) => { on.note.textContent = left("notSentYet", refused) },
    onrefused: (refused) => {
      const again = button(t("sendRest"), () => { on.note.replaceChildren(); sendOthers(on) })
      on.note.replaceChildren(make("div", { className: "failed row spread" }, left("notSent", refused), again))
    },
  })
}

// How many are drawn, a link to all, and a way to stop all.
const addProgress = (on) => {
  const text = make("p", { className: "number" })
  const bar = make("progress", { value: 0, "aria-label": t("drawing") })
  const link = button(t("copyAll"), () => copy(linkTo(on.jobs), link))
  const stop = button(t("cancelAll"), () => busy(stop, () => cancelAll(on)), { id: "cancel-all" })
  on.note = make("div", { role: "status" })
  on.tell = () => {
    const all = on.jobs.length + (on.row?.rest.length ?? 0)
    const done = on.jobs.length - on.running.size
    bar.max = all
    bar.value = done
    text.textContent = t("progress", { done, all })
    stop.hidden = done === all || (!on.row && ![...on.running].some((job) => isMine(job.id)))
    if (on === shown) announce(text.textContent)
  }
  board.append(make("div", { className: "row spread" }, text, make("div", { className: "row" }, stop, link)), bar, on.note)
}

// What is not sent is not sent any more. The next look at each job shows that it was canceled.
const cancelAll = async (on) => {
  if (on.row) sending.stop(on.row)
  on.note.replaceChildren()
  on.tell()
  for (const job of [...on.running].filter(({ id }) => isMine(id))) await cancel(job.id).catch(() => {})
}

const watch = async (job, article, { alone, signal, onend }) => {
  const stage = make("p", { textContent: t("sending") })
  const elapsed = make("span", { className: "quiet number" })
  const stop = button(t("cancel"), () => stopJob(job.id, article, stop), { hidden: true })
  const bar = make("div", { className: "bar", "aria-hidden": "true" })
  const prompt = make("p", { className: "prompt", dir: "auto", textContent: job.prompt ?? "" })
  article.replaceChildren(bar, stage, prompt, make("div", { className: "row" }, stop, elapsed))
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
      if (alone && article.isConnected && !ended(last)) announce(stage.textContent)
    }
    if (signal.aborted) return
    store.update(last)
    showResult(last, article, { alone })
    if (alone && article.isConnected) announce(last.status === "succeeded" ? t("done") : t(last.status))
    window.dispatchEvent(new Event("easel:changed"))
  } catch (refused) {
    replace(article, make("p", { className: "failed", role: "alert", textContent: refused.message }))
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
