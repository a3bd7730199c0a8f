// ThroughputPanel: photos a second over the session's own time.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"
import { Panel } from "../../ui/panel"
import { useFormat, useWords } from "../../words/words"
import { Bars } from "./bars"
import { Table } from "./table"

export function ThroughputPanel({ throughput }: { throughput: Schemas["Statistics"]["throughput"] }) {
  const { statistics: words, perSecond } = useWords()
  const format = useFormat()
  if (throughput.length === 0) return null
  return (
    <Panel title={words.throughput} aside={<span className="hint">{perSecond}</span>}>
      <Bars label={words.throughput} show={format.duration} tableLabel={words.table}
        bars={throughput.map((one) => ({ from: one.from_seconds, to: one.to_seconds, parts: [one.images_per_second] }))}
        table={
          <Table head={[words.time, words.photos, perSecond]}
            rows={throughput.map((one) => ({ key: one.from_seconds, cells: [format.duration(one.to_seconds), format.count(one.images), format.number(one.images_per_second)] }))} />
        } />
    </Panel>
  )
}
