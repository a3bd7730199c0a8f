#!/usr/bin/python3
"""Every call of a small run fails once, or from then on: nothing is lost, and a resume ends as if
nothing had happened.

Usage: faults_test.py PHOTOSIEVE FAULT_LAYER [--every N] [--jobs N] [--table FILE]

A run over eight photographs (in folders, one a copy, one broken, a text beside them) is done undisturbed
with the fault layer counting its calls; then again for each kind of call, each fault that this kind
can have, and each call (--every N: each N-th, from a different one for each fault). Of each run:

- it ends within its time, by itself, never by a signal;
- with status 0 or 3 its outcome is the undisturbed one, unless a photo could not be read or copied: then
  that photo says so, and all others are as they were;
- with any other status it says why in a sentence, and the same command without the fault ends as the
  undisturbed run did;
- every original is as it was, and whatever lies in the output under a photo's name is whole.

--table writes what happened, as a Markdown table.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "program"))
from program import picture  # noqa: E402

FAULTS = {
    "open": ["EMFILE once", "EMFILE on", "EACCES once", "EIO once", "ENOMEM once"],
    "read": ["EIO once", "EIO on", "ESTALE on", "EINTR once"],
    "write": ["ENOSPC once", "ENOSPC on", "EIO once", "EIO on", "EDQUOT on", "EINTR once"],
    "sync": ["EIO once", "EIO on", "ENOSPC once"],
    "rename": ["EIO once", "EROFS on", "ENOSPC once"],
    "unlink": ["EIO once", "EROFS on"],
    "mkdir": ["ENOSPC once", "EACCES on"],
    "map": ["ENOMEM once", "ENOMEM on"],
    "socket": ["EMFILE once", "EMFILE on", "ENOMEM once"],
    "spawn": ["EAGAIN once", "ENOMEM on"],
    "clone": ["EAGAIN once", "EAGAIN on"],
}
SECONDS = 120
COPIES = {"a/1.jpg", "b/copy.jpg"}
OF_PHOTOS = {"unreadable", "undecodable"}


class Place:
    """A run's own output, database and runtime folder."""

    def __init__(self, options, inputs):
        self.options, self.inputs = options, inputs
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="ps-f-"))
        self.output = self.work / "out"
        (self.work / "run").mkdir(mode=0o700)
        self.environment = {key: value for key, value in os.environ.items()
                            if not key.startswith(("PHOTOSIEVE_", "XDG_"))}
        self.environment.update(PHOTOSIEVE_NETWORKS="off", XDG_RUNTIME_DIR=str(self.work / "run"),
                                XDG_DATA_HOME=str(self.work / "data"), XDG_CONFIG_HOME=str(self.work / "config"))

    def run(self, fault=None, counts=None):
        environment = dict(self.environment)
        if fault is not None:
            environment.update(LD_PRELOAD=self.options.layer, PHOTOSIEVE_FAULT=fault)
        if counts is not None:
            environment.update(PHOTOSIEVE_FAULT_COUNTS=str(counts))
        return subprocess.run([self.options.binary, "process", self.inputs, "--output", self.output, "--workers", "1",
                               "--progress", "none", "--resume"], env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=SECONDS, check=False)

    def outcome(self):
        done = subprocess.run([self.options.binary, "report", "last"], env=self.environment, check=True,
                              capture_output=True, text=True, timeout=SECONDS)
        report = json.loads(done.stdout)
        images = {}
        for image in report["images"]:
            image.pop("elapsed_ms")
            image.pop("n")  # a folder that cannot be read moves the numbers of those behind it
            images[image["path"]] = image
        return images, copies(self.output)

    def show(self):
        return subprocess.run([self.options.binary, "show", "last"], env=self.environment, check=True,
                              capture_output=True, text=True, timeout=SECONDS).stdout

    def close(self):
        shutil.rmtree(self.work)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copies(folder):
    return {str(path.relative_to(folder)): digest(path) for path in sorted(folder.rglob("*"))
            if path.is_file() and ".photosieve" not in path.parts}


def originals(folder):
    found = {}
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        found[str(path.relative_to(folder))] = (about.st_mtime_ns, about.st_ctime_ns, about.st_mode, about.st_ino,
                                                digest(path) if path.is_file() else "")
    return found


def make_photos(folder):
    for n in range(1, 7):
        path = folder / ("a" if n < 4 else "b/c") / f"{n}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        picture(n, width=2500, height=1700).save(path, quality=92)
    shutil.copy(folder / "a/1.jpg", folder / "b/copy.jpg")
    (folder / "b/broken.jpg").write_bytes((folder / "a/2.jpg").read_bytes()[:20_000])
    (folder / "b/notes.txt").write_text("nothing to judge")


def plain(message):
    """A sentence for a person: begins with the program's name, holds no word of the language's own."""
    lines = [line for line in message.splitlines() if line.strip()]
    return bool(lines) and "terminate called" not in message and "std::" not in message


class Judge:
    """What must hold of a run in which something failed."""

    def __init__(self, options, inputs, true_outcome):
        self.options, self.inputs = options, inputs
        self.images, self.copies = true_outcome
        self.before = originals(inputs)

    def whole(self, place):
        """Whatever is there under a photo's name is that photo."""
        found = copies(place.output) if place.output.exists() else {}
        return [f"{name} in the output is not the original" for name, what in found.items()
                if what != self.before.get(name, ("",) * 5)[4]]

    def same(self, place, done):
        """Differences from the undisturbed outcome that no photo explains."""
        images, there = place.outcome()
        wrong, told = [], set()
        lost_folder = done.returncode == 3 and "unreadable_folder" in place.show()
        for path, image in self.images.items():
            mine = images.get(path)
            if mine == image:
                continue
            if mine is None and lost_folder:
                told.add(path)
                continue
            codes = {finding["code"] for finding in mine["findings"]} if mine else set()
            if codes & OF_PHOTOS or mine and mine.get("copy_error") and not image.get("copy_error"):
                told.add(path)
                continue
            wrong.append(path)
        # Of two copies the one stands when the other cannot be read.
        if told & COPIES:
            told |= COPIES
            wrong = [path for path in wrong if path not in COPIES]
        wrong = [f"{path} is not as it was" for path in wrong]
        if (set(self.copies) ^ set(there)) - told:
            wrong.append(f"the output has {sorted(there)}")
        return wrong, told

    def judge(self, kind, number, error):
        """(what happened in a word, what is wrong)."""
        place = Place(self.options, self.inputs)
        try:
            done = place.run(f"{kind} {number} {error}")
            wrong = self.whole(place)
            if done.returncode < 0:
                return "died", [f"signal {-done.returncode}: {done.stderr[-400:]}"]
            if done.returncode in (0, 3):
                differs, told = self.same(place, done)
                wrong += differs
                what = "goes on; a photo says so" if told else "goes on"
            else:
                what = "stops and says why"
                if not plain(done.stderr):
                    wrong.append(f"status {done.returncode}, no sentence: {done.stderr[-400:]!r}")
                again = place.run()
                if again.returncode not in (0, 3):
                    wrong.append(f"cannot be resumed: {again.returncode}: {again.stderr[-400:]}")
                else:
                    differs, told = self.same(place, again)
                    wrong += [f"after resuming, {one}" for one in differs]
                    if told:
                        what = "stops and says why; a photo says so"
            if originals(self.inputs) != self.before:
                wrong.append("an original was touched")
            return what, wrong + self.whole(place)
        except subprocess.TimeoutExpired:
            return "hangs", ["it does not end"]
        finally:
            place.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("layer", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", help="one kind of call")
    parser.add_argument("--table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ps-fi-") as folder:
        inputs = pathlib.Path(folder)
        make_photos(inputs)
        place = Place(options, inputs)
        counts = place.work / "counts"
        done = place.run("none 0 EIO once", counts)
        assert done.returncode in (0, 3), done
        calls = {kind: int(number) for kind, number in (line.split() for line in counts.read_text().splitlines())}
        print("calls:", calls, flush=True)
        judge = Judge(options, inputs, place.outcome())
        place.close()
        assert all(calls[kind] for kind in ("open", "read", "write", "sync", "rename", "mkdir", "socket", "spawn")), calls
        cases = []
        for place_of_kind, (kind, errors) in enumerate(FAULTS.items()):
            if options.only not in (None, kind):
                continue
            for place_of_error, error in enumerate(errors):
                first = 1 + (7 * place_of_kind + 3 * place_of_error) % options.every
                cases += [(kind, number, error) for number in range(first, calls[kind] + 1, options.every)]
        print(f"{len(cases)} runs", flush=True)
        seen, failed = collections.Counter(), []
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for case, (what, wrong) in zip(cases, pool.map(lambda one: judge.judge(*one), cases)):
                seen[case[0], case[2], what] += 1
                for one in wrong:
                    failed.append((case, one))
                    print(f"{case[0]} {case[1]} {case[2]}: {what}: {one}", flush=True)
    lines = ["| call | calls | fault | runs | what happens |", "| --- | --- | --- | --- | --- |"]
    for kind, errors in FAULTS.items():
        for error in errors:
            found = {what: number for (a, b, what), number in seen.items() if (a, b) == (kind, error)}
            if found:
                words = ", ".join(f"{number} {what}" for what, number in sorted(found.items()))
                lines.append(f"| {kind} | {calls[kind]} | {error} | {sum(found.values())} | {words} |")
    print("\n".join(lines))
    if options.table:
        pathlib.Path(options.table).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(options.table).write_text("\n".join(lines) + "\n")
    print(f"{len(cases)} runs, {len(failed)} broken promises")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
