// Badge: a short word with a tone. The word says it; the colour only helps.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { ReactNode } from "react"
import { classes } from "./classes"

const kTones = {
  neutral: "bg-sunken text-text-2",
  accent: "bg-accent-soft text-accent",
  good: "bg-good-soft text-good",
  bad: "bg-bad-soft text-bad",
  warn: "bg-warn-soft text-warn",
}
export type Tone = keyof typeof kTones

export const kStatusTones: Record<string, Tone> = {
  created: "neutral",
  running: "accent",
  paused: "warn",
  interrupted: "warn",
  complete: "good",
  cancelled: "neutral",
  failed: "bad",
}

export function Badge({ tone = "neutral", children, className }: {
  tone?: Tone
  children: ReactNode
  className?: string
}) {
  return (
    <span className={classes("inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 py-0.5 text-[0.8125rem] font-medium",
      kTones[tone], className)}>
      {children}
    </span>
  )
}

/** A session's status; a running one has a dot that breathes. */
export function StatusBadge({ status, word }: { status: string; word: string }) {
  return (
    <Badge tone={kStatusTones[status]}>
      {status === "running" && <span className="h-1.5 w-1.5 animate-pulse rounded-full bg-current" aria-hidden="true" />}
      {word}
    </Badge>
  )
}
