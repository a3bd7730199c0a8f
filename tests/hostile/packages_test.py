#!/usr/bin/python3
"""The whole program over all that four Debian packages hold, and over their pictures damaged on purpose.

packages_test.py PROGRAM: every file is judged or passed over with a reason, no worker is lost over one
of them for good, and nothing of the input changes. Skipped (status 77) where the packages cannot be had.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
from package_pictures import PACKAGES, pictures, unpacked

PROGRAM = os.path.abspath(sys.argv.pop(1))
LIMIT_SECONDS = 1500  # under the sanitizers, on a busy machine
LARGEST_DAMAGED = 300_000
MOST_DAMAGED = 40  # of a package
CUTS = (0.01, 0.1, 0.5, 0.9, 0.99)
FLIPS = 3


def flipped(data, chance):
    """A few bits of it the other way round, most of them near the beginning, where headers are."""
    changed = bytearray(data)
    for _ in range(5):
        at = int(len(data) * chance.random() ** 3)
        changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed)


def damage(folder, into):
    """Cut and flipped copies of the smaller pictures of each package."""
    chance = random.Random(3)
    for package in PACKAGES:
        small = [path for path in pictures(folder / package) if 0 < path.stat().st_size <= LARGEST_DAMAGED]
        for number, path in enumerate(chance.sample(small, min(MOST_DAMAGED, len(small)))):
            data = path.read_bytes()
            copies = {f"cut{part}": data[:int(len(data) * part)] for part in CUTS}
            copies.update({f"flip{n}": flipped(data, chance) for n in range(FLIPS)})
            for how, copy in copies.items():
                (into / f"{package}_{number:02d}_{how}{path.suffix}").write_bytes(copy)


def state_of(folder):
    return {path: (path.lstat().st_size, path.lstat().st_mtime_ns) for path in folder.rglob("*")}


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory(prefix="ps-")
        cls.input = pathlib.Path(cls.holder.name, "in")
        cls.input.mkdir()
        if not unpacked(cls.input):
            print("skipped: the packages cannot be downloaded")
            os._exit(77)
        (cls.input / "damaged").mkdir()
        damage(cls.input, cls.input / "damaged")
        cls.before = state_of(cls.input)
        database = ["--database", f"sqlite:{cls.holder.name}/photosieve.db"]
        cls.run_of = subprocess.run([PROGRAM, "process", cls.input, "--output", f"{cls.holder.name}/out", "--progress", "none",
                                     "--workers", "2", *database], stdin=subprocess.DEVNULL, capture_output=True,
                                    timeout=LIMIT_SECONDS, check=False)
        told = subprocess.run([PROGRAM, "report", "last", "--format", "json", *database], capture_output=True, check=True)
        cls.report = json.loads(told.stdout)
        with sqlite3.connect(f"{cls.holder.name}/photosieve.db") as opened:
            cls.skipped = dict(opened.execute("SELECT reason, COUNT(*) FROM skipped_files GROUP BY reason"))

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def test_the_run_is_complete(self):
        self.assertIn(self.run_of.returncode, (0, 3), self.run_of.stderr)
        self.assertEqual("complete", self.report["session"]["status"])

    def test_every_picture_is_judged_or_passed_over(self):
        files = [path for path in self.input.rglob("*") if not path.is_dir() or path.is_symlink()]
        hidden = sum(any(part.startswith(".") for part in path.relative_to(self.input).parts[:-1]) for path in files)
        judged = len(self.report["images"])
        print(f"{len(files)} files, {judged} judged, skipped {self.skipped}")
        self.assertGreaterEqual(judged, len(pictures(self.input)) * 0.95)
        self.assertGreaterEqual(judged + sum(self.skipped.values()) + hidden, len(files))

    def test_no_worker_is_lost_for_good_and_every_rejection_says_why(self):
        for image in self.report["images"]:
            codes = {finding["code"] for finding in image["findings"]}
            self.assertNotIn("decoder_failed", codes, image["path"])
            rejecting = [finding for finding in image["findings"] if finding["severity"] == "reject"]
            self.assertEqual(image["decision"] == "rejected", bool(rejecting), image["path"])

    def test_what_is_cut_to_a_hundredth_is_never_approved(self):
        cut = [image for image in self.report["images"] if "_cut0.01." in image["path"]]
        self.assertGreater(len(cut), 100)
        self.assertEqual([], [image["path"] for image in cut if image["decision"] == "approved"])

    def test_nothing_of_the_input_changes(self):
        self.assertEqual(self.before, state_of(self.input))


if __name__ == "__main__":
    unittest.main()
