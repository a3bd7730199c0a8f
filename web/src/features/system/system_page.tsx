// The machine: what it has, what is in order, what would help, what it does right now.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useQuery } from "@tanstack/react-query"
import { useEffect, type ReactNode } from "react"
import { systemQuery } from "../../api/queries"
import { useHost } from "../../live/use_live"
import { Button } from "../../ui/button"
import { Empty } from "../../ui/empty"
import { Figure, Figures } from "../../ui/figures"
import { Icon } from "../../ui/icon"
import { Panel } from "../../ui/panel"
import { ServerText } from "../../words/server_text"
import { useFormat, useWords } from "../../words/words"
import { HostNumbers } from "./host_numbers"

export function SystemPage() {
  const { system: words, app } = useWords()
  const format = useFormat()
  const query = useQuery(systemQuery())
  const host = useHost()
  useEffect(() => {
    document.title = `${words.title} – Photosieve`
  }, [words])
  const system = query.data
  return (
    <>
      <h1 className="mb-5 text-xl font-semibold">{words.title}</h1>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <HostNumbers host={host} />
        {query.isPending ? (
          <div role="status" aria-label={app.loading} className="skeleton h-64" />
        ) : system === undefined ? (
          <Empty icon="alert" role="alert" title={app.failed} hint={query.error?.message}>
            <Button onClick={() => void query.refetch()}>{app.retry}</Button>
          </Empty>
        ) : (
          <>
            <Panel title={words.hardware}>
              <Figures className="grid-cols-1 sm:grid-cols-2">
                <Figure name={words.name}>{system.system}</Figure>
                <Figure name={words.kernel}>{system.kernel}</Figure>
                <Figure name={words.machine}>{system.machine}</Figure>
                <Figure name={words.processors}>{format.count(system.processors)}</Figure>
                <Figure name={words.processor}>{system.host.processor || "–"}</Figure>
                <Figure name={words.memory}>{format.megabytes(system.host.memory_total_mb)}</Figure>
                <Figure name={words.limits}>{system.host.limits || words.none}</Figure>
                {(system.host.gpus ?? []).map((gpu) => (
                  <Figure key={gpu.name} name={gpu.vendor}>{gpu.name}</Figure>
                ))}
                <Figure name={words.version}>{system.version}</Figure>
                <Figure name={words.since}>{format.date(system.started_at)}</Figure>
                <Figure name={words.database}>{system.database}</Figure>
                <Figure name={words.roots}>{system.roots.map((one) => <Line key={one}>{one}</Line>)}</Figure>
                <Figure name={words.profiles}>{system.profiles.map((one) => <Line key={one}>{one}</Line>)}</Figure>
              </Figures>
            </Panel>
            <Panel title={words.checks}>
              <ul className="grid gap-3">
                {system.checks.map((one) => (
                  <li key={one.name} className="flex gap-3">
                    <Icon name={one.ok ? "check" : "alert"} className={one.ok ? "mt-0.5 text-good" : "mt-0.5 text-warn"} />
                    <div className="min-w-0">
                      <p className="font-medium">{one.name.replaceAll("_", " ")} <span className="sr-only">{one.ok ? words.ok : words.notOk}</span></p>
                      <p className="text-sm text-text-2"><ServerText>{one.message}</ServerText></p>
                    </div>
                  </li>
                ))}
              </ul>
            </Panel>
            <Panel title={words.recommendations}>
              {system.recommendations.length === 0 ? <p className="hint">{words.noRecommendations}</p> : (
                <ul className="grid list-disc gap-2 pl-5">{system.recommendations.map((one) => <li key={one}><ServerText>{one}</ServerText></li>)}</ul>
              )}
            </Panel>
          </>
        )}
      </div>
    </>
  )
}

const Line = ({ children }: { children: ReactNode }) => <span className="block">{children}</span>
