// Panel: a titled part of a page. Its title is a heading, and names the region.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useId, type ReactNode } from "react"
import { classes } from "./classes"

interface PanelProps {
  title: ReactNode
  /** At the end of the title's line. */
  aside?: ReactNode
  hint?: ReactNode
  children: ReactNode
  className?: string
}

export function Panel({ title, aside, hint, children, className }: PanelProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classes("card min-w-0 p-4 sm:p-6", className)}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="heading">{title}</h2>
        {aside}
      </div>
      {hint && <p className="hint -mt-2 mb-3">{hint}</p>}
      {children}
    </section>
  )
}
