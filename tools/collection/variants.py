"""Every variant of a picture that a similarity search must find; the picture stays the same motif.

As a degradation: codes, parameters, generator, and what to tell. `exact` and `same_pixels` are made of
the clean file's bytes.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import numpy

from . import light, marks, processing
from .degradations import Degradation, choice, whole
from .ranges import Parameter


def resize(codes, given, random, told):
    height, width = codes.shape[:2]
    return processing.resized(codes, max(8, round(width * given["factor"])), max(8, round(height * given["factor"])))


def crop(codes, given, random, told):
    """So many percent of the area are gone; what is left has the same shape and lies anywhere."""
    height, width = codes.shape[:2]
    share = (1 - given["area_percent"] / 100) ** 0.5
    wide, high = round(width * share), round(height * share)
    x, y = int(random.integers(width - wide + 1)), int(random.integers(height - high + 1))
    told["box"] = [x, y, wide, high]
    return codes[y:y + high, x:x + wide]


def mirror(codes, given, random, told):
    return codes[:, ::-1] if given["way"] == "sideways" else codes[::-1]


def quarter_turn(codes, given, random, told):
    return numpy.rot90(codes, int(given["degrees"]) // 90)


def rotate(codes, given, random, told):
    return processing.turned(codes, given["angle_deg"])


def black_and_white(codes, given, random, told):
    return numpy.repeat(light.luma(codes)[:, :, None], 3, axis=2)


def filtered(codes, given, random, told):
    """Looks as editors sell them."""
    gray, look = light.luma(codes)[:, :, None], given["look"]
    if look == "warm":
        return numpy.clip(codes * numpy.array([1.1, 1.0, 0.84], numpy.float32), 0, 255)
    if look == "cold":
        return numpy.clip(codes * numpy.array([0.86, 0.98, 1.12], numpy.float32), 0, 255)
    if look == "faded":
        return 38 + (gray + (codes - gray) * 0.6) * numpy.float32(0.78)
    if look == "vivid":
        return numpy.clip(128 + (gray + (codes - gray) * 1.5 - 128) * 1.25, 0, 255)
    if look == "sepia":
        return numpy.clip(gray * numpy.array([1.08, 0.92, 0.72], numpy.float32), 0, 255)
    height, width = codes.shape[:2]
    y, x = numpy.ogrid[-1:1:height * 1j, -1:1:width * 1j]
    return codes * (1 - 0.65 * numpy.clip((x * x + y * y) / 2, 0, 1)[:, :, None]).astype(numpy.float32)  # vignette


def brightness(codes, given, random, told):
    return light.to_codes(light.to_light(codes) * numpy.float32(2 ** given["ev"]))


def watermark(codes, given, random, told):
    return marks.watermark(codes, {"opacity": given["opacity"], "style": "centre", "height_percent": 6, "text": "© SAMPLE"},
                           random, told)


def unchanged(codes, given, random, told):
    return codes


LOOKS = ("warm", "cold", "faded", "vivid", "sepia", "vignette")
ALL = [
    Degradation("exact", "the clean file's bytes under another name", (), unchanged),
    Degradation("same_pixels", "the clean file with a comment put in: other bytes, the same pixels", (), unchanged),
    Degradation("recompress", "encoded once, at that quality", (whole("quality", "", 1, 100, "50..90"),), unchanged),
    Degradation("resize", "smaller, or larger", (Parameter("factor", "x", 0.02, 2, "0.25..0.9", ratio=True),), resize),
    Degradation("crop", "so much of the area cut away, anywhere", (Parameter("area_percent", "%", 0.5, 90, "5..30"),), crop),
    Degradation("mirror", "left and right, or top and bottom, changed", (choice("way", "sideways", "sideways", "upside_down"),), mirror),
    Degradation("quarter_turn", "pixels turned against the clock", (choice("degrees", "90/180/270", "90", "180", "270"),), quarter_turn),
    Degradation("rotate", "turned a little, cropped", (Parameter("angle_deg", "degrees", -45, 45, "1..5"),), rotate),
    Degradation("black_and_white", "luma alone", (), black_and_white),
    Degradation("filter", "a look", (choice("look", "/".join(LOOKS), *LOOKS),), filtered),
    Degradation("brightness", "stops of light", (Parameter("ev", "EV", -3, 3, "-0.7/0.7"),), brightness),
    Degradation("stamp", "a watermark in the middle", (Parameter("opacity", "", 0.03, 1, "0.3..0.6"),), watermark),
]
TABLE = {one.name: one for one in ALL}
# What "combined" draws from, in the order in which it is done.
COMBINED = ("crop", "rotate", "mirror", "filter", "black_and_white", "brightness", "resize", "stamp", "recompress")
