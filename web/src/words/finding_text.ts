// A finding in the reader's words. The server's own sentences are English; other languages write theirs
// from what else it sends: the code, the value with its limit, and what the file tells of itself. Pure.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Format } from "./format"

export interface FindingFacts {
  readonly code: string
  readonly score: number | null
  readonly threshold: number | null
  readonly message: string
}
/** Of the photo, as the server describes it. */
export interface PhotoFacts {
  readonly path: string
  readonly format: string
  readonly width: number
  readonly height: number
  readonly group: number | null
  readonly measures: Readonly<Record<string, number | null>>
  readonly metadata: unknown
}

/** What a sentence may name; numbers are written already. */
export interface Told {
  readonly value: string
  readonly limit: string
  readonly photo: PhotoFacts
  /** The value is that of this measure. */
  is(measure: string): boolean
  /** Texts of the metadata: by a field, or a list's by their own fields; "" where there is none. */
  meta(...way: string[]): string
}
/** A sentence; where it leaves out what only the server's names, `more` says so. */
export interface Sentence {
  readonly say: (told: Told) => string
  readonly more?: true
}
export interface Sentences {
  readonly codes: Readonly<Record<string, Sentence>>
  /** What follows a sentence whose value lies only a little beyond its limit. */
  readonly nearTheLimit: string
}

/** The server's own words for that, with which its sentence ends then. */
const kNearTheLimit = "; near the limit, look at it yourself"

export interface Said {
  readonly text: string
  /** The server's sentence in English, where it tells more than the text does. */
  readonly english: string | null
}

/** `sentences` is null in English: the server's own sentence is said then. */
export function findingText(sentences: Sentences | null, format: Format, finding: FindingFacts, photo: PhotoFacts): Said {
  if (sentences === null) return { text: finding.message, english: null }
  const sentence = sentences.codes[finding.code]
  if (sentence === undefined) return { text: "", english: finding.message }
  const digits = (value: number | null) => format.number(value, value !== null && Math.abs(value) < 10 ? 2 : 1)
  const text = sentence.say({
    value: digits(finding.score),
    limit: digits(finding.threshold),
    photo,
    is: (measure) => finding.score !== null && photo.measures[measure] === finding.score,
    meta: (...way) => textAt(photo.metadata, way),
  })
  const near = finding.message.endsWith(kNearTheLimit) ? sentences.nearTheLimit : ""
  return { text: text + near, english: sentence.more ? finding.message : null }
}

function textAt(tree: unknown, way: readonly string[]): string {
  if (Array.isArray(tree)) return tree.map((one) => textAt(one, way)).filter(Boolean).join(", ")
  if (way.length > 0)
    return typeof tree === "object" && tree !== null ? textAt((tree as Record<string, unknown>)[way[0]], way.slice(1)) : ""
  return typeof tree === "string" || typeof tree === "number" ? String(tree) : ""
}
