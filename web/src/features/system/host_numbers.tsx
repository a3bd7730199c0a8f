// HostNumbers: what the machine does right now. What it cannot tell is a dash.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Performance } from "../../live/session_state"
import { Figure, Figures } from "../../ui/figures"
import { Panel } from "../../ui/panel"
import { useFormat, useWords } from "../../words/words"

export function HostNumbers({ host }: { host: Performance | null }) {
  const { system: words, charts } = useWords()
  const format = useFormat()
  const rate = (value: number | null | undefined) => (value == null ? format.number(null) : `${format.number(value)} MB/s`)
  return (
    <Panel title={words.live}>
      <Figures className="grid-cols-2 sm:grid-cols-3">
        <Figure large name={charts.cpu} note={`${charts.program}: ${format.percent(host?.process_cpu_percent, 0)}`}>
          {format.percent(host?.cpu_percent ?? host?.process_cpu_percent, 0)}
        </Figure>
        <Figure large name={charts.memory} note={`${charts.program}: ${format.megabytes(host?.process_memory_mb)}`}>
          {host?.memory_mb == null ? format.megabytes(host?.process_memory_mb) : format.megabytes(host.memory_mb)}
        </Figure>
        <Figure large name={words.workers}>{format.count(host?.active_workers)}</Figure>
        <Figure name={`${charts.disk}, ${charts.read}`}>{rate(host?.disk_read_mb_s)}</Figure>
        <Figure name={`${charts.disk}, ${charts.written}`}>{rate(host?.disk_write_mb_s)}</Figure>
        <Figure name={words.free}>{format.megabytes(host?.disk_free_mb)}</Figure>
        <Figure name={`${charts.network}, ${charts.sent}`}>{rate(host?.network_sent_mb_s)}</Figure>
        <Figure name={`${charts.network}, ${charts.received}`}>{rate(host?.network_recv_mb_s)}</Figure>
        <Figure name={charts.pressure} note={`${charts.memory}: ${format.percent(host?.pressure?.memory, 0)} · ${charts.io}: ${format.percent(host?.pressure?.io, 0)}`}>
          {format.percent(host?.pressure?.cpu, 0)}
        </Figure>
        {(host?.gpus ?? []).map((gpu) => (
          <Figure key={gpu.name} name={gpu.name} note={`${format.megabytes(gpu.memory_used_mb)} / ${format.megabytes(gpu.memory_total_mb)}${gpu.temperature_c == null ? "" : ` · ${format.number(gpu.temperature_c, 0)} °C`}`}>
            {format.percent(gpu.utilization_percent, 0)}
          </Figure>
        ))}
      </Figures>
    </Panel>
  )
}
