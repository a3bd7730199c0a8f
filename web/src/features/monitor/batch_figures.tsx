// BatchFigures: the batch in work, and what batches, photos and memory take.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { SessionState } from "../../live/session_state"
import { Figure, Figures } from "../../ui/figures"
import { ProgressBar } from "../../ui/progress_bar"
import { kUnknown } from "../../words/format"
import { useFormat, useWords } from "../../words/words"
import { progressNumbers } from "./progress_numbers"

export function BatchFigures({ state }: { state: SessionState }) {
  const { monitor: words } = useWords()
  const format = useFormat()
  const { progress, performance, session } = state
  const { batchDone, batchSize } = progressNumbers(state)
  const whole = batchSize !== null && performance?.active_workers ? batchSize * performance.active_workers : batchSize
  const which = progress === null ? kUnknown
    : progress.total_batches === null ? format.count(progress.current_batch)
      : words.batchOf(format.count(progress.current_batch), format.count(progress.total_batches))
  return (
    <Figures className="grid-cols-[repeat(auto-fit,minmax(6.75rem,1fr))]">
      <Figure name={words.batch}
        note={
          <ProgressBar quiet className="mt-1.5 max-w-40" label={words.batch} value={Math.min(batchDone ?? 0, whole ?? 0)} max={whole ?? 1} text={which} />
        }>
        {which}
      </Figure>
      <Figure name={words.batchTime}>{format.duration(progress?.batch_processing_time)}</Figure>
      <Figure name={words.photoTime}>{format.duration(progress?.avg_image_processing_time)}</Figure>
      <Figure name={words.memory}
        note={performance?.process_memory_peak_mb ? `${words.peak}: ${format.megabytes(performance.process_memory_peak_mb)}` : null}>
        {format.megabytes(progress?.memory_usage_mb)}
      </Figure>
      <Figure name={words.workers}>{format.count(session?.status === "running" ? performance?.active_workers : null)}</Figure>
      <Figure name={words.skipped}>{format.count(session?.skipped_count)}</Figure>
    </Figures>
  )
}
