// History: what the machine did, a sample a second, in plain columns that a chart draws as they are.
//
// Bounded: beyond kSamples the older half is thinned to every second sample, so a page that is open
// for days keeps the whole span, coarser the longer ago, in the same memory.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Decision, Performance } from "./session_state"

export const kSamples = 3600
const kMarks = 200

export const kSeries = ["images_per_second", "cpu_percent", "process_cpu_percent", "memory_mb", "process_memory_mb",
  "gpu_percent", "disk_read_mb_s", "disk_write_mb_s", "network_sent_mb_s", "network_recv_mb_s", "pressure_cpu",
  "pressure_memory", "pressure_io", "active_workers", "batch_size"] as const
export type Series = (typeof kSeries)[number]
export type Sample = { readonly time: number } & Readonly<Partial<Record<Series, number | null>>>

export class History {
  /** Seconds since 1970, rising. */
  times: number[] = []
  readonly columns: Record<Series, (number | null)[]>
  marks: Decision[] = []
  /** Changes with every sample. */
  version = 0

  constructor() {
    this.columns = Object.fromEntries(kSeries.map((name) => [name, []])) as unknown as History["columns"]
  }

  add(update: Performance) {
    this.addSample(sampleOf(update))
  }

  /** Samples that are not newer than the last one are left out: a reconnection may repeat some. */
  addSample(sample: Sample) {
    if (this.times.length > 0 && sample.time <= this.times[this.times.length - 1]) return
    this.times.push(sample.time)
    for (const name of kSeries) this.columns[name].push(sample[name] ?? null)
    if (this.times.length > kSamples) this.#thin()
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
    this.times = [...older.map((one) => one.time), ...this.times]
    for (const name of kSeries) this.columns[name] = [...older.map((one) => one[name] ?? null), ...this.columns[name]]
    while (this.times.length > kSamples) this.#thin()
    this.version += 1
  }

  known(name: Series): boolean {
    return this.columns[name].some((value) => value !== null)
  }

  #thin() {
    const half = Math.floor(this.times.length / 2)
    const kept = (_: unknown, i: number) => i >= half || i % 2 === 0
    this.times = this.times.filter(kept)
    for (const name of kSeries) this.columns[name] = this.columns[name].filter(kept)
  }
}

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
