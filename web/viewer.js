// A large view of one picture, or of two beside each other.

import { $, button, make } from "./dom.js"
import { t } from "./texts.js"

const dialog = $("#viewer")
let shown = []
let at = 0
let goTo = null

// Pictures are named after their job: img_….jpg, or img_…-2.jpg.
const download = ({ url }) =>
  make("a", { href: url, download: url.split("/").at(-1), className: "plain", textContent: t("download") })

const figure = ({ url, prompt }) => make("figure", {}, make("img", { src: url, alt: prompt }))

const draw = (one) => {
  const close = button(t("close"), () => dialog.close())
  const two = !one
  const seen = two ? shown : [shown[at]]
  const controls = two || shown.length < 2 ? [] : [
    button(t("previous"), () => move(-1)), make("span", { className: "quiet number", textContent: `${at + 1} / ${shown.length}` }),
    button(t("following"), () => move(1)),
  ]
  dialog.replaceChildren(
    make("div", { className: "row spread" }, make("div", { className: "row" }, ...controls),
      make("div", { className: "row" }, ...(two ? [] : [download(shown[at])]), close)),
    make("div", { className: two ? "seen two" : "seen", tabIndex: 0, role: "group", "aria-label": t("largeView") }, ...seen.map(figure)),
    make("p", { className: "caption", dir: "auto", textContent: [...new Set(seen.map((picture) => picture.prompt))].join("  ·  ") }),
  )
  if (!dialog.open) dialog.showModal()
  close.focus()
}

const move = (by) => {
  at = (at + by + shown.length) % shown.length
  draw(true)
}

// Show `pictures` one by one, beginning with the one at `first`.
export const view = (pictures, first = 0) => {
  shown = pictures
  at = first
  goTo = pictures.length > 1 ? move : null
  draw(true)
}

export const compare = (pictures) => {
  shown = pictures
  goTo = null
  draw(false)
}

dialog.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (by && goTo) {
    event.preventDefault()
    goTo(by)
  }
})
