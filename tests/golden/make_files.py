#!/usr/bin/python3
"""Made the pictures in tests/golden/files, once: small ones with all that metadata can say.

They are kept in the repository, since other versions of Pillow and exiftool write other bytes.
Usage: make_files.py FOLDER
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import subprocess
import sys

import numpy
from PIL import Image, ImageCms

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TEXTS = ["-XMP-dc:Title=Red fox walking in snow", "-XMP-dc:Subject=red fox", "-XMP-dc:Subject=snow",
         "-XMP-dc:Subject=winter", "-XMP-dc:Subject=forest", "-XMP-dc:Subject=walking",
         "-XMP-dc:Description=A fox in a forest in winter", "-XMP-dc:Creator=Ann Example",
         "-XMP-dc:Rights=Ann Example 2026"]
CAMERA = ["-IFD0:Make=Nikon", "-IFD0:Model=NIKON Z 8", "-ExifIFD:LensModel=NIKKOR Z 24-70mm f/2.8 S",
          "-ExifIFD:DateTimeOriginal=2026:01:31 09:15:02", "-ExifIFD:OffsetTimeOriginal=+07:00",
          "-IFD0:Orientation#=6", "-ExifIFD:SerialNumber=1234567", "-GPSLatitude=13.75", "-GPSLatitudeRef=N",
          "-GPSLongitude=100.5", "-GPSLongitudeRef=E"]
AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def picture(width=240, height=160):
    chance = numpy.random.default_rng(5)
    small = Image.fromarray(chance.integers(20, 235, (16, 24, 3), dtype=numpy.uint8))
    return small.resize((width, height), Image.BICUBIC)


def main():
    folder = pathlib.Path(sys.argv[1])
    image = picture()

    def save(name, tags, made=image, **how):
        path = folder / name
        made.save(path, **how)
        if tags:
            subprocess.run(["exiftool", "-q", "-m", "-overwrite_original", *tags, path], check=True)

    save("camera.jpg", TEXTS + CAMERA, quality=90, icc_profile=SRGB)
    save("iptc.jpg", ["-IPTC:ObjectName=Caf\u00e9 at dawn", "-IPTC:Keywords=caf\u00e9", "-IPTC:Keywords=dawn",
                      "-IPTC:By-line=Ann Example", "-IPTC:DateCreated=2026:01:31",
                      "-IPTC:TimeCreated=09:15:02+07:00"], quality=90)
    save("generated.jpg", [f"-XMP-iptcExt:DigitalSourceType={AI}"], quality=90, icc_profile=SRGB)
    save("grey.jpg", [], image.convert("L"), quality=90)
    save("cmyk.jpg", [], image.convert("CMYK"), quality=90)
    save("progressive.jpg", [], quality=90, progressive=True, subsampling=0)
    save("camera.png", TEXTS + CAMERA, icc_profile=SRGB)
    save("grey16.png", [], Image.fromarray((numpy.asarray(image.convert("L")).astype(numpy.uint16) * 257)))
    save("transparent.png", [], Image.merge("RGBA", (*image.split(), image.split()[0])))
    save("palette.png", [], image.quantize(16))
    whole = (folder / "camera.jpg").read_bytes()
    (folder / "cut.jpg").write_bytes(whole[:len(whole) * 2 // 3])
    (folder / "text.jpg").write_text("This is a text and no photo.\n")


main()
