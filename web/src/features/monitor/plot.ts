// The one file that knows uPlot: lines over time in the theme's colours, each with the band between its
// least and its most where it stands for several moments, and vertical marks.
// SPDX-License-Identifier: GPL-3.0-or-later
import uPlot from "uplot"
import "uplot/dist/uPlot.min.css"
import { bandRuns, lonely, type Drawn, type Line } from "./chart_series"

export interface Mark {
  readonly timestamp: string
}
export interface Plot {
  show(drawn: Drawn, marks: readonly Mark[]): void
  destroy(): void
}

const kHeight = 112
const kFont = "11px system-ui, sans-serif"
/** A gap of more than so many seconds is drawn as one: nothing was measured then. */
const kGap = 30
/** What a chart reaches up to at least: a trickle is no mountain. */
const kLeast: Readonly<Record<string, number>> = { "MB/s": 0.1 }
/** What a chart of a single sample spans, in seconds: by itself it would be a day. */
const kAlone = 60
/** Ticks of memory stand at whole megabytes and gigabytes. */
const kMemorySteps = Array.from({ length: 24 }, (_, i) => 2 ** i)

export function makePlot(place: HTMLElement, lines: readonly Line[], unit: string, locale: string): Plot {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  let marks: readonly Mark[] = []
  let bands: Drawn["bands"] = []
  let most = 0
  const numbers = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3, notation: "compact" })
  const memory = unit === "MB"
  const clock = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { minute: "2-digit", hourCycle: "h23", ...options })
  const minutes = clock({ hour: "2-digit" })
  const seconds = clock({ hour: "2-digit", second: "2-digit" })
  const axis = {
    stroke: colour("text-3"),
    font: kFont,
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  }
  const plot = new uPlot(
    {
      width: Math.max(place.clientWidth, 80),
      height: kHeight,
      padding: [6, 28, 0, 0], // half a time of day may stand beyond the last moment
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: true, range: (_, low, high) => [low < high ? low : high - kAlone, high] },
        // 0 % to 100 %, but where a part may be more than a whole; else from 0 to a little above the most.
        y: { range: () => (unit === "%" && most <= 100 ? [0, 100] : [0, Math.max(most, kLeast[unit] ?? 1e-3) * 1.15]) },
      },
      axes: [
        { ...axis, grid: { show: false }, space: 80, size: 22,
          // Ticks that are less than a minute apart need their seconds.
          values: (_, ticks, __, ___, apart) => ticks.map((tick) => (apart < 60 ? seconds : minutes).format(tick * 1000)) },
        { ...axis, size: memory ? 50 : 40, space: 34, ...(memory && { incrs: kMemorySteps }),
          values: (_, ticks) => ticks.map((tick) =>
            (!memory ? numbers.format(tick) : tick < 1024 ? `${numbers.format(tick)} MB` : `${numbers.format(tick / 1024)} GB`)) },
      ],
      series: [
        {},
        ...lines.map((line, i): uPlot.Series => ({
          stroke: colour(line.colour),
          width: 1.5,
          points: {
            show: true, size: 4, width: 0, fill: colour(line.colour),
            filter: (self, series) => lonely(self.data[series]),
          },
          ...(i === 0 && { fill: `${colour(line.colour)}1c` }),
          gaps: (self, _, from, to, gaps) => [...gaps, ...silences(self, from, to)],
        })),
      ],
      hooks: {
        // Below the lines, above the grid.
        drawAxes: [(self) => lines.forEach((line, i) => drawBand(self, bands[i], colour(line.colour)))],
        draw: [(self) => drawMarks(self, marks, colour("line-strong"))],
      },
    },
    [[], ...lines.map(() => [])],
    place,
  )
  const sized = new ResizeObserver(() => {
    if (place.clientWidth > 0) plot.setSize({ width: place.clientWidth, height: kHeight })
  })
  sized.observe(place)
  return {
    show(drawn, newMarks) {
      marks = newMarks
      bands = drawn.bands
      most = mostOf(drawn)
      plot.setData(drawn.columns as uPlot.AlignedData)
    },
    destroy() {
      sized.disconnect()
      plot.destroy()
    },
  }
}

function silences(plot: uPlot, from: number, to: number): [number, number][] {
  const times = plot.data[0]
  const found: [number, number][] = []
  const usual = times.length > 1 ? (times[times.length - 1] - times[0]) / times.length : 1
  for (let i = from + 1; i <= to; i += 1)
    if (times[i] - times[i - 1] > Math.max(kGap, 4 * usual))
      found.push([plot.valToPos(times[i - 1], "x", true), plot.valToPos(times[i], "x", true)])
  return found
}

function mostOf({ columns, bands }: Drawn): number {
  let most = 0
  for (const values of [...columns.slice(1), ...bands.map((band) => band.highs)])
    for (const value of values) if (value !== null && value > most) most = value
  return most
}

function drawBand(plot: uPlot, band: Drawn["bands"][number] | undefined, colour: string): void {
  if (band === undefined) return
  const { ctx, data } = plot
  const { lows, highs } = band
  const point = (i: number, values: (number | null)[]) =>
    ctx.lineTo(plot.valToPos(data[0][i], "x", true), plot.valToPos(values[i] ?? 0, "y", true))
  ctx.save()
  ctx.fillStyle = `${colour}30`
  for (const [from, to] of bandRuns(lows)) {
    ctx.beginPath()
    for (let i = from; i <= to; i += 1) point(i, highs)
    for (let i = to; i >= from; i -= 1) point(i, lows)
    ctx.fill()
  }
  ctx.restore()
}

function drawMarks(plot: uPlot, marks: readonly Mark[], colour: string): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.strokeStyle = colour
  ctx.setLineDash([4, 4])
  for (const mark of marks) {
    // On the middle of a pixel, so that the line is one pixel wide and not two pale ones.
    const x = Math.round(plot.valToPos(Date.parse(mark.timestamp) / 1000, "x", true)) + 0.5
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
  }
  ctx.restore()
}
