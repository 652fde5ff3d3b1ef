// Asks the public API (docs/api.md). A refusal is thrown with the API's own `detail`.

import { pause } from "./dom.js"
import { askForKey } from "./key.js"
import * as store from "./store.js"
import { clock, duration, t } from "./texts.js"
import { inWords } from "./words.js"

export const settings = document.documentElement.dataset
export const needsKey = settings.access === "key"
const OFFLINE = 0

export class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(explained(problem?.detail, problem?.error?.code, status, retryAfter))
    this.status = status
    this.code = problem?.error?.code
    this.errors = problem?.errors
    this.retryAfter = retryAfter // in seconds, if the API says so
  }

  get offline() {
    return this.status === OFFLINE
  }
}

// If the day's quota is used up, also when the next day begins.
const explained = (detail, code, status, retryAfter) =>
  code === "quota_exceeded" && retryAfter
    ? t("quotaSpent", { detail, time: clock(retryAfter), rest: duration(retryAfter) })
    : inWords(code, detail, status)

const tellConnection = (isThere) => window.dispatchEvent(new CustomEvent("easel:connection", { detail: isThere }))

export const address = (path) => new URL(settings.base + path, location.href).href

// The JSON of the answer, or null if it has none. A DELETE answers what became of the picture.
// `token` stands in for the key.
export const ask = async (method, path, { body, token, headers = {} } = {}) => {
  const credential = token ?? (needsKey ? store.key() : "")
  const answer = await fetch(settings.base + path, {
    method,
    headers: {
      ...headers,
      ...(body && { "content-type": "application/json" }),
      ...(credential && { authorization: `Bearer ${credential}` }),
    },
    body: body && JSON.stringify(body),
    cache: "no-store",
    credentials: "omit",
  }).catch(() => {
    tellConnection(false)
    throw new Refused(OFFLINE, { detail: t("offline") })
  })
  tellConnection(true)
  const json = await answer.json().catch(() => null)
  if (answer.status === 401 && needsKey && !token && (await askForKey({ refused: Boolean(credential) }))) {
    return ask(method, path, { body, headers })
  }
  if (!answer.ok) throw new Refused(answer.status, json, Number(answer.headers.get("retry-after")) || undefined)
  return method === "DELETE" ? answer.headers.get("x-easel-picture") : json
}

// A name for a POST that nobody can guess, so that a repeat gets the same answer and token.
export const unguessable = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")

// POST the order. If the connection breaks, try once more: by its `name` it is drawn only once.
export const draw = async (order, name) => {
  const post = { body: order, headers: { prefer: "respond-async", "idempotency-key": name } }
  let job
  try {
    job = await ask("POST", "/v1/images", post)
  } catch (refused) {
    if (!refused.offline) throw refused
    await pause(1000)
    job = await ask("POST", "/v1/images", post)
  }
  store.keep(job, job.delete_token)
  store.keepPrompt(order.prompt)
  window.dispatchEvent(new Event("easel:changed"))
  return job
}

export const ended = (job) => !["queued", "running"].includes(job.status)

// The token of this browser for a picture. Nothing in key mode, where the key counts.
const tokenOf = (id) => (needsKey ? undefined : store.picture(id)?.tokens?.at(-1) ?? "none")

export const isMine = (id) => needsKey || Boolean(store.picture(id)?.tokens?.length)

export const cancel = (id) => ask("POST", `/v1/images/${id}/cancel`, { token: tokenOf(id) })

// Remove every claim that this browser holds: "kept" if the link still works, since others hold a
// claim too, or no claim is held here. A picture that is gone already counts as deleted.
export const remove = async (id) => {
  let became = "kept"
  for (const token of needsKey ? [undefined] : store.picture(id)?.tokens ?? ["none"]) {
    became = await ask("DELETE", `/v1/images/${id}`, { token }).catch((refused) => {
      if (![404, 410].includes(refused.status)) throw refused
      return "deleted"
    })
  }
  store.forget(id)
  return became
}
