// Starts a server of the build under test and stops it again.
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import { once } from "node:events";

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

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The next event of an emitter as an array of its arguments; fails loudly instead of hanging.
export function next(emitter, event, ms = 5000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} within ${ms} ms`)), ms);
    emitter.once(event, (...args) => {
      clearTimeout(timer);
      resolve(args);
    });
  });
}

// Polls until the condition holds.
export async function until(condition, what, ms = 5000) {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await sleep(5);
  }
}
