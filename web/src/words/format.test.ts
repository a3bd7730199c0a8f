// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest"
import { kUnknown, makeFormat } from "./format"

const format = makeFormat("en-GB", { day: "d", hour: "h", minute: "min", second: "s" })
const thai = makeFormat("th", { day: "วัน", hour: "ชม.", minute: "นาที", second: "วิ" })

describe("what a reader sees", () => {
  it.each([
    [null, kUnknown],
    [0, "0 s"],
    [0.256, "0.26 s"],
    [5.25, "5.3 s"],
    [42.4, "42 s"],
    [60, "1 min"],
    [75, "1 min 15 s"],
    [1200, "20 min"],
    [4800, "1 h 20 min"],
    [7200, "2 h"],
    [180_000, "2 d 2 h"],
  ])("%s seconds are %s", (seconds, text) => expect(format.duration(seconds)).toBe(text))

  it("a range of what reads the same is said once", () => {
    expect(format.range(1201, 1202)).toBe("20 min")
    expect(format.range(1200, 1500)).toBe("20 – 25 min")
    expect(format.range(580, 912)).toBe("10 – 15 min")
    expect(format.range(8.4, 12)).toBe("8 – 12 s")
    expect(format.range(40, 130)).toBe("40 s – 2 min 10 s")
    expect(format.range(3000, 4800)).toBe("50 min – 1 h 20 min")
    expect(format.range(1200, null)).toBe("20 min")
  })

  it("what is not known is never 0", () => {
    for (const show of [format.count, format.percent, format.number, format.duration, format.bytes, format.megabytes])
      expect(show(null)).toBe(kUnknown)
    expect(format.date(null)).toBe(kUnknown)
  })

  it.each([
    [0, "0 B"],
    [1536, "1.5 kB"],
    [1024 ** 3, "1 GB"],
    [250 * 1024 ** 2, "250 MB"],
  ])("%s bytes are %s", (bytes, text) => expect(format.bytes(bytes)).toBe(text))

  it("percentages have two decimals at most", () => {
    expect(format.percent(5.01)).toBe("5.01%")
    expect(format.progress(5)).toBe("5.00%")
    expect(format.progress(null)).toBe(format.percent(null))
    expect(format.percent(50)).toBe("50%")
  })

  it("dates are in the reader's calendar", () => {
    expect(format.date("2026-01-31T09:15:02.417Z")).toContain("2026")
    expect(thai.date("2026-01-31T09:15:02.417Z")).toContain("2569")
  })
})
