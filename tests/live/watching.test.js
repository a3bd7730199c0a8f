// A run watched by the official JavaScript client: polling only, WebSocket only, and the upgrade.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start, until, watcher } from "./live.js";

const PHOTOS = 40;
const MORE_THAN_PROGRESS = ["session_joined", "progress_update", "performance_update", "milestone_reached",
  "stage_change", "image_result", "processing_complete"];
let server;
let folder;

before(async () => {
  server = await start();
  folder = server.photos("photos", PHOTOS, 6000, 4000);
});
after(() => server.stop());

test("each transport hears the same run, in order and once", async () => {
  const clients = await Promise.all([
    watcher(server.url, { transports: ["polling"] }),
    watcher(server.url, { transports: ["websocket"] }),
    watcher(server.url),
  ]);
  const session_id = await server.begin(folder);
  for (const { socket } of clients) {
    const answer = await socket.emitWithAck("join_session", { session_id });
    assert.deepEqual(answer, { ok: true, session_id, status: "joined" });
  }
  await until(() => clients.every((one) => one.all("processing_complete").length === 1), "the end", 120_000);
  await until(() => clients.every((one) => one.all("progress_update").at(-1).current_stage === "complete"), "last", 5000);
  for (const { all, heard } of clients) {
    for (const event of MORE_THAN_PROGRESS) assert.ok(all(event).length > 0, event);
    assert.equal(heard[0][0], "connected");
    for (const [, data] of heard.slice(1)) assert.equal(data.session_id, session_id);
    const updates = all("progress_update");
    for (const update of updates) {
      assert.equal(Object.keys(update).length, 22);
      const bytes = Buffer.byteLength("42" + JSON.stringify(["progress_update", update]));
      assert.ok(bytes <= 1024, String(bytes));
    }
    const counts = updates.map((update) => update.current_image);
    assert.deepEqual(counts, [...counts].sort((a, b) => a - b), "counts never fall");
    assert.deepEqual(all("milestone_reached").map((one) => one.milestone_value), ["25%", "50%", "75%", "90%"]);
    assert.equal(all("processing_complete")[0].total_processed, PHOTOS);
    assert.equal(Object.keys(all("processing_complete")[0]).length, 16);
  }
  const endings = clients.map((one) => one.all("processing_complete")[0]);
  assert.deepEqual(endings[0], endings[1]);
  assert.deepEqual(endings[0], endings[2]);
  assert.equal(clients[2].socket.io.engine.transport.name, "websocket", "it was upgraded");
  for (const { socket } of clients) socket.disconnect();
});

test("a client that repeats a request by its request_id makes it run once", async () => {
  const { socket } = await watcher(server.url);
  const session_id = await server.begin(server.photos("more", 8));
  const payload = { session_id, request_id: "pause-1" };
  const answers = await Promise.all([
    socket.emitWithAck("pause_processing", payload),
    socket.emitWithAck("pause_processing", payload),
  ]);
  assert.deepEqual(answers[0], answers[1]);
  assert.equal(answers[0].status, "paused");
  assert.equal((await socket.emitWithAck("cancel_processing", { session_id })).status, "cancelled");
  socket.disconnect();
});

test("a client whose connection was cut is right at once when it joins again", async () => {
  const one = await watcher(server.url, { reconnection: true, reconnectionDelay: 50, transports: ["websocket"] });
  const session_id = await server.begin(server.photos("third", 24, 6000, 4000));
  await one.socket.emitWithAck("join_session", { session_id });
  await until(() => one.all("milestone_reached").length > 0, "a milestone", 30_000);
  const { id } = one.socket;
  one.socket.io.engine.close();
  await until(() => one.socket.connected && one.socket.id !== id, "another connection", 10_000);
  await one.socket.emitWithAck("join_session", { session_id });
  await until(() => one.all("processing_complete").length === 1, "the end", 60_000);
  const names = one.heard.map(([event]) => event);
  const again = names.lastIndexOf("session_joined");
  assert.equal(names[again + 1], "progress_update");
  const told = one.heard[again][1].milestones.map((each) => each.milestone_value);
  const later = one.heard.slice(again).filter(([event]) => event === "milestone_reached");
  assert.ok(told.length > 0);
  assert.deepEqual([...told, ...later.map(([, each]) => each.milestone_value)], ["25%", "50%", "75%", "90%"]);
  one.socket.disconnect();
});
