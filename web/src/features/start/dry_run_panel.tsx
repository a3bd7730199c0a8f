// DryRunPanel: what will happen, before it does; or why it cannot.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"
import { Button } from "../../ui/button"
import { CheckField } from "../../ui/field"
import { Icon } from "../../ui/icon"
import { Panel } from "../../ui/panel"
import { nameIn, useFormat, useWords } from "../../words/words"

interface DryRunPanelProps {
  /** null where the check itself was refused; then `problem` says why. */
  run: Schemas["DryRun"] | null
  problem: Error | null
  copies: boolean
  fresh: boolean
  busy: boolean
  onFresh: (fresh: boolean) => void
  onBack: () => void
  onStart: () => void
}

export function DryRunPanel({ run, problem, copies, fresh, busy, onFresh, onBack, onStart }: DryRunPanelProps) {
  const { start: words, skips } = useWords()
  const format = useFormat()
  const conflicts = run?.conflicts ?? []
  const starts = run !== null && run.could_start && run.photos > 0
  const skipped = Object.entries(run?.skipped ?? {}).filter(([, files]) => files > 0)
  return (
    <div role="status">
      <Panel title={words.checkTitle} className="appear">
        {problem && <p role="alert" className="rounded-control bg-bad-soft px-3 py-2 text-bad">{problem.message}</p>}
        {run && (
          <ul className="grid gap-2" data-testid="dry-run">
            <Line good={run.photos > 0}>
              {run.photos > 0 ? words.willJudge(format.count(run.photos), run.photos, format.bytes(run.bytes)) : words.noPhotos}
            </Line>
            <Line good>{copies && run.output_folder !== null ? words.willCopy(run.output_folder) : words.willNotCopy}</Line>
            {copies && <Line good={run.free_bytes >= run.needed_bytes}>{words.space(format.bytes(run.needed_bytes), format.bytes(run.free_bytes))}</Line>}
            <Line good>{words.untouched}</Line>
            {skipped.length > 0 && (
              <Line>
                {words.skipped} {skipped.map(([reason, files]) => `${nameIn(skips, reason)} (${format.count(files)})`).join(", ")}
              </Line>
            )}
          </ul>
        )}
        {conflicts.length > 0 && (
          <div className="mt-4 rounded-control bg-warn-soft px-3 py-2 text-warn">
            <p className="font-medium">{run?.could_start ? words.conflict : words.cannot}</p>
            {conflicts.map((one) => <p key={one} className="text-sm">{one}</p>)}
          </div>
        )}
        {(fresh || (conflicts.length > 0 && !run?.could_start)) && (
          <div className="mt-4">
            <CheckField label={words.fresh} checked={fresh} onChange={({ target }) => onFresh(target.checked)} />
          </div>
        )}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={onBack}>{words.back}</Button>
          <Button look="primary" busy={busy} disabled={!starts} onClick={onStart}>
            <Icon name="play" />{busy ? words.beginning : words.begin}
          </Button>
        </div>
      </Panel>
    </div>
  )
}

function Line({ good, children }: { good?: boolean; children: React.ReactNode }) {
  return (
    <li className="flex items-start gap-2.5">
      {good === undefined ? <Icon name="right" className="mt-0.5 text-text-3" /> : <Icon name={good ? "check" : "alert"} className={good ? "mt-0.5 text-good" : "mt-0.5 text-warn"} />}
      <span className="min-w-0">{children}</span>
    </li>
  )
}
