// The server is killed and started again in mid-run: the page says that it is offline and since
// when, recovers by itself, and its counts never go back.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict"
import { test } from "node:test"
import { open, served, shoot, shown, until } from "./dashboard.js"

const kPhotos = 60
let server
let browser

served((itsServer, itsBrowser) => {
  server = itsServer
  browser = itsBrowser
})

test("a page outlives its server", async () => {
  const id = await server.held(server.slow("Coast", kPhotos))
  const page = await open(browser, `${server.url}/monitoring/${id}`)
  await page.evaluate(() => {
    window.seen = []
    setInterval(() => {
      const done = document.querySelector("[data-testid=progress]")?.dataset.done
      if (done !== undefined) window.seen.push(Number(done))
    }, 30)
  })
  const { processed } = await server.ask(`/sessions/${id}`)
  await until(async () => (await shown(page)) === processed, "the photos that are done")
  const before = await shown(page)
  await server.ask(`/sessions/${id}/resume`, {})
  await server.when(id, (session) => session.processed > processed, "in mid-run")
  await server.stop("SIGKILL")
  await page.getByTestId("offline").getByText(/No connection to Photosieve since \d\d:\d\d/).waitFor()
  assert.ok(await page.getByRole("button", { name: "Cancel" }).isDisabled(), "nothing can be asked of nobody")
  assert.ok((await shown(page)) >= before, "what was known stays")
  await shoot(page, "monitor-offline")

  await server.start()
  const back = Date.now()
  await page.getByTestId("offline").waitFor({ state: "detached" })
  await page.locator("[data-status=interrupted]").waitFor()
  console.log(`# right ${Date.now() - back} ms after the server was there again`)
  const card = page.getByTestId("interrupted")
  await card.getByText(/^Interrupted at \d+ of 60 photos$/).waitFor()
  await shoot(page, "monitor-interrupted")
  await card.getByRole("button", { name: "Go on" }).click()
  await card.waitFor({ state: "detached" })
  await page.getByTestId("completion").waitFor()
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
  await page.getByText("Photosieve cannot be reached").waitFor()
  await shoot(page, "session-unreachable")
  await server.start()
  await page.getByRole("button", { name: "Try now" }).click()
  await page.getByTestId("completion").waitFor()
  assert.match(page.url(), new RegExp(sessions[0].session_id))
  await page.leave()
})

test("an interrupted session judges its last batch again, or makes room for a new one", async () => {
  const id = await server.held(server.slow("Twice", 90), { settings: { batch_size: 4 } })
  const interrupt = async () => {
    const { processed } = await server.ask(`/sessions/${id}`)
    await server.ask(`/sessions/${id}/resume`, {})
    await server.when(id, (session) => session.processed >= processed + 4, "in mid-run")
    await server.stop("SIGKILL")
    await server.start()
  }
  await interrupt()
  const page = await open(browser, `${server.url}/monitoring/${id}`)
  const card = page.getByTestId("interrupted")
  await card.waitFor()
  const { processed } = await server.ask(`/sessions/${id}`)
  await card.getByRole("button", { name: "Redo the last batch" }).click()
  await card.waitFor({ state: "detached" })
  assert.ok((await server.ask(`/sessions/${id}`)).processed >= processed, "counts never go back")
  await server.ask(`/sessions/${id}/pause`, {})

  await interrupt()
  await card.waitFor()
  await card.getByRole("button", { name: "Start afresh" }).click()
  await page.keyboard.press("Escape")
  await page.getByRole("dialog").waitFor({ state: "hidden" })
  assert.equal((await server.ask(`/sessions/${id}`)).status, "interrupted", "Escape ends nothing")
  await card.getByRole("button", { name: "Start afresh" }).click()
  await page.getByRole("button", { name: "Cancel it and start afresh" }).click()
  await page.waitForURL((address) => !address.pathname.endsWith(id) && /monitoring/.test(address.pathname))
  const begun = await server.ask(`/sessions/${page.url().split("/").pop()}`)
  assert.equal((await server.ask(`/sessions/${id}`)).status, "cancelled")
  assert.equal(begun.input_folder, `${server.work}/Pictures/Twice`)
  assert.equal(begun.settings.batch_size, 4, "with the same settings")
  await server.ask(`/sessions/${begun.session_id}/cancel`, {})
  assert.deepEqual(page.problems, [])
  await page.leave()
})

test("a browser that can only poll sees the same", async () => {
  const id = await server.begin(server.slow("Polled", 20))
  const context = await browser.newContext()
  context.setDefaultTimeout(120_000)
  await context.addInitScript(() => {
    window.WebSocket = class {
      constructor() {
        throw new Error("no WebSocket here")
      }
    }
  })
  const page = await context.newPage()
  await page.goto(`${server.url}/monitoring/${id}`)
  await page.getByTestId("completion").waitFor()
  assert.equal(await page.getByTestId("judged").textContent(), "20")
  await context.close()
})
