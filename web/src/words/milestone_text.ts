// A milestone in the reader's words, from its kind and value: the server's own sentence is English. Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Words } from "./en"
import type { Format } from "./format"

export interface MilestoneFacts {
  readonly milestone_type: string
  /** "25%", "1000_images", "1_hour": each begins with its number. */
  readonly milestone_value: string
  readonly current_progress: number
  readonly total_progress: number
  /** For a kind that is not known here. */
  readonly message: string
}

export function milestoneText({ milestone }: Words, format: Format, one: MilestoneFacts): string {
  const number = Number.parseInt(one.milestone_value, 10)
  const total = format.count(one.total_progress)
  if (Number.isNaN(number)) return one.message
  switch (one.milestone_type) {
    case "percentage": return milestone.percentage(format.count(number), total)
    case "count": return milestone.count(format.count(number), total)
    case "time": return milestone.time(format.count(one.current_progress), number, total)
    default: return one.message
  }
}
