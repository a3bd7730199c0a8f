#!/usr/bin/python3
"""Each rule of the Adobe Stock profile with a photo on each side of it.

The photos are made here: pixels with Pillow, metadata with exiftool. What stands in no single photo
(identical_file, near_copy, cropped_copy, similar_motif) and what needs a broken disk (unreadable, decoder_failed) is tested elsewhere,
and said below.
Usage: rules_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

import numpy
from PIL import Image, ImageCms, ImageFilter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "program"))
from program import picture

ELSEWHERE = {
    "identical_file": "tests/program/commands_test.py",
    "near_copy": "src/decide/similarity_test.cpp",
    "cropped_copy": "src/decide/similarity_test.cpp",
    "similar_motif": "src/decide/similarity_test.cpp",
    "unreadable": "src/work/worker_test.cpp",
    "decoder_failed": "tests/crash/crash_test.py",
    "recognisable_face": "src/decide/sight_rules_test.cpp",
    "readable_text": "src/decide/sight_rules_test.cpp",
    "burnt_in_date": "src/decide/sight_rules_test.cpp",
}
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
WRITTEN = ["-XMP-dc:Title=Red fox walking in snow",
           *(f"-XMP-dc:Subject={word}" for word in ("red fox", "snow", "winter", "forest", "walking"))]
NEAR = "; near the limit, look at it yourself"  # expected of what lies beyond its limit by so little that it warns
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
LONG = "Red fox walking in snow through a forest in winter while the sun sets "


def with_primaries(x, y):
    """The sRGB profile with another green: a wider gamut under the same name."""
    profile = bytearray(SRGB)
    at = profile.index(b"gXYZ", 128)
    place = struct.unpack_from(">I", profile, at + 4)[0]
    struct.pack_into(">3i", profile, place + 8, *(round(v * 65536) for v in (x / y, 1, (1 - x - y) / y)))
    return bytes(profile)


class Photos:
    """Files in a folder, one a case."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.usual = picture(1)

    def jpeg(self, name, image=None, tags=WRITTEN, icc=SRGB, quality=92, **more):
        path = self.folder / name
        (image or self.usual).save(path, "JPEG", quality=quality, icc_profile=icc, **more)
        if tags:
            done = subprocess.run(["exiftool", "-q", "-m", "-overwrite_original", *tags, path],
                                  capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
        return path

    def written(self, name, title, keywords=("red fox", "snow", "winter", "forest", "walking")):
        return self.jpeg(name, tags=[f"-XMP-dc:Title={title}", *(f"-XMP-dc:Subject={k}" for k in keywords)])


def small(image, width, height):
    return image.resize((width, height), Image.NEAREST)


def framed(image, width, sides):
    """The outermost pixels white, on those sides."""
    pixels = numpy.asarray(image).copy()
    for side in sides:
        {"t": pixels[:width], "b": pixels[-width:], "l": pixels[:, :width], "r": pixels[:, -width:]}[side][:] = 255
    return Image.fromarray(pixels)


def fringed(image, apart):
    """Red imaged larger and blue smaller, together so many pixels in the corners."""
    size = image.size
    half = apart / 2 / (numpy.hypot(*size) / 2)
    red, green, blue = image.split()

    def scaled(plane, by):
        left, top = size[0] * (1 - by) / 2, size[1] * (1 - by) / 2
        return plane.transform(size, Image.AFFINE, (by, 0, left, 0, by, top), Image.BICUBIC)

    return Image.merge("RGB", (scaled(red, 1 - half), green, scaled(blue, 1 + half)))


def cases(photos):
    """(code, what, a photo, whether the code is found)."""
    usual, jpeg, written = photos.usual, photos.jpeg, photos.written
    good = jpeg("good.jpg")
    words = [f"word{i}" for i in range(60)]
    for code in ("out_of_focus", "slightly_soft", "motion_blur", "highlights_clipped", "shadows_clipped",
                 "underexposed", "noise", "noise_chroma", "jpeg_quality_low", "truncated", "corrupt", "undecodable", "resolution_too_low",
                 "resolution_borderline", "resolution_too_high", "file_too_large", "wrong_extension",
                 "format_not_jpeg", "several_pictures", "border", "fringing", "banding", "hot_pixels", "dust", "upsampled", "double_compression",
                 "tilted", "oversaturated", "halos",
                 "colour_space_not_srgb", "colour_profile_missing",
                 "colour_profile_broken", "greyscale", "metadata_missing", "metadata_broken", "title_long",
                 "title_too_long", "title_is_list", "title_has_date", "title_names_ai",
                 "title_not_in_keywords", "keywords_too_few", "keywords_too_many", "keywords_repeated",
                 "keywords_technical", "names_in_metadata", "position_in_metadata", "private_fields",
                 "ai_generated", "ai_edited", "thumbnail_unlike"):
        yield code, "a good photo", good, False
    yield "out_of_focus", "blurred", jpeg("soft.jpg", usual.filter(ImageFilter.GaussianBlur(9))), True
    yield "slightly_soft", "blurred a little", jpeg("softish.jpg", usual.filter(ImageFilter.GaussianBlur(0.9))), True
    along = numpy.asarray(usual).astype(numpy.float32)
    along = sum(numpy.roll(along, step, axis=1) for step in range(9)) / 9
    yield "motion_blur", "moved by 9 pixels", jpeg("moved.jpg", Image.fromarray(along.astype(numpy.uint8))), True
    specks = numpy.random.default_rng(3).normal(0, 14, (2, 850, 1250)).repeat(2, 1).repeat(2, 2)
    bands = numpy.asarray(usual.convert("YCbCr")).astype(numpy.float32)
    bands[..., 1:] += specks.transpose(1, 2, 0)
    specked = Image.fromarray(numpy.clip(bands, 0, 255).astype(numpy.uint8), "YCbCr").convert("RGB")
    yield "noise_chroma", "specks of colour", jpeg("specks.jpg", specked, quality=95), True
    pixels = numpy.asarray(usual).copy()
    pixels[:900] = 255
    yield "highlights_clipped", "half white", jpeg("white.jpg", Image.fromarray(pixels)), True
    pixels[:900] = 0
    yield "shadows_clipped", "half black", jpeg("black.jpg", Image.fromarray(pixels)), NEAR
    pixels[:1100] = 0
    yield "shadows_clipped", "two thirds black", jpeg("blacker.jpg", Image.fromarray(pixels)), True
    yield "underexposed", "dark", jpeg("dark.jpg", usual.point(lambda v: v // 3)), True
    yield "noise", "grainy", jpeg("grain.jpg", picture(2, noise=14), quality=97), True
    yield "jpeg_quality_low", "quality 60", jpeg("q60.jpg", quality=60), False
    yield "jpeg_quality_low", "quality 59", jpeg("q59.jpg", quality=59), NEAR
    yield "jpeg_quality_low", "quality 53", jpeg("q53.jpg", quality=53), True
    for name, sides, found in (("framed", "tblr", True), ("bars", "tb", True), ("strip", "b", False)):
        yield "border", name, jpeg(f"{name}.jpg", framed(usual, 8, sides)), found
    yield "fringing", "1 pixel", jpeg("seams1.jpg", fringed(usual, 1)), False
    yield "fringing", "4 pixels", jpeg("seams4.jpg", fringed(usual, 4)), True
    few = Image.fromarray(numpy.asarray(usual) // 16 * 16)
    yield "banding", "sixteen levels", jpeg("posterised.jpg", few), True
    sky = numpy.zeros((1700, 2500, 3)) + numpy.linspace(60, 120, 1700)[:, None, None] + (-20, 0, 30)
    yield "hot_pixels", "a plain sky", jpeg("sky.jpg", Image.fromarray(sky.astype(numpy.uint8)), quality=95), False
    for place in numpy.random.default_rng(5).integers(10, 1690, (60, 2)):
        sky[place[0], place[1], 0] = 250
    yield "hot_pixels", "sixty sites", jpeg("sites.jpg", Image.fromarray(sky.astype(numpy.uint8)), quality=95), True
    sea = numpy.full((1700, 2500, 3), (150, 180, 200), numpy.uint8)
    sea[1000:] = (40, 70, 90)
    for angle, found in ((0, False), (3, True), (-3, True), (12, False)):
        yield "tilted", f"a horizon at {angle} degrees", jpeg(
            f"sea{angle}.jpg", Image.fromarray(sea).rotate(angle, Image.BICUBIC).crop((300, 300, 2200, 1400)).resize((2500, 1700))), found
    vivid = numpy.asarray(usual).astype(numpy.float32)
    vivid[..., 0] += 40
    vivid = vivid.mean(axis=2, keepdims=True) + 9 * (vivid - vivid.mean(axis=2, keepdims=True))
    yield "oversaturated", "nine times", jpeg("vivid.jpg", Image.fromarray(numpy.clip(vivid, 0, 255).astype(numpy.uint8))), True
    tiles = numpy.kron(numpy.random.default_rng(5).integers(80, 170, (17, 25)), numpy.ones((100, 100))).astype(numpy.uint8)
    tiles = Image.fromarray(tiles).filter(ImageFilter.GaussianBlur(0.8)).convert("RGB")
    yield "halos", "edges as they are", jpeg("tiles.jpg", tiles), False
    yield "halos", "sharpened", jpeg("sharpened.jpg", tiles.filter(ImageFilter.UnsharpMask(2, 160, 0))), True
    down, across = numpy.mgrid[:1700, :2500].astype(numpy.float32)
    sky = 200 - down / 40 + numpy.random.default_rng(5).normal(0, 1.5, down.shape)
    for radius, specks_of in ((0, False), (9, True)):
        dusty = sky.copy()
        for x, y in ((700, 500), (1400, 300), (1900, 1200)) if radius else ():
            dusty *= 1 - 0.1 * numpy.clip((1.25 - numpy.hypot(across - x, down - y) / radius) / 0.5, 0, 1)
        dusty = Image.fromarray(numpy.clip(dusty, 0, 255).astype(numpy.uint8)).convert("RGB")
        yield "dust", f"a sky, radius {radius}", jpeg(f"sky{radius}.jpg", dusty, quality=95), specks_of
    grainy = picture(3, noise=6)
    grainy.save(photos.folder / "first.jpg", quality=50)
    yield "double_compression", "once", jpeg("once.jpg", grainy), False
    yield "double_compression", "quality 50 before", jpeg("again.jpg", Image.open(photos.folder / "first.jpg")), True
    smaller = picture(4, 1250, 850, noise=6)
    yield "upsampled", "as taken", jpeg("taken.jpg", picture(4, noise=6), quality=95), False
    yield "upsampled", "twice", jpeg("twofold.jpg", smaller.resize((2500, 1700), Image.BICUBIC), quality=95), True
    yield "upsampled", "1.6 times", jpeg("larger.jpg", smaller.resize((2000, 1360), Image.BICUBIC), quality=95), True
    cut = photos.folder / "cut.jpg"
    cut.write_bytes(good.read_bytes()[:good.stat().st_size // 2])
    yield "truncated", "half a file", cut, True
    broken = bytearray(good.read_bytes())
    middle = len(broken) // 2
    broken[middle:middle + 40] = b"\xff\xc4\x00\x08" * 10
    (photos.folder / "broken.jpg").write_bytes(broken)
    yield "corrupt", "markers inside", photos.folder / "broken.jpg", True
    (photos.folder / "text.jpg").write_text("not a photo")
    yield "undecodable", "a text", photos.folder / "text.jpg", True
    yield "resolution_too_low", "3.84 MP", jpeg("384.jpg", small(usual, 2400, 1600)), False
    yield "resolution_borderline", "3.84 MP", photos.folder / "384.jpg", True
    yield "resolution_too_low", "3.83 MP", jpeg("383.jpg", small(usual, 2399, 1600)), True
    yield "resolution_borderline", "4.00 MP", jpeg("400.jpg", small(usual, 2500, 1600)), False
    plain = Image.new("RGB", (10000, 10000), (90, 120, 150))
    yield "resolution_too_high", "100 MP", jpeg("100mp.jpg", plain, tags=[], quality=80), False
    yield "resolution_too_high", "over 100 MP", jpeg("101mp.jpg", plain.resize((10001, 10000)), tags=[],
                                                     quality=80), True
    limit = 45 << 20
    for name, size, over in (("45mb.jpg", limit, False), ("46mb.jpg", limit + 1, True)):
        padded = photos.folder / name
        padded.write_bytes(good.read_bytes() + bytes(size - good.stat().st_size))
        yield "file_too_large", name, padded, over
    named = photos.folder / "named.png"
    named.write_bytes(good.read_bytes())
    yield "wrong_extension", "a JPEG called PNG", named, True
    usual.save(photos.folder / "a.png")
    yield "format_not_jpeg", "a PNG", photos.folder / "a.png", True
    usual.save(photos.folder / "one.tif")
    yield "several_pictures", "a page", photos.folder / "one.tif", False
    usual.save(photos.folder / "pages.tif", save_all=True, append_images=[usual])
    yield "several_pictures", "two pages", photos.folder / "pages.tif", True
    wide = with_primaries(0.23, 0.70)
    yield "colour_space_not_srgb", "wide gamut under sRGB's name", jpeg("wide.jpg", icc=wide), True
    yield "colour_space_not_srgb", "CMYK", jpeg("cmyk.jpg", usual.convert("CMYK"), icc=None), True
    yield "colour_space_not_srgb", "Adobe RGB by Exif", jpeg(
        "r03.jpg", icc=None, tags=WRITTEN + ["-ColorSpace#=65535", "-InteropIndex=R03"]), True
    yield "colour_profile_missing", "no profile", jpeg("untagged.jpg", icc=None), True
    yield "colour_profile_missing", "sRGB by Exif", jpeg(
        "exif-srgb.jpg", icc=None, tags=WRITTEN + ["-ColorSpace#=1"]), False
    yield "colour_profile_broken", "half a profile", jpeg("half.jpg", icc=SRGB[:200], tags=[]), True
    yield "greyscale", "one channel", jpeg("grey.jpg", usual.convert("L"), icc=None), True
    yield "metadata_missing", "nothing written", jpeg("bare.jpg", tags=[]), True
    yield "metadata_missing", "title alone", jpeg("title.jpg", tags=WRITTEN[:1]), True
    xmp = b"http://ns.adobe.com/xap/1.0/\0this is no packet"
    whole = good.read_bytes()
    noxml = photos.folder / "noxml.jpg"
    noxml.write_bytes(whole[:2] + b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp + whole[2:])
    yield "metadata_broken", "no XML where XMP stands", noxml, True
    yield "title_long", "70 characters", written("t70.jpg", LONG[:69] + "x"), False
    yield "title_long", "71 characters", written("t71.jpg", LONG[:69] + "xx"), True
    yield "title_too_long", "200 characters", written("t200.jpg", (LONG * 3)[:199] + "x"), False
    yield "title_too_long", "201 characters", written("t201.jpg", (LONG * 3)[:199] + "xx"), True
    yield "title_is_list", "four words", written("l4.jpg", "fox, snow, winter, forest"), False
    yield "title_is_list", "five words", written("l5.jpg", "fox, snow, winter, forest, red"), True
    yield "title_has_date", "a year", written("year.jpg", "Red fox in the winter of 2025"), True
    yield "title_has_date", "a height", written("height.jpg", "Red fox at 3100 metres"), False
    yield "title_names_ai", "says so", written("ai.jpg", "Red fox by Generative AI"), True
    yield "title_not_in_keywords", "other words", written("other.jpg", "Hungry wolf sleeping outside"), True
    yield "keywords_too_few", "five", written("k5.jpg", "Fox", words[:5]), False
    yield "keywords_too_few", "four", written("k4.jpg", "Fox", words[:4]), True
    yield "keywords_too_many", "49", written("k49.jpg", "Fox", words[:49]), False
    yield "keywords_too_many", "50", written("k50.jpg", "Fox", words[:50]), True
    yield "keywords_repeated", "a plural", written("twice.jpg", "Fox", [*words[:5], "fox", "Foxes"]), True
    yield "keywords_technical", "an aperture", written("f28.jpg", "Fox", [*words[:5], "f/2.8"]), True
    yield "names_in_metadata", "a brand", written("brand.jpg", "Fox with a Coca-Cola bottle"), True
    yield "names_in_metadata", "a fruit", written("apple.jpg", "Fox with an apple"), False
    yield "position_in_metadata", "GPS", jpeg(
        "gps.jpg", tags=WRITTEN + ["-GPSLatitude=13.75", "-GPSLatitudeRef=N", "-GPSLongitude=100.5",
                                   "-GPSLongitudeRef=E"]), True
    yield "private_fields", "serial number", jpeg(
        "serial.jpg", tags=WRITTEN + ["-ExifIFD:SerialNumber=12345"]), True
    yield "private_fields", "a person", jpeg("person.jpg", tags=WRITTEN + ["-XMP-iptcExt:PersonInImage=Ann"]), True
    for code, kind in (("ai_generated", "trainedAlgorithmicMedia"),
                       ("ai_edited", "compositeWithTrainedAlgorithmicMedia")):
        mark = f"-XMP-iptcExt:DigitalSourceType={SOURCE_TYPES}{kind}"
        yield code, kind, jpeg(kind + ".jpg", tags=WRITTEN + [mark]), True
    camera = f"-XMP-iptcExt:DigitalSourceType={SOURCE_TYPES}digitalCapture"
    yield "ai_generated", "a camera", jpeg("camera.jpg", tags=WRITTEN + [camera]), False
    for name, image, unlike in (("thumb.jpg", usual, False), ("other-thumb.jpg", picture(7), True),
                                ("crop-thumb.jpg", usual.crop((0, 0, 1250, 850)), True)):
        thumbnail = photos.folder / "thumbnail.jpg"
        image.resize((160, 109)).save(thumbnail)
        yield "thumbnail_unlike", name, jpeg(name, tags=WRITTEN + [f"-ThumbnailImage<={thumbnail}"]), unlike


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    wrong = []
    sides = {}
    with tempfile.TemporaryDirectory(prefix="ps-") as folder:
        table = list(cases(Photos(folder)))
        paths = list(dict.fromkeys(str(path) for _, _, path, _ in table))
        out = subprocess.run([program, "inspect", "--json", *paths], capture_output=True, text=True).stdout
        answers = {answer["path"]: answer for answer in map(json.loads, out.splitlines())}
        shown = json.loads(subprocess.run([program, "profiles", "show", "adobe-stock", "--json"],
                                          capture_output=True, text=True).stdout)
    rules = {rule["code"]: rule["severity"] for rule in shown["rules"]}
    for code, what, path, expected in table:
        found = [one for one in answers[str(path)]["findings"] if one["code"] == code]
        sides.setdefault(code, set()).add(bool(expected))
        if bool(found) != bool(expected):
            wrong.append(f"{code}: {what}: found {found}, and {[f['code'] for f in answers[str(path)]['findings']]}")
        elif found and (found[0]["severity"] != ("warn" if expected == NEAR else rules[code]) or
                        found[0]["message"].endswith(NEAR) != (expected == NEAR) or len(found[0]["message"].encode()) > 300):
            wrong.append(f"{code}: {what}: {found}")
    for code in rules:
        if code not in ELSEWHERE and sides.get(code) != {True, False}:
            wrong.append(f"{code}: no photo on each side of it")
    good = [one["code"] for one in next(a for p, a in answers.items() if p.endswith("/good.jpg"))["findings"]]
    if good:
        wrong.append(f"the good photo has findings: {good}")
    print("\n".join(wrong))
    print(f"{len(table)} cases, {len(sides)} rules of {len(rules)}, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
