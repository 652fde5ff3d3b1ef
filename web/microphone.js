// Records from the microphone, with a meter, for a minute at most.

import { announce, button, make } from "./dom.js"
import { t } from "./texts.js"

const MOST_S = 60
const LOOKS_MS = 100
// Where the level is shown as full: speech close to a microphone.
const FULL = 0.35
const REFUSED = { NotAllowedError: "micDenied", SecurityError: "micDenied", NotFoundError: "micMissing" }

// How loud it is now, from 0 to 1.
const levelOf = (analyser) => {
  const samples = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(samples)
  return Math.min(1, Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length) / FULL)
}

const open = async () => {
  if (!navigator.mediaDevices || !window.MediaRecorder) throw new Error(t("micUnsupported"))
  return navigator.mediaDevices.getUserMedia({ audio: true }).catch((error) => {
    throw new Error(t(REFUSED[error.name] ?? "micUnsupported"))
  })
}

// What was recorded, as a Blob. Null if the reader discards it. The controls are shown in `place`.
export const record = async (place) => {
  const stream = await open()
  const recorder = new MediaRecorder(stream)
  const chunks = []
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)

  let discarded = false
  const time = make("p", { className: "number" })
  const meter = make("meter", { min: 0, max: 1, "aria-label": t("level") })
  const stop = button(t("stop"), () => recorder.stop(), { className: "main", id: "stop-recording" })
  const leave = button(t("discard"), () => { discarded = true; recorder.stop() })
  place.replaceChildren(time, meter, make("div", { className: "row" }, stop, leave))
  stop.focus()

  const began = Date.now()
  announce(t("recording", { n: 0, most: MOST_S }))
  const clock = setInterval(() => {
    const seconds = (Date.now() - began) / 1000
    time.textContent = t("recording", { n: Math.floor(seconds), most: MOST_S })
    meter.value = levelOf(analyser)
    if (seconds >= MOST_S && recorder.state === "recording") recorder.stop()
  }, LOOKS_MS)

  recorder.ondataavailable = (event) => chunks.push(event.data)
  await new Promise((stopped) => {
    recorder.onstop = stopped
    recorder.start()
  })
  clearInterval(clock)
  for (const track of stream.getTracks()) track.stop()
  context.close()
  return discarded ? null : new Blob(chunks, { type: recorder.mimeType })
}
