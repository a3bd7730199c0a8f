// A server that is started again gets all its clients back soon.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { it } from "node:test";
import { io } from "socket.io-client";
import { start, until } from "./servers.js";

const CLIENTS = 1000;

it(`${CLIENTS} clients have joined their room again within 5 s`, { timeout: 90000 }, async () => {
  let server = await start(process.env.SCENARIO_SERVER);
  let joined = 0;
  const sockets = [];
  for (let i = 0; i < CLIENTS; i++) {
    const socket = io(`http://127.0.0.1:${server.port}`, {
      forceNew: true,
      transports: ["websocket"],
      reconnectionDelayMax: 1000,
    });
    socket.on("connect", () => socket.emit("join", "room", () => joined++));
    sockets.push(socket);
  }
  await until(() => joined === CLIENTS, "the first joining", 30000);
  const { port } = server;
  await server.stop("SIGKILL");
  joined = 0;
  server = await start(process.env.SCENARIO_SERVER, [], port);
  const began = Date.now();
  await until(() => joined === CLIENTS, `all of ${CLIENTS} again`, 5000);
  assert.ok(Date.now() - began <= 5000);
  for (const socket of sockets) socket.disconnect();
  await server.stop();
});
