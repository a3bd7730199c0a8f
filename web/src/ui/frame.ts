// Once a frame at most, whatever arrives: all that changed is drawn by one commit of React before the
// next painting. What is only watched waits until kCalmMs after the time before, since nobody reads
// numbers faster than that. A hidden tab paints nothing, so there it is once a second, for the title
// and the icon.
// SPDX-License-Identifier: GPL-3.0-or-later
import { flushSync } from "react-dom"

const kCalmMs = 100
const kHiddenMs = 1000

let waiting = new Set<() => void>()
let cancel: (() => void) | null = null
let hurried = false
let flushed = -Infinity

function flush() {
  cancel = null
  hurried = false
  flushed = performance.now()
  const due = waiting
  waiting = new Set()
  // Updates of stores and of states are of different urgency to React, and would be two commits.
  flushSync(() => {
    for (const listener of due) listener()
  })
}

function arrange() {
  cancel?.()
  const wait = document.hidden ? kHiddenMs : hurried ? 0 : flushed + kCalmMs - performance.now()
  if (wait > 0) {
    const timer = setTimeout(document.hidden ? flush : arrange, wait)
    cancel = () => clearTimeout(timer)
  } else {
    const frame = requestAnimationFrame(flush)
    cancel = () => cancelAnimationFrame(frame)
  }
}

/** Calls it once before a next painting, however often it is asked for until then. */
export function atNextFrame(listener: () => void): void {
  waiting.add(listener)
  if (cancel === null) arrange()
}

/** The same, before the very next painting: for what a reader waits for. */
export function soon(listener: () => void): void {
  waiting.add(listener)
  if (hurried) return
  hurried = true
  arrange()
}

// What was arranged for a frame never comes in a tab that has been hidden since, and a tab that is
// shown again does not wait out its second.
document.addEventListener("visibilitychange", () => {
  if (cancel !== null) arrange()
})
