// Engine.IO 4 as its protocol document has it, spoken by hand to the echo server.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import WebSocket from "ws";
import { next, sleep, start } from "./servers.js";

// One server without haste, so that no heartbeat comes between on a busy machine, and a quick one
// for the heartbeat's own tests.
const PING_INTERVAL = 20000;
const PING_TIMEOUT = 15000;
const QUICK_INTERVAL = 400;
const QUICK_TIMEOUT = 300;

let server;
let quick;
let base;
const startEcho = (interval, timeout) =>
  start(process.env.ECHO_SERVER, [
    ...["--ping-interval", String(interval)],
    ...["--ping-timeout", String(timeout)],
  ]);
const use = ({ port }) => (base = `localhost:${port}/engine.io/`);
before(async () => {
  server = await startEcho(PING_INTERVAL, PING_TIMEOUT);
  quick = await startEcho(QUICK_INTERVAL, QUICK_TIMEOUT);
  use(server);
});
after(() => Promise.all([server.stop(), quick.stop()]));

const url = (query) => `http://${base}?${query}`;
const poll = (sid) => fetch(url(`EIO=4&transport=polling&sid=${sid}`));
const post = (sid, body) =>
  fetch(url(`EIO=4&transport=polling&sid=${sid}`), { method: "POST", body });

async function openPolling() {
  const response = await fetch(url("EIO=4&transport=polling"));
  assert.equal(response.status, 200);
  return JSON.parse((await response.text()).substring(1)).sid;
}

function openSocket(query) {
  const socket = new WebSocket(`ws://${base}?${query}`);
  socket.messages = [];
  socket.waiting = [];
  socket.on("message", (data, binary) => {
    const value = binary ? data : data.toString();
    const waiting = socket.waiting.shift();
    if (waiting) waiting(value);
    else socket.messages.push(value);
  });
  socket.on("error", () => {});
  socket.receive = () =>
    socket.messages.length
      ? Promise.resolve(socket.messages.shift())
      : new Promise((resolve, reject) => {
          socket.waiting.push(resolve);
          setTimeout(() => reject(new Error("no message in time")), 3000).unref();
        });
  return socket;
}

async function openWebSocket() {
  const socket = openSocket("EIO=4&transport=websocket");
  await socket.receive();
  return socket;
}

describe("handshake", () => {
  it("opens a polling session with exactly the protocol's keys", async () => {
    const response = await fetch(url("EIO=4&transport=polling"));
    const text = await response.text();
    assert.equal(text[0], "0");
    const value = JSON.parse(text.substring(1));
    assert.deepEqual(Object.keys(value).sort(), [
      "maxPayload",
      "pingInterval",
      "pingTimeout",
      "sid",
      "upgrades",
    ]);
    assert.deepEqual(value.upgrades, ["websocket"]);
    assert.equal(value.pingInterval, PING_INTERVAL);
    assert.equal(value.pingTimeout, PING_TIMEOUT);
    assert.equal(value.maxPayload, 1000000);
  });

  it("opens a WebSocket session that has nothing to upgrade to", async () => {
    const socket = openSocket("EIO=4&transport=websocket");
    const text = await socket.receive();
    assert.equal(text[0], "0");
    assert.deepEqual(JSON.parse(text.substring(1)).upgrades, []);
    socket.close();
  });

  for (const query of ["transport=polling", "EIO=abc&transport=polling", "EIO=4", "EIO=4&transport=abc"])
    it(`refuses ?${query} with 400`, async () => {
      assert.equal((await fetch(url(query))).status, 400);
    });

  it("refuses a POST without sid and other methods with 400", async () => {
    const query = url("EIO=4&transport=polling");
    assert.equal((await fetch(query, { method: "POST", body: "4x" })).status, 400);
    assert.equal((await fetch(query, { method: "PUT", body: "4x" })).status, 400);
  });

  for (const query of ["transport=websocket", "EIO=abc&transport=websocket", "EIO=4", "EIO=4&transport=abc"])
    it(`closes a WebSocket for ?${query}`, async () => {
      await next(openSocket(query), "close");
    });
});

describe("messages by polling", () => {
  it("come back as text, one and several", async () => {
    const sid = await openPolling();
    const response = await post(sid, "4hello");
    assert.equal(response.status, 200);
    assert.equal(await response.text(), "ok");
    assert.equal(await (await poll(sid)).text(), "4hello");
    await post(sid, "4test1\x1e4test2\x1e4test3");
    assert.equal(await (await poll(sid)).text(), "4test1\x1e4test2\x1e4test3");
  });

  it("come back as binary", async () => {
    const sid = await openPolling();
    await post(sid, "bAQIDBA==");
    const response = await poll(sid);
    assert.equal(await response.text(), "bAQIDBA==");
  });

  it("are refused when malformed, and the session is gone", async () => {
    const sid = await openPolling();
    assert.equal((await post(sid, "abc")).status, 400);
    assert.equal((await poll(sid)).status, 400);
  });

  it("are refused when larger than maxPayload", async () => {
    const sid = await openPolling();
    assert.equal((await post(sid, "4" + "x".repeat(1000001))).status, 413);
  });

  it("do not allow two polls at a time", async () => {
    const sid = await openPolling();
    const first = poll(sid);
    await sleep(20);
    const second = await poll(sid);
    assert.equal(second.status, 400);
    assert.equal(await (await first).text(), "1");
    assert.equal((await poll(sid)).status, 400);
  });

  it("end with a client that aborts its poll", async () => {
    const sid = await openPolling();
    const controller = new AbortController();
    const waiting = fetch(url(`EIO=4&transport=polling&sid=${sid}`), { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await assert.rejects(waiting);
    await sleep(20);
    assert.equal((await poll(sid)).status, 400);
  });
});

describe("messages by WebSocket", () => {
  it("come back as text and binary, empty ones too", async () => {
    const socket = await openWebSocket();
    socket.send("4hello");
    assert.equal(await socket.receive(), "4hello");
    socket.send("4");
    assert.equal(await socket.receive(), "4");
    socket.send(Buffer.from([1, 2, 3, 4]));
    assert.deepEqual(await socket.receive(), Buffer.from([1, 2, 3, 4]));
    const long = "4" + "ä".repeat(400000);
    socket.send(long);
    assert.equal(await socket.receive(), long);
    socket.close();
  });

  it("close the session when malformed", async () => {
    const socket = await openWebSocket();
    socket.send("abc");
    await next(socket, "close");
  });

  it("close the session with 1009 when larger than maxPayload", async () => {
    const socket = await openWebSocket();
    socket.send("4" + "x".repeat(1000001));
    const [code] = await next(socket, "close");
    assert.equal(code, 1009);
  });
});

describe("heartbeat", () => {
  before(() => use(quick));
  after(() => use(server));

  it("goes on as long as a polling client answers", async () => {
    const sid = await openPolling();
    for (let i = 0; i < 3; i++) {
      assert.equal(await (await poll(sid)).text(), "2");
      assert.equal((await post(sid, "3")).status, 200);
    }
  });

  it("closes a polling session that does not answer, without any open poll", async () => {
    const sid = await openPolling();
    await sleep(QUICK_INTERVAL + QUICK_TIMEOUT + 60);
    assert.equal((await poll(sid)).status, 400);
  });

  it("goes on as long as a WebSocket client answers, and closes it when not", async () => {
    const socket = await openWebSocket();
    for (let i = 0; i < 3; i++) {
      assert.equal(await socket.receive(), "2");
      socket.send("3");
    }
    await next(socket, "close", QUICK_INTERVAL + QUICK_TIMEOUT + 300);
  });
});

describe("close", () => {
  it("by a polling client answers its poll with a noop", async () => {
    const sid = await openPolling();
    const waiting = poll(sid);
    await sleep(20);
    assert.equal(await (await post(sid, "1")).text(), "ok");
    assert.equal(await (await waiting).text(), "6");
    assert.equal((await poll(sid)).status, 400);
  });

  it("by a WebSocket client closes the WebSocket", async () => {
    const socket = await openWebSocket();
    socket.send("1");
    await next(socket, "close");
  });
});

describe("upgrade", () => {
  const upgrade = async (sid) => {
    const socket = openSocket(`EIO=4&transport=websocket&sid=${sid}`);
    await next(socket, "open");
    return socket;
  };

  it("moves a session from polling to WebSocket with what waits", async () => {
    const sid = await openPolling();
    const socket = await upgrade(sid);
    socket.send("2probe");
    assert.equal(await socket.receive(), "3probe");
    await post(sid, "4before");
    socket.send("5");
    assert.equal(await socket.receive(), "4before");
    socket.send("4hello");
    assert.equal(await socket.receive(), "4hello");
    socket.close();
  });

  it("releases a poll with noops until the client moves", async () => {
    const sid = await openPolling();
    const first = poll(sid);
    await sleep(20);
    const socket = await upgrade(sid);
    socket.send("2probe");
    assert.equal(await socket.receive(), "3probe");
    assert.equal(await (await first).text(), "6");
    assert.equal(await (await poll(sid)).text(), "6");
    socket.send("5");
    socket.send("4x");
    assert.equal(await socket.receive(), "4x");
    assert.equal((await poll(sid)).status, 400);
    socket.close();
  });

  it("closes a second WebSocket, and the first goes on", async () => {
    const sid = await openPolling();
    const socket = await upgrade(sid);
    socket.send("2probe");
    socket.send("5");
    assert.equal(await socket.receive(), "3probe");
    const second = openSocket(`EIO=4&transport=websocket&sid=${sid}`);
    await next(second, "close");
    socket.send("4hello");
    assert.equal(await socket.receive(), "4hello");
    socket.close();
  });

  it("is given up on a wrong probe, and polling goes on", async () => {
    const sid = await openPolling();
    const socket = await upgrade(sid);
    socket.send("2wrong");
    await next(socket, "close");
    await post(sid, "4hello");
    assert.equal(await (await poll(sid)).text(), "4hello");
  });
});

describe("CORS", () => {
  it("answers a preflight and marks responses", async () => {
    const headers = { Origin: "https://a.example", "Access-Control-Request-Headers": "x-a" };
    const preflight = await fetch(url("EIO=4&transport=polling"), { method: "OPTIONS", headers });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("access-control-allow-headers"), "x-a");
    const response = await fetch(url("EIO=4&transport=polling"), { headers });
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
  });
});
