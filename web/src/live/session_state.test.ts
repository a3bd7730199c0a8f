// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest"
import * as state from "./session_state"

const progress = (current_image: number) => ({ current_image }) as state.Progress
const milestone = (milestone_value: string) => ({ milestone_value }) as state.Milestone
const result = (n: number) => ({ n, path: `${n}.jpg` }) as state.ImageResult

describe("a session's state", () => {
  it.each([
    [[1, 2, 3], 3],
    [[5, 4], 5],
    [[7, 0, 8], 8],
    [[3, 3], 3],
  ])("counts never go back: %j shows %i", (counts, shown) => {
    const last = counts.map(progress).reduce(state.progressed, state.kNothingKnown)
    expect(last.progress?.current_image).toBe(shown)
  })

  it("a session told late does not undo a newer one", () => {
    const session = (processed: number) => ({ processed }) as state.Session
    const last = [session(9), session(4)].reduce(state.changed, state.kNothingKnown)
    expect(last.session?.processed).toBe(9)
  })

  it("a milestone told twice is listed once", () => {
    const last = ["25%", "100_images", "25%"].map(milestone).reduce(state.reached, state.kNothingKnown)
    expect(last.milestones.map((one) => one.milestone_value)).toEqual(["25%", "100_images"])
  })

  it("keeps the newest results only, each photo once", () => {
    let last = state.kNothingKnown
    for (let n = 1; n <= 100_000; n += 1000) last = state.judged(last, result(n))
    last = state.judged(last, result(99_001))
    expect(last.results).toHaveLength(state.kKeptResults)
    expect(last.results[0].n).toBe(99_001)
    expect(new Set(last.results.map((one) => one.n)).size).toBe(state.kKeptResults)
  })
})
