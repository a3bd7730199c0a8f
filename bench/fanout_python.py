"""Debian's python3-socketio with aiohttp, for the fan-out bench: the options of fanout_server."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import asyncio
import signal
import sys
import time

import socketio
from aiohttp import web

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, default=8000)
parser.add_argument("--bench", default="idle")
parser.add_argument("--hz", type=int, default=50)
parser.add_argument("--window", type=int, default=1)
options = parser.parse_args()

sio = socketio.AsyncServer(async_mode="aiohttp")
app = web.Application()
sio.attach(app)
state = {"room": "", "seq": 0, "running": False}


@sio.on("join_session")
async def join_session(sid, payload):
    state["room"] = "session_" + payload["session_id"]
    sio.enter_room(sid, state["room"])
    await sio.emit("session_joined", {"session_id": payload["session_id"], "status": "joined"}, to=sid)


async def emit():
    state["seq"] += 1
    await sio.emit("progress_update", {
        "seq": state["seq"], "t_ns": time.monotonic_ns(), "session_id": state["room"],
        "current_image": 12345, "total_images": 25000, "percentage": 49.38,
        "current_filename": "2026/05 Iceland/DSC_04711.jpg", "approved_count": 8123,
        "rejected_count": 4222, "processing_speed": 31.4,
        "estimated_completion": "2026-01-31T09:15:02.417Z", "current_stage": "processing",
        "error_message": None, "memory_usage_mb": 812.5, "cpu_usage_percent": 97.1,
        "gpu_usage_percent": None, "batch_processing_time": 1.92,
        "avg_image_processing_time": 0.061, "milestone_reached": "25%", "elapsed_time": 393.1,
        "current_batch": 193, "total_batches": 391, "images_per_second": 31.4, "eta_seconds": 403.0,
    }, room=state["room"])


async def broadcast():
    while state["running"]:
        for _ in range(options.window):
            await emit()
        await asyncio.sleep(1 / options.hz if options.bench == "fixed" else 0)


def toggle():
    state["running"] = not state["running"]
    if state["running"] and options.bench != "idle":
        asyncio.get_running_loop().create_task(broadcast())


async def started(_):
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR2, toggle)
    print("listening", file=sys.stderr, flush=True)


app.on_startup.append(started)
web.run_app(app, host="127.0.0.1", port=options.port, print=None)
