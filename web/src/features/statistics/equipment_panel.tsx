// EquipmentPanel: approval by camera or by lens, as far as the files tell.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"
import { Panel } from "../../ui/panel"
import { useFormat, useWords } from "../../words/words"
import { Table } from "./table"

interface EquipmentPanelProps {
  title: string
  rows: Schemas["Statistics"]["by_camera"]
}

export function EquipmentPanel({ title, rows }: EquipmentPanelProps) {
  const { statistics: words } = useWords()
  const format = useFormat()
  // Where no file tells, a table of one unnamed row says nothing.
  if (rows.every((one) => one.name === null)) return null
  return (
    <Panel title={title}>
      <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label={`${title}, ${words.table}`}>
        <Table named head={[title, words.photos, words.approved, words.rate]}
          rows={rows.map((one) => ({
            key: one.name ?? "",
            cells: [one.name ?? words.notTold, format.count(one.total), format.count(one.approved),
              format.percent(one.total > 0 ? (100 * one.approved) / one.total : null, 1)],
          }))} />
      </div>
    </Panel>
  )
}
