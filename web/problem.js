// Says what is wrong: beside each wrong field, and everything else above the button that draws.

import { $, announce, make } from "./dom.js"
import { t } from "./texts.js"

// The fields of an order, and where the form has them.
const PLACES = {
  prompt: "prompt", negative_prompt: "negative", steps: "steps", guidance_scale: "guidance", seed: "seed",
  width: "shapes", height: "shapes", n: "n",
}
const NUMBERS = ["steps", "guidance", "seed"]
const TEXTS = ["prompt", "negative"]

// Which fields of the form are wrong, and why.
export class WrongFields extends Error {
  constructor(fields) {
    super(fields[0].text)
    this.fields = fields
  }
}

export const lengthOf = (text) => [...text.normalize("NFC")].length

const rule = (id) => {
  const { min, max, step } = $(`#${id}`)
  if (!NUMBERS.includes(id)) return t("notPossible")
  return t(Number.isInteger(Number(step)) ? "wholeNumber" : "number", { least: min, most: Number(max).toLocaleString() })
}

const tooLong = (id) => {
  const field = $(`#${id}`)
  const most = Number(field.dataset.most)
  const over = lengthOf(field.value) - most
  return over > 0 ? t("tooLong", { over: over.toLocaleString(), most: most.toLocaleString() }) : null
}

// Throw what is wrong with the form, if anything is.
export const check = () => {
  const fields = []
  if (!$("#prompt").value.trim()) fields.push({ id: "prompt", text: t("emptyPrompt") })
  for (const id of TEXTS) if (tooLong(id) && !$("#lines").checked) fields.push({ id, text: tooLong(id) })
  for (const id of NUMBERS) if (!$(`#${id}`).checkValidity()) fields.push({ id, text: rule(id) })
  if (fields.length) throw new WrongFields(fields)
}

// The same for what the API refused: each error has a pointer to its field.
const fieldsOf = (errors = []) => {
  const ids = errors.map(({ pointer }) => PLACES[pointer.split("/").at(-1)])
  if (ids.length === 0 || ids.includes(undefined)) return []
  return [...new Set(ids)].map((id) => ({ id, text: tooLong(id) ?? rule(id) }))
}

const unmark = (field) => {
  $(`#${field.id}-wrong`)?.remove()
  field.ariaInvalid = null
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith("-wrong"))
  if (others.length) field.setAttribute("aria-describedby", others.join(" "))
  else field.removeAttribute("aria-describedby")
}

const mark = ({ id, text }) => {
  const field = $(`#${id}`)
  unmark(field)
  field.closest("details")?.setAttribute("open", "")
  field.after(make("p", { className: "wrong", id: `${id}-wrong`, textContent: text }))
  if (!field.matches("fieldset")) field.ariaInvalid = "true"
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}-wrong`.trim())
  field.addEventListener("input", () => unmark(field), { once: true })
  return field
}

export const clear = () => {
  $("#problem").textContent = ""
  for (const field of document.querySelectorAll("#draw [aria-invalid]")) unmark(field)
}

// Show what is wrong. The focus goes to the first wrong field.
export const tell = (refused) => {
  clear()
  announce("")
  const marked = (refused.fields ?? fieldsOf(refused.errors)).map(mark)
  if (marked.length === 0) {
    $("#problem").textContent = refused.message
    return
  }
  const [first] = marked
  ;(first.matches("fieldset") ? $(":checked", first) : first).focus()
  $(`#${first.id}-wrong`).scrollIntoView({ block: "nearest" })
}
