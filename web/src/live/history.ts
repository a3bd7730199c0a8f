// History: what the machine did, a sample a second, in plain columns that a chart draws as they are.
//
// Bounded: beyond kSamples the samples of the older half are merged, two to one, so a page that is open
// for days keeps the whole span, coarser the longer ago, in the same memory. A merged sample keeps its
// mean, and the least and the most that was in it: no spike is lost.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Decision, Performance } from "./session_state"

export const kSamples = 3600
const kMarks = 200

export const kSeries = ["images_per_second", "cpu_percent", "process_cpu_percent", "memory_mb", "process_memory_mb",
  "gpu_percent", "disk_read_mb_s", "disk_write_mb_s", "network_sent_mb_s", "network_recv_mb_s", "pressure_cpu",
  "pressure_memory", "pressure_io", "active_workers", "batch_size"] as const
export type Series = (typeof kSeries)[number]
export interface Extent {
  readonly low: number
  readonly high: number
}
export interface Sample extends Readonly<Partial<Record<Series, number | null>>> {
  /** Seconds since 1970. */
  readonly time: number
  /** How many moments it stands for, where that is more than one; its values are their means. */
  readonly moments?: number
  /** Between what its moments lay; without it they were all the same, or it stands for one. */
  readonly extents?: Readonly<Partial<Record<Series, Extent | null>>>
}
type Columns = Record<Series, (number | null)[]>

export class History {
  /** Seconds since 1970, rising. */
  times: number[] = []
  /** The means, and between what they lay; null where that is not known, or was one moment. */
  readonly columns = noColumns()
  readonly lows = noColumns()
  readonly highs = noColumns()
  #moments: number[] = []
  marks: Decision[] = []
  /** Changes with every sample. */
  version = 0

  add(update: Performance) {
    this.addSample(sampleOf(update))
  }

  /** Samples that are not newer than the last one are left out: a reconnection may repeat some. */
  addSample(sample: Sample) {
    if (this.times.length > 0 && sample.time <= this.times[this.times.length - 1]) return
    this.#add([sample], "push")
    if (this.times.length > kSamples) this.#merge()
    this.version += 1
  }

  mark(decision: Decision) {
    this.marks = [...this.marks, decision].slice(-kMarks)
    this.version += 1
  }

  /** What was before the first sample: put in front. */
  prepend(samples: readonly Sample[]) {
    const first = this.times[0] ?? Infinity
    const older = samples.filter((one) => one.time < first)
    this.#add(older, "unshift")
    while (this.times.length > kSamples) this.#merge()
    this.version += 1
  }

  known(name: Series): boolean {
    return this.columns[name].some((value) => value !== null)
  }

  #add(samples: readonly Sample[], at: "push" | "unshift") {
    this.times[at](...samples.map((one) => one.time))
    this.#moments[at](...samples.map((one) => one.moments ?? 1))
    for (const name of kSeries) {
      this.columns[name][at](...samples.map((one) => one[name] ?? null))
      this.lows[name][at](...samples.map((one) => one.extents?.[name]?.low ?? null))
      this.highs[name][at](...samples.map((one) => one.extents?.[name]?.high ?? null))
    }
  }

  #merge() {
    const pairs = Math.floor(this.times.length / 4)
    const moments = this.#moments
    for (const name of kSeries) {
      const [means, lows, highs] = [this.columns[name], this.lows[name], this.highs[name]]
      const merged = { means: [] as (number | null)[], lows: [] as (number | null)[], highs: [] as (number | null)[] }
      for (let i = 0; i < 2 * pairs; i += 2) {
        const [a, b] = [means[i], means[i + 1]]
        if (a === null || b === null) {
          const i0 = a === null ? i + 1 : i
          merged.means.push(means[i0])
          merged.lows.push(lows[i0])
          merged.highs.push(highs[i0])
          continue
        }
        const low = Math.min(lows[i] ?? a, lows[i + 1] ?? b)
        const high = Math.max(highs[i] ?? a, highs[i + 1] ?? b)
        merged.means.push((a * moments[i] + b * moments[i + 1]) / (moments[i] + moments[i + 1]))
        merged.lows.push(low < high ? low : null)
        merged.highs.push(low < high ? high : null)
      }
      means.splice(0, 2 * pairs, ...merged.means)
      lows.splice(0, 2 * pairs, ...merged.lows)
      highs.splice(0, 2 * pairs, ...merged.highs)
    }
    const half = Array.from({ length: pairs }, (_, i) => 2 * i)
    this.times.splice(0, 2 * pairs, ...half.map((i) => this.times[i]))
    this.#moments.splice(0, 2 * pairs, ...half.map((i) => moments[i] + moments[i + 1]))
  }
}

const noColumns = () => Object.fromEntries(kSeries.map((name) => [name, []])) as unknown as Columns

function sampleOf(update: Performance): Sample {
  const gpus = (update.gpus ?? []).map((gpu) => gpu.utilization_percent).filter((value) => value !== null)
  return {
    time: Date.parse(update.timestamp) / 1000,
    images_per_second: update.images_per_second,
    cpu_percent: update.cpu_percent,
    process_cpu_percent: update.process_cpu_percent,
    memory_mb: update.memory_mb,
    process_memory_mb: update.process_memory_mb,
    gpu_percent: gpus.length > 0 ? gpus.reduce((a, b) => a + b, 0) / gpus.length : null,
    disk_read_mb_s: update.disk_read_mb_s,
    disk_write_mb_s: update.disk_write_mb_s,
    network_sent_mb_s: update.network_sent_mb_s,
    network_recv_mb_s: update.network_recv_mb_s,
    pressure_cpu: update.pressure?.cpu ?? null,
    pressure_memory: update.pressure?.memory ?? null,
    pressure_io: update.pressure?.io ?? null,
    active_workers: update.active_workers,
    batch_size: update.batch_size,
  }
}
