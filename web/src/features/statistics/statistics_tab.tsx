// The tab Statistics: what was found, how often, how fast, and where.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useQuery } from "@tanstack/react-query"
import { getRouteApi } from "@tanstack/react-router"
import { statisticsQuery } from "../../api/queries"
import { useSession } from "../../live/use_live"
import { Button } from "../../ui/button"
import { Empty } from "../../ui/empty"
import { useWords } from "../../words/words"
import { DistributionsPanel } from "./distributions_panel"
import { EquipmentPanel } from "./equipment_panel"
import { FoldersPanel } from "./folders_panel"
import { ReasonsPanel } from "./reasons_panel"
import { SlowestPanel } from "./slowest_panel"
import { SummaryPanel } from "./summary_panel"
import { ThroughputPanel } from "./throughput_panel"

const route = getRouteApi("/monitoring/$id/statistics")

export function StatisticsTab() {
  const { id } = route.useParams()
  const { statistics: words, app } = useWords()
  const running = useSession(id).session?.status === "running"
  const query = useQuery(statisticsQuery(id, running))
  if (query.isPending) return <div role="status" aria-label={app.loading} className="skeleton h-96" />
  if (query.isError && !query.data)
    return (
      <Empty icon="alert" role="alert" title={app.failed} hint={query.error.message}>
        <Button onClick={() => void query.refetch()}>{app.retry}</Button>
      </Empty>
    )
  const statistics = query.data
  if (statistics.processed === 0) return <Empty icon="photo" title={words.none} hint={words.noneHint} />
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      {/* Two columns that fill by themselves: panels are as high as what is in them. */}
      <div className="grid min-w-0 gap-4">
        <SummaryPanel statistics={statistics} />
        <ThroughputPanel throughput={statistics.throughput} />
        <FoldersPanel statistics={statistics} />
        <EquipmentPanel title={words.cameras} rows={statistics.by_camera} />
      </div>
      <div className="grid min-w-0 gap-4">
        <ReasonsPanel statistics={statistics} />
        <SlowestPanel id={id} slowest={statistics.slowest} />
        <EquipmentPanel title={words.lenses} rows={statistics.by_lens} />
      </div>
      <DistributionsPanel distributions={statistics.distributions} />
    </div>
  )
}
