// The architecture, as a test: contract, words, ui → api, live → features → app. A feature never
// imports another, nothing imports upwards, and files stay short.
// SPDX-License-Identifier: GPL-3.0-or-later
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { describe, expect, it } from "vitest"

const kSource = resolve(__dirname, "../src")
const kLongest = 400
/** What each layer may import beside itself. */
const kMay: Record<string, readonly string[]> = {
  contract: [],
  words: [],
  ui: ["words"],
  api: ["contract"],
  live: ["contract", "ui"],
  features: ["contract", "words", "ui", "api", "live"],
  app: ["contract", "words", "ui", "api", "live", "features"],
}

const files = readdirSync(kSource, { recursive: true })
  .map((name) => join(kSource, String(name)))
  .filter((name) => /\.tsx?$/.test(name) && statSync(name).isFile())
const shown = (file: string) => relative(kSource, file)

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8")
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((found) => relative(kSource, resolve(file, "..", found[1])))
}

describe("the layers", () => {
  it.each(files.map((file) => [shown(file), file]))("%s imports only what it may", (name, file) => {
    const [layer, feature] = name.split("/")
    for (const target of importsOf(file)) {
      const [to, other] = target.split("/")
      if (layer === "features" && to === "features") expect(other, `${name} imports ${target}`).toBe(feature)
      else if (to !== layer) expect(kMay[layer], `${name} imports ${target}`).toContain(to)
    }
  })

  it("no file is longer than it should be, but for what is generated", () => {
    const long = files.filter((file) => !shown(file).startsWith("contract/") && readFileSync(file, "utf8").split("\n").length > kLongest)
    expect(long.map(shown)).toEqual([])
  })
})
