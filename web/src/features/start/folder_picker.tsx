// FolderPicker: the folders below the allowed roots, with how many photos lie in each.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useQuery } from "@tanstack/react-query"
import type { Schemas } from "../../api/client"
import { foldersQuery } from "../../api/queries"
import { Button } from "../../ui/button"
import { Empty } from "../../ui/empty"
import { Icon } from "../../ui/icon"
import { Panel } from "../../ui/panel"
import { useFormat, useWords } from "../../words/words"

interface FolderPickerProps {
  /** null: the roots. */
  path: string | null
  onOpen: (path: string | null) => void
  onUse: (path: string) => void
}

export function FolderPicker({ path, onOpen, onUse }: FolderPickerProps) {
  const { start: words, app } = useWords()
  const format = useFormat()
  const query = useQuery(foldersQuery(path))
  const list = query.data
  return (
    <Panel title={words.choose}>
      {path !== null && (
        <div className="mb-3 flex flex-wrap items-center gap-2 rounded-control bg-sunken px-3 py-2">
          <Button size="icon" look="quiet" aria-label={words.up} onClick={() => onOpen(list?.parent ?? null)}>
            <Icon name="up" />
          </Button>
          <div className="min-w-0 flex-1 basis-40">
            <p className="font-medium" data-testid="path">{path}</p>
            <p className="text-sm text-text-2">
              {list && (list.photos === null ? words.notCounted : list.photos === 0 ? words.hasNone : words.here(format.count(list.photos), list.photos))}
            </p>
          </div>
          {/* Not for want of the list: a key pressed while it loads must not be lost, and the check looks at the folder. */}
          <Button look="primary" disabled={query.isError} onClick={() => onUse(path)}>{words.use}</Button>
        </div>
      )}
      {query.isPending ? (
        <div role="status" aria-label={app.loading} className="grid gap-2">
          {[0, 1, 2, 3].map((n) => <div key={n} className="skeleton h-12" />)}
        </div>
      ) : query.isError ? (
        <Empty icon="alert" role="alert" title={app.failed} hint={query.error.message}>
          <Button onClick={() => void query.refetch()}>{app.retry}</Button>
          {path !== null && <Button onClick={() => onOpen(null)}>{words.roots}</Button>}
        </Empty>
      ) : query.data.folders.length === 0 ? (
        <p className="hint py-3">{words.empty}</p>
      ) : (
        <ul className="divide-y divide-line">
          {query.data.folders.map((one) => <li key={one.path}><FolderRow folder={one} onOpen={onOpen} /></li>)}
        </ul>
      )}
      {list?.truncated && <p className="hint mt-3">{words.truncated}</p>}
    </Panel>
  )
}

function FolderRow({ folder, onOpen }: { folder: Schemas["Folder"]; onOpen: (path: string) => void }) {
  const { start: words, sessions } = useWords()
  const format = useFormat()
  const what = [
    folder.photos ? sessions.photos(format.count(folder.photos), folder.photos) : null,
    folder.folders ? words.inside(format.count(folder.folders), folder.folders) : null,
  ].filter(Boolean).join(" · ")
  return (
    <button type="button" onClick={() => onOpen(folder.path)}
      // A name that is not UTF-8 cannot be said in an address.
      disabled={folder.path_bytes !== undefined}
      className="flex min-h-12 w-full items-center gap-3 rounded-control px-2 py-1.5 text-left hover:bg-sunken disabled:opacity-60">
      <Icon name="folder" className="text-text-3" />
      <span className="min-w-0 flex-1 truncate font-medium">{folder.name}</span>
      <span className="shrink-0 text-sm text-text-3">{what}</span>
      <Icon name="right" className="h-4 w-4 text-text-3" />
    </button>
  )
}
