// What the tests with the JavaScript client share: a server of the build, its REST calls, clients
// that note what they hear.
// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = new URL(".", import.meta.url).pathname;
const { io } = createRequire(new URL("../socketio/package.json", import.meta.url))("socket.io-client");

// `photosieve serve` with a database, a runtime folder and photos of its own.
export async function start() {
  const work = mkdtempSync(join(tmpdir(), "ps-"));
  mkdirSync(join(work, "run"), { mode: 0o700 });
  const env = { ...process.env, XDG_RUNTIME_DIR: join(work, "run"), XDG_DATA_HOME: join(work, "data") };
  const child = spawn(process.env.PHOTOSIEVE, ["serve", "--listen", "127.0.0.1:0", "--root", work], {
    env, stdio: ["ignore", "inherit", "pipe"],
  });
  let text = "";
  const url = await new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${text}`)));
    child.stderr.on("data", (chunk) => {
      text += chunk;
      const found = /http:\/\/[\d.]+:\d+/.exec(text);
      if (found) resolve(found[0]);
    });
  });
  child.removeAllListeners("exit");
  return {
    url,
    work,
    photos(name, count, ...size) {
      execFileSync("/usr/bin/python3", [join(here, "make_photos.py"), join(work, name), count, ...size]);
      return join(work, name);
    },
    async begin(folder) {
      const answer = await fetch(`${url}/api/v1/sessions`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ input_folder: folder }),
      });
      const session = await answer.json();
      if (answer.status !== 201) throw new Error(JSON.stringify(session));
      return session.session_id;
    },
    async stop() {
      child.kill("SIGTERM");
      const [code] = await once(child, "exit");
      rmSync(work, { recursive: true });
      return code;
    },
  };
}

// A client with everything it heard: [event, data, milliseconds].
export async function watcher(url, options = {}) {
  const socket = io(url, { reconnection: false, forceNew: true, ...options });
  const heard = [];
  socket.onAny((event, ...args) => {
    if (args.length !== 1) throw new Error(`${event} came with ${args.length} arguments: ${JSON.stringify(args)}`);
    heard.push([event, args[0], performance.now()]);
  });
  await new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return { socket, heard, all: (name) => heard.filter(([event]) => event === name).map(([, data]) => data) };
}

export async function until(condition, what, ms) {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
