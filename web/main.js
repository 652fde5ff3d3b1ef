// Easel's page. It begins here: the address says what to show, the form says what to draw.

import { ask, draw, needsKey } from "./api.js"
import * as board from "./board.js"
import { $, announce, busy, pause } from "./dom.js"
import * as form from "./form.js"
import { askForKey } from "./key.js"
import * as shelf from "./shelf.js"
import { t, translate } from "./texts.js"
import * as voice from "./voice.js"

const WIDE = "(min-width: 68rem)" // as in style.css
const TRY_AGAIN_MS = 10_000
const WAIT_AT_MOST_MS = 90_000

const tell = (refused) => { $("#problem").textContent = refused.message }

const drawAll = async (orders) => {
  $("#problem").textContent = ""
  announce(t("sending"))
  const jobs = []
  for (const order of orders) {
    const job = await drawPatiently(order, jobs.length)
    if (!job) break
    jobs.push(job)
  }
  if (jobs.length === 0) return
  form.releaseSeed(jobs[0])
  board.show(jobs)
  // On a narrow screen the pictures are below the form.
  $("#board").scrollIntoView({ block: matchMedia(WIDE).matches ? "nearest" : "start" })
}

// The job of `order`; null if it is refused, and the reader is told why. If others of the row were
// taken, this one waits for the next minute: more POSTs are not let in.
const drawPatiently = async (order, taken) => {
  const until = Date.now() + WAIT_AT_MOST_MS
  for (;;) {
    try {
      return await draw(order)
    } catch (refused) {
      if (taken === 0 || refused.code !== "rate_limited" || Date.now() > until) {
        tell(refused)
        return null
      }
    }
    await pause(TRY_AGAIN_MS)
  }
}

const submit = (event) => {
  event.preventDefault()
  if ($("#submit").disabled) return
  busy($("#submit"), async () => drawAll(form.orders())).catch(tell)
}

const surprise = () => busy($("#random"), async () => {
  form.setPrompt((await ask("GET", "/v1/prompts/random")).prompt)
}).catch(tell)

const showService = async () => {
  const { endpoint, seconds_per_image: pace } = await ask("GET", "/v1/status")
  const ready = pace ? t("modelPace", { seconds: Math.max(1, Math.round(pace)) }) : t("modelReady")
  $("#service").textContent = { cold: t("modelCold"), warming: t("modelWarming"), ready }[endpoint] ?? ""
}

// ?prompt= fills in the prompt, ?from= what a picture was made from, ?job= shows jobs.
const readAddress = async () => {
  const given = new URLSearchParams(location.search)
  if (given.has("prompt")) form.setPrompt(given.get("prompt").slice(0, $("#prompt").maxLength))
  if (given.has("from")) await ask("GET", `/v1/images/${encodeURIComponent(given.get("from"))}`).then(form.fill).catch(tell)
  if (given.has("audio")) voice.resume(given.get("audio"))
  else board.showAddressed()
}

translate()
form.prepare()
voice.prepare({ drawn: (job) => board.show([job]), tell })
$("#draw").addEventListener("submit", submit)
$("#random").addEventListener("click", surprise)
$("#key-button").hidden = !needsKey
$("#key-button").addEventListener("click", async () => (await askForKey()) && shelf.refresh())
window.addEventListener("easel:draw", (event) => busy($("#submit"), () => drawAll(event.detail)).catch(tell))
window.addEventListener("popstate", board.showAddressed)
readAddress()
shelf.prepare()
showService().catch(() => {})
if (!matchMedia("(pointer: coarse)").matches) $("#prompt").focus({ preventScroll: true })
