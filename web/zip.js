// Packs pictures into one archive. They are stored as they are: a JPEG is compressed already.
// The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

const LOCAL_FILE = 0x04034b50
const CENTRAL_FILE = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const FIRST_DAY = 0x21 // 1980-01-01, the earliest that the format knows
const FETCHES_AT_ONCE = 4
const NAME_IS_UTF8 = 1 << 11
const NAME_CHARACTERS = 40

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  return sum
})

const crc32 = (bytes) => {
  let sum = -1
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8)
  return ~sum >>> 0
}

// The numbers as little-endian bytes. Each is [value, how many bytes].
const packed = (...numbers) => {
  const view = new DataView(new ArrayBuffer(numbers.reduce((size, [, bytes]) => size + bytes, 0)))
  let at = 0
  for (const [value, bytes] of numbers) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

// The reader's time and date, as MS-DOS wrote them.
const stamped = (time) => {
  if (!time) return [0, FIRST_DAY]
  const at = new Date(time)
  return [
    (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
    ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
  ]
}

// An archive of `files`, each {name, bytes} and perhaps the time when it was made.
export const zip = (files) => {
  const parts = []
  const central = []
  let offset = 0
  for (const { name, bytes, made } of files) {
    const [time, day] = stamped(made)
    const encoded = new TextEncoder().encode(name)
    const sizes = [[crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [encoded.length, 2], [0, 2]]
    const times = [[NAME_IS_UTF8, 2], [0, 2], [time, 2], [day, 2]]
    const local = packed([LOCAL_FILE, 4], [VERSION, 2], ...times, ...sizes)
    parts.push(local, encoded, bytes)
    central.push(packed([CENTRAL_FILE, 4], [VERSION, 2], [VERSION, 2], ...times, ...sizes, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), encoded)
    offset += local.length + encoded.length + bytes.length
  }
  const size = central.reduce((sum, part) => sum + part.length, 0)
  const end = packed([END, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2])
  return new Blob([...parts, ...central, end], { type: "application/zip" })
}

// A name that says what the picture shows. The id at its end makes it unique.
const named = ({ prompt }, url) => {
  const words = prompt.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")
  return `${[...words].slice(0, NAME_CHARACTERS).join("")}-${url.split("/").at(-1)}`
}

// Fetch the pictures of `jobs`, and let the browser save them as one archive called `name`.
export const download = async (jobs, name) => {
  const files = []
  const pictures = jobs.flatMap((job) => (job.images ?? []).map(({ url }) => ({ job, url })))
  const waiting = [...pictures.entries()]
  const fetchNext = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, { job, url }] = next
      const answer = await fetch(url)
      if (answer.ok) {
        files[at] = { name: named(job, url), made: job.created_at, bytes: new Uint8Array(await answer.arrayBuffer()) }
      }
    }
  }
  await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, fetchNext))
  const href = URL.createObjectURL(zip(files.filter(Boolean)))
  const link = document.createElement("a")
  link.href = href
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}
