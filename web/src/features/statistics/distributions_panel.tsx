// DistributionsPanel: each measure over all photos, with the limits that the profile sets.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"
import { Panel } from "../../ui/panel"
import { codeWord, nameIn, useFormat, useWords } from "../../words/words"
import { Bars } from "./bars"
import { Table } from "./table"

export function DistributionsPanel({ distributions }: { distributions: Schemas["Statistics"]["distributions"] }) {
  const words = useWords()
  const { statistics } = words
  const format = useFormat()
  // As exact as a reader can use it: 0.85, 12.3, 186.
  const show = (value: number) => format.number(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)
  if (distributions.length === 0) return null
  return (
    <Panel title={statistics.distributions} className="lg:col-span-2">
      <div className="grid gap-x-8 gap-y-7 md:grid-cols-2 xl:grid-cols-3">
        {distributions.map((one) => {
          const name = nameIn(words.measures, one.name)
          const limits = one.thresholds.map((limit) => ({
            value: limit.value,
            label: statistics.limit(codeWord(words, limit.code), show(limit.value)),
          }))
          const unit = words.unitSigns[one.unit] ?? ` ${one.unit}`
          return (
            <section key={one.name} className="min-w-0">
              <h3 className="flex flex-wrap justify-between gap-x-3 text-sm font-medium">
                <span className="first-letter:uppercase">{name}</span>
                <span className="font-normal text-text-3">{statistics.median} {show(one.p50)}{unit}</span>
              </h3>
              <p className="mb-2 min-h-5 text-xs text-text-3">{limits.map((limit) => limit.label).join(" · ")}</p>
              {one.minimum === one.maximum ? (
                <p className="hint">{statistics.allSame(show(one.minimum) + unit)}</p>
              ) : <Bars label={statistics.distribution(name)} limits={limits} show={show} tableLabel={statistics.table}
                bars={one.bins.map((bin) => ({ from: bin.from, to: bin.to, parts: [bin.approved_count, bin.rejected_count] }))}
                table={
                  <Table head={[statistics.from, statistics.to, statistics.approved, statistics.rejected]}
                    rows={one.bins.map((bin) => ({ key: bin.from, cells: [show(bin.from), show(bin.to), format.count(bin.approved_count), format.count(bin.rejected_count)] }))} />
                } />}
            </section>
          )
        })}
      </div>
    </Panel>
  )
}
