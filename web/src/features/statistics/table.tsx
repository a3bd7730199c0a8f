// Table: plain numbers with headings.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { ReactNode } from "react"
import { classes } from "../../ui/classes"

interface TableProps {
  head: readonly string[]
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[]
  /** The first column is a text. */
  named?: boolean
}

export function Table({ head, rows, named = false }: TableProps) {
  const side = (i: number) => classes("py-1.5", i === 0 && named ? "pr-4 text-left" : "pl-4 text-right")
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b border-line text-text-3">
          {head.map((one, i) => <th key={one} scope="col" className={classes(side(i), "font-normal")}>{one}</th>)}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key} className="border-b border-line last:border-0">
            {cells.map((cell, i) => (i === 0 && named
              ? <th key={i} scope="row" className={classes(side(i), "font-medium")}>{cell}</th>
              : <td key={i} className={side(i)}>{cell}</td>))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
