// Bars: stacked columns over a number line, with vertical limits; drawn as SVG, and there as a table
// for whoever cannot see it or wants the numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useId, type ReactNode } from "react"

export interface Bar {
  readonly from: number
  readonly to: number
  /** Upwards from the bottom: the good colour, then the bad one. One value: the accent. */
  readonly parts: readonly number[]
}

interface BarsProps {
  label: string
  bars: readonly Bar[]
  limits?: readonly { value: number; label: string }[]
  show: (value: number) => string
  table: ReactNode
  tableLabel: string
}

const kWidth = 400
const kHeight = 96
const kFills = ["fill-good", "fill-bad-bar"]

export function Bars({ label, bars, limits = [], show, table, tableLabel }: BarsProps) {
  const id = useId()
  const low = bars[0]?.from ?? 0
  const high = bars.at(-1)?.to ?? 1
  const most = Math.max(1e-9, ...bars.map((bar) => bar.parts.reduce((a, b) => a + b, 0)))
  const x = (value: number) => (kWidth * (value - low)) / Math.max(1e-9, high - low)
  const inside = limits.filter(({ value }) => value >= low && value <= high)
  return (
    <figure>
      <svg viewBox={`0 0 ${kWidth} ${kHeight}`} preserveAspectRatio="none" role="img" aria-labelledby={id} className="h-24 w-full">
        <title id={id}>{[label, ...inside.map((one) => one.label)].join("; ")}</title>
        {bars.map((bar) => {
          let top = kHeight
          return bar.parts.map((part, i) => {
            const height = (kHeight * part) / most
            top -= height
            return (
              <rect key={`${bar.from} ${i}`} x={x(bar.from) + 0.5} width={Math.max(0.5, x(bar.to) - x(bar.from) - 1)} y={top} height={height}
                className={bar.parts.length === 1 ? "fill-accent" : kFills[i]} />
            )
          })
        })}
        {inside.map(({ value, label: text }) => (
          <line key={text} x1={x(value)} x2={x(value)} y1={0} y2={kHeight} className="stroke-text" strokeDasharray="4 3" vectorEffect="non-scaling-stroke" />
        ))}
      </svg>
      <figcaption className="mt-1 flex justify-between text-xs text-text-3"><span>{show(low)}</span><span>{show(high)}</span></figcaption>
      <details className="no-print mt-1 text-sm">
        <summary className="cursor-pointer text-text-3">{tableLabel}</summary>
        <div className="mt-2 max-h-60 overflow-auto" tabIndex={0} role="region" aria-label={`${label}, ${tableLabel}`}>{table}</div>
      </details>
    </figure>
  )
}
