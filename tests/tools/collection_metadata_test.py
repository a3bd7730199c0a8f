#!/usr/bin/python3
"""make_collection's metadata cases hold what their names say, read by another library."""
# SPDX-License-Identifier: GPL-3.0-or-later
import io
import pathlib
import sys
import unittest
import warnings

import numpy
from PIL import Image, ImageCms

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
from collection import coding, metadata


class Metadata(unittest.TestCase):
    DATA = coding.encoded(numpy.full((96, 128, 3), 90, numpy.float32), 95, "444")

    def test_each_case_is_a_file_of_the_same_pixels(self):
        warnings.simplefilter("ignore")  # of broken EXIF, which is meant
        self.addCleanup(warnings.resetwarnings)
        for name in metadata.CASES:
            data, told = metadata.case(name, self.DATA)
            self.assertEqual(name, told["case"])
            self.assertTrue((coding.decoded(data) == coding.decoded(self.DATA)).all(), name)

    def test_titles_and_keywords_are_as_long_as_their_names_say(self):
        for name, length in (("title_70", 70), ("title_71", 71), ("title_201", 201)):
            self.assertEqual(length, len(metadata.CASES[name][1].title), name)
        for name, count in (("keywords_4", 4), ("keywords_5", 5), ("keywords_49", 49), ("keywords_50", 50)):
            words = metadata.CASES[name][1].keywords
            self.assertEqual((count, count), (len(words), len(set(words))), name)

    def test_exif_holds_the_place_the_owner_and_the_orientation(self):
        def exif(name):
            return Image.open(io.BytesIO(metadata.case(name, self.DATA)[0])).getexif()
        degrees, minutes, seconds = map(float, exif("gps").get_ifd(0x8825)[2])
        self.assertAlmostEqual(54.5702, degrees + minutes / 60 + seconds / 3600, places=4)
        self.assertEqual("W", exif("gps").get_ifd(0x8825)[3])
        self.assertEqual("Jane Example", exif("private").get_ifd(0x8769)[0xA430])
        self.assertEqual(6, exif("orientation_6")[0x0112])
        self.assertEqual(metadata.MAKER, exif("good")[0x010F])

    def test_profiles_are_those_named(self):
        pure = Image.new("RGB", (1, 1), (20, 200, 90))
        for name, wanted in (("good", (20, 200, 90)), ("icc_adobe_rgb", (0, 201, 80)), ("icc_p3", (0, 204, 73))):
            profile = Image.open(io.BytesIO(metadata.case(name, self.DATA)[0])).info["icc_profile"]
            made = ImageCms.profileToProfile(pure, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"))
            for a, b in zip(wanted, made.getpixel((0, 0))):
                self.assertAlmostEqual(a, b, delta=2, msg=name)
        self.assertNotIn("icc_profile", Image.open(io.BytesIO(metadata.case("icc_missing", self.DATA)[0])).info)

    def test_marks_of_artificial_pictures_stand_where_they_are_looked_for(self):
        for name, mark in (("ai", b"digitalsourcetype/trainedAlgorithmicMedia<"), ("ai_c2pa", b"jumbc2pa\0"[4:]), ("ai_c2pa", b"c2pa.actions\0"),
                           ("ai_composite", b"compositeWithTrainedAlgorithmicMedia<"), ("captured", b"digitalCapture<")):
            self.assertIn(mark, metadata.case(name, self.DATA)[0], name)
        self.assertNotIn(b"DigitalSourceType", metadata.case("good", self.DATA)[0])


if __name__ == "__main__":
    unittest.main()
