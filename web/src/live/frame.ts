// Once a frame, whatever arrives: listeners are called together before the next painting. A hidden
// tab paints nothing, so there it is once a second, for the title and the icon.
// SPDX-License-Identifier: GPL-3.0-or-later

const kHiddenMs = 1000

let waiting = new Set<() => void>()
let cancel: (() => void) | null = null

function flush() {
  cancel = null
  const due = waiting
  waiting = new Set()
  for (const listener of due) listener()
}

function arrange() {
  if (document.hidden) {
    const timer = setTimeout(flush, kHiddenMs)
    cancel = () => clearTimeout(timer)
  } else {
    const frame = requestAnimationFrame(flush)
    cancel = () => cancelAnimationFrame(frame)
  }
}

/** Calls it once before the next painting, however often it is asked for until then. */
export function atNextFrame(listener: () => void): void {
  waiting.add(listener)
  if (cancel === null) arrange()
}

// What was arranged for a frame never comes in a tab that has been hidden since, and a tab that is
// shown again does not wait out its second.
document.addEventListener("visibilitychange", () => {
  if (cancel === null) return
  cancel()
  arrange()
})
