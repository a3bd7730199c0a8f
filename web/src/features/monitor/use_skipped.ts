// Which errors of a session a person has skipped: kept in this browser, so that a list that was gone through
// stays so. The server's record keeps them all.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useMemo, useState } from "react"

const kStored = "photosieve.skipped."
/** The newest; a session with more errors than that has other troubles. */
const kMost = 500

function read(id: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(kStored + id) ?? "[]")
    return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : []
  } catch {
    return []
  }
}

export interface Skipped {
  readonly keys: ReadonlySet<string>
  skip(key: string): void
  /** All of them stand in the list again. */
  bringBack(): void
}

/** For one session: a component that may show another takes the id as its key. */
export function useSkipped(id: string): Skipped {
  const [list, setList] = useState(() => read(id))
  useEffect(() => {
    const look = ({ key }: StorageEvent) => key === kStored + id && setList(read(id))
    addEventListener("storage", look)
    return () => removeEventListener("storage", look)
  }, [id])
  return useMemo(() => {
    const keep = (next: readonly string[]) => {
      setList(next)
      try {
        if (next.length === 0) localStorage.removeItem(kStored + id)
        else localStorage.setItem(kStored + id, JSON.stringify(next))
      } catch {
        // It holds until the page is left, then.
      }
    }
    return { keys: new Set(list), skip: (key) => keep([...list, key].slice(-kMost)), bringBack: () => keep([]) }
  }, [id, list])
}
