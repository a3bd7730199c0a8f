// What the charts draw, by the colours of their pixels: the band between the least and the most of moments
// that were merged, the tuner's decisions as marks, and a single sample as a point.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { eventSource } from "./event_source.js"
import { launch, open, shoot, until } from "./dashboard.js"

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

const kBegan = Date.parse("2026-01-31T08:30:00.000Z")
const at = (second) => new Date(kBegan + second * 1000).toISOString()
const kFields = ["cpu_percent", "process_cpu_percent", "memory_mb", "memory_percent", "process_memory_mb", "gpu_usage_percent",
  "gpu_memory_used_mb", "gpu_temperature_c", "gpu_power_w", "disk_read_mb_s", "disk_write_mb_s", "disk_free_mb",
  "network_sent_mb_s", "network_recv_mb_s", "pressure_cpu", "pressure_memory", "pressure_io", "images_per_second",
  "active_workers", "batch_size", "batch_done", "eta_p50_seconds", "eta_p90_seconds"]
/** A stored point of which only the speed is known. */
const point = (second, min, mean, max) => ({ timestamp: at(second), seconds: 9, samples: 10,
  ...Object.fromEntries(kFields.map((name) => [name, null])), images_per_second: { min, mean, max } })

/** How many pixels of the chart of speed have which of the colours that it may have. */
const pixels = (page) =>
  page.evaluate(() => {
    const style = getComputedStyle(document.documentElement)
    const rgb = (name) => style.getPropertyValue(`--${name}`).trim().match(/[0-9a-f]{2}/gi).map((one) => parseInt(one, 16))
    const over = (name, alpha) => rgb(name).map((part, i) => part * alpha + rgb("surface")[i] * (1 - alpha))
    const wanted = { line: rgb("accent"), band: over("accent", 0x30 / 255), mark: rgb("line-strong") }
    const canvas = document.querySelector("[data-testid=charts] canvas")
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
    const found = { line: 0, band: 0, mark: 0 }
    for (let i = 0; i < data.length; i += 4) {
      const alpha = data[i + 3] / 255
      const seen = [0, 1, 2].map((part) => data[i + part] * alpha + rgb("surface")[part] * (1 - alpha))
      for (const [name, colour] of Object.entries(wanted))
        if (alpha > 0 && colour.every((one, part) => Math.abs(one - seen[part]) <= 3)) found[name] += 1
    }
    return found
  })

async function drawn(t, stored) {
  const source = await eventSource(stored)
  t.after(source.close)
  const page = await open(browser, source.address)
  await page.getByRole("button", { name: "All" }).click()
  await page.getByTestId("charts").locator("canvas").first().waitFor()
  return page
}

test("the band between the least and the most is drawn, and the tuner's decisions are marks", async (t) => {
  const points = Array.from({ length: 60 }, (_, i) => point(10 * i, 5, 10, 20))
  const decisions = [100, 300].map((second) => ({ what: "workers", from: 2, to: 3, reason: "processors were idle", timestamp: at(second) }))
  const page = await drawn(t, { points, decisions })
  const { line, band, mark } = await until(async () => {
    const found = await pixels(page)
    return found.line > 0 && found.mark > 0 && found
  }, "the chart with its marks")
  assert.ok(band > 20 * line / 10, `${band} pixels of band, ${line} of line`)
  assert.ok(mark >= 40, `${mark} pixels of two marks`)
  await page.getByText("What the tuner changed (2)").click()
  await page.getByText("workers: 2 → 3").first().waitFor()
  await shoot(page, "charts-band")
  assert.deepEqual(page.problems, [])
  await page.leave()
})

test("no band is drawn where moments were alike, and no mark where nothing was decided", async (t) => {
  const page = await drawn(t, { points: Array.from({ length: 60 }, (_, i) => point(10 * i, 10, 10, 10)) })
  const { band, mark } = await until(async () => {
    const found = await pixels(page)
    return found.line > 0 && found
  }, "the line")
  assert.equal(band, 0)
  assert.ok(mark < 10, `${mark} pixels, as the edges of letters have them`)
  await page.leave()
})

test("a single sample is seen", async (t) => {
  const page = await drawn(t, { points: [point(0, 10, 10, 10)] })
  const { line } = await until(async () => {
    const found = await pixels(page)
    return found.line > 0 && found
  }, "the point")
  assert.ok(line >= 4, `${line} pixels`)
  await page.leave()
})
