// Finds and makes elements. Text that somebody typed only ever becomes a text node.

export const $ = (selector, root = document) => root.querySelector(selector)

// An element of `tag`. A property that begins with "on" is a listener, one with a "-" an attribute.
export const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else if (name.includes("-") || name === "role") element.setAttribute(name, value)
    else element[name] = value
  }
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

export const button = (text, onclick, properties = {}) =>
  make("button", { type: "button", className: "plain", textContent: text, onclick, ...properties })

// Tell a screen reader.
export const announce = (text) => {
  const announcer = $("#announcer")
  if (announcer.textContent !== text) announcer.textContent = text
}

export const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds))

// Do `work` while `control` cannot be pressed again.
export const busy = async (control, work) => {
  control.disabled = true
  try {
    return await work()
  } finally {
    control.disabled = false
  }
}
