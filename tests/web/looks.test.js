// Every page and state in both themes: a picture, nothing that axe finds, and no sideways scrolling
// from a phone's 360 pixels to 4K; in Thai too.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict"
import { test } from "node:test"
import { findings, open, served, settled, shoot, until } from "./dashboard.js"

let server
let browser
let places

served((itsServer, itsBrowser) => {
  server = itsServer
  browser = itsBrowser
})

/** A page, in a theme: looked at in every width that is asked for. */
async function look(page, name, { widths = [] } = {}) {
  await settled(page)
  assert.deepEqual(await findings(page), [], `axe on ${name}`)
  await shoot(page, name)
  for (const [width, height] of widths) {
    const before = page.viewportSize()
    await page.setViewportSize({ width, height })
    const over = await until(async () => (await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, "", 5000).catch(() => false)
    assert.ok(over, `${name} scrolls sideways at ${width} pixels`)
    await shoot(page, `${name}-${width}`)
    await page.setViewportSize(before)
  }
  assert.deepEqual(page.problems, [], name)
}

const kWidths = [[360, 740], [3840, 2160]]

test("before there is anything", async () => {
  for (const theme of ["light", "dark"]) {
    const page = await open(browser, server.url, { theme })
    await page.getByText("No session yet").waitFor()
    await look(page, `sessions-empty-${theme}`)
    await page.goto(`${server.url}/new`)
    await page.getByRole("button", { name: /Pictures/ }).click()
    await page.getByText("No folders below this one").waitFor()
    await look(page, `new-no-folders-${theme}`)
    await page.leave()
  }
})

test("sessions in all their states", async () => {
  const album = server.album("Iceland, south coast", 54)
  const slow = server.slow("Harbour", 500)  // more than can be judged while it is looked at
  const complete = await server.begin(album)
  await server.when(complete, (session) => session.status === "complete", "complete")
  const cancelled = await server.begin(server.slow("Wrong folder", 30))
  await server.when(cancelled, (session) => session.processed > 1, "under way")
  await server.ask(`/sessions/${cancelled}/cancel`, {})
  const running = await server.begin(slow, { name: "Harbour at night", settings: { percentage_milestones: [2, 5, 25, 50, 75] } })
  await server.when(running, (session) => session.processed >= 26, "under way")
  places = { album, complete, cancelled, running }
  await Promise.all(["light", "dark"].map(async (theme) => {
    const page = await open(browser, `${server.url}/monitoring/${running}`, { theme })
    await page.getByTestId("charts").waitFor()
    await until(async () => (await page.getByTestId("results").getByRole("link").count()) >= 12, "a list of results")
    await look(page, `monitor-running-${theme}`, { widths: kWidths })
    await page.leave()
  }))
  await server.ask(`/sessions/${running}/pause`, {})
})

for (const theme of ["light", "dark"])
  test(`every page, ${theme}`, async () => {
    const { album, complete, cancelled, running } = places
    const page = await open(browser, server.url, { theme })
    const at = async (address, name, ready, options) => {
      await page.goto(server.url + address)
      await ready().first().waitFor()
      await look(page, `${name}-${theme}`, options)
    }
    const text = (words) => () => page.getByText(words)
    await at("/", "sessions", text("Harbour at night"), { widths: kWidths })
    await at("/?q=nothing+like+it", "sessions-none-found", text("Nothing matches"))
    await at(`/monitoring/${running}`, "monitor-paused", text("No photo is started"), { widths: kWidths })
    await at(`/monitoring/${complete}`, "complete", () => page.getByTestId("completion"), { widths: kWidths })
    await at(`/monitoring/${cancelled}`, "cancelled", () => page.getByTestId("completion"))
    await at(`/monitoring/${complete}/statistics`, "statistics", text("Measures"), { widths: kWidths })
    await at(`/monitoring/${running}/settings`, "settings", text("What it runs with"), { widths: kWidths })
    await at(`/monitoring/${complete}/photos/4`, "photo", text("Findings"), { widths: kWidths })
    await at(`/monitoring/${complete}/photos/999`, "photo-unknown", text("There is no result"))
    await at("/monitoring/no-such-session", "session-unknown", text("There is no such session"))
    await at("/monitoring/a/b/c/d", "not-found", text("There is no such page"))
    await at("/system", "system", text("This machine"), { widths: kWidths })
    const pictures = encodeURIComponent(`${server.work}/Pictures`)
    await at(`/new?folder=${pictures}`, "new-folder", text("Use this folder"), { widths: kWidths })
    await at(`/new?folder=${encodeURIComponent("/etc")}`, "new-refused", text("This page could not be shown"))
    await at(`/new?folder=${encodeURIComponent(album)}&chosen=true`, "new-form", text("Chosen folder"))
    await page.getByText("Advanced settings").click()
    await page.getByLabel("Workers", { exact: true }).fill("many")
    await look(page, `new-wrong-${theme}`, { widths: kWidths })
    await page.getByLabel("Workers", { exact: true }).fill("0")
    await page.getByRole("button", { name: "Check" }).click()
    await page.getByTestId("dry-run").waitFor()
    await look(page, `new-check-${theme}`, { widths: kWidths })

    await page.goto(`${server.url}/monitoring/${running}`)
    await page.getByRole("button", { name: "Cancel" }).click()
    await look(page, `monitor-cancel-${theme}`)
    await page.keyboard.press("Escape")
    await page.getByRole("button", { name: "Display" }).click()
    await look(page, `display-menu-${theme}`)
    await page.leave()
  })

test("in Thai, with its calendar", async () => {
  const { complete, running, album } = places
  const page = await open(browser, `${server.url}/monitoring/${complete}`, { language: "th", width: 1200 })
  await page.getByTestId("completion").getByText("เสร็จแล้ว").waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.lang), "th")
  assert.match(await page.getByTestId("completion").textContent(), /25[67]\d/, "the year of the reader's calendar")
  await look(page, "thai-complete", { widths: [[360, 740]] })
  for (const [address, name, words] of [["/", "thai-sessions", "งานคัดภาพ"], [`/monitoring/${running}`, "thai-monitor", "พักอยู่"],
    [`/monitoring/${complete}/statistics`, "thai-statistics", "อัตราผ่าน"], ["/system", "thai-system", "เครื่องนี้"],
    [`/new?folder=${encodeURIComponent(album)}&chosen=true`, "thai-new", "โฟลเดอร์ที่เลือก"]]) {
    await page.goto(server.url + address)
    await page.getByText(words).first().waitFor()
    await look(page, name, { widths: [[360, 740]] })
  }
  await page.getByRole("button", { name: "การแสดงผล" }).click()
  await page.getByLabel("ภาษา").selectOption("en")
  await page.getByText("Chosen folder").waitFor()
  await page.reload()
  await page.getByText("Chosen folder").waitFor()
  await page.leave()
})

test("a chosen theme stays, and is there before anything is painted", async () => {
  const page = await open(browser, server.url)
  await page.getByRole("button", { name: "Display" }).click()
  await page.getByLabel("Theme").selectOption("dark")
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  assert.equal(await background(), "rgb(20, 20, 20)")
  await page.reload({ waitUntil: "commit" })
  await until(() => page.evaluate(() => document.documentElement.dataset.theme === "dark"), "the theme", 3000)
  await page.emulateMedia({ media: "print" })
  await page.getByText("Harbour at night").waitFor()
  assert.equal(await background(), "rgb(255, 255, 255)", "printed on white")
  assert.deepEqual(await findings(page), [], "and in ink that is read on it")
  await shoot(page, "print")
  await page.leave()
})
