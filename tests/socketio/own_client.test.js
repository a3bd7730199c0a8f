// This library's client against npm socket.io, the reference server.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import { Server } from "socket.io";
import { sleep } from "./servers.js";

// What the scenario server does, in the reference's words.
function serve(nsp) {
  nsp.on("connection", (socket) => {
    socket.emit("welcome", { auth: socket.handshake.auth, recovered: socket.recovered });
    socket.on("join", (room, ack) => {
      socket.join(room);
      ack("joined");
    });
    socket.on("echo", (...args) => {
      const ack = args.pop();
      socket.emit("echoed", ...args);
      ack(...args);
    });
    socket.on("ask-me", (ack) => socket.emit("question", "why", (text) => ack(true, text)));
    socket.on("say", (room, what, ack) => {
      socket.to(room).emit("said", what);
      ack();
    });
  });
}

async function start(port) {
  const http = createServer();
  const io = new Server(http, { connectionStateRecovery: { maxDisconnectionDuration: 60000 } });
  serve(io.of("/"));
  const admin = io.of("/admin");
  admin.use((socket, next) => {
    if (socket.handshake.auth.token === "secret") return next();
    const error = new Error("not allowed");
    error.data = { code: "not_allowed" };
    next(error);
  });
  serve(admin);
  await new Promise((resolve) => http.listen(port, "127.0.0.1", resolve));
  return { io, http, port: http.address().port };
}

async function stop({ io, http }) {
  io.disconnectSockets(true);
  http.closeAllConnections();
  await new Promise((resolve) => io.close(resolve));
}

for (const way of ["polling", "websocket", "upgrade"])
  describe(`this library's client by ${way} against the reference server`, () => {
    it("does all that the official client does", { timeout: 60000 }, async () => {
      let server = await start(0);
      const url = `http://127.0.0.1:${server.port}`;
      const client = spawn(process.env.CLIENT_CHECK, [url, way], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(client, "exit");
      let said = "";
      client.stdout.on("data", (data) => (said += data));
      const until = async (word) => {
        while (!said.includes(word) && client.exitCode === null) await sleep(10);
        assert.ok(said.includes(word), `${word} was not reached`);
      };
      await until("ready");
      const { port } = server;
      for (const socket of server.io.of("/").sockets.values()) socket.conn.transport.close();
      await stop(server);
      server = await start(port);
      await until("recover");
      await sleep(300); // the upgrade, where there is one
      for (const socket of server.io.of("/").sockets.values()) socket.conn.close();
      server.io.of("/").to("room").emit("said", "meanwhile");
      const [code] = await ended;
      assert.equal(code, 0);
      await stop(server);
    });
  });
