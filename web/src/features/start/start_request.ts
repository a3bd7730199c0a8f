// What a person has filled in, and the request that it means. Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Schemas } from "../../api/client"

export interface Filled {
  name: string
  profile: string
  mode: "speed" | "balanced" | "smart"
  output: string
  workers: string
  batch: string
  copy: boolean
  percentages: string
  counts: string
  hours: string
  fresh: boolean
}

export const kMostWorkers = 1024
export const kMostInBatch = 4096

export const kEmpty: Filled = {
  name: "",
  profile: "",
  mode: "balanced",
  output: "",
  workers: "0",
  batch: "0",
  copy: true,
  percentages: "25, 50, 75, 90",
  counts: "100, 500, 1000, 5000, 10000, 25000",
  hours: "",
  fresh: false,
}

/** A whole number from 0 to `most`; null for anything else. */
export function wholeNumber(text: string, most: number): number | null {
  const trimmed = text.trim()
  return /^\d{1,9}$/.test(trimmed) && Number(trimmed) <= most ? Number(trimmed) : null
}

/** "25, 50" as numbers that rise; null for anything else. "" is none. */
export function rising(text: string, most: number): number[] | null {
  const words = text.split(/[,\s]+/).filter(Boolean)
  const numbers = words.map((word) => wholeNumber(word, most))
  const good = numbers.every((one, i) => one !== null && one > 0 && (i === 0 || one > (numbers[i - 1] ?? 0)))
  return good && numbers.length <= 32 ? (numbers as number[]) : null
}

export type Wrong = Partial<Record<keyof Filled, "whole" | "list">>

export function wrongIn(filled: Filled): Wrong {
  const wrong: Wrong = {}
  if (wholeNumber(filled.workers, kMostWorkers) === null) wrong.workers = "whole"
  if (wholeNumber(filled.batch, kMostInBatch) === null) wrong.batch = "whole"
  if (rising(filled.percentages, 100) === null) wrong.percentages = "list"
  if (rising(filled.counts, 1e9) === null) wrong.counts = "list"
  if (rising(filled.hours, 10_000) === null) wrong.hours = "list"
  return wrong
}

/** Only what differs from the defaults is asked for, so that the server's own hold elsewhere. */
export function requestOf(folder: string, filled: Filled): Schemas["StartSession"] {
  const settings: Schemas["StartSettings"] = {}
  if (filled.workers !== kEmpty.workers) settings.workers = wholeNumber(filled.workers, kMostWorkers) ?? 0
  if (filled.batch !== kEmpty.batch) settings.batch_size = wholeNumber(filled.batch, kMostInBatch) ?? 0
  if (!filled.copy) settings.copy = false
  if (filled.percentages !== kEmpty.percentages) settings.percentage_milestones = rising(filled.percentages, 100) ?? []
  if (filled.counts !== kEmpty.counts) settings.count_milestones = rising(filled.counts, 1e9) ?? []
  if (filled.hours !== kEmpty.hours) settings.hour_milestones = rising(filled.hours, 10_000) ?? []
  return {
    input_folder: folder,
    mode: filled.mode,
    ...(filled.name.trim() && { name: filled.name.trim() }),
    ...(filled.profile && { profile: filled.profile }),
    ...(filled.output.trim() && { output_folder: filled.output.trim() }),
    ...(filled.fresh && { fresh: true }),
    ...(Object.keys(settings).length > 0 && { settings }),
  }
}
