// A session's page: what it is called, where it stands, how it is steered, and its tabs.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useQuery } from "@tanstack/react-query"
import { getRouteApi, Link, Outlet } from "@tanstack/react-router"
import { memo } from "react"
import { Problem } from "../../api/client"
import { sessionQuery } from "../../api/queries"
import { titleOf } from "../../api/session_title"
import { useSession } from "../../live/use_live"
import { StatusBadge } from "../../ui/badge"
import { Button, buttonClasses } from "../../ui/button"
import { Empty } from "../../ui/empty"
import { useWords } from "../../words/words"
import { Controls } from "./controls"
import { NotifyButton } from "./notify_button"
import { progressNumbers } from "./progress_numbers"
import { ShareButton } from "./share_button"
import { useTabProgress } from "./use_tab_progress"

const route = getRouteApi("/monitoring/$id")
const kTab = "border-b-2 border-transparent px-1 pb-2.5 pt-1 font-medium text-text-2 hover:text-text aria-[current=page]:border-accent aria-[current=page]:text-text"

export function SessionPage() {
  const { id } = route.useParams()
  const { monitor: words, status, app } = useWords()
  const state = useSession(id)
  // Over HTTP too: it says at once where there is no such session, and works while no socket does.
  const query = useQuery(sessionQuery(id))
  const session = state.session ?? query.data ?? null
  useTabProgress(session && titleOf(session), session?.status ?? null, progressNumbers({ ...state, session }).percent)

  if (session === null && query.isError)
    return query.error instanceof Problem && query.error.status === 404 ? (
      <Empty page icon="search" title={words.unknown} hint={words.unknownHint}>
        <Link to="/" className={buttonClasses()}>{app.home}</Link>
      </Empty>
    ) : (
      <Empty page icon="alert" role="alert" title={app.failed} hint={query.error.message}>
        <Button onClick={() => void query.refetch()}>{app.retry}</Button>
      </Empty>
    )
  if (session === null)
    return (
      <div role="status" aria-label={words.loading} className="grid gap-4">
        <div className="skeleton h-14 max-w-md" />
        <div className="skeleton h-60" />
      </div>
    )
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-xl font-semibold">{titleOf(session)}</h1>
            <span data-testid="status" data-status={session.status}>
              <StatusBadge status={session.status} word={status[session.status]} />
            </span>
          </div>
          <p className="hint">{session.input_folder}</p>
        </div>
        <div className="no-print flex flex-wrap gap-2">
          <NotifyButton status={session.status} />
          <ShareButton id={id} />
          <Controls session={session} />
        </div>
      </div>
      <Tabs id={id} />
      <Outlet />
    </>
  )
}

const Tabs = memo(function Tabs({ id }: { id: string }) {
  const { monitor: words } = useWords()
  return (
    <nav aria-label={words.tabList} className="no-print mb-5 flex gap-5 border-b border-line">
      <Link to="/monitoring/$id" params={{ id }} activeOptions={{ exact: true }} className={kTab}>{words.tabs.monitor}</Link>
      <Link to="/monitoring/$id/statistics" params={{ id }} className={kTab}>{words.tabs.statistics}</Link>
      <Link to="/monitoring/$id/settings" params={{ id }} className={kTab}>{words.tabs.settings}</Link>
    </nav>
  )
})
