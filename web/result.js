// A job that has ended: its pictures, how they were made, and what can be done with them.

import { isMine, remove, settings } from "./api.js"
import { $, announce, busy, button, make, replace } from "./dom.js"
import { fill } from "./form.js"
import { entry, menu } from "./menu.js"
import { asCurl, asPython } from "./snippets.js"
import { briefly, t } from "./texts.js"
import { view } from "./viewer.js"
import { inWords } from "./words.js"
import { download } from "./zip.js"

const COPIED_MS = 1500
// A longer prompt is folded, so that what can be done stays in view.
const LONG_PROMPT_CHARACTERS = 280

export const copy = async (text, control) => {
  await navigator.clipboard.writeText(text).catch(() => {
    // Without https there is no clipboard, but the old command still works.
    const field = make("textarea", { value: text, className: "unseen" })
    document.body.append(field)
    field.select()
    document.execCommand("copy")
    field.remove()
    control.focus({ preventScroll: true })
  })
  const before = [...control.childNodes]
  control.style.minWidth = `${control.getBoundingClientRect().width}px` // nothing beside it moves
  control.textContent = t("copied")
  announce(t("copied"))
  setTimeout(() => control.replaceChildren(...before), COPIED_MS)
}

export const showResult = (job, place, { alone }) => {
  if (job.status !== "succeeded") return showFailure(job, place)
  place.className = "result"
  if (alone) replace(place, thumbnails(job), heading(job), notes(job), actions(job, place), parameters(job))
  else replace(place, thumbnails(job), make("div", { className: "row spread tight" }, titleLink(job), tileMenu(job, place)), notes(job))
}

const showFailure = (job, place) => replace(place,
  make("p", { className: "failed" }, [t(job.status), job.error && inWords(job.error.code, job.error.message)].filter(Boolean).join(" ")),
  make("p", { className: "prompt", dir: "auto", textContent: briefly(job.prompt, LONG_PROMPT_CHARACTERS) }),
  make("div", { className: "row" }, button(t("tryAgain"), () => drawAgain(job, {}))))

const thumbnails = (job) => {
  const seen = job.images.map((image) => ({ url: image.url, prompt: job.prompt }))
  const shown = job.images.map((image, at) =>
    button("", () => view(seen, at), { className: "picture", "aria-label": t("large", { prompt: briefly(job.prompt) }) }))
  job.images.forEach((image, at) =>
    shown[at].append(make("img", { src: image.url, width: image.width, height: image.height, alt: "" })))
  return make("div", { className: "pictures" }, ...shown)
}

// A long prompt begins folded.
const heading = (job) => {
  const text = make("h2", { className: "prompt", dir: "auto", textContent: job.prompt })
  if (job.prompt.length <= LONG_PROMPT_CHARACTERS) return text
  text.classList.add("long", "folded")
  const unfold = button(t("wholePrompt"), () => {
    const isFolded = text.classList.toggle("folded")
    unfold.ariaExpanded = String(!isFolded)
  }, { className: "link", ariaExpanded: "false" })
  return make("div", {}, text, unfold)
}

// The job alone, with all that can be done.
const titleLink = (job) =>
  make("a", { href: `?job=${job.id}`, className: "prompt title", dir: "auto", textContent: briefly(job.prompt) })

const notes = (job) => {
  if (!job.warnings?.length) return null
  const lines = job.warnings.map((note) => make("li", { textContent: note.message }))
  return make("div", {}, make("p", { className: "quiet", textContent: t("differs") }), make("ul", { className: "notes" }, ...lines))
}

const parameters = (job) => {
  const link = job.share_url && make("a", { href: job.share_url, textContent: job.share_url.replace(/^https?:\/\//, "") })
  const shown = [
    [t("link"), link], [t("size"), `${job.width} × ${job.height}`], [t("seed"), job.seed], [t("steps"), job.steps],
    [t("guidanceShort"), job.guidance_scale], [t("negative"), job.negative_prompt], [t("model"), job.model],
  ]
  const rows = shown.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => make("div", {}, make("dt", { textContent: name }), make("dd", {}, value.nodeType ? value : String(value))))
  return make("dl", {}, ...rows)
}

const copyLink = (job, properties) => {
  const control = button(t("copyLink"), () => copy(job.share_url, control), properties)
  return control
}

const downloadOf = (job) => {
  if (job.images.length > 1) return button(t("archive"), (event) => busy(event.currentTarget, () => download([job], `${job.id}.zip`)))
  const [{ url }] = job.images
  return make("a", { href: url, download: `${job.id}.jpg`, className: "plain", textContent: t("download") })
}

const shareOf = (job) => navigator.share
  ? button(t("share"), () => navigator.share({ title: job.prompt, url: job.share_url }).catch(() => {}))
  : null

const deletion = (job, place, properties) => {
  if (!isMine(job.id)) return null
  const control = button(t("delete"), () => deleteIt(job, place, control), properties)
  return control
}

// What draws again, and how it differs.
const repeats = (job) => {
  const other = variation(job)
  const hint = t("variationHint", { seed: job.seed, before: job.guidance_scale, guidance: other.guidance_scale })
  return [
    entry(button(t("again"), () => drawAgain(job, {}), { id: "again" }), t("againHint")),
    entry(button(t("variation"), () => drawAgain(job, other)), hint),
    entry(button(t("edit"), () => edit(job), { id: "edit" }), t("editHint")),
  ]
}

const snippets = (job) => [[t("curl"), asCurl], [t("python"), asPython]].map(([name, written]) => {
  const control = entry(button(name, () => copy(written(job), control)))
  control.classList.add("stays")
  return control
})

const actions = (job, place) => {
  const gone = deletion(job, place, { id: "delete", className: "plain apart" })
  return make("div", { className: "row" }, copyLink(job, { className: "main", id: "copy-link" }), downloadOf(job), shareOf(job),
    menu({ label: t("drawMore") }, ...repeats(job), ...snippets(job)), gone)
}

const tileMenu = (job, place) => {
  const copied = entry(copyLink(job))
  copied.classList.add("stays")
  const gone = deletion(job, place)
  return menu({ label: "⋯", name: t("moreAbout", { prompt: briefly(job.prompt) }) },
    copied, entry(downloadOf(job)), ...repeats(job), gone && entry(gone))
}

// The same seed with another guidance gives a similar picture.
const variation = ({ seed, guidance_scale: guidance }) =>
  ({ seed, guidance_scale: guidance > 10 ? guidance - 1.5 : guidance + 1.5 })

const drawAgain = (job, changed) => {
  const order = {
    prompt: job.original_prompt ?? job.prompt, width: job.width, height: job.height, n: Math.min(job.n, Number(settings.maxPictures)),
    negative_prompt: job.negative_prompt ?? undefined, steps: job.steps, guidance_scale: job.guidance_scale, ...changed,
  }
  window.dispatchEvent(new CustomEvent("easel:draw", { detail: [order] }))
}

const edit = (job) => {
  fill(job, { withSeed: true })
  $("#draw").scrollIntoView()
  $("#prompt").focus({ preventScroll: true })
}

const deleteIt = async (job, place, control) => {
  if (!confirm(t("sureDelete"))) return
  try {
    const became = await busy(control, () => remove(job.id))
    replace(place, make("p", { textContent: t(became === "kept" ? "kept" : "deleted") }))
    announce(place.textContent)
    window.dispatchEvent(new Event("easel:changed"))
  } catch (refused) {
    place.append(make("p", { className: "failed", role: "alert", textContent: refused.message }))
  }
}
