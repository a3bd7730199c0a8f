#!/usr/bin/python3
"""make_hostile makes what it says: every entry is there, and the hand-made pictures are what they claim.

Two other decoders, Pillow and djpeg, judge the pictures that are expected to be good.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import io
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import hostile_bytes as pictures

REASONS = {"hidden", "system_file", "sidecar", "raw", "video", "unsupported_format", "not_a_photo", "link", "special_file",
           "unreadable_folder"}


class MakeHostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = f"{cls.holder.name}/h"
        subprocess.run([ROOT / "tools/make_hostile", cls.folder], check=True, stdout=subprocess.DEVNULL)
        with open(f"{cls.folder}.expected.jsonl", encoding="utf-8") as lines:
            cls.expected = [json.loads(line) for line in lines]

    @classmethod
    def tearDownClass(cls):
        subprocess.run(["chmod", "u+rwx", f"{cls.folder}/closed/folder"], check=True)
        subprocess.run(["rm", "-rf", cls.folder], check=True)
        cls.holder.cleanup()

    def test_every_expected_entry_is_there_and_nothing_else(self):
        below = os.fsencode(self.folder) + b"/"
        found = subprocess.run(["find", self.folder, "!", "-type", "d", "-print0"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, check=False).stdout
        found = {path[len(below):] for path in found.split(b"\0") if path}
        told = {base64.b64decode(line["path_bytes"]): line for line in self.expected}
        self.assertEqual(len(told), len(self.expected))
        closed = {b"closed/folder", b"closed/folder/photo.jpg"}
        self.assertEqual(set(told) - closed, found - closed)

    def test_what_is_expected_is_said_in_words_the_program_knows(self):
        codes = (ROOT / "src/model/finding.cpp").read_text()
        for line in self.expected:
            for word in line["any_of"]:
                kind, _, name = word.partition(":")
                known = {"skipped": name in REASONS, "finding": f'"{name}"' in codes}.get(kind, word in {"ok", "judged", "absent"})
                self.assertTrue(known, line)

    def test_pictures_expected_to_be_good_are_good_to_another_decoder(self):
        tried = 0
        for line in self.expected:
            path = base64.b64decode(line["path_bytes"])
            if line["any_of"] == ["ok"] and len(path) < 4000 and b"comment_bomb" not in path:
                if path.endswith((b".heic", b".avif")):  # Pillow reads neither
                    subprocess.run(["heif-info", os.fsencode(self.folder) + b"/" + path], check=True, stdout=subprocess.DEVNULL)
                    continue
                with Image.open(os.fsencode(self.folder) + b"/" + path) as picture:
                    picture.load()
                tried += 1
        self.assertGreater(tried, 30)

    def test_the_progressive_jpeg_has_more_than_a_thousand_scans_and_decodes(self):
        data = pictures.progressive_jpeg(512, 512)
        self.assertEqual(1135, data.count(b"\xff\xda"))
        done = subprocess.run(["djpeg", "-outfile", "/dev/null"], input=data, stderr=subprocess.PIPE, check=False)
        self.assertEqual((0, b""), (done.returncode, done.stderr))

    def test_each_kind_of_png_decodes_to_the_same_picture_interlaced_or_not(self):
        for colour, depth in ((0, 8), (2, 8), (4, 8), (6, 8), (2, 16), (0, 1)):
            flat, woven = (Image.open(io.BytesIO(pictures.png(33, 17, colour, depth, interlace))) for interlace in (0, 1))
            self.assertEqual(flat.tobytes(), woven.tobytes(), (colour, depth))

    def test_special_files_are_special(self):
        for name, kind in (("pipe.jpg", stat.S_ISFIFO), ("socket.jpg", stat.S_ISSOCK)):
            self.assertTrue(kind(os.lstat(f"{self.folder}/skipped/{name}").st_mode), name)
        self.assertTrue(os.path.islink(f"{self.folder}/links/loop"))


if __name__ == "__main__":
    unittest.main()
