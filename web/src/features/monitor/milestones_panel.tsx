// MilestonesPanel: those that were reached, newest first, with how it went then.
// SPDX-License-Identifier: GPL-3.0-or-later
import { memo } from "react"
import type { Milestone } from "../../live/session_state"
import { Icon } from "../../ui/icon"
import { Panel } from "../../ui/panel"
import { useNow } from "../../ui/use_now"
import { milestoneText } from "../../words/milestone_text"
import { useFormat, useWords } from "../../words/words"

export const MilestonesPanel = memo(function MilestonesPanel({ milestones }: { milestones: readonly Milestone[] }) {
  const all = useWords()
  const { monitor: words, perSecond } = all
  const format = useFormat()
  const now = useNow(60_000)
  return (
    <Panel title={words.milestones}>
      {milestones.length === 0 ? (
        <p className="hint">{words.noMilestones}</p>
      ) : (
        <ol className="grid gap-3" data-testid="milestones">
          {[...milestones].reverse().map((one) => (
            <li key={one.milestone_value} className="appear flex gap-3">
              <Icon name={one.milestone_type === "time" ? "clock" : "flag"} className="mt-0.5 text-accent" />
              <div className="min-w-0 flex-1">
                <p className="flex justify-between gap-3">
                  <span className="font-medium">{milestoneText(all, format, one)}</span>
                  <time dateTime={one.timestamp} className="hint shrink-0">{format.clock(one.timestamp, now)}</time>
                </p>
                <p className="hint">
                  {words.snapshot(
                    `${format.number(one.performance_snapshot.processing_speed)} ${perSecond}`,
                    format.percent(one.performance_snapshot.approved_rate, 1),
                  )}
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
})
