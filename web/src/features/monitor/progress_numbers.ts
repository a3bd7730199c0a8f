// The numbers of the progress view, from what is known: the newest update, and the session itself
// where there is none (before the first update, and after an end). Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { SessionState } from "../../live/session_state"

export interface ProgressNumbers {
  readonly done: number
  readonly total: number | null
  /** 0 to 100; null: not known. */
  readonly percent: number | null
  readonly approved: number
  readonly rejected: number
  /** Of the photos that are done, 0 to 100; null: none is. */
  readonly approvedShare: number | null
  readonly rejectedShare: number | null
  /** Similarity may still move approved photos to rejected. */
  readonly provisional: boolean
  /** Seconds: likely, and with nine in ten certainty. */
  readonly left: number | null
  readonly leftAtMost: number | null
  readonly batchDone: number | null
  readonly batchSize: number | null
}

export function progressNumbers({ session, progress, performance }: SessionState): ProgressNumbers {
  const newest = progress !== null && (session === null || progress.current_image >= session.processed) ? progress : null
  const done = newest?.current_image ?? session?.processed ?? 0
  const total = newest?.total_images ?? session?.total_images ?? null
  const approved = newest?.approved_count ?? session?.approved_count ?? 0
  const rejected = newest?.rejected_count ?? session?.rejected_count ?? 0
  const share = (count: number) => (done > 0 ? (100 * count) / done : null)
  const stage = session?.stage ?? progress?.current_stage
  return {
    done,
    total,
    percent: newest?.percentage ?? (total !== null && total > 0 ? Math.floor((10_000 * done) / total) / 100 : null),
    approved,
    rejected,
    approvedShare: share(approved),
    rejectedShare: share(rejected),
    provisional: stage === "scanning" || stage === "processing",
    left: performance?.eta_p50_seconds ?? progress?.eta_seconds ?? null,
    leftAtMost: performance?.eta_p90_seconds ?? null,
    batchDone: performance?.batch_done ?? null,
    batchSize: performance?.batch_size ?? null,
  }
}
