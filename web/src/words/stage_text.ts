// What a stage does, in the reader's words, from the numbers that the server tells with it. Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Words } from "./en"
import type { Format } from "./format"

export type StageName = "scanning" | "processing" | "reviewing" | "complete"
export interface StageFacts {
  readonly stage: StageName
  readonly images: number | null
  readonly moved_to_rejected: number | null
}

/** `told` is of that stage and the newest, or null; `total` of all photos. */
export function stageText(words: Words, format: Format, stage: StageName, told: StageFacts | null, total: number | null): string {
  const { stageTold: say, stageHint } = words
  const images = told?.stage === stage ? told.images : null
  if (images === null) return stageHint[stage]
  if (stage === "processing") {
    const before = (total ?? images) - images
    return [say.judging(format.count(images), images), ...(before > 0 ? [say.before(format.count(before))] : [])].join(", ")
  }
  if (stage !== "reviewing") return stageHint[stage]
  const moved = told?.moved_to_rejected ?? null
  if (moved === null) return say.comparing(format.count(images), images)
  return moved === 0 ? say.noneMoved : say.moved(format.count(moved), moved)
}
