// Sends a row of orders, one after the other. What is not sent yet outlives a reload of the tab.

import { draw, unguessable } from "./api.js"
import { untilBack } from "./follow.js"
import * as store from "./store.js"

const TRY_AGAIN_S = 10

let rows = store.rows()

const keep = () => store.keepRows(rows.filter((row) => row.rest.length))

// The row that sent `ids`, if a part of it is still to be sent.
export const rowOf = (ids) =>
  rows.find(({ taken, rest }) => rest.length && ids.length && ids.every((id, at) => taken[at] === id))

export const begin = (orders) => {
  const row = { taken: [], rest: orders.map((order) => ({ order, name: unguessable() })) }
  rows.push(row)
  return row
}

// The job of the row's next order. A repeat, also after a reload, gets the same job.
const sendNext = async (row) => {
  const [{ order, name }] = row.rest
  const job = await draw(order, name)
  row.rest = row.rest.slice(1)
  row.taken.push(job.id)
  keep()
  return job
}

// The job of the first order. If it is refused, the row is given up: its text is still in the form.
export const sendFirst = (row) =>
  sendNext(row).catch((refused) => {
    rows = rows.filter((other) => other !== row)
    throw refused
  })

// Send the others. `heard` has a function for each thing that can happen: `onjob`, `onwait` for a
// refusal that passes by itself, `onrefused` for any other, which ends the sending.
export const sendOthers = async (row, heard) => {
  row.heard = heard
  if (row.sending) return
  row.sending = true
  while (row.rest.length) {
    try {
      row.heard.onjob(await sendNext(row))
    } catch (refused) {
      const passes = refused.offline || refused.code === "rate_limited"
      if (!passes) {
        row.heard.onrefused(refused)
        break
      }
      row.heard.onwait(refused)
      await untilBack(refused.retryAfter ?? TRY_AGAIN_S)
    }
  }
  row.sending = false
}

export const stop = (row) => {
  row.stopped = true
  row.rest = []
  keep()
}
