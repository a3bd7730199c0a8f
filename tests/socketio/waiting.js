// Waiting for what should happen, in Node and in a page.
// SPDX-License-Identifier: GPL-3.0-or-later
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The next event of an emitter as an array of its arguments; fails loudly instead of hanging.
export function next(emitter, event, ms = 20_000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} within ${ms} ms`)), ms);
    emitter.once(event, (...args) => {
      clearTimeout(timer);
      resolve(args);
    });
  });
}

// Polls until the condition holds.
export async function until(condition, what, ms = 20_000) {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await sleep(5);
  }
}

// Until a socket has the transport that it stays with. In its upgrade the client has two weak moments, with
// every server (docs/socketio.md): it does not notice a server that is killed, and events that come with the
// poll in which it closes are kept and, after a recovery, given twice.
export const settled = (socket) =>
  until(() => {
    const { transport, transports } = socket.io.engine;
    return transport.name === "websocket" || !transports.includes("websocket");
  }, "the upgrade");
