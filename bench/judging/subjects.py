"""What each degradation should be found by, and how well: the table that joins collections and program.

`codes` are the findings that name the defect, `measures` the numbers that should follow its parameter,
the first that the program has, each with the way that is worse (+1: higher). Of what the program knows
no code of, nothing is judged, and the report says so. A new finding is entered here.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import typing


@dataclasses.dataclass(frozen=True)
class Subject:
    name: str
    kind: str  # of tools/collection
    part: str  # the collection that holds it
    parameter: str  # what grows with the defect, by `size`
    codes: tuple
    measures: tuple = ()
    bars: tuple = ()  # (least AUC, from this size on)
    size: typing.Callable = abs
    chosen: typing.Callable = lambda truth: True  # of the kind's files
    barred: typing.Callable = lambda truth: True  # of those, what the bars speak of
    peers: tuple = ()  # methods of peers.py for the same
    follows: bool = False  # rank correlation within a parent has a bar
    clean_at: float = 0  # the size that the clean photo has
    said: str = ""  # what the bars speak of, in words


def value(truth, name):
    return truth["parameters"][name]


def positive(name):
    return lambda truth: value(truth, name) > 0


def negative(name):
    return lambda truth: value(truth, name) < 0


def clipped(truth):
    return truth["made"]["white_percent"] >= 1


BLUR = ("laplacian_2000", "edges_64")
FOCUS = ("out_of_focus", "slightly_soft", "motion_blur", "camera_shake")
EDGE = (("sharpness", -1), ("edge_width", 1))
MOTION = (("motion_length", 1), ("motion_blur", 1), ("blur_length", 1), *EDGE)
ALL = [
    Subject("defocus", "defocus", "focus", "radius_px", FOCUS, EDGE, ((0.99, 1.5), (0.95, 1)), peers=BLUR, follows=True),
    Subject("motion", "motion", "focus", "length_px", FOCUS, MOTION, ((0.99, 6), (0.95, 4)), peers=BLUR, follows=True),
    Subject("shake", "shake", "focus", "extent_px", FOCUS, EDGE, peers=BLUR),
    Subject("noise", "noise", "noise", "sigma", ("noise",), (("noise_luma", 1),), ((0.99, 5),), peers=("immerkaer",), follows=True),
    Subject("colour noise", "colour_noise", "noise", "sigma", ("noise", "noise_chroma"), (("noise_chroma", 1),), peers=("immerkaer",)),
    Subject("photon noise", "shot_noise", "noise", "sigma", ("noise",), (("noise_luma", 1),), peers=("immerkaer",)),
    Subject("over-exposure", "exposure", "exposure", "ev", ("highlights_clipped",), (("highlights_clipped", 1),), ((0.99, 2),),
            chosen=positive("ev"), barred=clipped, peers=("clipped_white",), follows=True, said="where 1 % and more is clipped"),
    Subject("under-exposure", "exposure", "exposure", "ev", ("underexposed", "shadows_clipped"), (("peak_level", -1),),
            ((0.99, 2),), chosen=negative("ev"), peers=("clipped_black",), follows=True),
    Subject("JPEG quality", "jpeg_quality", "coding", "quality", ("jpeg_quality_low",), (("jpeg_quality", -1),), ((0.99, -60),),
            size=lambda quality: -quality, follows=True, clean_at=-95),
    Subject("double compression", "double_compression", "coding", "first", ("double_compression", "compressed_twice"),
            (("recompression_trace", 1),), ((0.95, -100),), size=lambda quality: -quality),
    Subject("blocks off the grid", "blocking_shift", "coding", "quality", ("blocking",), (("blocking", 1),),
            size=lambda quality: -quality),
    Subject("upsampling", "upsampling", "processing", "factor", ("upsampled", "upsampling"),
            (("resampling_trace", 1),), ((0.99, 1.5),)),
    Subject("banding", "banding", "processing", "bits", ("banding", "posterised"), (("banding", 1),), ((0.99, -5),),
            size=lambda bits: -bits),
    Subject("over-sharpening", "halos", "processing", "amount", ("halos", "oversharpened"), (("halos", 1),)),
    Subject("noise reduction", "noise_reduction", "processing", "strength", ("noise_reduction", "smeared"), (("smeared", 1),)),
    Subject("tilt", "tilt", "processing", "angle_deg", ("tilted", "horizon_tilted", "tilt"), (("tilt", 1), ("horizon_tilt", 1)),
            ((0.95, 2),)),
    Subject("contrast", "contrast", "colour", "factor", ("contrast_low", "low_contrast"), (("contrast", -1),),
            size=lambda factor: -factor),
    Subject("cast", "cast", "colour", "mired", ("colour_cast", "cast", "white_balance"), (("colour_cast", 1), ("cast", 1))),
    Subject("over-saturation", "saturation", "colour", "factor", ("oversaturated", "saturation_high"),
            (("oversaturated", 1), ("saturation", 1), ("saturated_area", 1)), ((0.95, 2),), said="doubled and more"),
    Subject("dust", "dust", "sensor", "count", ("dust", "sensor_dust"), (("dust", 1), ("dust_spots", 1)), ((0.95, 3),)),
    Subject("hot pixels", "hot_pixels", "sensor", "count", ("hot_pixels",), (("hot_pixels", 1),)),
    Subject("fringing", "fringing", "sensor", "corner_px", ("fringing", "chromatic_fringing", "chromatic_aberration"),
            (("fringing", 1), ("chromatic_fringing", 1)), ((0.95, 1.5),)),
    Subject("moire", "moire", "sensor", "depth", ("moire",), (("moire", 1),)),
    Subject("border", "border", "marks", "width_px", ("border", "frame"), (("border_width", 1),), ((0.99, 8),)),
    Subject("burnt-in date", "date", "marks", "height_percent", ("burnt_in_date",),
            (("text_certainty", 1),), ((0.95, 1.5),)),
    Subject("watermark", "watermark", "marks", "opacity", ("watermark", "readable_text"),
            (("watermark", 1), ("text_certainty", 1))),
    Subject("truncation", "truncation", "damage", "kept_percent", ("truncated",), (), ((0.99, -99.9),), size=lambda kept: -kept),
    Subject("corruption", "corruption", "damage", "at_percent", ("corrupt", "truncated"), (), size=lambda at: -at),
]
PARTS = tuple(dict.fromkeys(subject.part for subject in ALL))


def known(subject, rules):
    """Whether the program has a finding of the subject; `rules`: the codes of its profile."""
    return any(code in rules for code in subject.codes)


def measure_of(subject, measures):
    """(name, the way that is worse) of the measure that the program has, or None."""
    return next((one for one in subject.measures if one[0] in measures), None)


def size_of(subject, truth):
    return subject.size(value(truth, subject.parameter))


def within_bar(subject, truth, least):
    return size_of(subject, truth) >= least and subject.barred(truth)
