#!/usr/bin/python3
"""The same picture in every format: the measures agree within what docs/measures.md says.

same_picture_test.py PROGRAM [--show]: makes the files from a photograph, by Pillow, libheif's encoder
and by hand, and has the program look at them. --show prints the table.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zlib

import numpy
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import hostile_bytes
import hostile_formats

PROGRAM = os.path.abspath(sys.argv.pop(1))
SHOW = "--show" in sys.argv[1:]
sys.argv = [word for word in sys.argv if word != "--show"]

# What each measure may differ from that of the 8-bit PNG: where nothing is lost, and where a little is.
LOSSLESS = {"sharpness": 0, "edge_width": 0, "sharp_area": 0, "highlights_clipped": 0, "shadows_clipped": 0, "brightness": 0,
            "contrast": 0, "noise_luma": 0, "noise_chroma": 0, "peak_level": 0, "border_width": 0, "fringing": 0, "banding": 0, "dust_spots": 0, "hot_pixels": 0,
            "resampling_trace": 0, "motion_length": 0, "saturated_area": 0}
LOSSY = {"sharpness": 2, "edge_width": 0.1, "sharp_area": 4, "highlights_clipped": 0.1, "shadows_clipped": 0.1, "brightness": 0.5,
         "contrast": 2, "noise_luma": 0.2, "noise_chroma": 0.2, "peak_level": 2, "border_width": 0, "fringing": 0.3, "banding": 0, "dust_spots": 0.5, "hot_pixels": 3,
         "resampling_trace": 4, "motion_length": 1, "saturated_area": 1}
FILES = {"jpeg_444.jpg": LOSSY, "jpeg_420.jpg": LOSSY, "png_8.png": LOSSLESS, "png_16.png": LOSSLESS, "webp_lossless.webp": LOSSLESS,
         "webp_lossy.webp": LOSSY, "tiff_8.tif": LOSSLESS, "tiff_16.tif": LOSSLESS, "tiff_deflate.tif": LOSSLESS,
         "heic.heic": LOSSY, "avif.avif": LOSSY,
         "avif_lossless.avif": LOSSLESS}


def wide(pixels):
    """16 bits: the same value in both bytes, 255 becomes 65535."""
    return pixels.astype(numpy.uint16) * 257


def png_16(pixels):
    height, width, _ = pixels.shape
    rows = wide(pixels).astype(">u2").view(numpy.uint8).reshape(height, -1)
    return (hostile_bytes.png_header(width, height, 16, 2)
            + hostile_bytes.chunk(b"IDAT", zlib.compress(hostile_bytes.filtered(rows), 1)) + hostile_bytes.chunk(b"IEND", b""))


def tiff_16(pixels):
    height, width, _ = pixels.shape
    short, long = hostile_formats.SHORT, hostile_formats.LONG
    data = wide(pixels).astype("<u2").tobytes()
    return hostile_formats.tiff([(256, long, [width]), (257, long, [height]), (258, short, [16] * 3), (259, short, [1]),
                                 (262, short, [2]), (273, long, ["PIXELS"]), (277, short, [3]), (278, long, [height]),
                                 (279, long, [len(data)])], data)


def make_all(folder):
    photo = Image.open(ROOT / "tests/data/photos/fig.jpg").convert("RGB")
    pixels = numpy.asarray(photo)
    photo.save(folder / "png_8.png", compress_level=1)
    (folder / "png_16.png").write_bytes(png_16(pixels))
    photo.save(folder / "jpeg_444.jpg", quality=97, subsampling=0)
    photo.save(folder / "jpeg_420.jpg", quality=97, subsampling=2)
    photo.save(folder / "webp_lossless.webp", lossless=True, quality=0, method=0)
    photo.save(folder / "webp_lossy.webp", quality=97)
    photo.save(folder / "tiff_8.tif")
    (folder / "tiff_16.tif").write_bytes(tiff_16(pixels))
    photo.save(folder / "tiff_deflate.tif", compression="tiff_adobe_deflate")
    av1 = ["-A", "-p", "speed=8"]
    for name, options in (("heic.heic", ["-q", "97"]), ("avif.avif", ["-q", "97", *av1]),
                          ("avif_lossless.avif", ["-L", *av1, "-p", "chroma=444", "--matrix_coefficients", "0"])):
        subprocess.run(["heif-enc", *options, folder / "png_8.png", "-o", folder / name], check=True, capture_output=True)


class SamePicture(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as holder:
            folder = pathlib.Path(holder)
            make_all(folder)
            done = subprocess.run([PROGRAM, "inspect", "--json", *FILES], cwd=folder, capture_output=True, check=True)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        cls.images = {image["path"]: image for image in told}

    def test_every_file_is_decoded_as_what_it_is(self):
        self.assertEqual(set(FILES), set(self.images))
        for name, image in self.images.items():
            kind = {"jpg": "jpeg", "tif": "tiff", "heic": "heif"}.get(name.split(".")[1], name.split(".")[1])
            self.assertEqual((kind, 1280, 960), (image["format"], image["width"], image["height"]), name)
            self.assertNotIn("defect", {finding["category"] for finding in image["findings"]}, name)

    def test_the_measures_agree(self):
        wanted = self.images["png_8.png"]["measures"]
        if SHOW:
            print("measure".ljust(20), *(name.split(".")[0].rjust(14) for name in FILES))
        for measure in LOSSLESS:
            if SHOW:
                print(measure.ljust(20), *(f"{self.images[name]['measures'][measure]:14.3f}" for name in FILES))
            for name, tolerances in FILES.items():
                with self.subTest(name, measure=measure):
                    self.assertAlmostEqual(wanted[measure], self.images[name]["measures"][measure], delta=tolerances[measure])

    def test_the_fingerprints_are_those_of_one_picture(self):
        wanted = int(self.images["png_8.png"]["hashes"]["pdq"], 16)
        for name, tolerances in FILES.items():
            bits = (wanted ^ int(self.images[name]["hashes"]["pdq"], 16)).bit_count()
            self.assertLessEqual(bits, 0 if tolerances is LOSSLESS else 6, name)


if __name__ == "__main__":
    unittest.main()
