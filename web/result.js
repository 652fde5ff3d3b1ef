// A job that has ended: its pictures, how they were made, and what can be done with them.

import { isMine, remove, settings } from "./api.js"
import { $, announce, busy, button, make } from "./dom.js"
import { fill } from "./form.js"
import { asCurl, asPython } from "./snippets.js"
import { t } from "./texts.js"
import { view } from "./viewer.js"

export const copy = async (text, control) => {
  await navigator.clipboard.writeText(text).catch(() => {
    // Without https there is no clipboard, but the old command still works.
    const field = make("textarea", { value: text, className: "unseen" })
    document.body.append(field)
    field.select()
    document.execCommand("copy")
    field.remove()
  })
  const before = control.textContent
  control.textContent = t("copied")
  announce(t("copied"))
  setTimeout(() => { control.textContent = before }, 1500)
}

export const showResult = (job, place, { alone }) => {
  if (job.status !== "succeeded") {
    const reason = job.error?.message
    place.replaceChildren(
      make("p", { className: "failed" }, [t(job.status), reason && asSentence(reason)].filter(Boolean).join(" ")),
      make("p", { className: "prompt", dir: "auto", textContent: job.prompt }),
      make("div", { className: "row" }, button(t("tryAgain"), () => drawAgain(job, {}))),
    )
    return
  }
  place.className = "result"
  place.replaceChildren(
    thumbnails(job),
    make("h2", { className: "prompt", dir: "auto", textContent: job.prompt }),
    ...(alone ? [notes(job), actions(job, place), parameters(job)].filter(Boolean) : []),
  )
}

// The API's reasons begin with a small letter.
const asSentence = (reason) => `${reason[0].toUpperCase()}${reason.slice(1)}.`

const thumbnails = (job) => {
  const seen = job.images.map((image) => ({ url: image.url, prompt: job.prompt }))
  const shown = job.images.map((image, at) =>
    button("", () => view(seen, at), { className: "picture", "aria-label": t("large", { prompt: job.prompt }) }))
  job.images.forEach((image, at) =>
    shown[at].append(make("img", { src: image.url, width: image.width, height: image.height, alt: "" })))
  return make("div", { className: "pictures" }, ...shown)
}

const notes = (job) => {
  if (!job.warnings?.length) return null
  const lines = job.warnings.map((note) => make("li", { textContent: note.message }))
  return make("div", {}, make("p", { className: "quiet", textContent: t("differs") }), make("ul", { className: "notes" }, ...lines))
}

const parameters = (job) => {
  const shown = [
    [t("size"), `${job.width} × ${job.height}`], [t("seed"), job.seed], [t("steps"), job.steps],
    [t("guidanceShort"), job.guidance_scale], [t("negative"), job.negative_prompt], [t("model"), job.model],
  ]
  const rows = shown.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: value })))
  return make("dl", {}, ...rows)
}

const actions = (job, place) => {
  const link = button(t("copyLink"), () => copy(job.share_url, link), { className: "main", id: "copy-link" })
  const share = navigator.share
    ? button(t("share"), () => navigator.share({ title: job.prompt, url: job.share_url }).catch(() => {}))
    : null
  const downloads = job.images.map((image, at) => {
    const number = job.images.length > 1 ? ` ${at + 1}` : ""
    const name = `${job.id}${number.replace(" ", "-")}.jpg`
    return make("a", { href: image.url, download: name, className: "plain", textContent: t("download") + number })
  })
  const curl = button(t("curl"), () => copy(asCurl(job), curl))
  const python = button(t("python"), () => copy(asPython(job), python))
  const gone = isMine(job.id) ? button(t("delete"), () => deleteIt(job, place, gone), { id: "delete" }) : null
  return make("div", { className: "row" }, link, share, ...downloads,
    button(t("again"), () => drawAgain(job, {}), { title: t("againHint"), id: "again" }),
    button(t("variation"), () => drawAgain(job, variation(job)), { title: t("variationHint") }),
    button(t("edit"), () => edit(job), { id: "edit" }), curl, python, gone)
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
  $("#prompt").focus()
  $("#draw").scrollIntoView()
}

const deleteIt = async (job, place, control) => {
  if (!confirm(t("sureDelete"))) return
  try {
    await busy(control, () => remove(job.id))
    place.replaceChildren(make("p", { textContent: t("deleted") }))
    announce(t("deleted"))
    window.dispatchEvent(new Event("easel:changed"))
  } catch (refused) {
    place.append(make("p", { className: "failed", role: "alert", textContent: refused.message }))
  }
}
