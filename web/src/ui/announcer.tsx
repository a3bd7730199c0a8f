// Announcer: the polite region that screen readers listen to. It is there from the start, since a
// region that comes with its text is often not read. One sentence at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
import { createContext, useContext, useMemo, useState, type ReactNode } from "react"

const Announce = createContext<(sentence: string) => void>(() => {})

/** Says a sentence when the reader's screen reader has a moment. */
export const useAnnounce = () => useContext(Announce)

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ sentence: "", turn: 0 })
  const announce = useMemo(
    () => (sentence: string) => setSaid(({ turn }) => ({ sentence, turn: turn + 1 })),
    [],
  )
  return (
    <Announce.Provider value={announce}>
      {children}
      {/* The same sentence twice is still a change of the text. */}
      <div className="sr-only" role="status" aria-live="polite" data-testid="announcer">
        {said.sentence + "\u00a0".repeat(said.turn % 2)}
      </div>
    </Announce.Provider>
  )
}
