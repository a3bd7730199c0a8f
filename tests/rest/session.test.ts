// A client that is generated from openapi.json drives a whole session: try out, start, watch,
// pause, change, resume, read results, statistics and report. It compiles only while the
// description has what is used here.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/api.js";

type Session = components["schemas"]["Session"];

const url = process.env.SERVICE_URL;
const folder = process.env.SERVICE_INPUT;
assert.ok(url && folder, "run by session_test.py");
const api = createClient<paths>({ baseUrl: url });

async function session(id: string): Promise<Session> {
  const { data, error } = await api.GET("/api/v1/sessions/{id}", { params: { path: { id } } });
  assert.ok(data, JSON.stringify(error));
  return data;
}

async function until(id: string, wanted: Session["status"]): Promise<Session[]> {
  const seen: Session[] = [];
  for (let i = 0; i < 1200; i++) {
    const now = await session(id);
    seen.push(now);
    if (now.status === wanted) return seen;
    await sleep(100);
  }
  throw new Error(`never ${wanted}`);
}

test("a generated client drives a whole session", async () => {
  const body = { input_folder: folder, name: "By REST", settings: { workers: 1 } };
  const dry = await api.POST("/api/v1/sessions", { params: { query: { dry_run: true } }, body });
  assert.equal(dry.response.status, 200);
  assert.ok(dry.data && "could_start" in dry.data && dry.data.could_start);
  const photos = dry.data.photos;

  const started = await api.POST("/api/v1/sessions", {
    params: { header: { "Idempotency-Key": "generated-client" } },
    body,
  });
  assert.equal(started.response.status, 201, JSON.stringify(started.error));
  assert.ok(started.data && "session_id" in started.data);
  const id = started.data.session_id;
  assert.equal(started.response.headers.get("Location"), `/api/v1/sessions/${id}`);
  const at = { params: { path: { id } } };

  const paused = await api.POST("/api/v1/sessions/{id}/pause", at);
  assert.equal(paused.data?.status, "paused", JSON.stringify(paused.error));
  const done = (await session(id)).processed;
  await sleep(300);
  assert.equal((await session(id)).processed, done, "nothing is judged while it is paused");
  const changed = await api.PATCH("/api/v1/sessions/{id}/settings", { ...at, body: { workers: 2 } });
  assert.equal(changed.data?.settings.workers, 2, JSON.stringify(changed.error));
  const resumed = await api.POST("/api/v1/sessions/{id}/resume", at);
  assert.equal(resumed.data?.status, "running", JSON.stringify(resumed.error));

  const seen = await until(id, "complete");
  for (let i = 1; i < seen.length; i++) {
    assert.ok(seen[i]!.processed >= seen[i - 1]!.processed, "counts never fall");
  }
  const ended = seen.at(-1)!;
  assert.equal(ended.processed, photos);

  const numbers: number[] = [];
  let cursor: string | undefined;
  do {
    const { data, error } = await api.GET("/api/v1/sessions/{id}/images", {
      params: { path: { id }, query: { limit: 4, sort: "sharpness", order: "desc", ...(cursor && { cursor }) } },
    });
    assert.ok(data, JSON.stringify(error));
    numbers.push(...data.images.map((image) => image.n));
    cursor = data.next_cursor ?? undefined;
  } while (cursor);
  assert.deepEqual([...numbers].sort((a, b) => a - b), Array.from({ length: photos }, (_, i) => i + 1));

  const statistics = await api.GET("/api/v1/sessions/{id}/statistics", at);
  assert.equal(statistics.data?.processed, photos);
  const milestones = await api.GET("/api/v1/sessions/{id}/milestones", at);
  assert.ok(milestones.data && milestones.data.milestones.length > 0);
  const report = await api.GET("/api/v1/sessions/{id}/report", at);
  assert.ok(report.data && typeof report.data === "object");
  assert.equal(report.data.images.length, photos);
  assert.equal(report.data.session.session_id, id);

  const unknown = await api.GET("/api/v1/sessions/{id}", { params: { path: { id: "nope" } } });
  assert.equal(unknown.error?.code, "unknown_session");
});
