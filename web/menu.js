// A button that opens a list of quieter actions. It closes as menus do: Escape, a click elsewhere.

import { make } from "./dom.js"

// An entry of a menu. `hint` says what the action does, if its name alone does not.
export const entry = (control, hint) => {
  control.className = "entry"
  if (hint) control.append(make("span", { className: "quiet", textContent: hint }))
  return control
}

// `label` is shown; `name` is what a screen reader says instead of it.
export const menu = ({ label, name }, ...entries) => {
  const opener = make("summary", { className: "plain", textContent: label, ...(name && { "aria-label": name }) })
  const list = make("div", { className: "entries" }, ...entries)
  const whole = make("details", { className: "menu" }, opener, list)
  const close = () => { whole.open = false }
  // An entry that copies something says "Copied" in place, so the menu stays open.
  list.addEventListener("click", (event) => event.target.closest(".entry:not(.stays)") && close())
  whole.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !whole.open) return
    close()
    opener.focus()
  })
  return whole
}

for (const moved of ["click", "focusin"]) {
  document.addEventListener(moved, ({ target }) => {
    for (const open of document.querySelectorAll(".menu[open]")) if (!open.contains(target)) open.open = false
  })
}
