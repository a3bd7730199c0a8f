// Start a session: first the folder, then how, then what will happen, then it happens. Folder and
// step stand in the address, so back and forward work.
// SPDX-License-Identifier: GPL-3.0-or-later
import { getRouteApi } from "@tanstack/react-router"
import { useEffect } from "react"
import { useWords } from "../../words/words"
import { FolderPicker } from "./folder_picker"
import { StartForm } from "./start_form"

const route = getRouteApi("/new")

export function StartPage() {
  const { start: words } = useWords()
  const { folder = null, chosen = false } = route.useSearch()
  const navigate = route.useNavigate()
  useEffect(() => {
    document.title = `${words.title} – Photosieve`
  }, [words])
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="mb-5 text-xl font-semibold">{words.title}</h1>
      {chosen && folder !== null ? (
        <StartForm key={folder} folder={folder} onChange={() => void navigate({ search: { folder } })} />
      ) : (
        <FolderPicker path={folder}
          onOpen={(path) => void navigate({ search: path === null ? {} : { folder: path } })}
          onUse={(path) => void navigate({ search: { folder: path, chosen: true } })} />
      )}
    </div>
  )
}
