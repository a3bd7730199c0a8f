// Generates src/contract/ from the server's own descriptions of its calls and events.
// `node tools/contract.mjs` writes the files; with --check it fails if they are stale.
// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync, writeFileSync } from "node:fs"
import { compile } from "json-schema-to-typescript"
import openapiTS, { astToString } from "openapi-typescript"

const schemas = new URL("../../src/serve/schema/", import.meta.url)
const target = new URL("../src/contract/", import.meta.url)
const read = (name) => JSON.parse(readFileSync(new URL(name, schemas), "utf8"))
const head = (from) =>
  `// Generated from src/serve/schema/${from} by \`npm run contract\`; not to be edited.\n` +
  "// SPDX-License-Identifier: GPL-3.0-or-later\n"

// Each definition by its own name, as one object's properties: the generator names no type that
// nothing refers to.
const { $defs } = read("events.schema.json")
const events = await compile(
  {
    title: "EventTypes",
    type: "object",
    additionalProperties: false,
    required: Object.keys($defs),
    properties: Object.fromEntries(Object.keys($defs).map((name) => [name, { $ref: `#/$defs/${name}` }])),
    $defs,
  },
  "EventTypes",
  { bannerComment: "", format: false },
)
const made = {
  "rest.ts": head("openapi.json") + astToString(await openapiTS(read("openapi.json"))),
  "events.ts": head("events.schema.json") + events,
}

const same = (name) => {
  try {
    return readFileSync(new URL(name, target), "utf8") === made[name]
  } catch {
    return false
  }
}
const stale = Object.keys(made).filter((name) => !same(name))
if (!process.argv.includes("--check")) {
  for (const name of stale) writeFileSync(new URL(name, target), made[name])
} else if (stale.length > 0) {
  console.error(`src/contract is stale: ${stale.join(", ")}. Run: npm run contract`)
  process.exitCode = 1
}
