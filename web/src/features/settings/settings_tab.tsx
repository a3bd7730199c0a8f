// The tab Settings: what may change while it runs, and what it runs with.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useQuery } from "@tanstack/react-query"
import { getRouteApi } from "@tanstack/react-router"
import { sessionQuery } from "../../api/queries"
import { useCaller } from "../../api/use_caller"
import { useSession } from "../../live/use_live"
import { Figure, Figures } from "../../ui/figures"
import { Panel } from "../../ui/panel"
import { useFormat, useWords } from "../../words/words"
import { LiveSettings } from "./live_settings"

const route = getRouteApi("/monitoring/$id/settings")

export function SettingsTab() {
  const { id } = route.useParams()
  const { settings: words, start } = useWords()
  const format = useFormat()
  const { mayChange } = useCaller()
  const state = useSession(id)
  const query = useQuery(sessionQuery(id))
  const session = state.session ?? query.data
  if (!session) return null
  const { settings } = session
  const ended = ["complete", "cancelled", "failed"].includes(session.status)
  const list = (values: readonly number[], none: string) => values.map(format.count).join(", ") || none
  const or = (value: number) => (value === 0 ? words.automatic : format.count(value))
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      {mayChange && (
        <Panel title={words.live} hint={ended ? words.ended : words.liveHint}>
          {!ended && <LiveSettings key={id} id={id} settings={settings} />}
        </Panel>
      )}
      <Panel title={words.fixed}>
        <Figures className="grid-cols-1 sm:grid-cols-2">
          <Figure name={words.input}>{session.input_folder}</Figure>
          <Figure name={words.output}>{session.output_folder}</Figure>
          <Figure name={words.profile}>{session.profile}</Figure>
          <Figure name={words.mode}>{start.modes[session.mode].name}</Figure>
          <Figure name={start.copy}>{settings.copy ? words.yes : words.no}</Figure>
          <Figure name={start.workers}>{or(settings.workers)}</Figure>
          <Figure name={start.batch}>{or(settings.batch_size)}</Figure>
          <Figure name={start.percentages}>{list(settings.percentage_milestones, "–")}</Figure>
          <Figure name={start.counts}>{list(settings.count_milestones, "–")}</Figure>
          <Figure name={start.hours}>{list(settings.hour_milestones, words.everyHour)}</Figure>
          <Figure name={words.created}>{format.date(session.created_at)}</Figure>
          <Figure name={words.started}>{format.date(session.started_at)}</Figure>
          <Figure name={words.ended_at}>{format.date(session.ended_at)}</Figure>
          <Figure name={words.id}><code className="text-sm font-normal">{session.session_id}</code></Figure>
        </Figures>
      </Panel>
    </div>
  )
}
