// The one file that knows uPlot: lines over time in the theme's colours, with vertical marks.
// SPDX-License-Identifier: GPL-3.0-or-later
import uPlot from "uplot"
import "uplot/dist/uPlot.min.css"
import type { Line } from "./chart_series"

export interface Mark {
  readonly timestamp: string
}
export interface Plot {
  show(data: (number | null)[][], marks: readonly Mark[]): void
  destroy(): void
}

const kHeight = 112
const kFont = "11px system-ui, sans-serif"
/** A gap of more than so many seconds is drawn as one: nothing was measured then. */
const kGap = 30

export function makePlot(place: HTMLElement, lines: readonly Line[], unit: string, locale: string): Plot {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  let marks: readonly Mark[] = []
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, notation: "compact" })
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
      padding: [6, 18, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: true },
        y: { range: (_, low, high) => (unit === "%" && high <= 100 ? [0, 100] : [0, Math.max(high ?? 1, low ?? 0, 1e-3) * 1.15]) },
      },
      axes: [
        { ...axis, grid: { show: false }, space: 80, size: 22,
          // Ticks that are less than a minute apart need their seconds.
          values: (_, ticks, __, ___, apart) => ticks.map((tick) => (apart < 60 ? seconds : minutes).format(tick * 1000)) },
        { ...axis, size: 40, space: 34, values: (_, ticks) => ticks.map((tick) => numbers.format(tick)) },
      ],
      series: [
        {},
        ...lines.map((line, i): uPlot.Series => ({
          stroke: colour(line.colour),
          width: 1.5,
          points: { show: false },
          ...(i === 0 && { fill: `${colour(line.colour)}1c` }),
          gaps: (self, _, from, to, gaps) => [...gaps, ...silences(self, from, to)],
        })),
      ],
      hooks: {
        drawClear: [(self) => drawMarks(self, marks, colour("line-strong"))],
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
    show(data, newMarks) {
      marks = newMarks
      plot.setData(data as uPlot.AlignedData)
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

function drawMarks(plot: uPlot, marks: readonly Mark[], colour: string): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.strokeStyle = colour
  ctx.setLineDash([4, 4])
  for (const mark of marks) {
    const x = plot.valToPos(Date.parse(mark.timestamp) / 1000, "x", true)
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
  }
  ctx.restore()
}
