// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from "vitest"
import { kAtOnce, takeTurn } from "./turns"

it("so many load at once, the others in their order, and who leaves frees a place once", () => {
  const begun: number[] = []
  const ends = Array.from({ length: kAtOnce + 3 }, (_, n) => takeTurn(() => begun.push(n)))
  expect(begun).toEqual([0, 1, 2])
  ends[0]()
  ends[0]()
  expect(begun).toEqual([0, 1, 2, 3])
  ends[4]()
  ends[1]()
  expect(begun).toEqual([0, 1, 2, 3, 5])
  for (const end of ends) end()
  const later: string[] = []
  const end = takeTurn(() => later.push("at once"))
  expect(later).toEqual(["at once"])
  end()
})
