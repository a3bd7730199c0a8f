// Starts a server of the build under test and stops it again.
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";

export { next, settled, sleep, until } from "./waiting.js";

// The program writes "listening PORT" to standard error when it does.
export async function start(program, args = [], port = 0) {
  if (!program) throw new Error("the test needs the path of its server in the environment");
  const child = spawn(program, ["--port", String(port), ...args], {
    stdio: ["ignore", "inherit", "pipe"],
  });
  let text = "";
  const listening = await new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${program} ended with ${code}: ${text}`)));
    child.stderr.on("data", (chunk) => {
      text += chunk;
      const found = /listening (\d+)/.exec(text);
      if (found) resolve(Number(found[1]));
    });
  });
  child.removeAllListeners("exit");
  const stop = async (signal = "SIGTERM") => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    const [code] = await once(child, "exit");
    return code;
  };
  return { port: listening, stop, log: () => text, pid: child.pid };
}

// What a client was sent as binary: a Buffer here, an ArrayBuffer in a browser.
export const bytesOf = (value) => new Uint8Array(value);

// Passes bytes on until told to fall silent: what a cut cable looks like to both ends.
export async function cableTo(port) {
  const pairs = new Set();
  const listener = net.createServer((near) => {
    const far = net.connect(port, "127.0.0.1");
    const pair = { near, far };
    pairs.add(pair);
    near.on("data", (data) => far.write(data));
    far.on("data", (data) => near.write(data));
    for (const end of [near, far]) end.on("error", () => {});
    near.on("close", () => pair.cut || far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return {
    port: listener.address().port,
    // The client notices at once; the server's end stays open and silent.
    cut() {
      for (const pair of pairs) {
        pair.cut = true;
        pair.far.pause();
        pair.near.destroy();
      }
    },
    close() {
      for (const { near, far } of pairs) {
        near.destroy();
        far.destroy();
      }
      listener.close();
    },
  };
}
