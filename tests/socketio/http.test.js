// Plain HTTP on the port of a Socket.IO server.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { start } from "./servers.js";

const program = process.env.SCENARIO_SERVER;

describe("plain HTTP beside it", () => {
  it("is answered by the handler", async () => {
    const server = await start(program);
    const response = await fetch(`http://127.0.0.1:${server.port}/a/b?c`);
    assert.equal(await response.text(), "you asked for /a/b");
    await server.stop();
  });
});
