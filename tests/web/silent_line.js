// A line between the page and its server whose WebSockets can fall silent: they stay open and carry nothing
// any more, as behind a router that has forgotten them. Other connections, and new ones, pass.
// SPDX-License-Identifier: GPL-3.0-or-later
import { connect, createServer } from "node:net"

export async function silentLine(port) {
  const pairs = new Set()
  const all = []
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1")
    const pair = [near, far]
    all.push(pair)
    near.on("data", (chunk) => /^GET [^]*upgrade: websocket/i.test(chunk.toString("latin1")) && pairs.add(pair))
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const one of pair) one.on("error", end).on("close", end)
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Nothing comes through the WebSockets that are open now; neither side is told. */
    fallSilent() {
      for (const pair of pairs) {
        for (const one of pair) one.unpipe().removeAllListeners("close").pause()
        pairs.delete(pair)
      }
    },
    close() {
      for (const [near, far] of all) {
        near.destroy()
        far.destroy()
      }
      server.close()
    },
  }
}
