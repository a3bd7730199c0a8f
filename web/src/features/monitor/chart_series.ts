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

/** The newest `span` seconds (0: all), as a chart takes them: times first, then a column a line. */
export function windowOf(history: History, lines: readonly Line[], span: number): (number | null)[][] {
  const { times, columns } = history
  const from = span === 0 || times.length === 0 ? 0 : firstAt(times, times[times.length - 1] - span)
  return [times.slice(from), ...lines.map((line) => columns[line.column].slice(from))]
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
