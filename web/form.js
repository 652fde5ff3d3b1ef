// The form: from what the reader typed to the order that the API takes, and back.

import { settings } from "./api.js"
import { $, make } from "./dom.js"
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
  const used = [...prompt.value.normalize("NFC")].length
  $("#count").textContent = t("count", { used, most: prompt.maxLength })
  for (const chip of document.querySelectorAll(".chip")) chip.ariaPressed = String(parts().includes(chip.value))
}

const parts = () => prompt.value.split(",").map((part) => part.trim())

const toggleStyle = (words) => {
  const kept = parts().filter((part) => part)
  const others = kept.filter((part) => part !== words)
  setPrompt((others.length < kept.length ? others : [...kept, words]).join(", "))
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
  const text = prompt.value.trim()
  const lines = $("#lines").checked ? text.split("\n").map((line) => line.trim()).filter((line) => line) : [text]
  if (!text) throw new Error(t("emptyPrompt"))
  if (lines.length > MOST_PROMPTS) throw new Error(t("tooManyLines", { most: MOST_PROMPTS }))
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
  $("#lock").checked = withSeed
}

// After a draw, the field shows the seed only if the reader locked it.
export const releaseSeed = (job) => {
  $("#seed").value = $("#lock").checked ? ($("#seed").value || job.seed) : ""
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
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !$("dialog[open]")) $("#draw").requestSubmit()
  })
  recall()
  showCount()
}
