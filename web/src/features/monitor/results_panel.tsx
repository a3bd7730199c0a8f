// ResultsPanel: the newest results as pictures with their decision and reasons. What was judged
// before the page was opened fills it first.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { memo } from "react"
import { thumbnail } from "../../api/client"
import { newestImagesQuery } from "../../api/queries"
import type { ImageResult } from "../../live/session_state"
import { classes } from "../../ui/classes"
import { Icon } from "../../ui/icon"
import { Panel } from "../../ui/panel"
import { Thumbnail } from "../../ui/thumbnail"
import { codeWord, useWords } from "../../words/words"
import { useCalmly } from "./use_calmly"

const kShown = 12

type Shown = Pick<ImageResult, "n" | "path" | "decision" | "reasons">

export function ResultsPanel({ id, results }: { id: string; results: readonly ImageResult[] }) {
  return <Results id={id} live={useCalmly(results)} />
}

const Results = memo(function Results({ id, live }: { id: string; live: readonly ImageResult[] }) {
  const { monitor: words } = useWords()
  const before = useQuery(newestImagesQuery(id)).data?.images ?? []
  const known = new Set(live.map((one) => one.n))
  const older: Shown[] = before
    .filter((one) => !known.has(one.n))
    .map((one) => ({
      n: one.n,
      path: one.path,
      decision: one.decision,
      reasons: one.findings.filter((finding) => finding.severity === "reject").map((finding) => finding.code),
    }))
  const shown = [...live, ...older].slice(0, kShown)
  return (
    <Panel title={words.results}>
      {shown.length === 0 ? (
        <p className="hint">{words.noResults}</p>
      ) : (
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-4 lg:grid-cols-2 xl:grid-cols-3" data-testid="results">
          {shown.map((one) => <li key={one.n} className="min-w-0"><Result id={id} result={one} /></li>)}
        </ul>
      )}
    </Panel>
  )
})

function Result({ id, result }: { id: string; result: Shown }) {
  const words = useWords()
  const approved = result.decision === "approved"
  const why = approved ? words.monitor.approved : result.reasons.map((code) => codeWord(words, code)).join(", ") || words.monitor.rejected
  const name = result.path.split("/").pop() ?? result.path
  return (
    <Link to="/monitoring/$id/photos/$n" params={{ id, n: String(result.n) }} title={result.path}
      className="block h-full overflow-hidden rounded-control border border-line hover:border-line-strong">
      <Thumbnail src={thumbnail(id, result.n, 320)} alt="" className="aspect-[3/2]" />
      <span className="block px-2 py-1.5 text-[0.8125rem] leading-snug">
        <span className="block truncate">{name}</span>
        <span className={classes("flex items-start gap-1", approved ? "text-good" : "text-bad")}>
          <Icon name={approved ? "check" : "cross"} className="mt-px h-4 w-4" />
          <span className="line-clamp-2">{why}</span>
        </span>
      </span>
    </Link>
  )
}
