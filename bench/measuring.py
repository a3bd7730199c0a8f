"""What every measurement needs: collections, CPU time and memory of a command, results with machine
and commit.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import ctypes
import datetime
import json
import os
import pathlib
import platform
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build/release/photosieve"
WORK = ROOT / "build/bench"
PR_SET_CHILD_SUBREAPER = 36
POLL_SECONDS = 0.005


def collection(name, *options):
    """The folder of a collection made from the sample photographs, made only once."""
    WORK.mkdir(parents=True, exist_ok=True)
    folder = WORK / name
    subprocess.run([ROOT / "tools/make_collection", "--parents", ROOT / "samples", "--out", folder, *options], check=True)
    return folder


def linked(collection, times):
    """A folder with so many links to each photograph of a collection."""
    folder = collection.with_name(f"{collection.name}-linked-{times}")
    for source in sorted(path for path in collection.rglob("*") if path.is_file()):
        for link in range(times):
            target = folder / str(link) / source.relative_to(collection)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                os.link(source, target)
    return folder


def adopt_orphans():
    """Children of children come to this process when theirs ends, so that their time is counted."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def cpu_seconds(run):
    """User and system time of everything that `run()` starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Screening:
    """One run of the program over a folder, with a database and an output of its own."""

    def __init__(self, folder, *options):
        self.holder = tempfile.TemporaryDirectory(prefix="bench-", dir=WORK)
        self.database = f"sqlite:{self.holder.name}/photosieve.db"
        self.command = [PROGRAM, "process", folder, "--output", f"{self.holder.name}/out", "--database", self.database,
                        "--progress", "none", "--no-copy", "--fresh", *options]
        self.peak_kb = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.holder.cleanup()

    def run(self, watch=False):
        """Runs it to its end; with `watch`, peak_kb is then the peak of the coordinator alone."""
        said = open(f"{self.holder.name}/said", "w+b")
        process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        if watch:
            thread = threading.Thread(target=self.watch, args=(process.pid,))
            thread.start()
            thread.join()
        status = process.wait()
        if status != 0:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, self.command))}\nended with {status}: {said.read().decode(errors='replace')}")

    def watch(self, pid):
        """Follows the kernel's own high-water mark until the process ends."""
        while True:
            try:
                text = pathlib.Path(f"/proc/{pid}/status").read_text()
            except (FileNotFoundError, ProcessLookupError):
                return
            found = re.search(r"^VmHWM:\s+(\d+) kB", text, re.M)
            if not found:
                if "State:\tZ" in text:
                    return
                continue  # between fork and exec
            self.peak_kb = max(self.peak_kb, int(found[1]))
            time.sleep(POLL_SECONDS)

    def session(self):
        """The session object that the run left."""
        done = subprocess.run([PROGRAM, "sessions", "--json", "--database", self.database], check=True,
                              stdout=subprocess.PIPE)
        return json.loads(done.stdout)[0]


def machine():
    processor = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return {"processor": processor[1] if processor else platform.machine(), "cores": len(os.sched_getaffinity(0)),
            "kernel": platform.release(), "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20}


def commit():
    done = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "describe", "--always", "--dirty"], cwd=ROOT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.strip() or None


def finish(name, result, within_bar):
    """Prints and stores the result; the process's exit status says whether it is within its bar."""
    now = datetime.datetime.now(datetime.timezone.utc)
    result = {"name": name, "when": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "commit": commit(), "machine": machine(),
              **result, "within_bar": within_bar}
    (ROOT / "bench/results").mkdir(exist_ok=True)
    text = json.dumps(result, indent=2)
    (ROOT / "bench/results" / f"{name}.json").write_text(text + "\n")
    print(text)
    sys.exit(0 if within_bar else 1)
