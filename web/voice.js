// A spoken prompt: from the microphone or from a file to its transcript and its picture.

import { address, ask } from "./api.js"
import { $, announce, button, make, replace } from "./dom.js"
import { looks } from "./follow.js"
import { setPrompt, wanted } from "./form.js"
import { record } from "./microphone.js"
import { clear } from "./problem.js"
import * as store from "./store.js"
import { t } from "./texts.js"
import { inWords } from "./words.js"

const MOST_BYTES = 10 * 1024 * 1024
const place = $("#voice")
let isOffered = true
let show = () => {}
let tell = () => {}

const say = (text, ...more) => {
  place.hidden = false
  replace(place, make("p", { textContent: text }), ...more)
  announce(text)
}

const close = () => {
  if (place.contains(document.activeElement)) $("#record").focus()
  place.hidden = true
  place.replaceChildren()
}

// POST the form that the API signed. XMLHttpRequest, since fetch reports no progress.
const upload = ({ url, fields }, recording, onprogress) => new Promise((done, broken) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append("file", recording)
  const request = new XMLHttpRequest()
  request.open("POST", url)
  request.upload.onprogress = (event) => onprogress(event.loaded / event.total)
  request.onload = () => (request.status < 300 ? done() : broken(new Error(t("broken", { status: request.status }))))
  request.onerror = () => broken(new Error(t("offline")))
  request.send(body)
})

const send = async (recording) => {
  if (recording.size > MOST_BYTES) throw new Error(t("tooLarge"))
  if (recording.size === 0) throw new Error(t("emptyRecording"))
  if (recording.type && !/^(audio|video)\//.test(recording.type)) throw new Error(t("notAudio"))
  const order = { content_type: recording.type || "application/octet-stream", bytes: recording.size, image: wanted() }
  const made = await ask("POST", "/v1/audio", { body: order })
  const bar = make("progress", { max: 1, value: 0, "aria-label": t("audioFile") })
  say(t("uploading", { percent: 0 }), bar)
  await upload(made.upload, recording, (share) => {
    bar.value = share
    $("p", place).textContent = t("uploading", { percent: Math.round(share * 100) })
  })
  store.keepRecording(made.id, made.delete_token)
  history.pushState(null, "", `${address("/")}?audio=${made.id}`)
  await follow(made.id)
}

// Show the transcript as soon as it is there, then hand over to the picture's job.
const follow = async (id) => {
  say(t("transcribing"))
  const isOver = (found) => Boolean(found.links.image) || found.status === "failed"
  for await (const found of looks(`/v1/audio/${id}`, { isOver })) {
    if (!found || !isOver(found)) continue
    if (found.status === "failed" && !found.links.image) throw new Error(inWords(found.error?.code, found.error?.message))
    setPrompt(found.transcript ?? "")
    say(t("transcript", { text: found.transcript }))
    const job = await ask("GET", found.links.image)
    const token = store.recordingToken(id)
    if (token) store.keep(job, token)
    store.forgetRecording(id)
    show(job)
  }
}

const guarded = (work) => work.catch((refused) => {
  close()
  tell(refused)
})

const sendFile = (file) => {
  clear()
  if (file) guarded(send(file))
}

const offer = (recording) => {
  const heard = URL.createObjectURL(recording)
  const leave = () => { URL.revokeObjectURL(heard) }
  say(t("listen"),
    make("audio", { controls: true, src: heard, "aria-label": t("listen") }),
    make("div", { className: "row" },
      button(t("send"), () => { leave(); sendFile(recording) }, { className: "main", id: "send-recording" }),
      button(t("again_record"), () => { leave(); speak() }),
      button(t("discard"), () => { leave(); close() })))
}

const speak = async () => {
  clear()
  place.hidden = false
  try {
    const recording = await record(place)
    if (recording) offer(recording)
    else close()
  } catch (refused) {
    close()
    tell(refused)
  }
}

// Offer the microphone and the choice of a file only if this deployment takes recordings. Both keep
// their place, so nothing else moves.
export const offerIf = (takes) => {
  isOffered = takes
  store.keepTakesRecordings(takes)
  for (const id of ["record", "choose-file"]) $(`#${id}`).classList.toggle("not-here", !takes)
}

// Go on with a recording that was uploaded before.
export const resume = (id) => guarded(follow(id))

export const prepare = ({ drawn, tell: teller }) => {
  show = drawn
  tell = teller
  const form = $("#draw")
  offerIf(store.takesRecordings())
  $("#record").addEventListener("click", speak)
  $("#choose-file").addEventListener("click", () => $("#file").click())
  $("#file").addEventListener("change", () => {
    sendFile($("#file").files[0])
    $("#file").value = ""
  })
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return
    event.preventDefault()
    if (isOffered) form.classList.add("dropping")
    else event.dataTransfer.dropEffect = "none"
  })
  form.addEventListener("dragleave", () => form.classList.remove("dropping"))
  form.addEventListener("drop", (event) => {
    form.classList.remove("dropping")
    if (!event.dataTransfer.files.length) return
    event.preventDefault()
    if (isOffered) sendFile(event.dataTransfer.files[0])
  })
}
