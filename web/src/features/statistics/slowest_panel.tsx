// SlowestPanel: the photos that took longest, each a link to its result.
// SPDX-License-Identifier: GPL-3.0-or-later
import { Link } from "@tanstack/react-router"
import type { Schemas } from "../../api/client"
import { Panel } from "../../ui/panel"
import { useFormat, useWords } from "../../words/words"

export function SlowestPanel({ id, slowest }: { id: string; slowest: Schemas["Statistics"]["slowest"] }) {
  const { statistics: words } = useWords()
  const format = useFormat()
  if (slowest.length === 0) return null
  return (
    <Panel title={words.slowest}>
      <ol className="grid gap-1.5 text-sm">
        {slowest.map((one) => (
          <li key={one.n} className="flex justify-between gap-4 border-b border-line pb-1.5 last:border-0">
            <Link to="/monitoring/$id/photos/$n" params={{ id, n: String(one.n) }} className="min-w-0 truncate text-accent underline-offset-2 hover:underline">
              {one.path}
            </Link>
            <span className="shrink-0 font-medium">{format.duration(one.elapsed_ms / 1000)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
