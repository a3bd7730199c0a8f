#!/usr/bin/python3
"""The host's readings agree with those of psutil, free, iostat and the kernel's own files.

A child burns a processor, holds 200 MB and writes to a disk meanwhile. Both sides look at the same ten
seconds, not at the same instants, so each reading has a bound that is stated beside it.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SECONDS = 10
LOAD = """
import os, sys, time
held = bytearray(os.urandom(1 << 20) * 200)
end = time.monotonic() + float(sys.argv[1])
with open(sys.argv[2], "wb") as file:
    while time.monotonic() < end:
        file.write(held[:1 << 20]); file.flush(); os.fsync(file.fileno())
        file.seek(0)
        until = time.monotonic() + 0.05
        while time.monotonic() < until: pass
"""


def close(what, ours, theirs, bound):
    good = ours is not None and abs(ours - theirs) <= bound
    print(f"{'ok  ' if good else 'FAIL'} {what:<28} {ours} beside {theirs:.3f}, bound {bound:.3f}")
    return good


def mean(samples, field):
    known = [sample[field] for sample in samples if sample[field] is not None]
    return statistics.fmean(known) if known else None


def smallest_limit():
    """The smallest memory limit of all ancestors, in bytes, read by the plainest means."""
    limits = []
    for line in pathlib.Path("/proc/self/cgroup").read_text().split():
        _, names, group = line.split(":", 2)
        for base, file in (("/sys/fs/cgroup", "memory.max"), ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")):
            if ("memory" in names.split(",")) != file.endswith("bytes"):
                continue
            folder = pathlib.Path(base + group)
            while str(folder).startswith(base):
                try:
                    limits.append(int((folder / file).read_text()))
                except (OSError, ValueError):
                    pass
                folder = folder.parent
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [limit for limit in limits if limit < total]
    return min(limits) if limits else None


def disk_of(path):
    number = os.stat(path).st_dev
    link = pathlib.Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}")
    return link.resolve().name if link.exists() else None


def iostat(device):
    """Starts iostat over the same time; its second report is of it. Nothing without it or a disk."""
    if device is None or shutil.which("iostat") is None:
        return None
    return subprocess.Popen(["iostat", "-dk", "-y", device, str(SECONDS), "1"], text=True, stdout=subprocess.PIPE,
                            env={**os.environ, "LC_ALL": "C", "S_TIME_FORMAT": "ISO"})


def written_mb(report, device):
    for line in report.splitlines():
        words = line.split()
        if words and words[0] == device:
            return float(words[3]) / 1024
    return None


def main():
    try:
        import psutil  # from the distribution: python3-psutil
    except ImportError:
        print("python3-psutil is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        load = subprocess.Popen([sys.executable, "-c", LOAD, str(SECONDS + 20), f"{folder}/written"])
        time.sleep(3)  # it holds its memory now
        child = psutil.Process(load.pid)
        device = disk_of(folder)
        ours = subprocess.Popen([sys.argv[1], str(SECONDS), str(load.pid)], text=True, stdout=subprocess.PIPE)
        disk = iostat(device)
        psutil.cpu_percent()
        spent, network, begun = sum(child.cpu_times()[:2]), psutil.net_io_counters(pernic=True), time.monotonic()
        available = []
        for _ in range(SECONDS):
            time.sleep(1)
            available.append(psutil.virtual_memory().available / 2**20)
        busy, seconds = psutil.cpu_percent(), time.monotonic() - begun
        spent = sum(child.cpu_times()[:2]) - spent
        network_after = psutil.net_io_counters(pernic=True)
        status = pathlib.Path(f"/proc/{load.pid}/status").read_text()
        free = subprocess.run(["free", "-b"], text=True, stdout=subprocess.PIPE, check=True,
                              env={**os.environ, "LC_ALL": "C"}).stdout
        load_average = os.getloadavg()[0]
        output, _ = ours.communicate(timeout=30)
        report = disk.communicate(timeout=30)[0] if disk else ""
        load.kill()
        load.wait()
    samples = [json.loads(line) for line in output.splitlines()]
    cost = samples.pop()
    good = len(samples) == SECONDS
    total = int(re.search(r"^Mem:\s+(\d+)", free, re.M)[1]) / 2**20
    limit = smallest_limit()
    anonymous = int(re.search(r"^RssAnon:\s+(\d+)", status, re.M)[1]) / 1024

    good &= close("processors busy, percent", mean(samples, "machine_cpu_percent"), busy, 10)
    if limit is None:
        good &= close("memory of the machine, MB", samples[0]["memory_total_mb"], total, 1)
        good &= close("memory in use, MB", mean(samples, "memory_mb"), total - statistics.fmean(available),
                      max(100, total * 0.02))
    good &= samples[0]["memory_limit"] == limit
    print(f"limit {samples[0]['memory_limit']} beside {limit}")
    good &= close("memory of the processes, MB", mean(samples, "process_memory_mb"), anonymous, 12)
    good &= close("processor time, percent", mean(samples, "process_cpu_percent"),
                  100 * spent / seconds / samples[0]["processors"], 5)
    good &= close("load of a minute", samples[-1]["load"], load_average, 0.5 + load_average * 0.2)
    for field, name in (("network_recv_mb_s", "bytes_recv"), ("network_sent_mb_s", "bytes_sent")):
        physical = [nic for nic in network if os.path.exists(f"/sys/class/net/{nic}/device")] or \
            [nic for nic in network if nic != "lo"]
        theirs = sum(getattr(network_after[nic], name) - getattr(network[nic], name) for nic in physical)
        if physical:
            good &= close(field, mean(samples, field), theirs / seconds / 2**20, max(0.1, theirs / seconds / 2**20 * 0.3))
    written = written_mb(report, device)
    if written is not None:
        writes = [sample["disks"][device][1] for sample in samples if device in sample.get("disks", {})]
        good &= close(f"written to {device}, MB/s", statistics.fmean(writes), written, max(1, written * 0.3))
    print(json.dumps(cost))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
