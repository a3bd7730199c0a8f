// The official JavaScript client in a real browser: the same tests as in Node, run by a page of
// Debian's Chromium. The page is of another origin than the server, so CORS is seen to work too.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, it } from "node:test";
import { chromium } from "playwright-core";
import { cableTo, start } from "./servers.js";

const here = (path) => new URL(path, import.meta.url);
const files = {
  "/waiting.js": here("waiting.js"),
  "/servers.js": here("browser/servers.js"),
  "/test.js": here("browser/test.js"),
  "/assert.js": here("browser/assert.js"),
  "/socket.io.js": here("node_modules/socket.io-client/dist/socket.io.esm.min.js"),
  "/client.test.js": here("client.test.js"),
  "/recovery.test.js": here("recovery.test.js"),
};
const imports = {
  "node:test": "/test.js",
  "node:assert/strict": "/assert.js",
  "socket.io-client": "/socket.io.js",
};
const page_of = (file) => `<!doctype html><meta charset="utf-8"><title>${file}</title>
<script>window.process = { env: { SCENARIO_SERVER: "the driver's" } };</script>
<script type="importmap">${JSON.stringify({ imports })}</script>`;

let web;
let browser;
before(async () => {
  web = createServer(async ({ url }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    if (pathname === "/")
      return response
        .writeHead(200, { "Content-Type": "text/html" })
        .end(page_of(searchParams.get("file")));
    if (!(pathname in files)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": "text/javascript" }).end(await readFile(files[pathname]));
  });
  await new Promise((resolve) => web.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
});
after(async () => {
  await browser?.close();
  web?.close();
});

for (const [file, least] of [
  ["client.test.js", 70],
  ["recovery.test.js", 30],
])
  it(`${file} in Chromium`, { timeout: 100_000 }, async (t) => {
    const page = await browser.newPage();
    const held = [];
    const hold = (thing) => ({ id: held.push(thing) - 1, port: thing.port });
    await page.exposeFunction("startServer", async (args, port) =>
      hold(await start(process.env.SCENARIO_SERVER, args, port)),
    );
    await page.exposeFunction("stopServer", (id, signal) => held[id].stop(signal));
    await page.exposeFunction("startCable", async (port) => hold(await cableTo(port)));
    await page.exposeFunction("cutCable", (id) => held[id].cut());
    await page.exposeFunction("closeCable", (id) => held[id].close());
    const results = [];
    await page.exposeFunction("report", (name, error) => results.push({ name, error }));
    const errors = [];
    page.on("pageerror", (error) => errors.push(error));

    await page.goto(`http://127.0.0.1:${web.address().port}/?file=${file}`);
    await page.evaluate(async (name) => {
      await import(`/${name}`);
      await (await import("/test.js")).runAll();
    }, file);
    // What a test that failed has left would keep this process alive.
    for (const thing of held) await (thing.stop ? thing.stop("SIGKILL") : thing.close());
    for (const { name, error } of results)
      await t.test(name, () => assert.equal(error, null, error ?? undefined));
    assert.deepEqual(errors, []);
    assert.ok(results.length >= least, `${results.length} were run`);
    await page.close();
  });
