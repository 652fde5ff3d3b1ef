// What went wrong, in the page's own words. The API's words are for programs.

import { t } from "./texts.js"

const OWN = {
  missing_prompt: "emptyPrompt", content_policy_violation: "refusedPrompt", invalid_api_key: "wrongKey",
  not_found: "noSuchPicture", deleted: "gone", not_owner: "notYours", rate_limited: "tooMany",
  model_warming: "stillWaking", deadline_exceeded: "tooSlow", capacity: "noCapacity",
  no_speech: "noSpeech", unsupported_audio: "notAudio", payload_too_large: "tooLarge", internal: "ownFault",
}

const asSentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? "" : "."}`

// One sentence for the error `code`. The API's `detail` is shown if the page has no words of its own.
export const inWords = (code, detail, status) => {
  if (OWN[code]) return t(OWN[code])
  return detail ? asSentence(detail) : t("broken", { status })
}
