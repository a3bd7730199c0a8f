// The host's stored history as samples of a chart: each point's means, and between what they lay. Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"
import { kSeries, type Sample, type Series } from "../../live/history"

type Point = Schemas["PerformancePoint"]

const fieldOf = (series: Series): keyof Point => (series === "gpu_percent" ? "gpu_usage_percent" : series)

export function pastSamples(points: readonly Point[]): Sample[] {
  return points.map((point) => {
    const spans = kSeries.map((series) => [series, point[fieldOf(series)] as Schemas["FieldSpan"]] as const)
    return {
      time: Date.parse(point.timestamp) / 1000,
      moments: point.samples,
      ...Object.fromEntries(spans.map(([series, span]) => [series, span?.mean ?? null])),
      extents: Object.fromEntries(
        spans.map(([series, span]) => [series, span && span.min < span.max ? { low: span.min, high: span.max } : null])),
    } as Sample
  })
}
