// Figures: named values in a row or grid, as a description list.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { ReactNode } from "react"
import { classes } from "./classes"

export function Figures({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={classes("grid gap-x-6 gap-y-4", className)}>{children}</dl>
}

interface FigureProps {
  name: string
  /** Small, below the value. */
  note?: ReactNode
  large?: boolean
  children: ReactNode
}

export function Figure({ name, note, large = false, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-[0.8125rem] text-text-3">{name}</dt>
      <dd className={classes("font-semibold", large ? "text-2xl leading-tight" : "text-[1.0625rem]")}>{children}</dd>
      {note && <dd className="text-[0.8125rem] text-text-3">{note}</dd>}
    </div>
  )
}
