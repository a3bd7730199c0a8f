// Several at once: two browsers on one session, ten sessions in one list.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { launch, open, Server, shoot, shown, until } from "./dashboard.js"

const kSessions = 10
const kOfEach = 30
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

test("two browsers see one session, and what one does the other sees", async () => {
  const id = await server.begin(server.slow("Shared", 40))
  const other = await launch()
  const [one, two] = await Promise.all([browser, other].map((each) => open(each, `${server.url}/monitoring/${id}`)))
  await until(async () => (await shown(one)) >= 2 && (await shown(two)) >= 2, "the first photos")
  await one.getByRole("button", { name: "Pause" }).click()
  await Promise.all([one, two].map((page) => page.locator("[data-status=paused]").waitFor()))
  await until(async () => (await shown(one)) === (await shown(two)), "the same count")
  await two.getByRole("button", { name: "Resume" }).click()
  await Promise.all([one, two].map((page) => page.locator("[data-status=running]").waitFor()))
  await Promise.all([one, two].map((page) => page.getByTestId("completion").waitFor({ timeout: 90_000 })))
  for (const page of [one, two]) {
    assert.equal(await page.getByTestId("judged").textContent(), "40")
    assert.deepEqual(page.problems, [])
  }
  await other.close()
  await one.leave()
})

test("ten sessions at once, each with its progress", async () => {
  const page = await open(browser, server.url)
  const folders = Array.from({ length: kSessions }, (_, n) => server.slow(`Roll ${n + 1}`, kOfEach, 3000, 2000))
  const ids = []
  for (const [n, folder] of folders.entries()) ids.push(await server.begin(folder, { name: `Roll ${n + 1}` }))
  for (const id of ids) await page.locator(`[data-session="${id}"]`).waitFor()
  await until(
    () => page.getByRole("progressbar").evaluateAll(
      (bars, all) => bars.map((bar) => Number(bar.ariaValueNow)).filter((done) => done > 0 && done < all).length >= 3, kOfEach),
    "sessions under way", 60_000)
  await shoot(page, "sessions-ten")
  await page.getByRole("searchbox").fill("roll 7")
  await until(async () => (await page.locator("[data-session]").count()) === 1, "the one that was looked for")
  await page.getByRole("searchbox").fill("")
  for (const id of ids) await server.when(id, (session) => session.status === "complete", "all complete", 180_000)
  await page.getByRole("button", { name: "Active" }).click()
  await page.getByText("Nothing matches").waitFor()
  await shoot(page, "sessions-none-found")
  await page.getByRole("button", { name: "Show all" }).click()
  await until(async () => (await page.locator("[data-session]").count()) >= 6, "the list again")
  assert.deepEqual(page.problems, [])
  await page.leave()
})
