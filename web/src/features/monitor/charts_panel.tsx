// ChartsPanel: what the machine does while it judges, over spans to choose from. Comes with its
// library only when it is shown.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useState } from "react"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { decisionsQuery } from "../../api/queries"
import { useSession, useWatched } from "../../live/use_live"
import { Button } from "../../ui/button"
import { Panel } from "../../ui/panel"
import { nameIn, useFormat, useWords } from "../../words/words"
import { ChartBox } from "./chart_box"
import { kCharts, knownLines } from "./chart_series"

const kSpans = ["300", "900", "3600", "0"] as const

export default function ChartsPanel({ id, live }: { id: string; live: boolean }) {
  const { charts: words, tuned } = useWords()
  const format = useFormat()
  const { history } = useWatched(id)
  const { performance, decisions: fresh } = useSession(id)
  const [span, setSpan] = useState<(typeof kSpans)[number]>("900")
  const queries = useQueryClient()
  const stored = useQuery(decisionsQuery(id)).data?.decisions ?? []
  useEffect(() => {
    if (fresh.length > 0) void queries.invalidateQueries({ queryKey: decisionsQuery(id).queryKey })
  }, [fresh.length, id, queries])

  const charts = kCharts.map((chart) => ({ chart, lines: knownLines(chart, history) })).filter(({ lines }) => lines.length > 0)
  const seen = new Set(stored.map((one) => `${one.timestamp} ${one.what}`))
  const decisions = [...stored, ...fresh.filter((one) => !seen.has(`${one.timestamp} ${one.what}`))]
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
            <ChartBox key={chart.id} chart={chart} lines={lines} history={history} span={Number(span)} marks={decisions}
              // A new sample: the chart draws it. It is no other chart for that.
              version={performance?.timestamp ?? String(history.version)} />
          ))}
        </div>
      )}
      {decisions.length > 0 && (
        <details className="mt-4">
          <summary className="cursor-pointer text-sm font-medium text-text-2">{words.decisions} ({format.count(decisions.length)})</summary>
          <ul className="mt-2 grid gap-1.5 text-sm">
            {[...decisions].reverse().slice(0, 50).map((one) => (
              <li key={`${one.timestamp} ${one.what}`} className="flex flex-wrap gap-x-3">
                <time dateTime={one.timestamp} className="text-text-3">{format.exactTime(one.timestamp)}</time>
                <span className="font-medium">{words.decision(nameIn(tuned, one.what), format.number(one.from), format.number(one.to))}</span>
                <span className="text-text-2">{one.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
}
