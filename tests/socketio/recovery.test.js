// Connection state recovery with the official JavaScript client.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { io } from "socket.io-client";
import { cableTo, next, settled, sleep, start, until } from "./servers.js";

const program = process.env.SCENARIO_SERVER;

for (const loops of [1, 3])
  for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
    describe(`recovery by ${transports}, ${loops} loops`, () => {
      let server;
      let other;
      const sockets = [];
      before(async () => {
        server = await start(program, ["--recovery", "1", "--loops", String(loops)]);
        other = await connected(server.port);
        sockets.length = 0;
      });
      // A browser has six connections to a server: polling sockets of earlier tests would hold them.
      afterEach(() => {
        for (const socket of sockets.splice(0)) socket.disconnect();
      });
      after(async () => {
        other.disconnect();
        assert.equal(await server.stop(), 0);
      });
      async function connected(port) {
        const socket = io(`http://127.0.0.1:${port}`, {
          forceNew: true,
          transports,
          reconnectionDelay: 100,
          reconnectionDelayMax: 200,
          randomizationFactor: 0,
        });
        sockets.push(socket);
        socket.news = [];
        socket.said = [];
        socket.on("news", (n) => socket.news.push(n));
        socket.on("said", (n) => socket.said.push(n));
        const welcome = next(socket, "welcome");
        await next(socket, "connect");
        await welcome;
        return socket;
      }

      it("keeps id and rooms, and loses nothing, twice", async () => {
        const socket = await connected(server.port);
        const id = socket.id;
        await socket.emitWithAck("join", "room");
        for (let round = 0; round < 3; round++) {
          await settled(socket);
          const back = next(socket, "connect");
          socket.io.engine.close();
          for (let i = 0; i < 3; i++) {
            await new Promise((resolve) => other.emit("say", "room", 10 * round + i, resolve));
            await new Promise((resolve) => other.emit("say", "elsewhere", -1, resolve));
          }
          await back;
          assert.equal(socket.recovered, true, `round ${round}`);
          assert.equal(socket.id, id);
          await until(() => socket.said.length >= 3 * (round + 1), "missed events");
        }
        await sleep(30);
        assert.deepEqual(socket.said, [0, 1, 2, 10, 11, 12, 20, 21, 22]);
      });

      it("of a half-open connection takes over from it, again and again", async () => {
        const cable = await cableTo(server.port);
        const socket = await connected(cable.port);
        const id = socket.id;
        await socket.emitWithAck("join", "far");
        for (let round = 0; round < 3; round++) {
          await sleep(100); // a poll is open again, or the upgrade done: the client will notice
          const back = next(socket, "connect");
          await cable.cut();
          await new Promise((resolve) => other.emit("say", "far", round, resolve));
          await back;
          assert.equal(socket.recovered, true, `round ${round}`);
          assert.equal(socket.id, id);
          await until(() => socket.said.length > round, "the missed event");
        }
        assert.deepEqual(socket.said, [0, 1, 2]);
        socket.disconnect();
        cable.close();
      });

      it("loses nothing of a stream while it is cut many times", async () => {
        const socket = await connected(server.port);
        await socket.emitWithAck("join", "stream");
        let sent = 0;
        const timer = setInterval(() => other.emit("say", "stream", sent++, () => {}), 5);
        for (let round = 0; round < 4; round++) {
          await sleep(60);
          await settled(socket);
          const back = next(socket, "connect");
          socket.io.engine.close();
          await back;
          assert.equal(socket.recovered, true);
        }
        clearInterval(timer);
        await until(() => socket.said.length >= sent, `${sent} events`);
        assert.deepEqual(socket.said, [...Array(sent).keys()]);
      });

      it("is not given to one who has said goodbye", async () => {
        const socket = await connected(server.port);
        await other.emitWithAck("join", "watchers");
        const { id } = socket; // the client forgets it
        const gone = new Promise((resolve) => other.on("left", (left) => left === id && resolve()));
        socket.disconnect();
        await gone; // another loop may answer what follows before the goodbye is heard
        socket.connect();
        await next(socket, "connect");
        assert.equal(socket.recovered, false);
      });

      it("is not given for the session of another server", async () => {
        const first = await start(program, ["--recovery", "1"]);
        const socket = await connected(first.port);
        await settled(socket);
        await first.stop("SIGKILL");
        const second = await start(program, ["--recovery", "1"], first.port);
        await next(socket, "connect");
        assert.equal(socket.recovered, false);
        socket.disconnect();
        await second.stop();
      });
    });
  }
