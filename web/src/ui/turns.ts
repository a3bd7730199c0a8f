// Turns: how many pictures load at the same time. A browser has six connections to a server; were all
// of them waiting for pictures, which cost the server a decoding each, nothing else could be asked.
// SPDX-License-Identifier: GPL-3.0-or-later

export const kAtOnce = 3

let loading = 0
const waiting = new Set<() => void>()

/**
 * Calls `begin` when there is room, at once or later. The returned function ends the turn, whether it
 * has come or not; it may be called more than once.
 */
export function takeTurn(begin: () => void): () => void {
  let state: "waiting" | "loading" | "ended" = "waiting"
  const start = () => {
    waiting.delete(start)
    state = "loading"
    loading += 1
    begin()
  }
  if (loading < kAtOnce) start()
  else waiting.add(start)
  return () => {
    if (state === "loading") {
      loading -= 1
      const next = waiting.values().next()
      state = "ended"
      if (!next.done) next.value()
    }
    state = "ended"
    waiting.delete(start)
  }
}
