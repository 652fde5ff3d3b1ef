// Asks for a job until it has ended, and says what it waits for.

import { ask, ended } from "./api.js"
import { pause } from "./dom.js"
import { duration, t } from "./texts.js"

// A look costs the service a few milliseconds; a request that waits would hold a function.
const FIRST_LOOKS_S = 1
const LATER_LOOKS_S = 3
const OFTEN_FOR_S = 30
const UNSEEN_LOOKS_S = 15
const AHEAD_FOR_TWICE_AS_LONG = 4
const MOST_TIMES_LONGER = 4
// A picture that takes longer than this was perhaps interrupted. It is drawn again by itself.
const LATE_S = 60
const LATE_TIMES = 3
const MANY_REQUESTS = 429

// A job far behind is asked for less often: twenty jobs at once would ask twenty times a second.
const nextLook = (since, found) => {
  if (document.hidden) return UNSEEN_LOOKS_S
  const ahead = found?.queue?.position ?? 0
  const seconds = Date.now() - since < OFTEN_FOR_S * 1000 ? FIRST_LOOKS_S : LATER_LOOKS_S
  return seconds * Math.min(MOST_TIMES_LONGER, 1 + ahead / AHEAD_FOR_TWICE_AS_LONG)
}

// A pause that ends early when the connection or the reader comes back.
export const untilBack = async (seconds) => {
  const back = new AbortController()
  const returned = new Promise((go) => {
    window.addEventListener("online", go, { signal: back.signal })
    document.addEventListener("visibilitychange", () => document.hidden || go(), { signal: back.signal })
  })
  await Promise.race([pause(seconds * 1000), returned])
  back.abort()
}

// What GET `path` answers, again and again until `isOver`. If the connection is lost, `null`.
export async function* looks(path, { isOver = ended, signal } = {}) {
  const since = Date.now()
  while (!signal?.aborted) {
    let found = null
    try {
      found = await ask("GET", path)
    } catch (refused) {
      const passes = refused.offline || refused.status === MANY_REQUESTS || refused.status >= 500
      if (!passes) throw refused
    }
    if (signal?.aborted) return
    yield found
    if (found && isOver(found)) return
    await untilBack(nextLook(since, found))
  }
}

// One sentence: what the job waits for.
export const stageOf = (job) => {
  const { position = 0, eta_seconds: eta, cold_start: cold } = job.queue ?? {}
  const ahead = position > 0 ? t("queuedBehind", { ahead: position }) : null
  const rest = eta ? t("eta", { time: duration(eta) }) : null
  const isLate = secondsSince(job.created_at) > LATE_S + LATE_TIMES * (eta ?? 0)
  if (cold) return [ahead, t("waking")].filter(Boolean).join(" · ")
  if (ahead) return [ahead, rest].filter(Boolean).join(" · ")
  return isLate ? t("late") : t("now")
}

export const secondsSince = (time) => Math.max(0, (Date.now() - Date.parse(time)) / 1000)
