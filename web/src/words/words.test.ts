// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest"
import { en } from "./en"
import { th } from "./th"
import { codeWord } from "./words"

/** Every text by the way to it; functions are called with marks that must come back. */
function texts(tree: object, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    if (typeof value === "string") return [[`${path}.${key}`, value]]
    if (typeof value === "function") return [[`${path}.${key}`, value("‹1›", 2, "‹3›")]]
    // Sentences of findings have a test of their own: one language's are the server's.
    if (key === "sentences") return []
    return texts(value, `${path}.${key}`)
  })
}

describe("the languages", () => {
  it("say the same things: no key more, none less", () => {
    const keys = (words: object) => texts(words).map(([key]) => key).sort()
    expect(keys(th)).toEqual(keys(en))
  })

  it("leave nothing empty, and nothing out that they are given", () => {
    const english = new Map(texts(en))
    for (const [key, thai] of texts(th)) {
      expect(thai !== "" || key.startsWith(".unitSigns"), key).toBe(true)
      for (const mark of ["‹1›", "‹3›"])
        expect(thai.includes(mark), `${key} ${mark}`).toBe(english.get(key)!.includes(mark))
    }
  })

  it("Thai is Thai: what has words in English has Thai letters", () => {
    const same = /^(\.locale|\.unitSigns|\.app\.theme$|\.charts\.gpu|\.system\.version|\.charts\.decision|\.monitor\.average)/
    const foreign = texts(th).filter(([key, text]) => !same.test(key) && /[a-z]{3}/i.test(text) && !/[\u0e00-\u0e7f]/.test(text))
    expect(foreign).toEqual([])
  })

  it("a code that no dictionary knows is shown by its name", () => {
    expect(codeWord(en, "out_of_focus")).toBe("Out of focus")
    expect(codeWord(th, "some_new_code")).toBe("some new code")
  })
})
