// SummaryPanel: the rate, the formats, and what was left out.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"
import { Figure, Figures } from "../../ui/figures"
import { Panel } from "../../ui/panel"
import { ProgressBar } from "../../ui/progress_bar"
import { nameIn, useFormat, useWords } from "../../words/words"

export function SummaryPanel({ statistics }: { statistics: Schemas["Statistics"] }) {
  const { statistics: words, notice, skips } = useWords()
  const format = useFormat()
  const { approved_count, rejected_count, processed } = statistics
  const list = (all: { name: string; count: number }[]) =>
    all.map(({ name, count }) => `${name} ${format.count(count)}`).join(" · ") || "–"
  return (
    <Panel title={words.rate}>
      <p className="text-4xl font-semibold tracking-tight">{format.percent(statistics.approval_rate, 1)}</p>
      <ProgressBar className="mt-3" label={words.rate} value={processed} good={approved_count} max={processed}
        text={notice.completeText(format.count(approved_count), format.count(processed))} />
      <Figures className="mt-5 grid-cols-2 sm:grid-cols-3">
        <Figure name={words.photos}>{format.count(processed)}</Figure>
        <Figure name={words.approved}>{format.count(approved_count)}</Figure>
        <Figure name={words.rejected}>{format.count(rejected_count)}</Figure>
        <Figure name={words.formats}>{list(statistics.formats.map((one) => ({ name: one.format.toUpperCase(), count: one.images })))}</Figure>
        <Figure name={words.skipped}>{list(statistics.skipped.map((one) => ({ name: nameIn(skips, one.reason), count: one.files })))}</Figure>
        <Figure name={words.notCopied}>{format.count(statistics.not_copied)}</Figure>
      </Figures>
    </Panel>
  )
}
