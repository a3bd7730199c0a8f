// What the tests of the dashboard share: a server of the build with a home of its own, photos,
// Debian's Chromium, and pictures of what was seen.
// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before } from "node:test"

const here = new URL(".", import.meta.url).pathname
const packages = createRequire(new URL("../../web/package.json", import.meta.url))
const { chromium } = packages("playwright-core")
const axeSource = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8")
const program = process.env.PHOTOSIEVE ?? join(here, "../../build/release/photosieve")
/** Where pictures go; nothing where nobody wants any. */
const shots = process.env.PHOTOSIEVE_SCREENSHOTS

/** Nothing takes so long; a machine that is busy with other things may need a good part of it. */
const kPatience = 120_000

const pictures = new Map()
/** A picture that takes its time, made once for each size. */
function slowPicture(width, height) {
  const size = `${width} ${height}`
  if (!pictures.has(size)) {
    const folder = mkdtempSync(join(tmpdir(), "ps-"))
    execFileSync("/usr/bin/python3", [join(here, "../live/make_photos.py"), folder, "1", ...size.split(" ")])
    pictures.set(size, readFileSync(join(folder, "000.png")))
    rmSync(folder, { recursive: true })
  }
  return pictures.get(size)
}

export class Server {
  #child = null
  #port = 0

  constructor(...options) {
    this.options = options
    this.work = mkdtempSync(join(tmpdir(), "ps-"))
    mkdirSync(join(this.work, "run"), { mode: 0o700 })
    mkdirSync(join(this.work, "Pictures"))
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`
  }

  get pid() {
    return this.#child.pid
  }

  /** Again at the same address after it was stopped. */
  async start() {
    const env = { ...process.env, XDG_RUNTIME_DIR: join(this.work, "run"), XDG_DATA_HOME: join(this.work, "data"),
      XDG_CACHE_HOME: join(this.work, "cache") }
    const child = spawn(program, ["serve", "--listen", `127.0.0.1:${this.#port}`,
      "--root", join(this.work, "Pictures"), ...this.options], { env, stdio: ["ignore", "inherit", "pipe"] })
    let text = ""
    this.#port = await new Promise((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${text}`)))
      child.stderr.on("data", (chunk) => {
        text += chunk
        const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text)
        if (found) resolve(Number(found[1]))
      })
    })
    child.removeAllListeners("exit")
    this.#child = child
    return this
  }

  async stop(signal = "SIGTERM") {
    const ended = once(this.#child, "exit")
    this.#child.kill(signal)
    await ended
  }

  async end() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.stop("SIGKILL")
    rmSync(this.work, { recursive: true, force: true, maxRetries: 5 })
  }

  /** Landscapes, some with something wrong. */
  album(name, count) {
    const folder = join(this.work, "Pictures", name)
    execFileSync("/usr/bin/python3", [join(here, "make_album.py"), folder, String(count)])
    return folder
  }

  /** Photos that take their time: the same picture in other bytes each. */
  slow(name, count, width = 6000, height = 4000) {
    const folder = join(this.work, "Pictures", name)
    mkdirSync(folder)
    const bytes = slowPicture(width, height)
    for (let n = 0; n < count; n += 1)
      writeFileSync(join(folder, `${String(n).padStart(3, "0")}.png`), Buffer.concat([bytes, Buffer.from([n % 256, n >> 8])]))
    return folder
  }

  async ask(path, body, method = body ? "POST" : "GET") {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body),
    })
    const json = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(json)}`)
    return json
  }

  async begin(folder, more = {}) {
    return (await this.ask("/sessions", { input_folder: folder, ...more })).session_id
  }

  /** A session that has begun and is paused: it cannot be over before a page has been opened. */
  async held(folder, more = {}) {
    const id = await this.begin(folder, more)
    await this.ask(`/sessions/${id}/pause`, {})
    return id
  }

  /** Waits until a session is so. */
  async when(id, condition, what, ms = kPatience) {
    return until(async () => {
      const session = await this.ask(`/sessions/${id}`)
      return condition(session) && session
    }, what, ms)
  }
}

export async function until(condition, what, ms = kPatience) {
  const end = Date.now() + ms
  while (true) {
    const found = await condition()
    if (found) return found
    if (Date.now() > end) throw new Error(`not in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const launched = []
export const launch = async () => {
  launched.push(await chromium.launch({ executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"] }))
  return launched.at(-1)
}

/** A server and a browser for all tests of a file, given to `ready` before the first. Whatever a test launched
 * beside and, having failed, left open is closed after the last: an open browser keeps the file from ending. */
export function served(ready) {
  let server
  before(async () => {
    server = await new Server().start()
    await ready(server, await launch())
  })
  after(async () => {
    await Promise.all(launched.map((browser) => browser.close()))
    await server?.end()
  })
}

/** A browser of its own with one page; what goes wrong in it fails the test that asks `problems`. */
export async function open(browser, address, { theme = "light", width = 1440, height = 900, language = "en", ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: language === "th" ? "th-TH" : "en-GB",
    ...more })
  context.setDefaultTimeout(kPatience)
  const page = await context.newPage()
  const problems = []
  page.on("pageerror", (error) => problems.push(String(error)))
  page.on("console", (message) => {
    // A server that was killed on purpose, and pictures of photos that cannot be decoded.
    const expected = /Failed to load resource|WebSocket connection|net::ERR_/.test(message.text())
    if (message.type() === "error" && !expected) problems.push(message.text())
  })
  await page.goto(address)
  return Object.assign(page, { problems, leave: () => context.close() })
}

/** Waits until what a page had to load is there and has appeared; bars and numbers of a run never rest. */
export const settled = (page) =>
  page.waitForFunction(() => document.querySelector(".skeleton") === null &&
    document.getAnimations().every((one) => !(one instanceof CSSAnimation) || one.playState === "finished" ||
      one.effect?.getComputedTiming().iterations === Infinity), null, { polling: 50 })

/** Of the pictures in sight, which of a run never end to come: a while. */
const picturesThere = (page) =>
  page.waitForFunction(() => [...document.images].every((one) => {
    const { top, bottom, width } = one.getBoundingClientRect()
    return width === 0 || bottom < 0 || top > innerHeight || (one.hasAttribute("src") && one.complete)
  }), null, { polling: 50, timeout: 5000 }).catch(() => {})

/** The picture `name`, of the whole page. */
export async function shoot(page, name, options = {}) {
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await settled(page)
  await picturesThere(page)
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true, animations: "disabled", ...options })
}

/** What axe finds, as sentences; all its rules. */
export async function findings(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }))
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary}`))
}

/** How many photos the page says are judged. */
export const shown = async (page) => Number(await page.getByTestId("progress").getAttribute("data-done"))

/** Seconds of work that the page's main thread has done, where Performance is enabled. */
export async function taskSeconds(devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics")
  return metrics.find((one) => one.name === "TaskDuration").value
}
