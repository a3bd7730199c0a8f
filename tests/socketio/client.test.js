// The official JavaScript client against the scenario server, by every transport.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { io } from "socket.io-client";
import { bytesOf, next, settled, sleep, start, until } from "./servers.js";

const program = process.env.SCENARIO_SERVER;
const ways = {
  polling: { transports: ["polling"] },
  websocket: { transports: ["websocket"] },
  upgrade: {},
  "websocket, three loops": { transports: ["websocket"], loops: 3 },
  "upgrade, three loops": { loops: 3 },
};

for (const [way, { loops = 1, ...options }] of Object.entries(ways)) {
  describe(`by ${way}`, () => {
    let server;
    const sockets = [];
    before(async () => {
      server = await start(program, ["--loops", String(loops)]);
    });
    // A browser has six connections to a server: polling sockets of earlier tests would hold them.
    afterEach(() => {
      for (const socket of sockets.splice(0)) socket.disconnect();
    });
    after(async () => {
      assert.equal(await server.stop(), 0);
    });
    const open = (nsp = "", extra = {}) => {
      const socket = io(`http://127.0.0.1:${server.port}${nsp}`, {
        forceNew: true,
        ...options,
        ...extra,
      });
      sockets.push(socket);
      return socket;
    };
    const connected = async (nsp, extra) => {
      const socket = open(nsp, extra);
      const welcome = next(socket, "welcome");
      await next(socket, "connect");
      socket.welcome = (await welcome)[0];
      return socket;
    };

    it("connects with its auth object", async () => {
      const socket = await connected("", { auth: { token: "abc" } });
      assert.deepEqual(socket.welcome, { auth: { token: "abc" }, recovered: false });
    });

    if (way.startsWith("upgrade"))
      it("upgrades", async () => {
        const socket = open();
        await next(socket.io.engine ?? socket.io, "open").catch(() => {});
        await until(() => socket.io.engine?.transport.name === "websocket", "upgrade");
        await socket.emitWithAck("echo", 1);
      });

    it("gets acknowledgements, and gives them", async () => {
      const socket = await connected();
      assert.deepEqual(await socket.emitWithAck("join", "a"), "joined");
      socket.on("question", (what, answer) => answer(`${what} not`));
      const [ok, text] = await new Promise((resolve) =>
        socket.emit("ask-me", (...args) => resolve(args)),
      );
      assert.deepEqual([ok, text], [true, "why not"]);
      socket.off("question");
      const late = await new Promise((resolve) =>
        socket.emit("ask-me", (...args) => resolve(args)),
      );
      assert.deepEqual(late, [false, "no acknowledgement in time"]);
    });

    it("sends and gets binary, nested and large", async () => {
      const socket = await connected();
      const large = new Uint8Array(300_000).fill(7);
      const echoed = next(socket, "echoed");
      const back = await new Promise((resolve) =>
        socket.emit("echo", { a: new Uint8Array([1, 2]), b: [large, "x"] }, "ö", (...args) =>
          resolve(args),
        ),
      );
      for (const [value, text] of [back, await echoed]) {
        assert.deepEqual(bytesOf(value.a), new Uint8Array([1, 2]));
        assert.deepEqual(bytesOf(value.b[0]), large);
        assert.equal(text, "ö");
      }
    });

    it("hears rooms it is in, and no others", async () => {
      const [a, b, c] = await Promise.all([connected(), connected(), connected()]);
      const heard = [];
      for (const [name, socket] of Object.entries({ a, b, c }))
        socket.on("said", (what) => heard.push(`${name}:${what}`));
      await a.emitWithAck("join", "one");
      await b.emitWithAck("join", "one");
      await b.emitWithAck("join", "two");
      await c.emitWithAck("join", "two");
      assert.deepEqual((await b.emitWithAck("rooms")).sort(), ["one", "two"]);

      await new Promise((resolve) => a.emit("say", "one", "not to myself", resolve));
      await new Promise((resolve) => a.emit("say-except", "one", "two", c.id, "but c", resolve));
      await new Promise((resolve) => a.emit("say-except", "one", "two", "one", "only c", resolve));
      await b.emitWithAck("leave", "one");
      await new Promise((resolve) => a.emit("say", "one", "nobody", resolve));
      await new Promise((resolve) => a.emit("say", c.id, "by id", resolve));
      await until(() => heard.length >= 5, "five events");
      await sleep(50);
      assert.deepEqual(heard.sort(), [
        "a:but c",
        "b:but c",
        "b:not to myself",
        "c:by id",
        "c:only c",
      ]);
    });

    it("reaches everyone", async () => {
      const all = await Promise.all([connected(), connected(), connected(), connected()]);
      const heard = all.map((socket) => next(socket, "news"));
      await new Promise((resolve) => all[0].emit("tell-all", 1, { two: 2 }, resolve));
      for (const args of await Promise.all(heard)) assert.deepEqual(args, [1, { two: 2 }]);
    });

    it("is refused by middleware with its reason", async () => {
      const socket = open("/admin", { auth: { token: "wrong" } });
      const [error] = await next(socket, "connect_error");
      assert.equal(error.message, "not allowed");
      assert.deepEqual(error.data, { code: "not_allowed" });
      const good = await connected("/admin", { auth: { token: "secret" } });
      assert.equal(await good.emitWithAck("echo", 5), 5);
    });

    it("is refused by a namespace that is not there", async () => {
      const [error] = await next(open("/nowhere"), "connect_error");
      assert.equal(error.message, "Invalid namespace");
    });

    it("shares a connection between namespaces", async () => {
      const main = await connected();
      const admin = main.io.socket("/admin", { auth: { token: "secret" } });
      await next(admin, "connect");
      assert.equal(await admin.emitWithAck("echo", 1), 1);
      admin.disconnect();
      assert.equal(await main.emitWithAck("echo", 2), 2);
    });

    it("hears why another one has gone", async () => {
      const [watcher, other] = await Promise.all([connected(), connected()]);
      await watcher.emitWithAck("join", "watchers");
      let left = next(watcher, "left");
      const id = other.id;
      other.disconnect();
      assert.deepEqual(await left, [id, "client namespace disconnect"]);
      const kicked = await connected();
      left = next(watcher, "left");
      kicked.emit("leave-me");
      assert.deepEqual(await next(kicked, "disconnect"), ["io server disconnect", undefined]);
      assert.equal((await left)[1], "server namespace disconnect");
    });

    it("is disconnected by a handler that throws, and the server goes on", async () => {
      const socket = await connected();
      socket.emit("throw");
      await next(socket, "disconnect");
      assert.equal(await (await connected()).emitWithAck("echo", 1), 1);
    });

    it("runs a repeated request once", async () => {
      const [a, b] = await Promise.all([connected(), connected()]);
      const request = { request_id: `r-${way}` };
      const first = await a.emitWithAck("count", request);
      assert.equal(await a.emitWithAck("count", request), first);
      assert.equal(await b.emitWithAck("count", request), first);
      assert.equal(await b.emitWithAck("count", { request_id: `s-${way}` }), first + 1);
    });

    it("sends a thousand events in order", async () => {
      const socket = await connected();
      const got = [];
      socket.on("echoed", (n) => got.push(n));
      for (let n = 0; n < 1000; n++) socket.emit("echo", n);
      await until(() => got.length === 1000, "1000 events", 20000);
      assert.deepEqual(got, [...got.keys()]);
    });

    it("comes back after the server was killed and started again", async () => {
      let own = await start(program, ["--loops", String(loops)]);
      const socket = io(`http://127.0.0.1:${own.port}`, {
        forceNew: true,
        ...options,
        reconnectionDelay: 50,
        reconnectionDelayMax: 100,
      });
      sockets.push(socket);
      await next(socket, "connect");
      await settled(socket);
      const gone = next(socket, "disconnect");
      await own.stop("SIGKILL");
      await gone;
      own = await start(program, ["--loops", String(loops)], own.port);
      await next(socket, "connect");
      assert.equal(await socket.emitWithAck("echo", 1), 1);
      socket.disconnect();
      await own.stop();
    });
  });
}
