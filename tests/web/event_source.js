// A source of events for measurements: the built pages and a Socket.IO server that tells as much, and
// as fast, as the test wants. What it tells has the shapes of the contract; nothing else of it is a
// Photosieve.
// SPDX-License-Identifier: GPL-3.0-or-later
import { readFile } from "node:fs/promises"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import { extname } from "node:path"

const { Server } = createRequire(new URL("../socketio/package.json", import.meta.url))("socket.io")
const dist = new URL("../../web/dist/", import.meta.url)
const kTypes = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
  ".png": "image/png", ".webmanifest": "application/manifest+json" }
const kTotal = 1_000_000
const kId = "0199-measured"

const settings = { profile: "adobe-stock", mode: "balanced", workers: 0, batch_size: 0, copy: true,
  percentage_milestones: [25, 50, 75, 90], count_milestones: [], hour_milestones: [] }
const session = (processed) => ({ session_id: kId, name: "Measured", status: "running", stage: "processing",
  input_folder: "/photos", output_folder: "/photos_processed", profile: "adobe-stock", mode: "balanced", settings,
  created_at: "2026-01-31T09:00:00.000Z", started_at: "2026-01-31T09:00:00.000Z", ended_at: null, elapsed_time: processed / 100,
  total_images: kTotal, processed, approved_count: Math.floor(processed * 0.7), rejected_count: processed - Math.floor(processed * 0.7),
  issues: { quality: 1, defect: 0, similarity: 0, compliance: 0 }, skipped_count: 0, error: null })

const kShapes = {
  image_result: (n, timestamp) => ({ session_id: kId, n, path: `day ${n % 7}/IMG_${n}.jpg`, timestamp,
    decision: n % 3 === 0 ? "rejected" : "approved", reasons: n % 3 === 0 ? ["out_of_focus"] : [] }),
  progress_update: (n) => ({ session_id: kId, current_image: n, total_images: kTotal, percentage: Math.floor((10_000 * n) / kTotal) / 100,
    current_filename: `day ${n % 7}/IMG_${n}.jpg`, approved_count: Math.floor(n * 0.7), rejected_count: n - Math.floor(n * 0.7),
    processing_speed: 100 + (n % 10), estimated_completion: null, current_stage: "processing", error_message: null, memory_usage_mb: 400,
    cpu_usage_percent: 95, gpu_usage_percent: null, batch_processing_time: 1.5, avg_image_processing_time: 0.2, milestone_reached: null,
    elapsed_time: n / 100, current_batch: Math.floor(n / 32), total_batches: Math.floor(kTotal / 32), images_per_second: 101, eta_seconds: (kTotal - n) / 100 }),
  performance_update: (n, timestamp) => ({ session_id: kId, timestamp, cpu_percent: 90, process_cpu_percent: 80 + (n % 10), memory_mb: 8000,
    memory_percent: 50, process_memory_mb: 400 + (n % 9), process_memory_peak_mb: 420, gpus: null, disk_read_mb_s: 40, disk_write_mb_s: 12,
    disk_free_mb: 100_000, network_sent_mb_s: 0.2, network_recv_mb_s: 0.1, pressure: { cpu: 10, memory: 0, io: 2 }, images_per_second: 100 + (n % 7),
    speed_trend: 1, active_workers: 8, batch_size: 32, batch_done: n % 32, current_n: n,
    current_filename: `day ${n % 7}/IMG_${n}.jpg`, eta_p50_seconds: 5000, eta_p90_seconds: 5600 }),
  processing_error: (n, timestamp) => ({ session_id: kId, error_type: "photo", error_message: `IMG_${n}.jpg: cut off`, timestamp, recoverable: true }),
  tuner_decision: (n, timestamp) => ({ session_id: kId, what: "workers", from: 7, to: 8, reason: "the processors were idle", timestamp }),
  session_changed: (n) => session(n),
}
/** What twenty events are: mostly results, as a run tells them. */
const kMix = [...Array(14).fill("image_result"), "progress_update", "progress_update", "performance_update", "session_changed",
  "processing_error", "tuner_decision"]

/** `points` and `decisions` are what is stored already. */
export async function eventSource({ points = [], decisions = [] } = {}) {
  let told = 0
  // Each second of a session's history is one of the clock's, however fast it is told.
  const began = Date.parse("2026-01-31T09:00:00.000Z")
  const http = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, "http://here")
    const json = (body) => response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body))
    if (pathname === `/api/v1/sessions/${kId}`) return json(session(told))
    if (pathname.endsWith("/images")) return json({ images: [], total: 0, next_cursor: null })
    if (pathname.endsWith("/errors")) return json({ errors: [], next_cursor: null })
    if (pathname.endsWith("/performance")) return json({ points })
    if (pathname.endsWith("/decisions")) return json({ decisions })
    if (pathname.endsWith("/thumbnail"))
      return response.writeHead(200, { "Content-Type": "image/png" }).end(await readFile(new URL("icon-192.png", dist)))
    if (pathname.startsWith("/api/")) return response.writeHead(404, { "Content-Type": "application/problem+json" }).end("{}")
    const name = /\.\w+$/.test(pathname) ? pathname.slice(1) : "index.html"
    try {
      response.writeHead(200, { "Content-Type": kTypes[extname(name)] ?? "application/octet-stream" }).end(await readFile(new URL(name, dist)))
    } catch {
      response.writeHead(404).end()
    }
  })
  const io = new Server(http)
  io.on("connection", (socket) => {
    socket.emit("connected", { status: "connected", client_id: socket.id, timestamp: new Date().toISOString() })
    socket.on("join_session", () =>
      socket.emit("session_joined", { session_id: kId, status: "joined", timestamp: new Date().toISOString(), session: session(told), milestones: [] }))
  })
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve))
  return {
    address: `http://127.0.0.1:${http.address().port}/monitoring/${kId}`,
    told: () => told,
    tell(count) {
      for (let i = 0; i < count; i += 1) {
        told += 1
        const event = kMix[told % kMix.length]
        io.emit(event, kShapes[event](told, new Date(began + told * 50).toISOString()))
      }
    },
    close: () => io.close(),
  }
}
