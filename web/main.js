// Easel's page. It begins here: the address says what to show, the form says what to draw.

import { ask, needsKey } from "./api.js"
import * as board from "./board.js"
import { $, announce, busy } from "./dom.js"
import * as form from "./form.js"
import { askForKey } from "./key.js"
import { clear, tell } from "./problem.js"
import * as sending from "./sending.js"
import * as shelf from "./shelf.js"
import { t, translate } from "./texts.js"
import * as voice from "./voice.js"

const WIDE = "(min-width: 68rem)" // as in style.css

// The form is free again as soon as the first order is taken. The board sends the others.
const drawAll = async (orders) => {
  clear()
  announce(t("sending"))
  const row = sending.begin(orders)
  const job = await sending.sendFirst(row)
  form.releaseSeed(job)
  board.show([job], { row })
  // On a narrow screen the pictures are below the form.
  $("#board").scrollIntoView({ block: matchMedia(WIDE).matches ? "nearest" : "start" })
}

const submit = (event) => {
  event.preventDefault()
  busy($("#submit"), async () => drawAll(form.orders())).catch(tell)
}

const surprise = () => busy($("#random"), async () => {
  form.setPrompt((await ask("GET", "/v1/prompts/random")).prompt)
}).catch(tell)

const showService = async () => {
  const { endpoint, seconds_per_image: pace, recordings } = await ask("GET", "/v1/status")
  voice.offerIf(recordings !== false)
  const ready = pace ? t("modelPace", { seconds: Math.max(1, Math.round(pace)) }) : t("modelReady")
  $("#service").textContent = { cold: t("modelCold"), warming: t("modelWarming"), ready }[endpoint] ?? ""
}

const remix = async (id) => {
  const job = await ask("GET", `/v1/images/${encodeURIComponent(id)}`)
  form.fill(job)
  form.showOrigin(job)
}

let isConnected = true

const showConnection = ({ detail: isThere }) => {
  if (isThere === isConnected) return
  isConnected = isThere
  if (isThere) showService().catch(() => {})
  else $("#service").textContent = t("noConnection")
}

// ?prompt= fills in the prompt, ?from= what a picture was made from, ?job= shows jobs.
const readAddress = async () => {
  const given = new URLSearchParams(location.search)
  if (given.has("prompt")) form.setPrompt(given.get("prompt"))
  if (given.has("from")) await remix(given.get("from")).catch(tell)
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
window.addEventListener("easel:connection", showConnection)
window.addEventListener("popstate", board.showAddressed)
readAddress()
shelf.prepare()
showService().catch(() => {})
if (!matchMedia("(pointer: coarse)").matches) $("#prompt").focus({ preventScroll: true })
