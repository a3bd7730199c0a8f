#!/usr/bin/python3
"""Made the other pictures in tests/golden/files, once: one of each format and kind, whole, cut and hostile.

The fig of tests/data/photos at 144 x 108, written by Pillow, tiffcp (libtiff-tools), heif-enc
(libheif-examples) and exiftool, or byte by byte where no program writes such files. They are kept in
the repository, since other versions of these write other bytes; a file that is there is left alone.
Usage: make_formats.py FOLDER
SPDX-License-Identifier: GPL-3.0-or-later
"""
import io
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

import numpy
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import hostile_bytes
import hostile_formats
from collection import icc, metadata

WIDTH, HEIGHT = 144, 108
TEXTS = ["-XMP-dc:Title=Ripe fig cut open on a red plate", "-XMP-dc:Subject=fig", "-XMP-dc:Subject=fruit",
         "-XMP-dc:Subject=plate", "-XMP-dc:Subject=red", "-XMP-dc:Subject=food", "-XMP-dc:Creator=Ann Example"]
CAMERA = ["-IFD0:Make=SONY", "-IFD0:Model=ILCE-7M4", "-ExifIFD:LensModel=FE 35mm F1.8",
          "-ExifIFD:DateTimeOriginal=2025:08:09 16:30:00"]
PLACE = ["-GPSLatitude=33.8568", "-GPSLatitudeRef=S", "-GPSLongitude=151.2153", "-GPSLongitudeRef=E"]
# A property named twice, as digiKam once wrote it: XMP's own toolkit refuses the whole packet.
TWICE = """<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''
 xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:tiff='http://ns.adobe.com/tiff/1.0/'
 xmlns:exif='http://ns.adobe.com/exif/1.0/' tiff:Orientation='1' tiff:Model='Alpha'>
<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Ripe fig cut open on a red plate</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>fig</rdf:li><rdf:li>fruit</rdf:li><rdf:li>plate</rdf:li><rdf:li>red</rdf:li>
<rdf:li>food</rdf:li></rdf:Bag></dc:subject><exif:Flash rdf:parseType='Resource'><exif:Fired>False</exif:Fired></exif:Flash>
<tiff:Orientation>1</tiff:Orientation></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""


class Folder:
    def __init__(self, path):
        self.path = pathlib.Path(path)

    def wants(self, name):
        return not (self.path / name).exists()

    def put(self, name, data, tags=()):
        if not self.wants(name):
            return
        (self.path / name).write_bytes(data)
        if tags:
            subprocess.run(["exiftool", "-q", "-m", "-overwrite_original", *tags, self.path / name], check=True)

    def cut(self, name, of, parts):
        """What is left of a file that ends too early: that part of it."""
        whole = (self.path / of).read_bytes()
        self.put(name, whole[:int(len(whole) * parts)])


def fig(mode="RGB"):
    whole = Image.open(ROOT / "tests/data/photos/fig.jpg").convert("RGB")
    return whole.resize((WIDTH, HEIGHT), Image.LANCZOS).convert(mode)


def saved(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def with_alpha(image):
    """Opaque on the left, gone on the right."""
    ramp = numpy.tile(numpy.linspace(255, 0, image.width).astype(numpy.uint8), (image.height, 1))
    image.putalpha(Image.fromarray(ramp))
    return image


def made_by(command, image, suffix):
    """What a program makes of a file: IN and OUT in its words."""
    with tempfile.TemporaryDirectory() as name:
        before, after = pathlib.Path(name, "in." + suffix[0]), pathlib.Path(name, "out." + suffix[1])
        before.write_bytes(image)
        words = [{"IN": str(before), "OUT": str(after)}.get(word, word) for word in command]
        subprocess.run(words, check=True, capture_output=True)
        return after.read_bytes()


def minolta(lens):
    """Exif with a MakerNote of one tag: the number of the lens."""
    note = struct.pack(">HHHIII", 1, 0x10C, 4, 1, lens, 0)
    return hostile_bytes.exif(b"MM\0*" + struct.pack(">I", 8)
                              + struct.pack(">HHHII", 2, 0x10F, 2, 8, 38) + struct.pack(">HHIII", 0x8769, 4, 1, 46, 0)
                              + b"Minolta\0" + struct.pack(">HHHIII", 1, 0x927C, 7, len(note), 64, 0) + note)


def jpegs(to):
    whole = saved(fig(), "JPEG", quality=95, subsampling=0)
    to.put("adobe_rgb.jpg", hostile_bytes.with_segments(whole, metadata.icc_segment(icc.profile("adobe_rgb"))))
    to.put("broken_profile.jpg", hostile_bytes.with_segments(whole, metadata.icc_segment(icc.profile("srgb")[:200])))
    to.put("credentials.jpg", hostile_bytes.with_segments(whole, metadata.c2pa()))
    xmp = metadata.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + TWICE.encode())
    to.put("named_twice.jpg", hostile_bytes.with_segments(whole, xmp))
    to.put("lens_by_number.jpg", hostile_bytes.with_segments(whole, minolta(2)))
    to.put("windows.jpg", whole, ["-IFD0:XPTitle=Ripe fig", "-IFD0:XPKeywords=fig; fruit;red", "-IFD0:XPAuthor=Ann Example"])
    to.put("archive_too.jpg", whole + b"PK\3\4" + bytes(26) + b"PK\5\6" + bytes(18))
    to.put("exif_in_circles.jpg", hostile_bytes.with_segments(whole, hostile_bytes.exif_in_circles()))


def webps(to):
    image = fig()
    shades = [image.point(lambda value, n=n: min(255, value + 20 * n)) for n in range(3)]
    to.put("lossy.webp", saved(image, "WEBP", quality=90), TEXTS + CAMERA + PLACE)
    to.put("lossless.webp", saved(image, "WEBP", lossless=True, icc_profile=icc.profile("p3")))
    to.put("animated.webp", saved(shades[0], "WEBP", save_all=True, append_images=shades[1:], duration=50, quality=80))
    to.put("alpha.webp", saved(with_alpha(fig()), "WEBP", quality=90))


def sixteen_bits(image):
    """RGB of 16 bits by hand; no other program here writes it."""
    pixels = numpy.asarray(image).astype("<u2") * 257
    data = zlib.compress(pixels.tobytes(), 9)
    short, long = hostile_formats.SHORT, hostile_formats.LONG
    return hostile_formats.tiff([(256, long, [image.width]), (257, long, [image.height]), (258, short, [16] * 3), (259, short, [8]),
                                 (262, short, [2]), (273, long, ["PIXELS"]), (277, short, [3]), (278, long, [image.height]),
                                 (279, long, [len(data)])], data)


def tiffs(to):
    plain = saved(fig(), "TIFF")
    tiffcp = lambda *options: made_by(["tiffcp", *options, "IN", "OUT"], plain, ("tif", "tif"))
    to.put("lzw.tif", tiffcp("-c", "lzw:2"), TEXTS + CAMERA + ["-IFD0:Orientation#=8"])
    to.put("tiled.tif", tiffcp("-t", "-w", "64", "-l", "64", "-c", "zip:2"))
    to.put("big_endian.tif", tiffcp("-B", "-c", "packbits"))
    to.put("depth16.tif", sixteen_bits(fig()))
    pages = [fig().resize((72, 54)), fig("L").resize((72, 54)), fig("1").resize((72, 54))]
    to.put("pages.tif", saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw"))
    to.put("cmyk.tif", saved(fig("CMYK").resize((108, 81)), "TIFF", compression="tiff_lzw"))
    to.put("grey.tif", saved(fig("L"), "TIFF", compression="tiff_adobe_deflate"))


def heifs(to):
    source = saved(fig(), "PNG")
    encoded = lambda kind, *options: made_by(["heif-enc", *options, "IN", "-o", "OUT"], source, ("png", kind))
    if to.wants("photo.heic"):
        to.put("photo.heic", encoded("heic", "-q", "90"), TEXTS + CAMERA + PLACE)
    if to.wants("photo.avif"):
        to.put("photo.avif", encoded("avif", "-A", "-q", "90", "-p", "speed=4"), TEXTS + CAMERA)


def cut_short(to):
    for name, of, part in (("cut.png", "camera.png", 0.6), ("cut.webp", "lossy.webp", 0.5), ("cut_lossless.webp", "lossless.webp", 0.7),
                           ("cut.tif", "depth16.tif", 0.6), ("cut.heic", "photo.heic", 0.7), ("cut.avif", "photo.avif", 0.7)):
        to.cut(name, of, part)


def no_pictures(to):
    """A camera's raw files, under a name of their own and under that of a photo, and headers that lie."""
    raws = hostile_formats.raw_files()
    to.put("raw.dng", raws["dng"])
    to.put("raw_nef.tif", raws["nikon"])
    to.put("raw_cr2.jpg", raws["canon_cr2"])
    to.put("raw_cr3.heic", raws["canon_cr3"])
    to.put("claims_too_much.png", hostile_bytes.png_that_claims(60000, 60000))
    to.put("empty.jpg", b"")
    to.put("clip.heic", struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 0, b"isom") + bytes(64))


def main():
    to = Folder(sys.argv[1])
    for make in (jpegs, webps, tiffs, heifs, cut_short, no_pictures):
        make(to)


main()
