// Ten sessions at once, each with 100 watchers: everybody hears of one session only, and its right
// ending.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start, until, watcher } from "./live.js";

const SESSIONS = 10;
const WATCHERS = 100;
let server;

before(async () => {
  server = await start();
});
after(() => server.stop());

test("each watcher of many sessions hears its own only, and the right ending", async () => {
  const sessions = [];
  for (let i = 0; i < SESSIONS; i++) {
    const folder = server.photos(`photos${i}`, 3 + i, 1000, 800);
    sessions.push({ folder, photos: 3 + i, watchers: [] });
  }
  for (const one of sessions)
    for (let i = 0; i < WATCHERS; i += 10)
      one.watchers.push(...await Promise.all(
        Array.from({ length: 10 }, () => watcher(server.url, { transports: ["websocket"] }))));
  for (const one of sessions) one.session_id = await server.begin(one.folder);
  // One of them does not go to its end.
  const cancelled = sessions.at(-1);
  await Promise.all(sessions.flatMap(({ session_id, watchers }) => watchers.map(async ({ socket }) => {
    const answer = await socket.emitWithAck("join_session", { session_id });
    assert.ok(answer.ok, JSON.stringify(answer));
  })));
  const answer = await cancelled.watchers[0].socket.emitWithAck("cancel_processing",
    { session_id: cancelled.session_id });
  const was_cancelled = answer.ok;
  const ended = ({ heard }) => heard.some(([event]) => /^processing_(complete|cancelled|failed)$/.test(event));
  await until(() => sessions.every(({ watchers }) => watchers.every(ended)), "all endings", 110_000);
  for (const { session_id, photos, watchers } of sessions) {
    const ending = session_id === cancelled.session_id && was_cancelled ? "processing_cancelled" : "processing_complete";
    for (const { heard, all, socket } of watchers) {
      for (const [event, data] of heard.filter(([name]) => name !== "connected"))
        assert.equal(data.session_id, session_id, event);
      assert.equal(all(ending).length, 1, `${ending} of ${session_id}`);
      assert.equal(heard.filter(([event]) => /^processing_(complete|cancelled|failed)$/.test(event)).length, 1);
      if (ending === "processing_complete") assert.equal(all(ending)[0].total_processed, photos);
      socket.disconnect();
    }
  }
});
