// servers.js for a page: what starts programs is asked of the driver.
// SPDX-License-Identifier: GPL-3.0-or-later
export { next, settled, sleep, until } from "/waiting.js";

export const bytesOf = (value) => new Uint8Array(value);

export async function start(program, args = [], port = 0) {
  const { id, port: listening } = await window.startServer(args, port);
  return { port: listening, stop: (signal) => window.stopServer(id, signal ?? "SIGTERM") };
}

export async function cableTo(port) {
  const { id, port: listening } = await window.startCable(port);
  return { port: listening, cut: () => window.cutCable(id), close: () => window.closeCable(id) };
}
