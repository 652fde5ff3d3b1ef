// What this browser remembers: its own pictures with the tokens that delete them, the last prompts,
// and the key if the reader says so. A browser that keeps nothing still draws.

const MOST_PICTURES = 500
const MOST_PROMPTS = 30

const read = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(`easel.${name}`)) ?? otherwise
  } catch {
    return otherwise
  }
}

const write = (name, value) => {
  try {
    localStorage.setItem(`easel.${name}`, JSON.stringify(value))
  } catch {
    // The browser keeps nothing, or its space is used up.
  }
}

// Newest first.
export const pictures = () => read("pictures", [])

export const picture = (id) => pictures().find((kept) => kept.id === id)

// Remember the job that a POST answered, and its token. Each token removes a claim of its own, so
// the tokens of earlier POSTs for the same picture are kept too.
export const keep = (job, token) => {
  const tokens = [...new Set([...(picture(job.id)?.tokens ?? []), ...(token ? [token] : [])])]
  const others = pictures().filter((other) => other.id !== job.id)
  write("pictures", [{ ...shown(job), tokens }, ...others].slice(0, MOST_PICTURES))
}

// Bring what is remembered of the job up to date.
export const update = (job) => {
  if (!picture(job.id)) return
  write("pictures", pictures().map((kept) => (kept.id === job.id ? { ...kept, ...shown(job) } : kept)))
}

const shown = ({ id, prompt, status, share_url, images, created_at }) => ({
  id, prompt, status, share_url, images: images?.map(withThumbnail), created_at,
})

// Of several renditions, a list needs only this one.
const withThumbnail = (image) => ({
  ...image, renditions: image.renditions?.filter(({ name }) => name === "thumbnail"),
})

export const forget = (id) => write("pictures", pictures().filter((kept) => kept.id !== id))

// Whether this deployment took recordings when it was asked last.
export const takesRecordings = () => read("takes-recordings", true)

export const keepTakesRecordings = (takes) => write("takes-recordings", takes)

// The token that comes with a recording is the token of its future picture. It outlives a reload.
export const recordingToken = (id) => read("recordings", {})[id]

export const keepRecording = (id, token) => token && write("recordings", { ...read("recordings", {}), [id]: token })

export const forgetRecording = (id) => {
  const { [id]: _, ...others } = read("recordings", {})
  write("recordings", others)
}

export const prompts = () => read("prompts", [])

export const keepPrompt = (prompt) =>
  write("prompts", [prompt, ...prompts().filter((other) => other !== prompt)].slice(0, MOST_PROMPTS))

// The rows of orders that this tab has not sent yet.
export const rows = () => {
  try {
    return JSON.parse(sessionStorage.getItem("easel.rows")) ?? []
  } catch {
    return []
  }
}

export const keepRows = (rows) => {
  try {
    if (rows.length) sessionStorage.setItem("easel.rows", JSON.stringify(rows.map(({ taken, rest }) => ({ taken, rest }))))
    else sessionStorage.removeItem("easel.rows")
  } catch {
    // Then a reload forgets what was not sent.
  }
}

// The key is kept for this tab only, unless the reader wants it to be remembered.
export const key = () => {
  try {
    return sessionStorage.getItem("easel.key") ?? localStorage.getItem("easel.key") ?? ""
  } catch {
    return ""
  }
}

export const keepKey = (value, remember) => {
  try {
    localStorage.removeItem("easel.key")
    sessionStorage.removeItem("easel.key")
    if (value) (remember ? localStorage : sessionStorage).setItem("easel.key", value)
  } catch {
    // Then it is asked for again.
  }
}
