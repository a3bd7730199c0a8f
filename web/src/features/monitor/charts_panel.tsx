// ChartsPanel: what the machine does while it judges, over spans to choose from. Comes with its
// library only when it is shown.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useQuery } from "@tanstack/react-query"
import { memo, useMemo, useState } from "react"
import { decisionsQuery, performanceQuery } from "../../api/queries"
import type { History } from "../../live/history"
import type { Decision } from "../../live/session_state"
import { useSession, useWatched } from "../../live/use_live"
import { Button } from "../../ui/button"
import { Panel } from "../../ui/panel"
import { ServerText } from "../../words/server_text"
import { nameIn, useFormat, useWords } from "../../words/words"
import { ChartBox } from "./chart_box"
import { pastSamples } from "./past_samples"
import { useCalmly } from "./use_calmly"
import { kCharts, knownLines } from "./chart_series"

const kDrawMs = 1000
const kSpans = ["300", "900", "3600", "0"] as const

export default function ChartsPanel({ id, live }: { id: string; live: boolean }) {
  const { history } = useWatched(id)
  const state = useSession(id)
  const fresh = useCalmly(state.decisions, kDrawMs)
  // A new sample: the charts draw it. They are no other charts for that.
  const version = useCalmly(state.performance?.timestamp ?? "", kDrawMs)
  return <Charts {...{ id, live, history, fresh, version }} />
}

interface ChartsProps {
  id: string
  live: boolean
  history: History
  fresh: readonly Decision[]
  version: string
}

const Charts = memo(function Charts({ id, live, history, fresh, version }: ChartsProps) {
  const { charts: words, tuned } = useWords()
  const format = useFormat()
  const past = useQuery(performanceQuery(id)).data
  // Before it is drawn, so that it is drawn once. A session that was looked at before has its history
  // already, to which this is no news.
  useMemo(() => past && history.prepend(pastSamples(past)), [past, history])
  const [span, setSpan] = useState<(typeof kSpans)[number]>("900")
  const stored = useQuery(decisionsQuery(id)).data?.decisions
  const decisions = useMemo(() => {
    const known = new Set(stored?.map(keyOf))
    return [...(stored ?? []), ...fresh.filter((one) => !known.has(keyOf(one)))]
  }, [stored, fresh])
  const charts = kCharts.map((chart) => ({ chart, lines: knownLines(chart, history) })).filter(({ lines }) => lines.length > 0)
  if (charts.length === 0 && !live) return null
  return (
    <Panel title={words.title}
      aside={
        <div role="group" aria-label={words.span} className="no-print flex gap-0.5">
          {kSpans.map((one) => (
            <Button key={one} look="quiet" size="small" aria-pressed={span === one} onClick={() => setSpan(one)}
              className="px-2.5 aria-pressed:bg-accent-soft aria-pressed:text-accent">
              {words.spans[one]}
            </Button>
          ))}
        </div>
      }>
      {charts.length === 0 ? (
        <p className="hint">{words.waiting}</p>
      ) : (
        <div className="grid gap-x-6 gap-y-5 md:grid-cols-2" data-testid="charts">
          {charts.map(({ chart, lines }) => (
            <ChartBox key={chart.id} chart={chart} lines={lines} history={history} span={Number(span)} marks={decisions} version={`${version} ${history.times.length}`} />
          ))}
        </div>
      )}
      {decisions.length > 0 && (
        <details className="mt-4">
          <summary className="cursor-pointer text-sm font-medium text-text-2">{words.decisions} ({format.count(decisions.length)})</summary>
          <ul className="mt-2 grid gap-1.5 text-sm">
            {[...decisions].reverse().slice(0, 50).map((one) => (
              <li key={keyOf(one)} className="flex flex-wrap gap-x-3">
                <time dateTime={one.timestamp} className="text-text-3">{format.exactTime(one.timestamp)}</time>
                <span className="font-medium">{words.decision(nameIn(tuned, one.what), format.number(one.from), format.number(one.to))}</span>
                <span className="text-text-2"><ServerText>{one.reason}</ServerText></span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
})

const keyOf = (one: Pick<Decision, "timestamp" | "what" | "to">) => `${one.timestamp} ${one.what} ${one.to}`
