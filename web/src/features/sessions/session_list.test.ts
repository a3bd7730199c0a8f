// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest"
import { titleOf } from "../../api/session_title"
import { matches, merged, type Listed } from "./session_list"

const session = (id: string, rest: Partial<Listed> = {}): Listed =>
  ({ session_id: id, created_at: `2026-01-0${id}T00:00:00.000Z`, name: "", status: "running", processed: 0,
    input_folder: "/photos/spring", profile: "adobe-stock", ...rest }) as Listed

describe("the list of sessions", () => {
  it("is newest first and has each session once", () => {
    const live = new Map([["3", session("3")], ["1", session("1", { processed: 5 })]])
    const list = merged([session("2"), session("1")], live)
    expect(list.map((one) => one.session_id)).toEqual(["3", "2", "1"])
    expect(list[2].processed).toBe(5)
  })

  it("never shows an older count than it has", () => {
    const list = merged([session("1", { processed: 9 })], new Map([["1", session("1", { processed: 4 })]]))
    expect(list[0].processed).toBe(9)
  })

  it.each([
    ["all", "", true],
    ["active", "", true],
    ["complete", "", false],
    ["ended", "", false],
    ["all", "SPRING", true],
    ["all", "spring stock", true],
    ["all", "autumn", false],
  ] as const)("shows %s with %j: %s", (filter, words, shown) =>
    expect(matches(session("1"), filter, words)).toBe(shown))

  it("an interrupted session counts as active: it can go on", () =>
    expect(matches(session("1", { status: "interrupted" }), "active", "")).toBe(true))

  it("calls a session by its name, else by its folder", () => {
    expect(titleOf(session("1"))).toBe("spring")
    expect(titleOf(session("1", { name: "Iceland" }))).toBe("Iceland")
  })
})
