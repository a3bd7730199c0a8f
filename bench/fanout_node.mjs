// npm socket.io with ws, for the fan-out bench: the options and signals of fanout_server.
// SPDX-License-Identifier: GPL-3.0-or-later
import { createRequire } from "node:module";
import { createServer } from "node:http";

const require = createRequire(new URL("../tests/socketio/package.json", import.meta.url));
const { Server } = require("socket.io");

const options = { "--port": "8000", "--bench": "idle", "--hz": "50", "--window": "1" };
for (let i = 2; i + 1 < process.argv.length; i += 2) options[process.argv[i]] = process.argv[i + 1];
const hz = Number(options["--hz"]);
const window = Number(options["--window"]);

const http = createServer();
const io = new Server(http);
let room = "";
let seq = 0;
let running = false;
let timer;

io.on("connection", (socket) => {
  socket.on("join_session", (payload) => {
    room = `session_${payload.session_id}`;
    socket.join(room);
    socket.emit("session_joined", { session_id: payload.session_id, status: "joined" });
  });
});

function emit() {
  io.to(room).emit("progress_update", {
    seq: ++seq, t_ns: Number(process.hrtime.bigint()), session_id: room,
    current_image: 12345, total_images: 25000, percentage: 49.38,
    current_filename: "2026/05 Iceland/DSC_04711.jpg", approved_count: 8123, rejected_count: 4222,
    processing_speed: 31.4, estimated_completion: "2026-01-31T09:15:02.417Z",
    current_stage: "processing", error_message: null, memory_usage_mb: 812.5,
    cpu_usage_percent: 97.1, gpu_usage_percent: null, batch_processing_time: 1.92,
    avg_image_processing_time: 0.061, milestone_reached: "25%", elapsed_time: 393.1,
    current_batch: 193, total_batches: 391, images_per_second: 31.4, eta_seconds: 403,
  });
}

const written = () => {
  for (const client of io.engine.clients ? Object.values(io.engine.clients) : [])
    if (client.transport.socket?.bufferedAmount > 65536 || client.writeBuffer.length) return false;
  return true;
};

function flood() {
  if (!running) return;
  if (written()) for (let i = 0; i < window; i++) emit();
  setImmediate(flood);
}

process.on("SIGUSR2", () => {
  running = !running;
  clearInterval(timer);
  if (!running) return;
  if (options["--bench"] === "max") flood();
  if (options["--bench"] === "fixed") timer = setInterval(emit, 1000 / hz);
});
http.listen(Number(options["--port"]), "127.0.0.1", () => console.error("listening"));
