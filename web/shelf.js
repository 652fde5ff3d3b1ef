// The pictures of this browser, or of this key, and the public gallery.

import { ask, ended, needsKey, remove } from "./api.js"
import { show } from "./board.js"
import { $, busy, button, make } from "./dom.js"
import * as store from "./store.js"
import { t } from "./texts.js"
import { compare, view } from "./viewer.js"
import { download } from "./zip.js"

const PAGE = 24
let scope = "mine"
let listed = []
let cursor = null
let toCompare = null
let asked = 0

const pictureOf = (job) => ({ url: job.images[0].url, prompt: job.prompt })

// In open mode only this browser knows which pictures are its reader's.
const fromStore = () => {
  const kept = store.pictures().filter((job) => job.images?.length)
  const until = Number(cursor ?? 0) + PAGE
  return { data: kept.slice(Number(cursor ?? 0), until), next_cursor: until < kept.length ? String(until) : null }
}

const fetchPage = async () => {
  if (scope === "mine" && !needsKey) return fromStore()
  const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""
  return ask("GET", `/v1/images?scope=${scope}&limit=${PAGE}${after}`)
}

const card = (job) => {
  const large = button("", () => view(listed.map(pictureOf), listed.indexOf(job)), {
    className: "picture", "aria-label": t("large", { prompt: job.prompt }),
  })
  const { url, width, height } = job.images[0]
  large.append(make("img", { src: url, width, height, alt: "", loading: "lazy" }))
  const compared = button(t("compare"), () => chooseToCompare(job, compared), { ariaPressed: "false" })
  const gone = button(t("delete"), () => confirm(t("sureDelete")) && busy(gone, () => remove(job.id)).then(refresh, tell))
  return make("li", {}, large, make("p", { className: "prompt", dir: "auto", textContent: job.prompt }),
    make("div", { className: "row" },
      button(t("open"), () => { show([job]); $("#board").scrollIntoView() }),
      compared, scope === "mine" ? gone : null))
}

const chooseToCompare = (job, control) => {
  if (toCompare && toCompare !== job) {
    compare([pictureOf(toCompare), pictureOf(job)])
    control = null
  }
  for (const other of document.querySelectorAll("#cards [aria-pressed]")) other.ariaPressed = "false"
  toCompare = control && toCompare !== job ? job : null
  if (toCompare) control.ariaPressed = "true"
}

const tell = (refused) => {
  $("#empty").hidden = false
  $("#empty").textContent = refused.message
}

const addPage = async () => {
  asked += 1
  const mine = asked
  const page = await fetchPage()
  if (mine !== asked) return // the reader has chosen the other list meanwhile
  const drawn = page.data.filter((job) => job.images?.length)
  listed.push(...drawn)
  cursor = page.next_cursor
  $("#cards").append(...drawn.map(card))
  $("#next").hidden = !cursor
  $("#archive").hidden = listed.length === 0
  $("#empty").hidden = listed.length > 0
  $("#empty").textContent = t(scope === "public" ? "emptyGallery" : needsKey ? "listWithKey" : "emptyMine")
}

export const refresh = async () => {
  listed = []
  cursor = toCompare = null
  $("#cards").replaceChildren()
  // Nobody is asked for a key before they want something.
  if (needsKey && !store.key()) {
    $("#archive").hidden = $("#next").hidden = true
    return tell({ message: t("listNeedsKey") })
  }
  return addPage().catch(tell)
}

const choose = (wanted) => {
  scope = wanted
  $("#mine").ariaPressed = String(scope === "mine")
  $("#gallery").ariaPressed = String(scope === "public")
  return refresh()
}

const archive = () => busy($("#archive"), async () => {
  $("#archive").textContent = t("packing")
  const files = listed.flatMap((job) => job.images.map(({ url }) => url))
  await download(files, "easel.zip").catch(tell)
  $("#archive").textContent = t("archive")
})

export const prepare = () => {
  $("#mine").addEventListener("click", () => choose("mine"))
  $("#gallery").addEventListener("click", () => choose("public"))
  $("#next").addEventListener("click", () => busy($("#next"), addPage).catch(tell))
  $("#archive").addEventListener("click", archive)
  window.addEventListener("easel:changed", refresh)
  // Another tab has drawn or deleted something.
  window.addEventListener("storage", (event) => event.key === "easel.pictures" && scope === "mine" && refresh())
  catchUp()
  return refresh()
}

// What was still being drawn when this page was left.
const catchUp = async () => {
  const pending = needsKey ? [] : store.pictures().filter((job) => !ended(job)).slice(0, PAGE)
  for (const job of pending) await ask("GET", `/v1/images/${job.id}`).then(store.update, () => {})
  if (pending.length) refresh()
}
