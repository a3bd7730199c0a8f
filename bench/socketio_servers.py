"""Servers and load of the Socket.IO measurements: each server on core 0, the load on core 1."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import resource
import socket
import subprocess
import sys
import time

import measuring

BUILD = measuring.ROOT / "build/release"
HERE = measuring.ROOT / "bench"
SERVERS = {
    "ours": [BUILD / "fanout_server"],
    "bare": [BUILD / "fanout_bare"],
    "node": ["node", HERE / "fanout_node.mjs"],
    "python": ["/usr/bin/python3", HERE / "fanout_python.py"],
}


def prepare():
    """Descriptors for thousands of sockets, and what the other servers need."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    subprocess.run([measuring.ROOT / "tools/setup_socketio_tests"], check=True, stdout=sys.stderr)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def pinned(core):
    return ["taskset", "-c", str(core)] if (os.cpu_count() or 1) > 1 else []


def measure(server, bench, clients, seconds, window=1, hz=50):
    """What the load generator says of one run against a fresh server."""
    port = free_port()
    process = subprocess.Popen([*pinned(0), *SERVERS[server], "--port", str(port), "--bench", bench,
                                "--window", str(window), "--hz", str(hz)],
                               stderr=subprocess.PIPE, text=True)
    try:
        for line in process.stderr:
            if line.startswith("listening"):
                break
        start = "0" if bench == "idle" else "1"
        result = subprocess.run([*pinned(1), BUILD / "fanout_load", "--port", str(port), "--pid",
                                 str(process.pid), "--clients", str(clients), "--seconds",
                                 str(seconds), "--start", start],
                                stdout=subprocess.PIPE, text=True, check=True, timeout=300)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()
        time.sleep(0.2)
    measured = json.loads(result.stdout)
    print(f"{server:7} {bench:5} window {window}: {measured['deliveries_per_cpu_s']} deliveries a CPU second, "
          f"p99 {measured['p99_us']} us, {measured['rss_kb_per_client']} kB and "
          f"{measured['connects_per_s']} connections a second", file=sys.stderr)
    return measured
