// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest"
import { kNothingKnown, type Performance, type Progress, type Session } from "../../live/session_state"
import { progressNumbers } from "./progress_numbers"

const session = { processed: 10, total_images: 40, approved_count: 6, rejected_count: 4, stage: "processing" } as Session
const progress = { current_image: 20, total_images: 40, percentage: 50, approved_count: 15, rejected_count: 5,
  current_stage: "processing", eta_seconds: 30 } as Progress

describe("the numbers of the progress view", () => {
  it("are of the newest update", () => {
    const numbers = progressNumbers({ ...kNothingKnown, session, progress })
    expect(numbers).toMatchObject({ done: 20, total: 40, percent: 50, approved: 15, approvedShare: 75, left: 30 })
  })

  it("are of the session where it has counted further, or where no update came", () => {
    const later = { ...session, processed: 30, approved_count: 20, rejected_count: 10 } as Session
    expect(progressNumbers({ ...kNothingKnown, session: later, progress })).toMatchObject({ done: 30, percent: 75, approved: 20 })
    expect(progressNumbers({ ...kNothingKnown, session })).toMatchObject({ done: 10, percent: 25, left: null })
  })

  it("a share of nothing is not known, and neither is a part of an unknown whole", () => {
    const numbers = progressNumbers({ ...kNothingKnown, session: { ...session, processed: 0, total_images: null } as Session })
    expect(numbers).toMatchObject({ approvedShare: null, percent: null, total: null })
  })

  it("are provisional until reviewing", () => {
    const at = (stage: Session["stage"]) => progressNumbers({ ...kNothingKnown, session: { ...session, stage } as Session })
    expect(at("processing").provisional).toBe(true)
    expect(at("reviewing").provisional).toBe(false)
  })

  it("never claim 100 % before the last photo", () => {
    const nearly = { ...session, processed: 19_999, total_images: 20_000 } as Session
    expect(progressNumbers({ ...kNothingKnown, session: nearly }).percent).toBe(99.99)
  })

  it("the time left is a range where both ends are known", () => {
    const performance = { eta_p50_seconds: 100, eta_p90_seconds: 130 } as Performance
    expect(progressNumbers({ ...kNothingKnown, progress, performance })).toMatchObject({ left: 100, leftAtMost: 130 })
  })
})
