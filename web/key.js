// Asks the reader for a key when the API wants one.

import { $ } from "./dom.js"
import * as store from "./store.js"
import { t } from "./texts.js"

let asking = null

// Whether the reader gave a key. Several requests at once ask only once.
export const askForKey = ({ refused = false } = {}) => {
  asking ??= new Promise((decide) => {
    const dialog = $("#key-dialog")
    const field = $("#key")
    $("#key-wrong").textContent = refused ? t("wrongKey") : ""
    field.ariaInvalid = refused ? "true" : null
    field.value = ""
    dialog.returnValue = ""
    dialog.addEventListener(
      "close",
      () => {
        asking = null
        const given = dialog.returnValue === "ok" ? field.value.trim() : ""
        field.value = ""
        if (given) store.keepKey(given, $("#remember").checked)
        decide(Boolean(given))
      },
      { once: true },
    )
    dialog.showModal()
  })
  return asking
}
