// The form: from what the reader typed to the order that the API takes, and back.

import { settings } from "./api.js"
import { $, make, thumbnail } from "./dom.js"
import { WrongFields, check, lengthOf } from "./problem.js"
import * as store from "./store.js"
import { t } from "./texts.js"

const prompt = $("#prompt")
const STEP = 64
const SMALLEST = 256
const SHAPE_PX = 28
const MOST_PROMPTS = 20

const toSide = (pixels) =>
  Math.min(Number(settings.maxSide), Math.max(SMALLEST, Math.round(pixels / STEP) * STEP))

const side = Number(settings.side)
const long = toSide((side * 7) / 6)
const short = toSide((side * 5) / 6)
const SHAPES = { square: [side, side], portrait: [short, long], landscape: [long, short] }

// Give the label its size, and draw its shape.
const setSize = (label, [width, height]) => {
  const scale = SHAPE_PX / Math.max(width, height)
  $("i", label).style.width = `${width * scale}px`
  $("i", label).style.height = `${height * scale}px`
  $("input", label).value = `${width}x${height}`
  label.title = `${width} × ${height}`
}

// A size that is none of the shapes, as a picture that is drawn again may have.
const addSize = (size) => {
  const choice = make("input", { type: "radio", name: "shape", className: "unseen" })
  const label = make("label", { className: "shape" }, choice, make("i", { "aria-hidden": "true" }), t("asBefore"))
  label.dataset.shape = "asBefore"
  setSize(label, size)
  $("#shapes").append(label)
  return choice
}

const choose = (width, height) => {
  const value = `${width}x${height}`
  $('[data-shape="asBefore"]')?.remove()
  const known = [...document.querySelectorAll("[name=shape]")].find((choice) => choice.value === value)
  const choice = known ?? addSize([width, height])
  choice.checked = true
}

const showCount = () => {
  const used = lengthOf(prompt.value)
  const most = Number(prompt.dataset.most)
  $("#count").textContent = t("count", { used, most })
  $("#count").classList.toggle("over", used > most && !$("#lines").checked)
  for (const chip of document.querySelectorAll(".chip")) chip.ariaPressed = String(parts().includes(chip.value))
}

const parts = () => prompt.value.split(",").map((part) => part.trim())

const toggleStyle = (words) => {
  const kept = parts().filter((part) => part)
  const others = kept.filter((part) => part !== words)
  setPrompt((others.length < kept.length ? others : [...kept, words]).join(", "))
}

// What is set within "More", for a reader who has closed it.
const showMore = () => {
  const [negative, steps, guidance, seed] = ["#negative", "#steps", "#guidance", "#seed"].map((field) => $(field).value.trim())
  const kept = $("#lock").checked ? [t("lock")] : []
  const set = [
    negative && t("without", { words: negative }), steps && t("stepsSet", { steps }),
    guidance && t("guidanceSet", { guidance }), seed && t("seedSet", { seed }), ...kept,
    $("#public").checked && t("public"), $("#lines").checked && t("lines"),
  ]
  $("#more-set").textContent = set.filter(Boolean).join(" · ")
}

export const setPrompt = (text) => {
  prompt.value = text
  showCount()
}

const number = (selector) => ($(selector).value === "" ? undefined : Number($(selector).value))

// What the pictures should be like: the fields of POST /v1/images without the prompt.
export const wanted = () => {
  const [width, height] = $("[name=shape]:checked").value.split("x").map(Number)
  return {
    width, height, n: Number($("#n").value), negative_prompt: $("#negative").value || undefined,
    steps: number("#steps"), guidance_scale: number("#guidance"), seed: number("#seed"),
    public: $("#public").checked || undefined,
  }
}

// One order, or one for each line.
export const orders = () => {
  check()
  const text = prompt.value.trim()
  const lines = $("#lines").checked ? text.split("\n").map((line) => line.trim()).filter((line) => line) : [text]
  const wrong = (words) => new WrongFields([{ id: "prompt", text: words }])
  if (lines.length > MOST_PROMPTS) throw wrong(t("tooManyLines", { most: MOST_PROMPTS }))
  const long = lines.findIndex((line) => lengthOf(line) > Number(prompt.dataset.most))
  if (long >= 0) throw wrong(t("longLine", { number: long + 1, most: prompt.dataset.most }))
  return lines.map((line) => ({ prompt: line, ...wanted() }))
}

// Fill in what `job` was made from. Its seed is filled in only if it is to be drawn again.
export const fill = (job, { withSeed = false } = {}) => {
  setPrompt(job.original_prompt ?? job.prompt)
  choose(job.width, job.height)
  $("#n").value = Math.min(job.n, Number(settings.maxPictures))
  $("#negative").value = job.negative_prompt ?? ""
  $("#steps").value = job.steps
  $("#guidance").value = job.guidance_scale
  $("#seed").value = withSeed ? job.seed : ""
  $("#lock").checked = false
  showMore()
}

// Say that the form was filled in from `job`, with a way to the picture.
export const showOrigin = (job) => {
  const picture = job.images?.length ? thumbnail(job.images[0]) : null
  const link = make("a", { href: job.share_url, textContent: t("origin") })
  $("#origin").replaceChildren(...[picture, link].filter(Boolean))
  $("#origin").hidden = !job.share_url
}

// After a draw, the field shows the seed only if the reader locked it.
export const releaseSeed = (job) => {
  $("#seed").value = $("#lock").checked ? ($("#seed").value || job.seed) : ""
  showMore()
}

// Arrow up at the very beginning brings back the last prompts, arrow down the newer ones.
const recall = () => {
  let at = -1
  let recalled = ""
  prompt.addEventListener("keydown", (event) => {
    const goes = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    const untouched = prompt.value === "" || prompt.value === recalled
    if (!goes || !untouched || event.shiftKey) return
    const kept = store.prompts()
    const next = Math.min(at + goes, kept.length - 1)
    if (next === at || (goes < 0 && at < 0)) return
    event.preventDefault()
    at = next
    recalled = kept[at] ?? ""
    setPrompt(recalled)
  })
  prompt.addEventListener("input", () => { at = -1; recalled = "" })
}

export const prepare = () => {
  for (const [name, size] of Object.entries(SHAPES)) setSize($(`[data-shape=${name}]`), size)
  choose(side, side)
  for (let n = 2; n <= Number(settings.maxPictures); n += 1) $("#n").append(make("option", { value: n, textContent: n }))
  for (const chip of document.querySelectorAll(".chip")) chip.addEventListener("click", () => toggleStyle(chip.value))
  prompt.addEventListener("input", showCount)
  $("#lines").addEventListener("change", showCount)
  $("#more").addEventListener("input", showMore)
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !$("dialog[open]")) $("#draw").requestSubmit()
  })
  recall()
  showCount()
  showMore() // a browser may have kept what was typed before a reload
}
