// Who cannot use a mouse, who listens, who wants less motion, and who must bring a token.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { findings, open, served, Server, shoot, shown, taskSeconds, until } from "./dashboard.js"

const kToken = "0123456789abcdef"
const kUsableMs = 1000
let server
let browser
served((itsServer, itsBrowser) => {
  server = itsServer
  browser = itsBrowser
})

const focused = (page) => page.evaluate(() => (document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent).trim())

/** Goes on with Tab until what has the focus is called so. */
async function tabTo(page, name) {
  const met = []
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press("Tab")
    met.push(await focused(page))
    if (name.test(met.at(-1))) return
  }
  assert.fail(`${name} cannot be reached by keyboard: ${JSON.stringify(met)}`)
}

test("a session is started, paused and cancelled without a mouse", async () => {
  server.slow("Keys", 300)  // more than can be judged before it is cancelled
  const page = await open(browser, server.url)
  await page.getByText("No session yet").waitFor()
  await page.keyboard.press("Tab")
  assert.equal(await focused(page), "Skip to the content")
  await page.keyboard.press("Enter")
  assert.equal(await page.evaluate(() => document.activeElement.id), "main")
  await tabTo(page, /New session/)
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
  assert.notEqual(outline, "none", "the focus is seen")
  await page.keyboard.press("Enter")
  await page.getByText("Choose the folder of photographs").waitFor()
  await page.getByRole("button", { name: /Pictures/ }).waitFor()
  for (const name of [/Pictures/, /Keys/, /Use this folder/, /^Check$/, /^Start$/]) {
    await page.getByRole("button", { name }).waitFor()
    await page.evaluate(() => document.getElementById("main").focus())
    await tabTo(page, name)
    await page.keyboard.press("Enter")
    if (name.source === "Pictures") await page.getByTestId("path").getByText(/Pictures$/).waitFor()
    if (name.source === "Keys") await page.getByTestId("path").getByText(/Keys$/).waitFor()
    if (name.source === "^Check$") await page.getByTestId("dry-run").waitFor()
  }
  await page.waitForURL(/monitoring/)
  await until(async () => (await shown(page)) >= 1, "the first photo")
  await page.evaluate(() => document.getElementById("main").focus())
  await tabTo(page, /^Pause$/)
  await page.keyboard.press("Space")
  await page.locator("[data-status=paused]").waitFor()
  await page.evaluate(() => document.getElementById("main").focus())
  await tabTo(page, /^Cancel$/)
  await page.keyboard.press("Enter")
  assert.equal(await focused(page), "Keep it running", "the harmless choice has the focus")
  await page.keyboard.press("Tab")
  assert.equal(await focused(page), "Cancel the session")
  await page.keyboard.press("Enter")
  await page.locator("[data-status=cancelled]").waitFor()
  await page.leave()
})

test("milestones and the end are announced, progress is not; less motion is heeded", async () => {
  const id = await server.held(server.slow("Heard", 24))
  const page = await open(browser, "about:blank", { reducedMotion: "reduce" })
  await page.goto(`${server.url}/monitoring/${id}`)
  const region = page.getByTestId("announcer")
  assert.equal(await region.getAttribute("aria-live"), "polite")
  await page.evaluate(() => {
    window.said = []
    const region = document.querySelector("[data-testid=announcer]")
    new MutationObserver(() => window.said.push(region.textContent.trim())).observe(region, { subtree: true, characterData: true, childList: true })
  })
  const durations = await page.evaluate(() => [...document.querySelectorAll("*")].map((one) => parseFloat(getComputedStyle(one).transitionDuration)))
  assert.ok(durations.every((seconds) => seconds < 0.01), "nothing moves")
  assert.equal(await page.getByRole("progressbar").first().getAttribute("aria-live"), null)
  await page.locator("[data-status=paused]").waitFor()
  await server.ask(`/sessions/${id}/resume`, {})
  await page.getByTestId("completion").waitFor()
  await until(() => page.evaluate(() => window.said.some((one) => one.includes("Heard is complete"))), "the end announced")
  const said = await page.evaluate(() => window.said)
  assert.ok(said.some((one) => one.includes("75% of 24")), JSON.stringify(said))
  assert.ok(said.length <= 12, `not every update is read aloud: ${said.length}`)
  await page.leave()
})

test("a server with a token asks for it once", async () => {
  const guarded = new Server("--token-file", "TOKEN")
  const file = join(guarded.work, "token")
  writeFileSync(file, kToken, { mode: 0o600 })
  guarded.options[1] = file
  await guarded.start()
  try {
    const page = await open(browser, guarded.url)
    await page.getByRole("heading", { name: "This server needs a token" }).waitFor()
    assert.deepEqual(await findings(page), [])
    await shoot(page, "token")
    await page.getByLabel("Token").fill("not-the-token-at-all")
    await page.getByRole("button", { name: "Use it" }).click()
    await page.getByText("This server does not know that token").waitFor()
    await page.getByLabel("Token").fill(kToken)
    await page.getByRole("button", { name: "Use it" }).click()
    await page.getByText("No session yet").waitFor()
    await page.reload()
    await page.getByText("No session yet").waitFor()
    await page.leave()
  } finally {
    await guarded.end()
  }
})

test("a link shows one session to whoever has it, and changes nothing", async () => {
  const guarded = new Server("--token-file", "TOKEN")
  const file = join(guarded.work, "token")
  writeFileSync(file, kToken, { mode: 0o600 })
  guarded.options[1] = file
  await guarded.start()
  try {
    const owner = await open(browser, guarded.url)
    await owner.getByLabel("Token").fill(kToken)
    await owner.getByRole("button", { name: "Use it" }).click()
    await owner.getByText("No session yet").waitFor()
    const cookies = await owner.context().cookies()
    assert.deepEqual(cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite })),
      [{ name: "photosieve_token", httpOnly: true, sameSite: "Strict" }])
    const folder = guarded.slow("Shown", 300)
    const begun = await owner.evaluate(async (folder) => {
      const answer = await fetch("/api/v1/sessions", { method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ input_folder: folder }) })
      return answer.json()
    }, folder)
    await owner.goto(`${guarded.url}/monitoring/${begun.session_id}`)
    await owner.getByRole("button", { name: "Share" }).click()
    assert.deepEqual(await findings(owner), [])
    await owner.getByRole("button", { name: "Make the link" }).click()
    const link = await owner.getByLabel("Link", { exact: true }).inputValue()
    assert.match(link, /\/shared#ps_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/)
    assert.deepEqual(await findings(owner), [])
    await shoot(owner, "share")
    // Who may see it anyway stays who they are.
    await owner.goto(link)
    await owner.getByRole("button", { name: "Pause" }).waitFor()

    const friend = await open(browser, link)
    await friend.waitForURL(new RegExp(`/monitoring/${begun.session_id}$`))
    await until(async () => (await shown(friend)) >= 1, "a photo is seen")
    await friend.getByText("Read only").waitFor()
    assert.equal(await friend.getByRole("button", { name: /Pause|Cancel|Share/ }).count(), 0)
    assert.equal(await friend.getByRole("link", { name: /New session|System/ }).count(), 0)
    assert.deepEqual(await findings(friend), [])
    await shoot(friend, "shared")
    await friend.goto(guarded.url)
    await friend.waitForURL(new RegExp(`/monitoring/${begun.session_id}$`))
    await friend.getByRole("button", { name: "Display" }).click()
    await friend.getByRole("button", { name: "Log out" }).click()
    await friend.getByRole("heading", { name: "This server needs a token" }).waitFor()
    await friend.leave()

    const late = await open(browser, link.slice(0, -1) + (link.endsWith("x") ? "y" : "x"))
    await late.getByText("This link does not hold any more").waitFor()
    assert.deepEqual(await findings(late), [])
    await shoot(late, "link-over")
    await late.leave()
    await owner.getByRole("button", { name: "Cancel" }).click()
    await owner.getByRole("button", { name: "Cancel the session" }).click()
    await owner.locator("[data-status=cancelled]").waitFor()
    await owner.leave()
  } finally {
    await guarded.end()
  }
})

test("a page is usable within a second, and loads nothing from elsewhere", async () => {
  const { sessions } = await server.ask("/sessions")
  const page = await open(browser, "about:blank")
  const foreign = []
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url())
  })
  await page.goto(server.url)
  await page.locator("[data-session]").first().waitFor()
  // In the thread's own time: a machine that is busy with other things makes no page slower.
  const devtools = await page.context().newCDPSession(page)
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" })
  const [threadBegan, began] = [await taskSeconds(devtools), Date.now()]
  await page.goto(`${server.url}/monitoring/${sessions[0].session_id}`)
  await page.getByTestId("completion").waitFor()
  const took = 1000 * ((await taskSeconds(devtools)) - threadBegan)
  console.log(`# usable after ${took.toFixed(0)} ms of the page's own time, ${Date.now() - began} ms by the clock`)
  assert.ok(took < kUsableMs, `${took} ms`)
  assert.deepEqual(foreign.filter((one) => !one.startsWith(server.url.replace("http", "ws"))), [])
  const manifest = await page.request.get(`${server.url}/photosieve.webmanifest`)
  const { icons } = await manifest.json()
  for (const { src } of icons) assert.equal((await page.request.get(server.url + src)).status(), 200, src)
  const script = await page.evaluate(() => performance.getEntriesByType("resource").find((one) => one.name.endsWith(".js")).name)
  const sent = await page.request.get(script, { headers: { "Accept-Encoding": "br" } })
  assert.equal(sent.headers()["content-encoding"], "br", "compressed")
  await page.leave()
})
