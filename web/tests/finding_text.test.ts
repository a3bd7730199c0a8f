// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { en } from "../src/words/en"
import { findingText } from "../src/words/finding_text"
import { makeFormat } from "../src/words/format"
import { th } from "../src/words/th"

const source = readFileSync(resolve(__dirname, "../../src/model/finding.cpp"), "utf8")
/** Every code that the server can report, from its own table. */
const codes = [...source.matchAll(/\{FindingCode::k\w+,\s*"(\w+)"/g)].map(([, code]) => code)
const format = makeFormat(th.locale, th.units)
const photo = {
  path: "a.png", format: "jpeg", width: 1200, height: 816, group: 7, measures: { noise_luma: 3.2, noise_chroma: 9.1 },
  metadata: { title: "Fox", ai_marks: [{ value: "algorithmicMedia" }], gps: { latitude: 1.5, longitude: 2 }, colour: { space: "Adobe RGB" } },
}
const said = (code: string, score: number | null = null, threshold: number | null = null) =>
  findingText(th.sentences, format, { code, score, threshold, message: "In English" }, photo)

describe("findings", () => {
  it("every code of the server has its words in both languages, and a sentence in Thai", () => {
    expect(codes.length).toBeGreaterThan(40)
    for (const code of codes) {
      expect(en.codes[code], code).toBeTruthy()
      expect(th.codes[code], code).toMatch(/[\u0e00-\u0e7f]/)
      expect(said(code, 1, 2).text, code).toMatch(/[\u0e00-\u0e7f]/)
    }
  })

  it("are the server's own sentences in English", () => {
    const finding = { code: "noise", score: 1, threshold: 2, message: "Noisy: grain" }
    expect(findingText(en.sentences, format, finding, photo)).toEqual({ text: "Noisy: grain", english: null })
  })

  it("say the value and its limit in Thai, and where they are from", () => {
    expect(said("resolution_too_low", 0.979, 4).text).toBe("เล็กเกินไป: 1200 × 816 คือ 0.98 ล้านพิกเซล (อย่างน้อย 4)")
    expect(said("noise", 3.2, 2).text).toContain("เม็ดรบกวน 3.2")
    expect(said("noise", 9.1, 4).text).toContain("จุดสีรบกวน 9.1")
    expect(said("near_copy", 12, 31).text).toContain("ภาพที่ 7")
    expect(said("ai_generated").text).toContain("algorithmicMedia")
    expect(said("position_in_metadata").text).toContain("1.5, 2")
    expect(said("metadata_missing").text).toContain("มีชื่อภาพแต่ไม่มีคำสำคัญ")
    expect(said("wrong_extension").text).toContain(".jpg")
  })

  it("say in Thai that a value is near its limit, in the server's own case", () => {
    const rules = readFileSync(resolve(__dirname, "../../src/decide/verdict.cpp"), "utf8")
    const words = /message \+= "(.+)"/.exec(rules)![1]
    const finding = { code: "noise", score: 3.2, threshold: 3, message: `Noisy${words}` }
    expect(findingText(th.sentences, format, finding, photo).text).toMatch(/เกินเกณฑ์เพียงเล็กน้อย ตรวจดูเอง$/)
    expect(said("noise", 3.2, 3).text).not.toContain("เพียงเล็กน้อย")
  })

  it("add the server's sentence where it alone names the particulars, and where a code is new", () => {
    expect(said("truncated", 10)).toMatchObject({ english: "In English" })
    expect(said("noise", 3.2, 2).english).toBeNull()
    expect(said("some_new_code")).toEqual({ text: "", english: "In English" })
  })
})
