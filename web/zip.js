// Packs pictures into one archive. They are stored as they are: a JPEG is compressed already.
// The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

const LOCAL_FILE = 0x04034b50
const CENTRAL_FILE = 0x02014b50
const END = 0x06054b50
const VERSION = 20
const FIRST_DAY = 0x21 // 1980-01-01, the earliest that the format knows
const FETCHES_AT_ONCE = 4

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

// An archive of `files`, each {name, bytes}. Names are ASCII.
export const zip = (files) => {
  const parts = []
  const central = []
  let offset = 0
  for (const { name, bytes } of files) {
    const ascii = new TextEncoder().encode(name)
    const sizes = [[crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [ascii.length, 2], [0, 2]]
    const times = [[0, 2], [0, 2], [0, 2], [FIRST_DAY, 2]]
    const local = packed([LOCAL_FILE, 4], [VERSION, 2], ...times, ...sizes)
    parts.push(local, ascii, bytes)
    central.push(packed([CENTRAL_FILE, 4], [VERSION, 2], [VERSION, 2], ...times, ...sizes, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), ascii)
    offset += local.length + ascii.length + bytes.length
  }
  const size = central.reduce((sum, part) => sum + part.length, 0)
  const end = packed([END, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2])
  return new Blob([...parts, ...central, end], { type: "application/zip" })
}

// Fetch the pictures at `urls`, and let the browser save them as one archive called `name`.
export const download = async (urls, name) => {
  const files = []
  const waiting = [...urls.entries()]
  const fetchNext = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, url] = next
      const answer = await fetch(url)
      if (answer.ok) files[at] = { name: url.split("/").at(-1), bytes: new Uint8Array(await answer.arrayBuffer()) }
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
