// Several at once: two browsers on one session, ten sessions in one list.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict"
import { test } from "node:test"
import { launch, open, served, shoot, shown, until } from "./dashboard.js"

const kSessions = 10
const kOfEach = 60
let server
let browser

served((itsServer, itsBrowser) => {
  server = itsServer
  browser = itsBrowser
})

test("two browsers see one session, and what one does the other sees", async () => {
  const id = await server.held(server.slow("Shared", 300))
  const other = await launch()
  const [one, two] = await Promise.all([browser, other].map((each) => open(each, `${server.url}/monitoring/${id}`)))
  const both = (locate) => Promise.all([one, two].map((page) => locate(page).waitFor()))
  await both((page) => page.locator("[data-status=paused]"))
  await two.getByRole("button", { name: "Resume" }).click()
  await both((page) => page.locator("[data-status=running]"))
  await one.getByRole("button", { name: "Pause" }).click()
  await both((page) => page.locator("[data-status=paused]"))
  const { processed } = await server.ask(`/sessions/${id}`)
  assert.ok(processed > 0)
  await until(async () => (await shown(one)) === processed && (await shown(two)) === processed, "the same count")
  await two.getByRole("button", { name: "Cancel" }).click()
  await two.getByRole("button", { name: "Cancel the session" }).click()
  await both((page) => page.getByTestId("completion"))
  for (const page of [one, two]) {
    assert.equal(await page.getByTestId("judged").textContent(), String(processed))
    assert.deepEqual(page.problems, [])
  }
  await other.close()
  await one.leave()
})

test("ten sessions at once, each with its progress", async () => {
  const page = await open(browser, server.url, { height: 1200 })
  const folders = Array.from({ length: kSessions }, (_, n) => server.slow(`Roll ${n + 1}`, kOfEach, 3000, 2000))
  const ids = []
  for (const [n, folder] of folders.entries()) ids.push(await server.begin(folder, { name: `Roll ${n + 1}` }))
  // Each is held when it is under way: what the page shows then is what is there.
  for (const id of ids) {
    await server.when(id, (session) => session.processed > 0, "under way")
    await server.ask(`/sessions/${id}/pause`, {})
  }
  for (const id of ids) await page.locator(`[data-session="${id}"]`).waitFor()
  const counts = new Set(await Promise.all(ids.map(async (id) => (await server.ask(`/sessions/${id}`)).processed)))
  await until(
    () => page.getByRole("progressbar", { name: /^Roll/ }).evaluateAll(
      (bars, [all, known]) => bars.length === 10 && bars.map((bar) => Number(bar.ariaValueNow)).every((done) => done > 0 && done < all && known.includes(done)),
      [kOfEach, [...counts]]),
    "each with its progress")
  for (const id of ids) await server.ask(`/sessions/${id}/resume`, {})
  await until(async () => (await page.getByText("Running", { exact: true }).count()) >= 3, "several run")
  await shoot(page, "sessions-ten")
  await page.getByRole("searchbox").fill("roll 7")
  await until(async () => (await page.locator("[data-session]").count()) === 1, "the one that was looked for")
  await page.getByRole("searchbox").fill("")
  for (const id of ids) await server.when(id, (session) => session.status === "complete", "all complete")
  await page.getByRole("button", { name: "Active" }).click()
  await page.getByText("Nothing matches").waitFor()
  await shoot(page, "sessions-none-found")
  await page.getByRole("button", { name: "Show all" }).click()
  await until(async () => (await page.locator("[data-session]").count()) >= 6, "the list again")
  assert.deepEqual(page.problems, [])
  await page.leave()
})
