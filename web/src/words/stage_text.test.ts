// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from "vitest"
import { en } from "./en"
import { makeFormat } from "./format"
import { stageText, type StageFacts, type StageName } from "./stage_text"
import { th } from "./th"

const told = (stage: StageName, images: number | null, moved_to_rejected: number | null = null) => ({ stage, images, moved_to_rejected })
const cases: [StageName, StageFacts | null, string][] = [
  ["scanning", null, "Finding the photos below the folder"],
  ["scanning", told("scanning", null), "Finding the photos below the folder"],
  ["processing", told("processing", 80), "Judging 80 photos"],
  ["processing", told("processing", 1), "Judging 1 photo, 79 done before"],
  ["reviewing", told("processing", 80), "Alike photos are compared; the decisions become final"],
  ["reviewing", told("reviewing", 80), "Comparing 80 photos"],
  ["reviewing", told("reviewing", 80, 0), "No approved photo is a copy of another"],
  ["reviewing", told("reviewing", 80, 3), "3 photos moved from approved to rejected: copies of better ones"],
  ["complete", told("complete", 80), "All photos are decided"],
]
it.each(cases)("%s %o", (stage, change, text) => {
  expect(stageText(en, makeFormat(en.locale, en.units), stage, change, 80)).toBe(text)
  const thai = stageText(th, makeFormat(th.locale, th.units), stage, change, 80)
  expect(thai).toMatch(/[\u0e00-\u0e7f]/)
  expect(thai).not.toMatch(/[a-z]{3}/i)
})
