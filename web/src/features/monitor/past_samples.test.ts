// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from "vitest"
import type { Schemas } from "../../api/client"
import { pastSamples } from "./past_samples"

it("a point of the stored history is drawn at its mean, between its least and its most; what was not known stays unknown", () => {
  const point = { timestamp: "2026-01-31T09:00:00.000Z", cpu_percent: { min: 10, mean: 20, max: 90 },
    gpu_usage_percent: { min: 2, mean: 2, max: 2 }, memory_mb: null, samples: 7 }
  const [sample] = pastSamples([point as Schemas["PerformancePoint"]])
  expect(sample).toMatchObject({ time: Date.parse(point.timestamp) / 1000, cpu_percent: 20, gpu_percent: 2, memory_mb: null, batch_size: null, moments: 7 })
  expect(sample.extents).toMatchObject({ cpu_percent: { low: 10, high: 90 }, gpu_percent: null, memory_mb: null })
})
