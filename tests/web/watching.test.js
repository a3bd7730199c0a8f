// A session from its start on the page to its end: started, watched, paused, resumed, complete.
// The real server, real photos, Debian's Chromium.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"
import { open, served, shoot, shown, until } from "./dashboard.js"

const kPhotos = 40
/** On a machine that is busy with other things a photo takes seconds. */
const kRunMs = 300_000
let server
let browser

served((itsServer, itsBrowser) => {
  server = itsServer
  browser = itsBrowser
  server.slow("Harbour", kPhotos)
})

/** Kills the workers of a server, those for thumbnails too; how many there were. */
function killWorkers({ pid }) {
  // A child belongs to the thread that began it.
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number))
  const workers = children.filter((one) => readFileSync(`/proc/${one}/cmdline`, "utf8").includes("worker-process"))
  for (const worker of workers) process.kill(worker, "SIGKILL")
  return workers.length
}

/** Every count that the page shows, in order. */
const countsOf = (page) =>
  page.evaluate(() => {
    window.seen = []
    const look = () => {
      const done = document.querySelector("[data-testid=progress]")?.dataset.done
      if (done !== undefined && Number(done) !== window.seen.at(-1)) window.seen.push(Number(done))
    }
    new MutationObserver(look).observe(document.body, { subtree: true, attributes: true, childList: true })
    look()
  })

test("a session is started, watched, paused, resumed and complete, all on the page", async () => {
  const page = await open(browser, server.url)
  await page.getByText("No session yet").waitFor()
  await page.getByRole("main").getByRole("link", { name: "New session" }).click()
  await page.getByRole("button", { name: /Pictures/ }).click()
  await page.getByRole("button", { name: new RegExp(`Harbour.*${kPhotos} photos`) }).click()
  await page.getByText(`${kPhotos} photos directly here`).waitFor()
  await page.getByRole("button", { name: "Use this folder" }).click()
  await page.getByLabel("Name").fill("Harbour at night")
  await page.getByText("Advanced settings").click()
  await page.getByLabel("Workers", { exact: true }).fill("1")  // so that it is not over while this test looks at it
  assert.equal((await server.ask("/sessions")).sessions.length, 0, "nothing starts before it is asked for")
  await page.getByRole("button", { name: "Check" }).click()
  await page.getByTestId("dry-run").getByText(`${kPhotos} photos will be judged`).waitFor()
  assert.equal((await server.ask("/sessions")).sessions.length, 0, "the check starts nothing")
  await page.getByRole("button", { name: "Start" }).click()
  await page.waitForURL(/\/monitoring\/[\w-]+$/)
  const id = page.url().split("/").pop()
  await page.getByRole("heading", { name: "Harbour at night" }).waitFor()
  await countsOf(page)
  await until(async () => (await shown(page)) >= 4, "the first photos")
  assert.match(await page.title(), /^\d+% Harbour at night/)
  await page.getByTestId("milestones").getByText(`25% of ${kPhotos}`).waitFor()

  // Pending at once, done only when the server has confirmed it.
  const clicked = Date.now()
  await page.getByRole("button", { name: "Pause" }).click()
  await page.locator("[data-status=paused]").waitFor()
  const took = Date.now() - clicked
  // It waits for the photos in work, which take longer where the machine is busy with other things.
  const { images } = await server.ask(`/sessions/${id}/images?sort=elapsed_ms&order=desc&limit=1`)
  const allowed = 1000 + 3 * images[0].elapsed_ms
  console.log(`# paused after ${took} ms; a photo took up to ${images[0].elapsed_ms} ms`)
  assert.ok(took <= allowed, `a pause took ${took} ms, more than ${allowed}`)
  await page.getByRole("button", { name: "Resume" }).waitFor()
  await shoot(page, "monitor-paused")
  const held = await server.ask(`/sessions/${id}`)
  assert.equal(held.status, "paused")
  await until(async () => (await shown(page)) === held.processed, "the page's count")
  await page.waitForTimeout(3 * images[0].elapsed_ms)  // in which a photo that had started would have been done
  assert.equal((await server.ask(`/sessions/${id}`)).processed, held.processed, "no photo starts while it is paused")
  assert.equal(await shown(page), held.processed)
  assert.ok(held.processed < kPhotos)

  await page.getByRole("button", { name: "Resume" }).click()
  await page.locator("[data-status=running]").waitFor()
  await page.getByTestId("completion").waitFor({ timeout: kRunMs })
  assert.equal(await page.getByTestId("judged").textContent(), String(kPhotos))
  assert.equal(await page.getByTestId("output").textContent(), `${server.work}/Pictures/Harbour_processed`)
  assert.match(await page.title(), /^✓ Harbour at night/)
  assert.ok(await page.getByTestId("toast").getByText("Harbour at night is complete").isVisible())
  const seen = await page.evaluate(() => window.seen)
  assert.deepEqual(seen, [...seen].sort((a, b) => a - b), "counts never go back")
  assert.ok(seen.length > 5, String(seen))

  const report = await page.request.get(await page.getByRole("link", { name: "Report as JSON" }).getAttribute("href").then((href) => server.url + href))
  assert.equal((await report.json()).images.length, kPhotos)
  const [opened] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: "Open the report" }).click()])
  await opened.getByText("Harbour at night").first().waitFor()
  await opened.close()
  assert.deepEqual(page.problems, [])
  await page.leave()
})

test("a pause is pending until the server confirms it", async () => {
  const id = await server.begin(server.slow("Pending", 300))
  const page = await open(browser, `${server.url}/monitoring/${id}`)
  await until(async () => (await shown(page)) >= 1, "the first photo")
  const states = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const found = []
        const note = () => {
          const button = [...document.querySelectorAll("button")].find((one) => /^(Pause|Pausing|Resume)/.test(one.textContent))
          const state = `${document.querySelector("[data-status]").dataset.status} ${button?.textContent}`
          if (found.at(-1) !== state) found.push(state)
          if (state.startsWith("paused")) resolve(found)
        }
        new MutationObserver(note).observe(document.body, { subtree: true, attributes: true, childList: true, characterData: true })
        note()
        ;[...document.querySelectorAll("button")].find((one) => one.textContent === "Pause").click()
      }),
  )
  assert.deepEqual(states.slice(0, 2), ["running Pause", "running Pausing…"])
  assert.equal(states.at(-1), "paused Resume")

  await page.getByRole("button", { name: "Cancel" }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByRole("heading", { name: "Cancel this session?" }).waitFor()
  await shoot(page, "monitor-cancel", { fullPage: false })
  await page.keyboard.press("Escape")
  await dialog.waitFor({ state: "hidden" })
  assert.equal((await server.ask(`/sessions/${id}`)).status, "paused", "Escape cancels nothing")
  await page.getByRole("button", { name: "Cancel" }).click()
  await dialog.getByRole("button", { name: "Cancel the session" }).click()
  await page.locator("[data-status=cancelled]").waitFor()
  await page.getByTestId("completion").getByText("Cancelled").waitFor()
  assert.equal((await server.ask(`/sessions/${id}`)).status, "cancelled")
  await shoot(page, "cancelled")
  assert.deepEqual(page.problems, [])
  await page.leave()
})

test("an error can be skipped, stays so, and can be brought back; its photo can be judged again", async () => {
  const id = await server.begin(server.slow("Trouble", 300), { settings: { workers: 1 } })
  await server.when(id, ({ processed }) => processed > 0, "under way")
  await until(() => killWorkers(server), "a worker")
  await until(async () => (await server.ask(`/sessions/${id}/errors`)).errors.length > 0, "the loss is told")
  const page = await open(browser, `${server.url}/monitoring/${id}`)
  const errors = page.getByTestId("errors")
  await errors.getByText("A worker was lost and replaced").waitFor()
  const [error] = (await server.ask(`/sessions/${id}/errors`)).errors
  assert.ok(error.recoverable)
  if (error.n !== null) {
    // The photo in the worker's hands is tried again by itself; once it is judged, a person may ask for more.
    await server.when(id, ({ processed }) => processed > error.n + 2, "past that photo")
    await errors.getByRole("button", { name: "Judge again" }).click()
    await errors.getByRole("button", { name: "Will be judged again" }).waitFor()
    assert.equal(await errors.getByRole("link", { name: "Open result" }).getAttribute("href"), `/monitoring/${id}/photos/${error.n}`)
  }
  await shoot(page, "monitor-error")
  await errors.getByRole("button", { name: "Skip" }).click()
  await page.getByTestId("skipped").getByText("1 skipped").waitFor()
  await page.reload()
  await page.getByTestId("skipped").getByText("1 skipped").waitFor()
  assert.equal(await errors.count(), 0, "it stays off the list")
  assert.equal((await server.ask(`/sessions/${id}/errors`)).errors.length, 1, "and in the record")
  await page.getByTestId("skipped").getByRole("button", { name: "Show" }).click()
  await errors.getByText("A worker was lost and replaced").waitFor()
  await server.ask(`/sessions/${id}/cancel`, {})
  assert.deepEqual(page.problems, [])
  await page.leave()
})

test("the photo in work is shown with its picture while it is judged", async () => {
  const id = await server.begin(server.slow("In work", 300), { settings: { workers: 1 } })
  const page = await open(browser, `${server.url}/monitoring/${id}`)
  const seen = await until(async () => {
    // Both at once: the next photo comes in a moment.
    const current = await page.getByTestId("current").evaluate((one) => ({ n: Number(one.dataset.n), name: one.textContent }))
    return current.n > 0 && current
  }, "a photo in work")
  await page.waitForFunction(() => {
    const picture = document.querySelector("[data-testid=current]").parentElement.parentElement.querySelector("img")
    return picture?.complete && picture.naturalWidth > 0
  })
  await server.when(id, ({ processed }) => processed > seen.n, "that photo judged")
  assert.equal((await server.ask(`/sessions/${id}/images/${seen.n}`)).path, seen.name, "picture and name are of one photo")
  await server.ask(`/sessions/${id}/cancel`, {})
  await page.leave()
})

test("every page has an address of its own; back and forward go through them", async () => {
  const { sessions } = await server.ask("/sessions")
  const id = sessions.find((one) => one.status === "complete").session_id
  const page = await open(browser, `${server.url}/monitoring/${id}/statistics`)
  await page.getByText("Approval rate").first().waitFor()
  await page.getByRole("link", { name: "Settings" }).click()
  await page.getByText("What it runs with").waitFor()
  await page.getByRole("link", { name: "Monitor" }).click()
  await page.getByTestId("completion").waitFor()
  await page.getByTestId("results").getByRole("link").first().click()
  await page.getByRole("heading", { name: "Findings" }).waitFor()
  assert.match(page.url(), /\/photos\/\d+$/)
  for (const expected of [/[\w-]{20,}$/, /\/settings$/, /\/statistics$/]) {
    await page.goBack()
    await page.waitForURL(expected)
  }
  await page.getByText("Approval rate").first().waitFor()
  await page.goForward()
  await page.getByText("What it runs with").waitFor()

  await page.goto(`${server.url}/?show=complete&q=harbour`)
  await page.getByRole("link", { name: /Harbour at night/ }).click()
  await page.getByTestId("completion").waitFor()
  await page.goBack()
  assert.equal(await page.getByRole("searchbox").inputValue(), "harbour")
  for (const [address, text] of [["/monitoring/no-such-session", "There is no such session"], ["/new/nowhere", null]]) {
    const answer = await page.goto(server.url + address)
    if (text) await page.getByText(text).waitFor()
    else assert.equal(answer.status(), 404)
  }
  assert.deepEqual(page.problems, [])
  await page.leave()
})
