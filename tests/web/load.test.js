// What the page costs: 200 events a second for a minute, and a day's 100,000 events.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { launch, open, shown, taskSeconds, until } from "./dashboard.js"
import { eventSource } from "./event_source.js"

const kPerSecond = 200
const kSeconds = 60
const kDay = 100_000
const kMostBusy = 0.2
const kMostGrowth = 2 * 1024 * 1024

let source
let browser
before(async () => {
  source = await eventSource()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  source?.close()
})

/** Counts React's commits by the frame they fall into; React looks for this hook by itself. */
const countCommits = () => {
  window.commits = { frame: -1, inFrame: 0, most: 0, all: 0, crowded: 0 }
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true, checkDCE: () => {}, inject: () => 1, onCommitFiberUnmount: () => {}, onPostCommitFiberRoot: () => {},
    onCommitFiberRoot: () => {
      const { commits } = window
      // The timeline stands still within a frame.
      const frame = document.timeline.currentTime
      commits.inFrame = frame === commits.frame ? commits.inFrame + 1 : 1
      commits.frame = frame
      commits.all += 1
      commits.most = Math.max(commits.most, commits.inFrame)
      if (commits.inFrame === 2) commits.crowded += 1
    },
  }
}

test(`${kPerSecond} events a second: at most one commit a frame, and a main thread that is mostly idle`, async () => {
  const page = await open(browser, "about:blank")
  await page.addInitScript(countCommits)
  await page.goto(source.address)
  await page.getByTestId("progress").waitFor()
  source.tell(kPerSecond)
  await page.getByTestId("charts").waitFor()
  // What a page does once, as it is opened, is not what it does all day.
  for (let n = 0; n < 6; n += 1) {
    source.tell(kPerSecond)
    await page.waitForTimeout(1000)
  }
  const devtools = await page.context().newCDPSession(page)
  // In the thread's own time: a machine that is busy with other things makes no page slower.
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" })
  await page.evaluate(() => Object.assign(window.commits, { inFrame: 0, most: 0, all: 0, crowded: 0 }))
  const [taskBegan, began] = [await taskSeconds(devtools), performance.now()]
  for (let n = 0; n < kSeconds * 20; n += 1) {
    source.tell(kPerSecond / 20)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + (n + 1) * 50 - performance.now())))
  }
  const wall = (performance.now() - began) / 1000
  const busy = ((await taskSeconds(devtools)) - taskBegan) / wall
  const commits = await page.evaluate(() => window.commits)
  console.log(`# ${source.told()} events, ${wall.toFixed(1)} s: main thread busy ${(100 * busy).toFixed(1)} %, ${commits.all} commits, at most ${commits.most} a frame, ${commits.crowded} frames with more than one`)
  assert.ok(commits.most <= 1, `${commits.most} commits in a frame`)
  assert.ok(commits.all > 10, "it is drawn at all")
  assert.ok(busy < kMostBusy, `the main thread was busy ${(100 * busy).toFixed(1)} % of the time`)
  await until(async () => (await shown(page)) > source.told() - 100, "the newest count")
  assert.deepEqual(page.problems, [])
  await page.leave()
})

test(`${kDay} events leave the heap as it was`, async () => {
  const page = await open(browser, source.address)
  await page.getByTestId("progress").waitFor()
  const devtools = await page.context().newCDPSession(page)
  const heap = async () => {
    await page.waitForTimeout(1000)
    for (let i = 0; i < 3; i += 1) await devtools.send("HeapProfiler.collectGarbage")
    return (await devtools.send("Runtime.getHeapUsage")).usedSize
  }
  const tell = async (count) => {
    for (let told = 0; told < count; told += 500) {
      source.tell(500)
      const wanted = source.told() - 20
      await until(async () => (await shown(page)) >= wanted, "the page keeps up", 30_000)
    }
  }
  await tell(kDay / 4)  // histories and lists are full
  const before = await heap()
  await tell(kDay)
  const growth = (await heap()) - before
  console.log(`# heap ${(before / 1048576).toFixed(1)} MB, after ${kDay} events ${growth >= 0 ? "+" : ""}${(growth / 1048576).toFixed(2)} MB`)
  assert.ok(growth < kMostGrowth, `the heap grew by ${growth} bytes`)
  assert.ok((await page.locator("*").count()) < 1500, "nor does the page itself grow")
  await page.leave()
})
