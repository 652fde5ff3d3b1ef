// Finds and makes elements. Text that somebody typed only ever becomes a text node.

export const $ = (selector, root = document) => root.querySelector(selector)

const given = (child) => child !== null && child !== undefined

// An element of `tag`. A property that begins with "on" is a listener, one with a "-" an attribute.
export const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (!given(value)) continue
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else if (name.includes("-") || name === "role") element.setAttribute(name, value)
    else element[name] = value
  }
  element.append(...children.filter(given))
  return element
}

export const button = (text, onclick, properties = {}) =>
  make("button", { type: "button", className: "plain", textContent: text, onclick, ...properties })

// The small form of a job's picture: its thumbnail, if there is one. Its colour is seen first.
export const thumbnail = (image, properties) => {
  const small = image.renditions?.find(({ name }) => name === "thumbnail") ?? image
  const shown = make("img", { src: small.url, alt: "", ...properties })
  if (image.color) shown.style.backgroundColor = image.color
  return shown
}

// Move the focus to what is no control, so that a reader goes on from there.
export const focusOn = (place) => {
  place.tabIndex = -1
  place.focus({ preventScroll: true })
}

// Put `children` in place of what `place` holds. If the focus was within it, the focus stays there.
export const replace = (place, ...children) => {
  const focused = place.contains(document.activeElement) ? document.activeElement : null
  place.replaceChildren(...children.filter(given))
  if (!focused || focused === document.activeElement) return
  if (focused.isConnected) focused.focus({ preventScroll: true })
  else focusOn(place)
}

// Tell a screen reader.
export const announce = (text) => {
  const announcer = $("#announcer")
  if (announcer.textContent !== text) announcer.textContent = text
}

export const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds))

// Do `work` while `control` does nothing more. It keeps the focus: a disabled control would lose it.
export const busy = async (control, work) => {
  if (control.ariaDisabled === "true") return undefined
  control.ariaDisabled = "true"
  try {
    return await work()
  } finally {
    control.ariaDisabled = null
  }
}
