// Which charts there are, and of which columns of the history each is made. Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { History, Series } from "../../live/history"
import type { Words } from "../../words/en"

export interface Line {
  readonly column: Series
  /** Of the words for charts; null where the chart's own name says it. */
  readonly word: "program" | "machine" | "read" | "written" | "sent" | "received" | "cpu" | "memory" | "io" | null
  readonly colour: "accent" | "good" | "warn"
}
export interface Chart {
  readonly id: "speed" | "cpu" | "memory" | "gpu" | "disk" | "network" | "pressure"
  readonly unit: "" | "%" | "MB" | "MB/s"
  readonly lines: readonly Line[]
}

export const kCharts: readonly Chart[] = [
  { id: "speed", unit: "", lines: [{ column: "images_per_second", word: null, colour: "accent" }] },
  { id: "cpu", unit: "%", lines: [
    { column: "process_cpu_percent", word: "program", colour: "accent" },
    { column: "cpu_percent", word: "machine", colour: "warn" },
  ] },
  { id: "memory", unit: "MB", lines: [
    { column: "process_memory_mb", word: "program", colour: "accent" },
    { column: "memory_mb", word: "machine", colour: "warn" },
  ] },
  { id: "gpu", unit: "%", lines: [{ column: "gpu_percent", word: null, colour: "accent" }] },
  { id: "disk", unit: "MB/s", lines: [
    { column: "disk_read_mb_s", word: "read", colour: "accent" },
    { column: "disk_write_mb_s", word: "written", colour: "warn" },
  ] },
  { id: "network", unit: "MB/s", lines: [
    { column: "network_sent_mb_s", word: "sent", colour: "accent" },
    { column: "network_recv_mb_s", word: "received", colour: "warn" },
  ] },
  { id: "pressure", unit: "%", lines: [
    { column: "pressure_cpu", word: "cpu", colour: "accent" },
    { column: "pressure_memory", word: "memory", colour: "warn" },
    { column: "pressure_io", word: "io", colour: "good" },
  ] },
]

/** Lines of which the history has at least one value; a machine need not know all. */
export const knownLines = (chart: Chart, history: History): readonly Line[] =>
  chart.lines.filter((line) => history.known(line.column))

export type Column = (number | null)[]
/** What a chart draws: times with a column a line, and for each line between what its moments lay. */
export interface Drawn {
  readonly columns: Column[]
  readonly bands: readonly { readonly lows: Column; readonly highs: Column }[]
}

/** The newest `span` seconds (0: all). */
export function windowOf(history: History, lines: readonly Line[], span: number): Drawn {
  const { times, columns, lows, highs } = history
  const from = span === 0 || times.length === 0 ? 0 : firstAt(times, times[times.length - 1] - span)
  return {
    columns: [times.slice(from), ...lines.map(({ column }) => columns[column].slice(from))],
    bands: lines.map(({ column }) => ({ lows: lows[column].slice(from), highs: highs[column].slice(from) })),
  }
}

/** The places of values with no neighbour on either side: a line through one point is not seen. */
export function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = []
  const known = (i: number) => values[i] !== null && values[i] !== undefined
  for (let i = 0; i < values.length; i += 1) if (known(i) && !known(i - 1) && !known(i + 1)) found.push(i)
  return found
}

/** Runs of neighbouring places that have a band, each as its first and its last place. */
export function bandRuns(lows: Column): [number, number][] {
  const runs: [number, number][] = []
  for (let i = 0; i < lows.length; i += 1) {
    if (lows[i] === null) continue
    const from = i
    while (i + 1 < lows.length && lows[i + 1] !== null) i += 1
    runs.push([from, i])
  }
  return runs
}

/** The first place whose time is not before `time`. */
function firstAt(times: readonly number[], time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle] < time) low = middle + 1
    else high = middle
  }
  return low
}

export const wordOf = (line: Line, words: Words["charts"]): string => (line.word === null ? "" : words[line.word])
