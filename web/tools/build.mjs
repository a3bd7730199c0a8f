// Builds the dashboard into dist/: bundles, compressed twins for the server to send, and the check
// that the first load of the monitor page stays small.
// SPDX-License-Identifier: GPL-3.0-or-later
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { build } from "vite"

const kFirstLoadLimit = 200 * 1000  // bytes of script, gzip

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const dist = join(root, "dist")
await build({ root, logLevel: "warn" })

const manifestPath = join(dist, ".vite/manifest.json")
const manifest = JSON.parse(readFileSync(manifestPath, "utf8"))
rmSync(join(dist, ".vite"), { recursive: true })

const files = readdirSync(dist, { recursive: true }).map((name) => join(dist, String(name)))
for (const file of files.filter((name) => statSync(name).isFile() && /\.(js|css|html|svg|webmanifest)$/.test(name))) {
  const bytes = readFileSync(file)
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
}

// What the monitor page asks for before it is usable: the entry and what it imports, not what comes
// later by itself.
const first = new Set()
const visit = (key) => {
  if (first.has(key)) return
  first.add(key)
  for (const next of manifest[key].imports ?? []) visit(next)
}
visit("index.html")
let total = 0
for (const key of first) {
  const size = gzipSync(readFileSync(join(dist, manifest[key].file)), { level: 9 }).length
  console.log(`${String(size).padStart(8)}  ${manifest[key].file}`)
  total += size
}
console.log(`${String(total).padStart(8)}  first load, gzip; limit ${kFirstLoadLimit}`)
if (total > kFirstLoadLimit) {
  console.error("The first load is over its limit: see what src/app/main.tsx draws in, and load it when it is needed.")
  process.exitCode = 1
}
