// The server is killed and started again in mid-run: the page says that it is offline and since
// when, recovers by itself, and its counts never go back.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { launch, open, Server, shoot, shown, until } from "./dashboard.js"

const kPhotos = 60
let server
let browser

before(async () => {
  server = await new Server().start()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.end()
})

test("a page outlives its server", async () => {
  const id = await server.begin(server.slow("Coast", kPhotos))
  const page = await open(browser, `${server.url}/monitoring/${id}`)
  await page.evaluate(() => {
    window.seen = []
    setInterval(() => {
      const done = document.querySelector("[data-testid=progress]")?.dataset.done
      if (done !== undefined) window.seen.push(Number(done))
    }, 30)
  })
  await until(async () => (await shown(page)) >= 6, "the first photos")
  const before = await shown(page)
  await server.stop("SIGKILL")
  await page.getByTestId("offline").getByText(/No connection to Photosieve since \d\d:\d\d/).waitFor()
  assert.ok(await page.getByRole("button", { name: "Pause" }).isDisabled(), "nothing can be asked of nobody")
  assert.ok((await shown(page)) >= before, "what was known stays")
  await shoot(page, "monitor-offline")
  await page.waitForTimeout(2500)

  await server.start()
  const back = Date.now()
  await page.getByTestId("offline").waitFor({ state: "detached", timeout: 15_000 })
  await page.locator("[data-status=interrupted]").waitFor()
  console.log(`# right ${Date.now() - back} ms after the server was there again`)
  await page.getByText("it goes on where it stopped").waitFor()
  await shoot(page, "monitor-interrupted")
  await page.getByRole("button", { name: "Resume" }).click()
  await page.locator("[data-status=running]").waitFor()
  await until(async () => (await shown(page)) > before, "further photos")
  await page.getByTestId("completion").waitFor({ timeout: 120_000 })
  assert.equal(await page.getByTestId("judged").textContent(), String(kPhotos))
  const seen = await page.evaluate(() => window.seen)
  assert.deepEqual(seen.filter((one, i) => i > 0 && one < seen[i - 1]), [], "counts never go back")
  assert.deepEqual(page.problems, [])
  await page.leave()
})

test("a page that is opened while nobody answers is right once somebody does", async () => {
  const { sessions } = await server.ask("/sessions")
  const page = await open(browser, server.url)
  await page.getByRole("link", { name: /Coast/ }).waitFor()
  await server.stop("SIGKILL")
  await page.getByTestId("offline").waitFor()
  await page.getByRole("link", { name: /Coast/ }).click()
  await page.getByText("Photosieve cannot be reached").waitFor({ timeout: 15_000 })
  await shoot(page, "session-unreachable")
  await server.start()
  await page.getByRole("button", { name: "Try now" }).click()
  await page.getByTestId("completion").waitFor({ timeout: 15_000 })
  assert.match(page.url(), new RegExp(sessions[0].session_id))
  await page.leave()
})

test("a browser that can only poll sees the same", async () => {
  const id = await server.begin(server.slow("Polled", 20))
  const context = await browser.newContext()
  await context.addInitScript(() => {
    window.WebSocket = class {
      constructor() {
        throw new Error("no WebSocket here")
      }
    }
  })
  const page = await context.newPage()
  await page.goto(`${server.url}/monitoring/${id}`)
  await page.getByTestId("completion").waitFor({ timeout: 90_000 })
  assert.equal(await page.getByTestId("judged").textContent(), "20")
  await context.close()
})
