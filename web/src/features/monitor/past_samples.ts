// The host's stored history as samples of a chart: the mean of each point. Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"
import { kSeries, type Sample, type Series } from "../../live/history"

type Point = Schemas["PerformancePoint"]

const fieldOf = (series: Series): keyof Point => (series === "gpu_percent" ? "gpu_usage_percent" : series)

export function pastSamples(points: readonly Point[]): Sample[] {
  return points.map((point) => {
    const means = kSeries.map((series) => {
      const span = point[fieldOf(series)] as { mean: number } | null
      return [series, span?.mean ?? null]
    })
    return { time: Date.parse(point.timestamp) / 1000, ...Object.fromEntries(means) } as Sample
  })
}
