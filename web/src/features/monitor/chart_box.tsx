// ChartBox: one chart with its newest values in words. uPlot draws it; React only places it. A
// screen reader gets the name and the newest values.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useRef, useState } from "react"
import type { History } from "../../live/history"
import { useFormat, useWords } from "../../words/words"
import { windowOf, wordOf, type Chart, type Line } from "./chart_series"
import { makePlot, type Mark, type Plot } from "./plot"

interface ChartBoxProps {
  chart: Chart
  lines: readonly Line[]
  history: History
  /** Seconds; 0: all there is. */
  span: number
  marks: readonly Mark[]
  /** Changes with each sample. */
  version: string
}

export function ChartBox({ chart, lines, history, span, marks, version }: ChartBoxProps) {
  const { charts: words, locale } = useWords()
  const format = useFormat()
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<Plot | null>(null)
  const theme = useTheme()
  const shape = lines.map((line) => line.column).join()

  useEffect(() => {
    if (place.current === null) return
    const made = makePlot(place.current, lines, chart.unit, locale)
    plot.current = made
    return () => {
      plot.current = null
      made.destroy()
    }
    // The colours are read when it is made: another theme, another plot.
  }, [chart.unit, shape, theme, locale])

  useEffect(() => {
    plot.current?.show(windowOf(history, lines, span), marks)
  }, [history, version, span, marks, shape, theme, locale])

  const values = lines.map((line) => {
    const newest = history.columns[line.column].at(-1) ?? null
    const value = chart.unit === "MB" ? format.megabytes(newest) : `${format.number(newest)}${newest === null || chart.unit === "" ? "" : chart.unit === "%" ? "%" : ` ${chart.unit}`}`
    return { line, word: wordOf(line, words), value }
  })
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex flex-wrap items-baseline gap-x-3 text-[0.8125rem]">
        <span className="font-medium">{words[chart.id]}</span>
        {values.map(({ line, word, value }) => (
          <span key={line.column} className="inline-flex items-baseline gap-1.5 text-text-2">
            {values.length > 1 && <i aria-hidden="true" className="inline-block h-0.5 w-3 self-center rounded" style={{ background: `var(--${line.colour})` }} />}
            <span className="lowercase">{word}</span> <b className="font-semibold text-text">{value}</b>
          </span>
        ))}
      </figcaption>
      <div ref={place} aria-hidden="true" className="h-28 w-full" />
    </figure>
  )
}

function useTheme(): string {
  const [theme, setTheme] = useState(() => document.documentElement.dataset.theme ?? "")
  useEffect(() => {
    const look = () => setTheme(document.documentElement.dataset.theme ?? "")
    const watch = new MutationObserver(look)
    watch.observe(document.documentElement, { attributeFilter: ["data-theme"] })
    look()
    return () => watch.disconnect()
  }, [])
  return theme
}
