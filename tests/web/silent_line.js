// A line between the page and its server that can fall silent: what was open stays open and carries
// nothing any more, as after a laptop's sleep or behind a router that has forgotten it. New connections
// pass.
// SPDX-License-Identifier: GPL-3.0-or-later
import { connect, createServer } from "node:net"

export async function silentLine(port) {
  const pairs = new Set()
  const all = []
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1")
    const pair = [near, far]
    pairs.add(pair)
    all.push(pair)
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
    /** Of all that is open now, nothing comes through any more; neither side is told. */
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
