// ProgressCard: how far, how fast, how long, and what is in work. Shows what it is given.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { SessionState } from "../../live/session_state"
import { Badge } from "../../ui/badge"
import { Counter } from "../../ui/counter"
import { Figure, Figures } from "../../ui/figures"
import { Icon } from "../../ui/icon"
import { ProgressBar } from "../../ui/progress_bar"
import { useNow } from "../../ui/use_now"
import { ServerText } from "../../words/server_text"
import { stageText } from "../../words/stage_text"
import { useFormat, useWords } from "../../words/words"
import { BatchFigures } from "./batch_figures"
import { CurrentPhoto } from "./current_photo"
import { progressNumbers } from "./progress_numbers"

const plain = (value: number) => String(value)

export function ProgressCard({ state }: { state: SessionState }) {
  const words = useWords()
  const format = useFormat()
  const now = useNow()
  const { session, progress, performance } = state
  const numbers = progressNumbers(state)
  const stage = session?.stage ?? progress?.current_stage ?? "scanning"
  const running = session?.status === "running"
  const text = `${numbers.done}/${numbers.total ?? "–"} (${format.progress(numbers.percent)})`
  const trend = performance?.speed_trend ?? null
  const note = session?.status === "paused" ? words.monitor.paused : null
  return (
    <section aria-label={words.monitor.progress} className="card min-w-0 p-4 sm:p-6">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <p data-testid="progress" data-done={numbers.done} className="text-[clamp(1.5rem,5vw,2.5rem)] font-semibold leading-none tracking-tight">
          <Counter value={numbers.done} show={plain} />
          <span className="text-text-3">/{numbers.total ?? "–"} ({format.progress(numbers.percent)})</span>
        </p>
        <Badge tone={running ? "accent" : "neutral"}>{words.stage[stage]}</Badge>
      </div>
      <ProgressBar className="mt-4" label={words.monitor.progress} value={numbers.done} good={numbers.approved} max={numbers.total} text={text} />
      <p className="hint mt-2">{stageText(words, format, stage, state.stage, numbers.total)}</p>
      {note && <p className="mt-3 rounded-control bg-warn-soft px-3 py-2 text-sm text-warn">{note}</p>}

      <Figures className="mt-5 grid-cols-[repeat(auto-fit,minmax(8rem,1fr))]">
        <Figure large name={words.monitor.approved} note={<Share share={numbers.approvedShare} provisional={numbers.provisional} />}>
          <span className="text-good" data-testid="approved"><Counter value={numbers.approved} show={format.count} /></span>
        </Figure>
        <Figure large name={words.monitor.rejected} note={<Share share={numbers.rejectedShare} provisional={numbers.provisional} />}>
          <span className="text-bad" data-testid="rejected"><Counter value={numbers.rejected} show={format.count} /></span>
        </Figure>
        <Figure large name={words.monitor.speed}
          note={trend !== null && Math.abs(trend) >= 1
            ? words.monitor.trend(`${trend > 0 ? "+" : "−"}${format.percent(Math.abs(trend), 0)}`)
            : progress?.images_per_second ? words.monitor.average(format.number(progress.images_per_second)) : null}>
          {running ? format.number(progress?.processing_speed) : "–"} <small className="text-sm font-normal text-text-3">{words.perSecond}</small>
        </Figure>
        <Figure large name={words.monitor.left}
          note={running && numbers.left !== null ? words.monitor.until(format.clock(now + numbers.left * 1000, now)) : null}>
          {numbers.left !== null ? format.range(numbers.left, numbers.leftAtMost)
            : running ? <span className="text-lg font-normal text-text-3">{words.monitor.estimating}</span> : "–"}
        </Figure>
        <Figure large name={words.monitor.elapsed}>{format.duration(progress?.elapsed_time ?? session?.elapsed_time)}</Figure>
      </Figures>
      <hr className="my-5 border-line" />
      <BatchFigures state={state} />
      <CurrentPhoto state={state} />
      {progress?.error_message && running && (
        <p className="mt-4 flex items-start gap-2 rounded-control bg-warn-soft px-3 py-2 text-sm text-warn">
          <Icon name="alert" /><ServerText>{progress.error_message}</ServerText>
        </p>
      )}
    </section>
  )
}

function Share({ share, provisional }: { share: number | null; provisional: boolean }) {
  const { monitor } = useWords()
  const format = useFormat()
  if (share === null) return null
  return (
    <span title={provisional ? monitor.provisionalHint : undefined}>
      {format.percent(share, 1)}
      {provisional && ` · ${monitor.provisional}`}
    </span>
  )
}
