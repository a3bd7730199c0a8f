// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest"
import { History, kSamples } from "./history"
import type { Decision, Performance } from "./session_state"

const filled = (count: number) => {
  const history = new History()
  for (let time = 1; time <= count; time += 1) history.addSample({ time, cpu_percent: time % 100 })
  return history
}

describe("the machine's history", () => {
  it("stays bounded and keeps its whole span, coarser the longer ago, and no spike is lost", () => {
    const history = new History()
    const spike = 5000
    for (let time = 1; time <= 100_000; time += 1) history.addSample({ time, cpu_percent: time === spike ? 100 : 20 })
    const { times, columns, lows, highs } = history
    expect(times.length).toBeLessThanOrEqual(kSamples)
    expect(times.length).toBeGreaterThan(kSamples / 2)
    expect(times[0]).toBe(1)
    expect(times[times.length - 1]).toBe(100_000)
    expect(times[times.length - 2]).toBe(99_999)
    expect(times.every((time, i) => i === 0 || time > times[i - 1])).toBe(true)
    expect(columns.cpu_percent.length).toBe(times.length)
    const at = times.findIndex((time, i) => time <= spike && (times[i + 1] ?? Infinity) > spike)
    expect([lows.cpu_percent[at], highs.cpu_percent[at]]).toEqual([20, 100])
    const moments = times[at + 1] - times[at]
    expect(columns.cpu_percent[at]).toBeCloseTo(20 + 80 / moments, 6)
    expect(lows.cpu_percent.filter((low) => low !== null)).toEqual([20])
  })

  it("takes no sample twice, as a reconnection may bring it", () => {
    const history = filled(3)
    history.addSample({ time: 3, cpu_percent: 99 })
    history.addSample({ time: 2, cpu_percent: 99 })
    expect(history.times).toEqual([1, 2, 3])
  })

  it("says what the machine does not know", () => {
    const history = filled(3)
    expect(history.known("cpu_percent")).toBe(true)
    expect(history.known("gpu_percent")).toBe(false)
  })

  it("puts what was before in front, and only that", () => {
    const history = new History()
    history.addSample({ time: 10, cpu_percent: 1 })
    history.prepend([{ time: 8, cpu_percent: 5, moments: 4, extents: { cpu_percent: { low: 2, high: 9 } } }, { time: 9 }, { time: 10, cpu_percent: 7 }])
    expect(history.times).toEqual([8, 9, 10])
    expect(history.columns.cpu_percent).toEqual([5, null, 1])
    expect([history.lows.cpu_percent, history.highs.cpu_percent]).toEqual([[2, null, null], [9, null, null]])
  })

  it("takes the mean of several GPUs, of those that tell", () => {
    const history = new History()
    const gpu = (utilization_percent: number | null) => ({ utilization_percent })
    history.add({ timestamp: "2026-01-01T00:00:00.000Z", gpus: [gpu(10), gpu(null), gpu(30)] } as Performance)
    expect(history.columns.gpu_percent).toEqual([20])
  })

  it("keeps the newest of the tuner's decisions only", () => {
    const history = new History()
    for (let i = 0; i < 1000; i += 1) history.mark({ what: "workers", to: i } as Decision)
    expect(history.marks.length).toBe(200)
    expect(history.marks[199].to).toBe(999)
  })
})
