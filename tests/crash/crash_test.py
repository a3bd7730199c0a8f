#!/usr/bin/python3
"""The same outcome whatever happens: 1, 2 and 7 workers, and 20 runs that are killed and resumed.

Usage: crash_test.py PHOTOSIEVE [RUNS]

Screens the sample photographs (PHOTOSIEVE_SAMPLES, else samples/ in the checkout) undisturbed,
then again and again with SIGKILL for the coordinator or for single workers at random moments
(from a fixed seed), resuming until the run is complete. Every time the report's decisions,
findings, scores and groups, and the output folder's files, bytes, modes and times must be those
of the undisturbed run, and every original must be as it was: bytes, name, times (also that of
reading) and mode.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SKIPPED = 77


def tree(folder):
    """{path: (sha256, mtime_ns, mode)} of all files below a folder."""
    found = {}
    for path in sorted(pathlib.Path(folder).rglob("*")):
        about = path.lstat()
        name = str(path.relative_to(folder))
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[name] = (digest, about.st_mtime_ns, oct(about.st_mode))
        else:
            found[name] = ("folder", None, None)
    return found


def originals(folder):
    """Like tree(), with every time there is; reading times are taken before anything is read."""
    atimes = {str(p): p.lstat().st_atime_ns for p in pathlib.Path(folder).rglob("*")}
    found = {}
    for path in sorted(pathlib.Path(folder).rglob("*")):
        about = path.lstat()
        digest = ""
        if path.is_file():
            fd = os.open(path, os.O_RDONLY | os.O_NOATIME)
            with os.fdopen(fd, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
        found[str(path)] = (digest, about.st_mtime_ns, about.st_ctime_ns, about.st_mode,
                            about.st_ino, atimes[str(path)] if path.is_file() else None)
    return found


class Bench:
    """One database, one output folder, one way to call the program."""

    def __init__(self, binary, inputs, work):
        self.binary, self.inputs, self.work = binary, inputs, pathlib.Path(work)
        self.output = self.work / "out"
        # The address space of a socket's name is short: the runtime folder lies in /tmp.
        self.runtime = tempfile.mkdtemp(prefix="ps-run-")
        self.environment = dict(os.environ, XDG_RUNTIME_DIR=self.runtime)

    def close(self):
        shutil.rmtree(self.runtime)

    def database(self):
        return f"sqlite:{self.work}/p.db"

    def start(self, workers):
        return subprocess.Popen(
            [self.binary, "process", self.inputs, "--output", str(self.output), "--workers",
             str(workers), "--progress", "none", "--resume", "--database", self.database()],
            env=self.environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def outcome(self):
        text = subprocess.run([self.binary, "report", "last", "--database", self.database()],
                              env=self.environment, check=True, capture_output=True).stdout
        report = json.loads(text)
        for image in report["images"]:
            image.pop("elapsed_ms")  # how long it took is not what came out
        session = report["session"]
        counts = {key: session[key] for key in ("status", "stage", "total_images", "processed",
                                                "approved_count", "rejected_count", "issues",
                                                "skipped_count")}
        return {"images": report["images"], "counts": counts, "output": tree(self.output)}


def children(pid):
    try:
        return [int(p) for p in
                pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()] or [
                    int(c) for t in os.listdir(f"/proc/{pid}/task")
                    for c in pathlib.Path(f"/proc/{pid}/task/{t}/children").read_text().split()]
    except (OSError, ValueError):
        return []


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def undisturbed(binary, inputs, workers, work):
    bench = Bench(binary, inputs, work)
    began = time.monotonic()
    process = bench.start(workers)
    _, errors = process.communicate(timeout=600)
    if process.returncode not in (0, 3):
        sys.exit(f"{workers} workers: exit {process.returncode}: {errors.decode()}")
    took = time.monotonic() - began
    outcome = bench.outcome()
    bench.close()
    return outcome, took


def disturbed(binary, inputs, chance, length, work):
    """A run in many lives; gives its outcome and how many processes were killed."""
    bench = Bench(binary, inputs, work)
    kills = {"coordinator": 0, "worker": 0}
    for life in range(60):
        process = bench.start(chance.choice([1, 2, 3, 7]))
        # After some lives the run is left in peace, so that it ends.
        ends_at = time.monotonic() + chance.uniform(0.02, length * 0.6) if life < 8 else None
        while process.poll() is None:
            time.sleep(chance.uniform(0.01, length / 6))
            if ends_at is not None and time.monotonic() >= ends_at:
                kill(process.pid)
                kills["coordinator"] += 1
                break
            workers = children(process.pid)
            if workers and kills["worker"] < 12 and chance.random() < 0.5:
                kill(chance.choice(workers))
                kills["worker"] += 1
        _, errors = process.communicate(timeout=600)
        if process.returncode in (0, 3):
            outcome = bench.outcome()
            bench.close()
            return outcome, kills
        if process.returncode != -signal.SIGKILL:
            sys.exit(f"exit {process.returncode} in life {life}: {errors.decode()}")
    sys.exit("the run did not end in 60 lives")


def differences(wanted, found):
    lines = []
    for key in wanted:
        if wanted[key] == found[key]:
            continue
        if key == "images":
            for a, b in zip(wanted[key], found[key]):
                if a != b:
                    lines.append(f"images: {json.dumps(a)}\n     not {json.dumps(b)}")
            if len(wanted[key]) != len(found[key]):
                lines.append(f"images: {len(wanted[key])}, not {len(found[key])}")
        elif key == "output":
            for name in sorted(set(wanted[key]) | set(found[key])):
                if wanted[key].get(name) != found[key].get(name):
                    lines.append(f"output: {name}: {wanted[key].get(name)} not "
                                 f"{found[key].get(name)}")
        else:
            lines.append(f"{key}: {wanted[key]} not {found[key]}")
    return "\n".join(lines[:20])


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    inputs = os.environ.get("PHOTOSIEVE_SAMPLES", str(ROOT / "samples"))
    if not pathlib.Path(inputs).is_dir():
        print(f"skipped: there are no sample photographs in {inputs}; ./dev samples puts them there")
        sys.exit(SKIPPED)
    before = originals(inputs)
    with tempfile.TemporaryDirectory() as work:
        def folder(name):
            made = pathlib.Path(work) / name
            made.mkdir()
            return made

        wanted, _ = undisturbed(binary, inputs, 1, folder("w1"))
        assert wanted["counts"]["status"] == "complete", wanted["counts"]
        assert wanted["counts"]["processed"] >= 40, wanted["counts"]
        assert wanted["counts"]["approved_count"] == sum(
            1 for digest, _, _ in wanted["output"].values() if digest != "folder")
        for workers in (2, 7):
            found, took = undisturbed(binary, inputs, workers, folder(f"w{workers}"))
            if found != wanted:
                sys.exit(f"{workers} workers differ from 1:\n{differences(wanted, found)}")
            print(f"{workers} workers: the same as 1", flush=True)
        total = {"coordinator": 0, "worker": 0}
        for run in range(runs):
            chance = random.Random(run)
            found, kills = disturbed(binary, inputs, chance, took, folder(f"k{run}"))
            if found != wanted:
                sys.exit(f"run {run} (killed {kills}) differs:\n{differences(wanted, found)}")
            print(f"run {run}: killed {kills['coordinator']} coordinators, {kills['worker']} "
                  "workers: the same", flush=True)
            for kind, count in kills.items():
                total[kind] += count
            shutil.rmtree(pathlib.Path(work) / f"k{run}")
        # A test that kills nothing shows nothing.
        assert runs < 5 or (total["coordinator"] >= runs and total["worker"] >= runs), total
    after = originals(inputs)
    assert after == before, [p for p in before if before[p] != after.get(p)][:10]
    print(f"{runs} runs, {total['coordinator']} coordinators and {total['worker']} workers killed: "
          "the same decisions, findings, scores, groups and files; the originals untouched")


if __name__ == "__main__":
    main()
