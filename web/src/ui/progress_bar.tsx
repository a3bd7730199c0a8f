// ProgressBar: how far something is. With two parts (approved and rejected) it shows both; without a
// total it says that it is at work. It is no live region: its value is not read aloud as it changes.
// SPDX-License-Identifier: GPL-3.0-or-later
import { classes } from "./classes"

// A transform moves without layout or painting, so that bars cost nothing while they run.
const kPart = "absolute inset-0 origin-left transition-transform duration-500 ease-out"

interface ProgressBarProps {
  label: string
  value: number
  /** null: not known yet. */
  max: number | null
  text: string
  /** Of `value`, the part in the good colour; the rest of it in the bad one. */
  good?: number
  quiet?: boolean
  className?: string
}

export function ProgressBar({ label, value, max, text, good, quiet = false, className }: ProgressBarProps) {
  const part = (n: number) => ({ transform: `scaleX(${max ? Math.min(1, n / max) : 0})` })
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={max ?? undefined}
      aria-valuenow={max === null ? undefined : Math.min(value, max)} aria-valuetext={text}
      className={classes("relative overflow-hidden rounded-full bg-sunken", quiet ? "h-1.5" : "h-3", className)}>
      {max === null ? (
        <div className="h-full w-1/4 animate-pulse rounded-full bg-line-strong" />
      ) : good === undefined ? (
        <div className={classes(kPart, "bg-accent")} style={part(value)} />
      ) : (
        <>
          <div className={classes(kPart, "bg-bad-bar")} style={part(value)} />
          <div className={classes(kPart, "bg-good")} style={part(good)} />
        </>
      )}
    </div>
  )
}
