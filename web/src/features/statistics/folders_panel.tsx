// FoldersPanel: the approval rate of each folder.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"
import { Panel } from "../../ui/panel"
import { useFormat, useWords } from "../../words/words"
import { Table } from "./table"

export function FoldersPanel({ statistics }: { statistics: Schemas["Statistics"] }) {
  const { statistics: words } = useWords()
  const format = useFormat()
  const { folders, folder_count } = statistics
  if (folders.length === 0) return null
  return (
    <Panel title={words.folders} hint={folder_count > folders.length ? words.moreFolders(format.count(folder_count)) : undefined}>
      <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label={`${words.folders}, ${words.table}`}>
        <Table named head={[words.folders, words.photos, words.approved, words.rate]}
          rows={folders.map((one) => ({
            key: one.folder,
            cells: [one.folder || words.folderTop, format.count(one.images), format.count(one.approved_count), format.percent(one.approval_rate, 1)],
          }))} />
      </div>
    </Panel>
  )
}
