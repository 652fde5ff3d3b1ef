// The pictures of this browser, or of this key, and the public gallery.

import { ask, cancel, ended, isMine, needsKey, remove } from "./api.js"
import { show } from "./board.js"
import { $, busy, button, make, pause, replace, thumbnail } from "./dom.js"
import { untilBack } from "./follow.js"
import { entry, menu } from "./menu.js"
import * as store from "./store.js"
import { briefly, t } from "./texts.js"
import { compare, view } from "./viewer.js"
import { download } from "./zip.js"

const PAGE = 24
const MOST_AT_ONCE = 100
const CATCH_UP_S = 5
// A thumbnail comes a second after its picture. It is looked for so often, then no more.
const LOOKS = 2
let scope = "mine"
let listed = []
let cursor = null
let toCompare = null
let asked = 0
// The element of each job, and the state that it shows. It stays the same until that changes.
const cards = new Map()

const picturesOf = (job) => (job.images ?? []).map(({ url }) => ({ url, prompt: job.prompt }))

// Drawn, or still to be drawn.
const isShown = (job) => Boolean(job.images?.length) || !ended(job)

// In open mode only this browser knows which pictures are its reader's.
const fromStore = (first, most) => {
  const kept = store.pictures().filter(isShown)
  const until = first + most
  return { data: kept.slice(first, until), next_cursor: until < kept.length ? String(until) : null }
}

const keepsThem = () => scope === "mine" && !needsKey

const fetchPage = async (after, most) => {
  if (keepsThem()) return fromStore(Number(after ?? 0), most)
  const from = after ? `&cursor=${encodeURIComponent(after)}` : ""
  return ask("GET", `/v1/images?scope=${scope}&limit=${most}${from}`)
}

const cardOf = (job) => {
  const state = [scope, job.status, job.images?.length].join()
  if (cards.get(job.id)?.state !== state) cards.set(job.id, { state, element: card(job) })
  return cards.get(job.id).element
}

const card = (job) => {
  const name = briefly(job.prompt)
  const title = make("a", { href: `?job=${job.id}`, className: "prompt title", dir: "auto", textContent: name })
  title.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return // in a tab of its own
    event.preventDefault()
    show([job])
    $("#board").scrollIntoView()
  })
  const more = menu({ label: "⋯", name: t("moreAbout", { prompt: name }) }, ...entriesOf(job))
  return make("li", {}, ended(job) ? drawn(job, name) : unfinished(job),
    make("div", { className: "row spread tight" }, title, $(".entry", more) && more))
}

const drawn = (job, name) => {
  const count = job.images.length
  const shown = button("", () => (toCompare ? finishComparing(job) : openLarge(job)), {
    className: "picture", "aria-label": t("large", { prompt: count > 1 ? `${name}, ${t("pictureCount", { count })}` : name }),
  })
  const { width, height } = job.images[0]
  shown.append(thumbnail(job.images[0], { width, height, loading: "lazy" }))
  if (count > 1) shown.append(make("span", { className: "badge", textContent: count, "aria-hidden": "true" }))
  return shown
}

const unfinished = (job) => make("div", { className: "unfinished" },
  make("div", { className: "bar", "aria-hidden": "true" }), make("p", { className: "quiet", textContent: t(job.status) }))

const entriesOf = (job) => {
  const mine = scope === "mine"
  if (!ended(job)) return mine && isMine(job.id) ? [entry(button(t("cancel"), () => cancel(job.id).catch(tell)))] : []
  const [{ url }] = job.images
  return [
    entry(button(t("compare"), () => beginComparing(job), { name: "compare" })),
    entry(make("a", { href: url, download: url.split("/").at(-1), textContent: t("download") })),
    ...(mine ? [entry(button(t("delete"), () => deleteIt(job)))] : []),
  ]
}

const openLarge = (job) => {
  const before = listed.slice(0, listed.indexOf(job)).flatMap(picturesOf).length
  view(listed.flatMap(picturesOf), before)
}

// A line above the list, with what can be done about it.
const notify = (text, ...controls) => {
  $("#notice").hidden = !text
  replace($("#notice"), make("span", { textContent: text }), ...controls)
}

const beginComparing = (job) => {
  toCompare = job
  $("#cards").classList.add("choosing")
  const stop = button(t("cancel"), endComparing)
  notify(t("chooseOther", { prompt: briefly(job.prompt) }), stop)
  stop.focus({ preventScroll: true })
}

const endComparing = () => {
  toCompare = null
  $("#cards").classList.remove("choosing")
  notify("")
}

const finishComparing = (job) => {
  const pictures = [toCompare, job].flatMap(picturesOf)
  endComparing()
  compare(pictures)
}

const deleteIt = async (job) => {
  if (!confirm(t("sureDelete"))) return
  try {
    const became = await remove(job.id)
    await refresh()
    notify(t(became === "kept" ? "kept" : "deleted"))
    ;($("#cards .title") ?? $("#mine")).focus({ preventScroll: true })
  } catch (refused) {
    tell(refused)
  }
}

const tell = (refused) => notify(refused.message)

const present = () => {
  replace($("#cards"), ...listed.map(cardOf))
  $("#next").hidden = !cursor
  $("#archive").hidden = !listed.some((job) => job.images?.length)
  $("#empty").hidden = listed.length > 0
  $("#empty").textContent = t(scope === "public" ? "emptyGallery" : needsKey ? "listWithKey" : "emptyMine")
}

// The reader may have chosen the other list while the answer was on its way.
const fetchOwn = async (after, most) => {
  asked += 1
  const mine = asked
  const page = await fetchPage(after, most)
  return mine === asked ? page : null
}

const addPage = async () => {
  const page = await fetchOwn(cursor, PAGE)
  if (!page) return
  listed.push(...page.data.filter(isShown))
  cursor = page.next_cursor
  present()
}

// Ask for the list anew, for as much of it as is shown.
export const refresh = async () => {
  // Nobody is asked for a key before they want something.
  if (needsKey && !store.key()) {
    listed = []
    cursor = null
    present()
    $("#empty").textContent = t("listNeedsKey")
    return
  }
  try {
    const page = await fetchOwn(null, Math.min(MOST_AT_ONCE, Math.max(PAGE, listed.length)))
    if (!page) return
    listed = page.data.filter(isShown)
    cursor = page.next_cursor
    present()
    catchUp()
  } catch (refused) {
    tell(refused)
  }
}

const choose = (wanted) => {
  scope = wanted
  listed = []
  endComparing()
  $("#mine").ariaPressed = String(scope === "mine")
  $("#gallery").ariaPressed = String(scope === "public")
  return refresh()
}

const archive = () => busy($("#archive"), async () => {
  $("#archive").textContent = t("packing")
  await download(listed, "easel.zip").catch(tell)
  $("#archive").textContent = t("archive")
})

let isCatchingUp = false
// How often to look at each job that this page saw before it was drawn.
const looksLeft = new Map()

// A new picture has no thumbnail yet. The card stays as it is: the thumbnail is for the next visit.
const lacksThumbnail = (job) => job.images?.length && !job.images[0].color && looksLeft.get(job.id) > 0

// Look at what is still being drawn, also if an earlier visit asked for it, until it is drawn.
const catchUp = async () => {
  if (isCatchingUp) return
  isCatchingUp = true
  for (;;) {
    const pending = listed.filter((job) => !ended(job) || (keepsThem() && lacksThumbnail(job)))
    if (pending.length === 0) break
    for (const job of pending) looksLeft.set(job.id, ended(job) ? looksLeft.get(job.id) - 1 : LOOKS)
    if (!needsKey) for (const job of pending) await look(job)
    await refresh()
    await untilBack(CATCH_UP_S)
  }
  isCatchingUp = false
}

const look = (job) => ask("GET", `/v1/images/${job.id}`).then(store.update, (refused) => {
  if ([404, 410].includes(refused.status)) store.forget(job.id)
})

let isWaiting = false

// Several changes at once are one.
const refreshSoon = async () => {
  if (isWaiting) return
  isWaiting = true
  await pause(100)
  isWaiting = false
  refresh()
}

export const prepare = () => {
  $("#mine").addEventListener("click", () => choose("mine"))
  $("#gallery").addEventListener("click", () => choose("public"))
  $("#next").addEventListener("click", () => busy($("#next"), addPage).catch(tell))
  $("#archive").addEventListener("click", archive)
  window.addEventListener("easel:changed", refreshSoon)
  // Another tab has drawn or deleted something.
  window.addEventListener("storage", (event) => event.key === "easel.pictures" && scope === "mine" && refreshSoon())
  return refresh()
}
