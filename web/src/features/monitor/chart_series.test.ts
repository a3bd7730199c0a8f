// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest"
import { History } from "../../live/history"
import { bandRuns, kCharts, lonely, windowOf } from "./chart_series"

describe("what a chart draws", () => {
  it("is the newest of the history, with its bands", () => {
    const history = new History()
    const [speed] = kCharts
    history.addSample({ time: 10, images_per_second: 1 })
    history.addSample({ time: 20, images_per_second: 4, moments: 3, extents: { images_per_second: { low: 2, high: 8 } } })
    history.addSample({ time: 30, images_per_second: 5 })
    expect(windowOf(history, speed.lines, 10)).toEqual({ columns: [[20, 30], [4, 5]], bands: [{ lows: [2, null], highs: [8, null] }] })
    expect(windowOf(history, speed.lines, 0).columns[0]).toEqual([10, 20, 30])
  })

  it("a value without neighbours is a point: a line through it alone is not seen", () => {
    expect(lonely([7])).toEqual([0])
    expect(lonely([1, 2, null, 4, null, null, 7])).toEqual([3, 6])
    expect(lonely([null, null])).toEqual([])
  })

  it("bands break where a value stands for one moment", () => {
    expect(bandRuns([null, 1, 2, null, 3])).toEqual([[1, 2], [4, 4]])
    expect(bandRuns([null])).toEqual([])
  })
})
