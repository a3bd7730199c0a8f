// ReasonsPanel: findings by category and code, each as long as its share of the photos.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"
import { Badge, type Tone } from "../../ui/badge"
import { Panel } from "../../ui/panel"
import { codeWord, useFormat, useWords } from "../../words/words"

const kTones: Record<string, Tone> = { reject: "bad", warn: "warn", label: "neutral" }
const kBars: Record<string, string> = { reject: "bg-bad-bar", warn: "bg-warn", label: "bg-line-strong" }

export function ReasonsPanel({ statistics }: { statistics: Schemas["Statistics"] }) {
  const words = useWords()
  const format = useFormat()
  const categories = statistics.categories.filter((one) => one.codes.length > 0)
  return (
    <Panel title={words.statistics.issues} hint={words.statistics.issuesHint}>
      {categories.length === 0 && <p className="hint">{words.statistics.noIssues}</p>}
      <div className="grid gap-5">
        {categories.map((category) => (
          <section key={category.category}>
            <h3 className="mb-2 flex justify-between text-sm font-medium text-text-2">
              {words.categories[category.category]}<span>{format.count(category.images)}</span>
            </h3>
            <ul className="grid gap-2">
              {category.codes.map((one) => (
                <li key={one.code + one.severity} className="text-sm">
                  <div className="flex items-center justify-between gap-3">
                    <span className="min-w-0">{codeWord(words, one.code)} <Badge tone={kTones[one.severity]}>{words.statistics.severity[one.severity]}</Badge></span>
                    <span className="font-medium">{format.count(one.images)}</span>
                  </div>
                  <div className="mt-1 h-1.5 rounded-full bg-sunken" aria-hidden="true">
                    <div className={`h-full rounded-full ${kBars[one.severity]}`} style={{ width: `${(100 * one.images) / Math.max(1, statistics.processed)}%` }} />
                  </div>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Panel>
  )
}
