#!/usr/bin/python3
"""The whole program over every bad input that tools/make_hostile knows.

hostile_test.py PROGRAM: each file gets one of the outcomes expected of it, none stops the run or makes
it hang, nothing of the input changes, and only approved photos are copied.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import hashlib
import json
import os
import pathlib
import sqlite3
import stat
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.path.abspath(sys.argv.pop(1))
LIMIT_SECONDS = 600  # under the sanitizers, on a busy machine
DONE_BUT_SOME_UNREADABLE = 3


def every_path(folder):
    """Paths below `folder` as bytes, also those too long for the system's calls."""
    found = subprocess.run(["find", folder, "-mindepth", "1", "-printf", "%P\\0"], stdout=subprocess.PIPE, check=False)
    return found.stdout.split(b"\0")[:-1]


def state_of(folder):
    """{path: what the file system says and what is in it}, access times left out."""
    state = {}
    for path in every_path(folder):
        whole = os.path.join(os.fsencode(folder), path)
        if len(whole) > 4000:
            continue
        told = os.lstat(whole)
        content = None
        if stat.S_ISREG(told.st_mode) and os.access(whole, os.R_OK):
            with open(whole, "rb") as file:
                content = hashlib.sha256(file.read()).hexdigest()
        state[path] = (told.st_mode, told.st_uid, told.st_size, told.st_mtime_ns, told.st_ctime_ns, content)
    return state


def path_of(image):
    return base64.b64decode(image["path_bytes"]) if image.get("path_bytes") else image["path"].encode()


# Of the file; the others of the category are the picture's (a palette leaves few tones: banding).
BROKEN = {"truncated", "corrupt", "undecodable", "decoder_failed", "unreadable"}


def words_of(image):
    """What any_of may say of a judged photo."""
    findings = image["findings"]
    words = {"judged"} | {f"finding:{finding['code']}" for finding in findings}
    if not any(finding["code"] in BROKEN for finding in findings):
        words.add("ok")
    return words


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.input, cls.output = f"{cls.holder.name}/in", f"{cls.holder.name}/out"
        subprocess.run([ROOT / "tools/make_hostile", cls.input], check=True, stdout=subprocess.DEVNULL)
        with open(f"{cls.input}.expected.jsonl", encoding="utf-8") as lines:
            cls.expected = [json.loads(line) for line in lines]
        cls.before = state_of(cls.input)
        database = ["--database", f"sqlite:{cls.holder.name}/photosieve.db"]
        cls.run_of = subprocess.run([PROGRAM, "process", cls.input, "--output", cls.output, "--progress", "none", "--workers",
                                     "2", *database], stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT_SECONDS,
                                    check=False)
        report = subprocess.run([PROGRAM, "report", "last", "--format", "json", *database], capture_output=True, check=False)
        if report.returncode != 0:
            raise AssertionError(f"{cls.run_of}\n{report}")
        cls.report = json.loads(report.stdout)
        with sqlite3.connect(f"{cls.holder.name}/photosieve.db") as opened:
            cls.skipped = {bytes(path): reason for path, reason in opened.execute("SELECT path, reason FROM skipped_files")}

    @classmethod
    def tearDownClass(cls):
        subprocess.run(["chmod", "u+rwx", f"{cls.input}/closed/folder"], check=True)
        subprocess.run(["rm", "-rf", cls.input, cls.output], check=True)
        cls.holder.cleanup()

    def test_the_run_ends_and_says_that_some_photos_could_not_be_read(self):
        self.assertEqual(DONE_BUT_SOME_UNREADABLE, self.run_of.returncode, self.run_of.stderr)
        self.assertEqual("complete", self.report["session"]["status"])

    def test_each_file_has_one_of_the_outcomes_expected_of_it(self):
        images = {path_of(image): image for image in self.report["images"]}
        for line in self.expected:
            path = base64.b64decode(line["path_bytes"])
            with self.subTest(line["path"][-80:], why=line["why"]):
                words = words_of(images[path]) if path in images else set()
                if path in self.skipped:
                    words.add(f"skipped:{self.skipped[path]}")
                words = words or {"absent"}
                self.assertTrue(words & set(line["any_of"]), f"wanted one of {line['any_of']}, got {sorted(words)}")

    def test_nothing_is_judged_or_counted_that_is_not_there(self):
        told = {base64.b64decode(line["path_bytes"]) for line in self.expected}
        folders = {path for path in every_path(self.input) if path not in told}
        extra = ({path_of(image) for image in self.report["images"]} - told) | (set(self.skipped) - told - folders)
        self.assertEqual(set(), extra)

    def test_every_rejected_photo_says_why(self):
        for image in self.report["images"]:
            rejecting = [finding for finding in image["findings"] if finding["severity"] == "reject"]
            self.assertEqual(image["decision"] == "rejected", bool(rejecting), image["path"])
            for finding in image["findings"]:
                self.assertTrue(finding["message"].strip(), image["path"])

    def test_nothing_of_the_input_changes(self):
        self.assertEqual(self.before, state_of(self.input))

    def test_only_approved_photos_are_in_the_output(self):
        approved = {path_of(image) for image in self.report["images"] if image["decision"] == "approved"}
        copied = {path for path in every_path(self.output)
                  if not os.path.isdir(os.path.join(os.fsencode(self.output), path))} if os.path.isdir(self.output) else set()
        self.assertEqual(set(), copied - approved)


if __name__ == "__main__":
    unittest.main()
