#!/usr/bin/python3
"""make_collection gives the same bytes for the same arguments, and its truth is true.

The parents are pictures made here, so that the test needs no photographs.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import filecmp
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import hostile_bytes as pictures


class MakeCollection(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "parents/more").mkdir(parents=True)
        for name, width, height in (("wide.jpg", 3600, 2400), ("more/tall.jpg", 2100, 2000), ("more/tiny.jpg", 400, 250)):
            Image.fromarray(pictures.pixels(width, height)).save(self.folder / "parents" / name, quality=90)

    def make(self, out, *options):
        """(files by path, truth by path) of a new collection."""
        done = subprocess.run([ROOT / "tools/make_collection", "--parents", self.folder / "parents", "--out",
                               self.folder / out, *options], text=True, capture_output=True, check=False)
        self.assertEqual(0, done.returncode, done.stderr)
        lines = (self.folder / f"{out}.truth.jsonl").read_text().splitlines()
        files = {str(p.relative_to(self.folder / out)) for p in (self.folder / out).rglob("*") if p.is_file()}
        return files, {line["path"]: line for line in map(json.loads, lines)}

    def test_the_same_arguments_give_the_same_bytes_with_one_process_and_with_three(self):
        options = ("--count", "30", "--seed", "5", "--small", "--mix", "crops,tones,reencode,blur,noise,exposure,copies")
        files, truth = self.make("one", *options, "--processes", "1")
        self.make("three", *options, "--processes", "3")
        _, different, missing = filecmp.cmpfiles(self.folder / "one", self.folder / "three", files, shallow=False)
        self.assertEqual(([], []), (different, missing))
        self.assertEqual(files, set(truth))
        self.assertEqual(30, len(files))

    def test_another_seed_gives_other_files(self):
        self.make("first", "--count", "4", "--seed", "1", "--small")
        files, _ = self.make("second", "--count", "4", "--seed", "2", "--small")
        same, _, _ = filecmp.cmpfiles(self.folder / "first", self.folder / "second", files, shallow=False)
        self.assertEqual([], same)

    def test_files_are_equal_where_the_truth_says_copy_and_only_there(self):
        _, truth = self.make("mixed", "--count", "60", "--seed", "3")
        first, copies = {}, 0
        for path, line in truth.items():
            data = (self.folder / "mixed" / path).read_bytes()
            if line["copy_of"]:
                copies += 1
                self.assertEqual(data, (self.folder / "mixed" / line["copy_of"]).read_bytes(), path)
                self.assertEqual(line["group"], truth[line["copy_of"]]["group"])
            else:
                self.assertNotIn(data, first, f"{path} is {first.get(data)}")
                first[data] = path
        self.assertGreater(copies, 0)

    def test_each_kind_does_what_it_says(self):
        _, truth = self.make("kinds", "--count", "60", "--seed", "3")
        gray = {path: numpy.asarray(Image.open(self.folder / "kinds" / path).convert("L"), dtype=float) for path in truth}
        detail = {path: numpy.abs(numpy.diff(values, axis=1)).mean() for path, values in gray.items()}
        plain = {line["group"]: path for path, line in truth.items() if line["kind"] == "crops"}
        seen = set()
        for path, line in truth.items():
            base = plain.get(line["group"])
            self.assertEqual((line["height"], line["width"]), gray[path].shape)
            self.assertNotEqual("more/tiny.jpg", line["parent"])
            if base is None or line["kind"] in ("crops", "copies"):
                continue
            seen.add(line["kind"])
            if line["kind"] == "blur":
                self.assertLess(detail[path], 0.8 * detail[base], line)
            elif line["kind"] == "noise":
                self.assertGreater(detail[path], detail[base] + 0.5 * line["parameters"]["sigma"], line)
            elif line["kind"] == "exposure":
                brighter = gray[path].mean() > gray[base].mean()
                self.assertEqual(line["parameters"]["stops"] > 0, brighter, line)
            elif line["kind"] == "reencode":
                sizes = [(self.folder / "kinds" / p).stat().st_size for p in (path, base)]
                self.assertLess(sizes[0], 0.7 * sizes[1], line)
        self.assertEqual({"blur", "noise", "exposure", "reencode", "tones"}, seen)

    def test_files_for_speed_have_the_bits_a_pixel_of_a_cameras(self):
        _, truth = self.make("large", "--count", "3", "--seed", "1", "--megapixels", "12-14")
        for path, line in truth.items():
            pixels = line["width"] * line["height"]
            self.assertTrue(11.8e6 < pixels < 14.1e6, pixels)
            self.assertTrue(2.8 < (self.folder / "large" / path).stat().st_size * 8 / pixels < 5.2, line)

    def test_a_folder_of_something_else_is_left_alone(self):
        (self.folder / "mine").mkdir()
        (self.folder / "mine/precious").write_text("x")
        done = subprocess.run([ROOT / "tools/make_collection", "--parents", self.folder / "parents", "--out",
                               self.folder / "mine", "--count", "1", "--seed", "1"], capture_output=True, check=False)
        self.assertNotEqual(0, done.returncode)
        self.assertEqual("x", (self.folder / "mine/precious").read_text())


if __name__ == "__main__":
    unittest.main()
