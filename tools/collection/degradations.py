"""Every degradation: its name, what it means, its parameters with unit, range and what they are unless
told, and the function. ORDER is the order in which a mixture is made: lens, sensor, software, drawing,
file. What a file's coding is (CODING) comes last, and only one of them fits into a mixture.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import typing

from . import coding, marks, optics, processing, sensor
from .ranges import Parameter


@dataclasses.dataclass(frozen=True)
class Degradation:
    name: str
    meaning: str
    parameters: tuple
    apply: typing.Callable
    coding: bool = False


def ratio(name, unit, low, high, default):
    return Parameter(name, unit, low, high, default, ratio=True)


def whole(name, unit, low, high, default):
    return Parameter(name, unit, low, high, default, whole=True)


def count(name, unit, low, high, default):
    return Parameter(name, unit, low, high, default, whole=True, ratio=True)


def choice(name, default, *choices):
    return Parameter(name, "", default=default, choices=choices)


SUBSAMPLING = ("444", "422", "420")
ALL = [
    Degradation("defocus", "out of focus: a disc, in linear light",
                (ratio("radius_px", "px", 0.3, 40, "0.7..3.2"),), optics.defocus),
    Degradation("motion", "camera or subject moved evenly: a line, in linear light",
                (ratio("length_px", "px", 1, 120, "3..18"), Parameter("angle_deg", "degrees", -180, 180, "0..180")), optics.motion),
    Degradation("shake", "the hand trembled: a curved path, its ends so far apart, in linear light",
                (ratio("extent_px", "px", 1, 120, "3..18"),), optics.shake),
    Degradation("fringing", "lateral colour: red imaged larger and blue smaller, each by so much in the corners",
                (Parameter("corner_px", "px", -20, 20, "0.5..3"),), optics.fringing),
    Degradation("exposure", "stops of light, clipped at white, in linear light",
                (Parameter("ev", "EV", -6, 6, "-3..3:7"),), sensor.exposure),
    Degradation("moire", "a patch of fine cloth, sampled by the sensor's coloured sites: bands of false colour",
                (Parameter("depth", "of the light", 0.02, 1, "0.1..0.6"), Parameter("thread_px", "px", 1.02, 3, "1.9..2.1"),
                 Parameter("height_percent", "% of the height", 3, 90, "20..45")), sensor.moire),
    Degradation("dust", "soft dark specks, where the camera's number says, the same in each photo",
                (whole("count", "specks", 1, 200, "2..12"), ratio("radius_px", "px", 1, 80, "8..16"),
                 Parameter("depth", "of the light", 0.02, 0.9, "0.12..0.3"), whole("camera", "number", 0, 1e9, "1")), sensor.dust),
    Degradation("hot_pixels", "sites that read high, spread to neighbours as by demosaicing",
                (count("count", "sites", 1, 20000, "20..500"), Parameter("brightness", "of white", 0.05, 1, "0.5..1"),
                 whole("camera", "number", 0, 1e9, "1")), sensor.hot_pixels),
    Degradation("shot_noise", "Poisson, each channel on its own, in linear light; its deviation at middle grey",
                (ratio("sigma", "codes", 0.5, 60, "2..16"),), sensor.shot_noise),
    Degradation("noise", "Gaussian, in luma, the same at each brightness",
                (ratio("sigma", "codes", 0.5, 60, "2..16"), Parameter("size_px", "px", 0, 4, "0")), sensor.noise),
    Degradation("colour_noise", "Gaussian, in Cb and in Cr",
                (ratio("sigma", "codes", 0.5, 60, "2..16"), Parameter("size_px", "px", 0, 4, "0.8")), sensor.colour_noise),
    Degradation("noise_reduction", "fine texture smoothed away up to that contrast, strong edges left",
                (ratio("strength", "codes", 1, 80, "4..16"), whole("radius_px", "px", 1, 12, "3")), processing.noise_reduction),
    Degradation("contrast", "codes towards the mean (below 1) or away from it (above)",
                (ratio("factor", "x", 0.05, 6, "0.3..0.8"),), processing.contrast),
    Degradation("cast", "white balance wrong by a colour temperature, warm is positive; and by green, magenta is negative",
                (Parameter("mired", "mired", -110, 300, "-80..120:5"), Parameter("green_percent", "%", -50, 50, "0")), processing.cast),
    Degradation("saturation", "colours away from gray (above 1) or towards it",
                (ratio("factor", "x", 0, 6, "1.3..3"),), processing.saturation),
    Degradation("halos", "over-sharpening: unsharp masking of luma",
                (ratio("amount", "x", 0.1, 20, "0.6..3"), Parameter("radius_px", "px", 0.4, 8, "1.2..2")), processing.halos),
    Degradation("banding", "each channel in 2^bits levels", (whole("bits", "bits", 1, 7, "3/4/5/6"),), processing.banding),
    Degradation("tilt", "turned against the clock, cropped to what is left",
                (Parameter("angle_deg", "degrees", -45, 45, "1..8"),), processing.tilt),
    Degradation("upsampling", "a smaller photo, enlarged by the factor to the size of its twin",
                (ratio("factor", "x", 1.05, 8, "1.25..3"), choice("kernel", "bicubic", "nearest", "bilinear", "bicubic", "lanczos")),
                processing.upsampling),
    Degradation("border", "a frame over the outermost pixels",
                (count("width_px", "px", 1, 800, "8..120"), choice("colour", "white/black/gray/cream", *marks.COLOURS),
                 choice("sides", "all/top_and_bottom", *marks.SIDES)), marks.border),
    Degradation("date", "a burnt-in date, its figures so high",
                (ratio("height_percent", "% of the height", 0.8, 12, "1.5..4"),
                 choice("style", "dots/quote/time", *marks.DATES),
                 choice("colour", "orange/yellow/white", *marks.COLOURS), choice("corner", "right", "left", "right")), marks.date),
    Degradation("watermark", "a text over the photo, with an opacity",
                (Parameter("opacity", "", 0.03, 1, "0.15..0.6"), choice("style", "centre/tiled/corner", "centre", "tiled", "corner"),
                 Parameter("height_percent", "% of the height", 0.8, 30, "3..6"), Parameter("text", "", default="© SAMPLE", open=True)),
                marks.watermark),
    Degradation("jpeg_quality", "one encoding at that quality of libjpeg's scale, instead of the base quality",
                (whole("quality", "", 1, 100, "20..80"), choice("subsampling", "base", "base", *SUBSAMPLING)), coding.jpeg_quality, True),
    Degradation("double_compression", "two encodings on one grid; the clean twin has the second alone",
                (whole("first", "", 1, 100, "40..85"), whole("second", "", 1, 100, "95")), coding.double_compression, True),
    Degradation("blocking_shift", "an encoding, cropped off its grid of blocks, encoded again at the base quality",
                (whole("quality", "", 1, 100, "30..80"), whole("shift_x", "px", 0, 7, "1..7"), whole("shift_y", "px", 0, 7, "1..7")),
                coding.blocking_shift, True),
    Degradation("truncation", "the file ends early", (Parameter("kept_percent", "%", 0.1, 99.9, "10..99"),), coding.truncation, True),
    Degradation("corruption", "bytes of the data overwritten, at that part of them",
                (Parameter("at_percent", "%", 0, 99, "10..80"), whole("bytes", "bytes", 1, 64, "4")), coding.corruption, True),
]
TABLE = {one.name: one for one in ALL}
ORDER = {one.name: place for place, one in enumerate(ALL)}
