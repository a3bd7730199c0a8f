// The tab Monitor: progress or the summary, what the machine does, newest results, milestones, errors.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useQuery } from "@tanstack/react-query"
import { getRouteApi } from "@tanstack/react-router"
import { lazy, Suspense } from "react"
import { sessionQuery } from "../../api/queries"
import { useSession } from "../../live/use_live"
import { CompletionCard } from "./completion_card"
import { ErrorsPanel } from "./errors_panel"
import { InterruptedCard } from "./interrupted_card"
import { MilestonesPanel } from "./milestones_panel"
import { ProgressCard } from "./progress_card"
import { ResultsPanel } from "./results_panel"

const route = getRouteApi("/monitoring/$id")
const ChartsPanel = lazy(() => import("./charts_panel"))

export function MonitorTab() {
  const { id } = route.useParams()
  const state = useSession(id)
  const query = useQuery(sessionQuery(id))
  const session = state.session ?? query.data ?? null
  if (session === null) return null
  const ended = ["complete", "cancelled", "failed"].includes(session.status)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] xl:grid-cols-[minmax(0,1fr)_30rem]">
      <div className="grid min-w-0 gap-4">
        {session.status === "interrupted" && <InterruptedCard session={session} />}
        {ended ? <CompletionCard session={session} completion={state.completion} /> : <ProgressCard state={{ ...state, session }} />}
        <Suspense fallback={<div className="skeleton h-64" />}>
          <ChartsPanel id={id} live={!ended} />
        </Suspense>
        <div className="grid items-start gap-4 md:grid-cols-2">
          <MilestonesPanel milestones={state.milestones} />
          <ErrorsPanel key={id} id={id} live={state.errors[0] ?? null} />
        </div>
      </div>
      <ResultsPanel id={id} results={state.results} />
    </div>
  )
}
