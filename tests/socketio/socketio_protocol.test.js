// Socket.IO 5 as its protocol document has it, spoken by hand to the echo server.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import WebSocket from "ws";
import { next, sleep, start } from "./servers.js";

let server;
before(async () => {
  const unhurried = ["--ping-interval", "5000", "--ping-timeout", "5000"];
  server = await start(process.env.ECHO_SERVER, unhurried);
});
after(() => server.stop());

function open() {
  const socket = new WebSocket(
    `ws://localhost:${server.port}/socket.io/?EIO=4&transport=websocket`,
  );
  socket.messages = [];
  socket.waiting = [];
  socket.on("error", () => {});
  socket.on("message", (data, binary) => {
    const value = binary ? data : data.toString();
    if (value === "2") return socket.send("3");
    const waiting = socket.waiting.shift();
    if (waiting) waiting(value);
    else socket.messages.push(value);
  });
  socket.receive = () =>
    socket.messages.length
      ? Promise.resolve(socket.messages.shift())
      : new Promise((resolve, reject) => {
          socket.waiting.push(resolve);
          setTimeout(() => reject(new Error("no message in time")), 3000).unref();
        });
  return socket;
}

async function openSession() {
  const socket = open();
  assert.equal((await socket.receive())[0], "0");
  return socket;
}

async function connect() {
  const socket = await openSession();
  socket.send("40");
  assert.match(await socket.receive(), /^40\{"sid":"[^"]+"\}$/);
  assert.equal(await socket.receive(), '42["auth",{}]');
  return socket;
}

describe("connect", () => {
  it("to the main namespace, with and without auth", async () => {
    await connect();
    const socket = await openSession();
    socket.send('40{"token":"123"}');
    assert.deepEqual(Object.keys(JSON.parse((await socket.receive()).substring(2))), ["sid"]);
    assert.equal(await socket.receive(), '42["auth",{"token":"123"}]');
  });

  for (const packet of ["40/custom,", "40/custom"])
    it(`to another one by ${packet}`, async () => {
      const socket = await openSession();
      socket.send(packet);
      assert.match(await socket.receive(), /^40\/custom,\{"sid":"[^"]+"\}$/);
      assert.equal(await socket.receive(), '42/custom,["auth",{}]');
    });

  it("is refused for one that is not there", async () => {
    const socket = await openSession();
    socket.send("40/random");
    assert.equal(await socket.receive(), '44/random,{"message":"Invalid namespace"}');
  });

  it("in no time closes the connection", async () => {
    const socket = await openSession();
    await next(socket, "close", 2000);
  });

  for (const packet of ["4abc", "42[\"before\"]", "40{", "40[]"])
    it(`closes the connection for ${packet}`, async () => {
      const socket = await openSession();
      socket.send(packet);
      await next(socket, "close", 900);
    });

  it("twice closes the connection", async () => {
    const socket = await connect();
    socket.send("40");
    await next(socket, "close", 900);
  });
});

describe("disconnect", () => {
  for (const packet of ["41/custom,", "41/custom"])
    it(`from one namespace by ${packet} leaves the others`, async () => {
      const socket = await connect();
      socket.send("40/custom");
      await socket.receive();
      await socket.receive();
      socket.send(packet);
      socket.send('42["message","message to main namespace"]');
      assert.equal(await socket.receive(), '42["message-back","message to main namespace"]');
    });

  it("leaves the transport open", async () => {
    const socket = await connect();
    socket.send("41");
    await sleep(100);
    assert.equal(socket.readyState, WebSocket.OPEN);
    socket.send("40");
    assert.match(await socket.receive(), /^40/);
  });
});

describe("events", () => {
  const pairs = [
    ['42["message",1,"2",{"3":[true]}]', '42["message-back",1,"2",{"3":[true]}]'],
    ['42["message"]', '42["message-back"]'],
    ['42["message",{"z":1,"a":{"y":null,"b":0}}]', '42["message-back",{"z":1,"a":{"y":null,"b":0}}]'],
    ['42["message","\\u00e4 €"]', '42["message-back","ä €"]'],
    ['42456["message-with-ack",1,"2",{"3":[false]}]', '43456[1,"2",{"3":[false]}]'],
    ['420["message-with-ack"]', "430[]"],
  ];
  for (const [sent, expected] of pairs)
    it(`${sent} gives ${expected}`, async () => {
      const socket = await connect();
      socket.send(sent);
      assert.equal(await socket.receive(), expected);
    });

  for (const packet of ['42{}', '42abc["message"]', "42[]", '42["connect"]', "42", "43[1]", '451-["a"]x'])
    it(`${packet} closes the connection`, async () => {
      const socket = await connect();
      socket.send(packet);
      await next(socket, "close", 900);
    });

  it("carry binary values in their order", async () => {
    const socket = await connect();
    socket.send(
      '452-["message",{"_placeholder":true,"num":0},{"x":{"_placeholder":true,"num":1}}]',
    );
    socket.send(Buffer.from([1, 2, 3]));
    socket.send(Buffer.from([4, 5, 6]));
    assert.equal(
      await socket.receive(),
      '452-["message-back",{"_placeholder":true,"num":0},{"x":{"_placeholder":true,"num":1}}]',
    );
    assert.deepEqual(await socket.receive(), Buffer.from([1, 2, 3]));
    assert.deepEqual(await socket.receive(), Buffer.from([4, 5, 6]));
  });

  it("acknowledge binary with 46", async () => {
    const socket = await connect();
    socket.send('451-789["message-with-ack",{"_placeholder":true,"num":0}]');
    socket.send(Buffer.from([1, 2, 3]));
    assert.equal(await socket.receive(), '461-789[{"_placeholder":true,"num":0}]');
    assert.deepEqual(await socket.receive(), Buffer.from([1, 2, 3]));
  });

  for (const [what, messages] of [
    ["too many attachments", ['4599-["message"]']],
    ["text where an attachment is due", ['451-["message",{"_placeholder":true,"num":0}]', '42["x"]']],
    ["a placeholder without its attachment", ['451-["message",{"_placeholder":true,"num":7}]', Buffer.from([1])]],
    ["an attachment that nobody announced", [Buffer.from([1])]],
    ["an attachment named twice", ['451-["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":0}]', Buffer.from([1])]],
  ])
    it(`with ${what} close the connection`, async () => {
      const socket = await connect();
      for (const message of messages) socket.send(message);
      await next(socket, "close", 900);
    });
});
