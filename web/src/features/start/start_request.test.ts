// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest"
import { kEmpty, requestOf, rising, wholeNumber, wrongIn } from "./start_request"

describe("starting a session", () => {
  it.each([
    ["25, 50", [25, 50]],
    ["25 50", [25, 50]],
    ["", []],
    ["50, 25", null],
    ["25, 25", null],
    ["0", null],
    ["101", null],
    ["2.5", null],
    ["a", null],
  ])("a list of milestones %j means %j", (text, numbers) => expect(rising(text, 100)).toEqual(numbers))

  it.each([["0", 0], [" 8 ", 8], ["9", null], ["-1", null], ["", null], ["1e3", null]])(
    "a whole number %j means %j", (text, number) => expect(wholeNumber(text, 8)).toBe(number))

  it("asks only for what was changed", () => {
    expect(requestOf("/photos", kEmpty)).toEqual({ input_folder: "/photos", mode: "balanced" })
    const filled = { ...kEmpty, name: " Iceland ", workers: "2", copy: false, hours: "1, 2", fresh: true }
    expect(requestOf("/photos", filled)).toEqual({
      input_folder: "/photos", mode: "balanced", name: "Iceland", fresh: true,
      settings: { workers: 2, copy: false, hour_milestones: [1, 2] },
    })
  })

  it("says which field is wrong, and how", () => {
    expect(wrongIn(kEmpty)).toEqual({})
    expect(wrongIn({ ...kEmpty, workers: "many", counts: "5, 4" })).toEqual({ workers: "whole", counts: "list" })
  })
})
