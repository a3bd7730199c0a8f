#!/usr/bin/python3
"""The same outcome whatever happens: 1, 2 and 7 workers, and 20 runs that are killed and resumed.

Usage: crash_test.py PHOTOSIEVE [RUNS] [--postgresql] [--kills N] [--seed N]

Screens the sample photographs (PHOTOSIEVE_SAMPLES, else samples/ in the checkout) undisturbed,
then again and again with SIGKILL for the coordinator or for single workers at random moments
(from a fixed seed), resuming until the run is complete. With --postgresql sessions lie in a server
of the test's own, and that is killed, too: one process of it, upon which it starts all others
anew, or the whole of it. --kills goes on until so many processes were killed. Every time the report's decisions,
findings, scores and groups, and the output folder's files, bytes, modes and times must be those
of the undisturbed run, and every original must be as it was: bytes, name, times (also that of
reading) and mode.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
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

    def __init__(self, binary, inputs, work, server=None):
        self.binary, self.inputs, self.work = binary, inputs, pathlib.Path(work)
        self.server = server
        self.address = server.new_database() if server else f"sqlite:{self.work}/p.db"
        self.output = self.work / "out"
        # The address space of a socket's name is short: the runtime folder lies in /tmp.
        self.runtime = tempfile.mkdtemp(prefix="ps-run-")
        self.environment = dict(os.environ, XDG_RUNTIME_DIR=self.runtime)

    def close(self):
        shutil.rmtree(self.runtime)

    def start(self, workers):
        return subprocess.Popen(
            [self.binary, "process", self.inputs, "--output", str(self.output), "--workers",
             str(workers), "--progress", "none", "--resume", "--database", self.address],
            env=self.environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def outcome(self):
        # A server that was killed in the run's last moment may not be back yet.
        for _ in range(60):
            told = subprocess.run([self.binary, "report", "last", "--database", self.address],
                                  env=self.environment, check=False, capture_output=True)
            if told.returncode == 0 or b"see that the server runs" not in told.stderr:
                break
            time.sleep(0.5)
            if self.server:
                self.server.revive()
        if told.returncode != 0:
            sys.exit(f"the report was not told: exit {told.returncode}: {told.stderr.decode()}")
        text = told.stdout
        report = json.loads(text)
        for image in report["images"]:
            image.pop("elapsed_ms")  # how long it took is not what came out
        session = report["session"]
        counts = {key: session[key] for key in ("status", "stage", "total_images", "processed",
                                                "approved_count", "rejected_count", "issues",
                                                "skipped_count")}
        return {"images": report["images"], "counts": counts, "output": tree(self.output)}


class Server:
    """A PostgreSQL server of one's own."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="ps-pg-")
        self.made = 0
        self.tool("start")

    def tool(self, verb):
        # What the server says goes nowhere: it would hold the pipe of whoever reads this test's lines.
        subprocess.run([ROOT / "tools/postgres", verb, self.folder], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def close(self):
        self.tool("stop")

    def new_database(self):
        self.made += 1
        name = f"run{self.made}"
        subprocess.run(["psql", "-q", "-h", self.folder, "-U", "photosieve", "-d", "postgres", "-c",
                        f"CREATE DATABASE {name}"], check=True)
        return f"postgresql://photosieve@/{name}?host={self.folder}"

    def main_process(self):
        return int((pathlib.Path(self.folder) / "data/postmaster.pid").read_text().split()[0])

    def kill_some(self, chance):
        """One process that serves a connection or writes; or all, and then it is started again."""
        try:
            main = self.main_process()
        except FileNotFoundError:  # it ended by itself after an earlier kill, and took its file away
            return self.up()
        parts = children(main)
        if parts and chance.random() < 0.7:
            kill(chance.choice(parts))
            return None
        kill(main)
        for part in parts:
            kill(part)
        time.sleep(chance.uniform(0, 0.5))
        return self.up()

    def revive(self):
        """Starts it again where it has ended by itself, as after its recovery was killed."""
        try:
            os.kill(self.main_process(), 0)
        except (FileNotFoundError, ProcessLookupError, ValueError, IndexError):
            self.up()

    def up(self):
        # Until the last of its processes has let go of the memory that they shared, none can be started.
        for left in reversed(range(20)):
            try:
                return self.tool("up")
            except subprocess.CalledProcessError:
                if left == 0:
                    raise
                time.sleep(0.5)
        return None


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


def undisturbed(binary, inputs, workers, work, server=None):
    bench = Bench(binary, inputs, work, server)
    began = time.monotonic()
    process = bench.start(workers)
    _, errors = process.communicate(timeout=600)
    if process.returncode not in (0, 3):
        sys.exit(f"{workers} workers: exit {process.returncode}: {errors.decode()}")
    took = time.monotonic() - began
    outcome = bench.outcome()
    bench.close()
    return outcome, took


def disturbed(binary, inputs, chance, length, work, server=None):
    """A run in many lives; gives its outcome and how many processes were killed."""
    bench = Bench(binary, inputs, work, server)
    kills = {"coordinator": 0, "worker": 0, "server": 0}
    for life in range(60):
        began = time.monotonic()
        process = bench.start(chance.choice([1, 2, 3, 7]))
        # After some lives the run is left in peace, so that it ends.
        ends_at = time.monotonic() + chance.uniform(0.02, length * 0.6) if life < 8 else None
        try:
            while process.poll() is None:
                time.sleep(chance.uniform(0.01, length / 6))
                if ends_at is not None and time.monotonic() >= ends_at:
                    kill(process.pid)
                    kills["coordinator"] += 1
                    break
                if server and kills["server"] < 6 and chance.random() < 0.15:
                    server.kill_some(chance)
                    kills["server"] += 1
                workers = children(process.pid)
                if workers and kills["worker"] < 12 and chance.random() < 0.5:
                    kill(chance.choice(workers))
                    kills["worker"] += 1
        except BaseException:
            kill(process.pid)  # it would go on, and hold the lines that this test writes to
            raise
        _, errors = process.communicate(timeout=600)
        if process.returncode in (0, 3):
            outcome = bench.outcome()
            bench.close()
            return outcome, kills
        # Who starts while the server is down is told so, and nothing has begun; later it is waited for.
        if server and process.returncode == 1 and b"see that the server runs" in errors and time.monotonic() - began < 3:
            time.sleep(0.5)
            server.revive()
            continue
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


def options():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("runs", type=int, nargs="?", default=20)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def disturb(asked, binary, inputs, wanted, took, folder, server):
    """Runs until there were enough; gives how many, and what was killed."""
    total, run = {"coordinator": 0, "worker": 0, "server": 0}, 0
    while run < asked.runs or sum(total.values()) < asked.kills:
        name = f"k{run}"
        found, kills = disturbed(binary, inputs, random.Random(asked.seed + run), took, folder(name), server)
        if found != wanted:
            sys.exit(f"run {run} (killed {kills}) differs:\n{differences(wanted, found)}")
        print(f"run {run}: killed {', '.join(f'{count} {kind}s' for kind, count in kills.items())}: the same", flush=True)
        for kind, count in kills.items():
            total[kind] += count
        shutil.rmtree(folder(name))
        run += 1
    # A test that kills nothing shows nothing.
    assert run < 5 or (total["coordinator"] >= run and total["worker"] >= run), total
    assert not server or run < 3 or total["server"] > 0, total
    return run, total


def main():
    asked = options()
    binary = str(asked.binary.resolve())
    inputs = os.environ.get("PHOTOSIEVE_SAMPLES", str(ROOT / "samples"))
    if not pathlib.Path(inputs).is_dir():
        print(f"skipped: there are no sample photographs in {inputs}; ./dev samples puts them there")
        sys.exit(SKIPPED)
    before = originals(inputs)
    server = Server() if asked.postgresql else None
    try:
        with tempfile.TemporaryDirectory() as work:
            def folder(name):
                made = pathlib.Path(work) / name
                made.mkdir(exist_ok=True)
                return made

            wanted, took = undisturbed(binary, inputs, 1, folder("w1"))
            assert wanted["counts"]["status"] == "complete", wanted["counts"]
            assert wanted["counts"]["processed"] >= 40, wanted["counts"]
            assert wanted["counts"]["approved_count"] == sum(
                1 for digest, _, _ in wanted["output"].values() if digest != "folder")
            for workers in (2, 7):
                found, took = undisturbed(binary, inputs, workers, folder(f"w{workers}"), server)
                if found != wanted:
                    sys.exit(f"{workers} workers differ from 1:\n{differences(wanted, found)}")
                print(f"{workers} workers: the same as 1", flush=True)
            run, total = disturb(asked, binary, inputs, wanted, took, folder, server)
    finally:
        if server:
            server.close()
    after = originals(inputs)
    assert after == before, [p for p in before if before[p] != after.get(p)][:10]
    print(f"{run} runs, {', '.join(f'{count} {kind}s' for kind, count in total.items())} killed: "
          "the same decisions, findings, scores, groups and files; the originals untouched")
    if asked.kills:
        print(json.dumps({"runs": run, "killed": total}))


if __name__ == "__main__":
    main()
