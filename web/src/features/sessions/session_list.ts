// Which sessions a list shows: those that were loaded, with what has changed since laid over them.
// Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"

export type Listed = Schemas["Session"]
export type Filter = "all" | "active" | "complete" | "ended"

const kActive: readonly string[] = ["created", "running", "paused", "interrupted"]

export const isActive = (session: Listed): boolean => kActive.includes(session.status)

/** Newest first, each once; of two tellings of one session, the one that has counted further. */
export function merged(loaded: readonly Listed[], live: ReadonlyMap<string, Listed>): Listed[] {
  const all = new Map(loaded.map((one) => [one.session_id, one]))
  for (const [id, session] of live) {
    const known = all.get(id)
    if (!known || session.processed >= known.processed) all.set(id, session)
  }
  return [...all.values()].sort((a, b) =>
    a.created_at === b.created_at ? compare(b.session_id, a.session_id) : compare(b.created_at, a.created_at),
  )
}

export function matches(session: Listed, filter: Filter, words: string): boolean {
  const kept =
    filter === "all" ||
    (filter === "active" && isActive(session)) ||
    (filter === "complete" && session.status === "complete") ||
    (filter === "ended" && (session.status === "cancelled" || session.status === "failed"))
  const text = `${session.name} ${session.input_folder} ${session.profile}`.toLocaleLowerCase()
  return kept && words.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
