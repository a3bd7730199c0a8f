// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from "vitest"
import { en } from "./en"
import { makeFormat } from "./format"
import { milestoneText } from "./milestone_text"
import { th } from "./th"

const facts = { current_progress: 4100, total_progress: 20_000, message: "As the server says it" }
const cases: [string, string, string, string][] = [
  ["percentage", "25%", "25% of 20,000 photos done", "เสร็จ 25% จาก 20,000 ภาพ"],
  ["count", "1000_images", "1,000 photos done of 20,000", "เสร็จ 1,000 จาก 20,000 ภาพ"],
  ["time", "1_hour", "1 hour of processing, 4,100 of 20,000 photos done", "ทำมา 1 ชั่วโมง เสร็จ 4,100 จาก 20,000 ภาพ"],
  ["time", "2_hours", "2 hours of processing, 4,100 of 20,000 photos done", "ทำมา 2 ชั่วโมง เสร็จ 4,100 จาก 20,000 ภาพ"],
  ["photos_per_coffee", "3", "As the server says it", "As the server says it"],
]
it.each(cases)("the milestone %s %s in both languages", (milestone_type, milestone_value, english, thai) => {
  const one = { ...facts, milestone_type, milestone_value }
  expect(milestoneText(en, makeFormat(en.locale, en.units), one)).toBe(english)
  expect(milestoneText(th, makeFormat(th.locale, th.units), one)).toBe(thai)
})
