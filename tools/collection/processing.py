"""What software does: contrast, colour, sharpening, noise reduction, few levels, rotation, enlarging."""
# SPDX-License-Identifier: GPL-3.0-or-later
import math

import numpy
from PIL import Image

from . import light

DAYLIGHT_MIRED = 1e6 / 6504  # sRGB's white, D65
KERNELS = {"nearest": Image.Resampling.NEAREST, "bilinear": Image.Resampling.BILINEAR,
           "bicubic": Image.Resampling.BICUBIC, "lanczos": Image.Resampling.LANCZOS}


def contrast(codes, given, random, told):
    """Codes drawn towards or away from the photo's own mean."""
    mean = light.luma(codes).mean()
    return numpy.clip(mean + (codes - mean) * numpy.float32(given["factor"]), 0, 255)


def planckian_rgb(kelvin):
    """Linear sRGB of a glowing body: chromaticity by Kim et al. (US patent 7,024,034; 1,667 to 25,000 K)."""
    t = 1e3 / kelvin
    if kelvin <= 4000:
        x = -0.2661239 * t ** 3 - 0.2343589 * t ** 2 + 0.8776956 * t + 0.179910
    else:
        x = -3.0258469 * t ** 3 + 2.1070379 * t ** 2 + 0.2226347 * t + 0.240390
    if kelvin <= 2222:
        y = -1.1063814 * x ** 3 - 1.34811020 * x ** 2 + 2.18555832 * x - 0.20219683
    elif kelvin <= 4000:
        y = -0.9549476 * x ** 3 - 1.37418593 * x ** 2 + 2.09137015 * x - 0.16748867
    else:
        y = 3.0817580 * x ** 3 - 5.87338670 * x ** 2 + 3.75112997 * x - 0.37001483
    xyz = numpy.array([x / y, 1, (1 - x - y) / y])
    to_rgb = numpy.array([[3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560],
                          [0.0556434, -0.2040259, 1.0572252]])
    return to_rgb @ xyz


def gains_of(mired, tint):
    """Of red, green, blue in light: a white balance wrong by so many mired (warm is positive)."""
    gains = planckian_rgb(1e6 / (DAYLIGHT_MIRED + mired)) / planckian_rgb(1e6 / DAYLIGHT_MIRED)
    gains[1] *= 1 + tint / 100
    return gains / (gains @ [0.2126, 0.7152, 0.0722])  # a gray keeps its luminance


def cast(codes, given, random, told):
    gains = gains_of(given["mired"], given["green_percent"])
    told["gains"] = [round(float(gain), 4) for gain in gains]
    return light.to_codes(light.to_light(codes) * gains.astype(numpy.float32))


def saturation(codes, given, random, told):
    """The distance from gray, in Cb and Cr, times a factor."""
    gray = light.luma(codes)[:, :, None]
    out = gray + (codes - gray) * numpy.float32(given["factor"])
    told["out_of_gamut_percent"] = round(100 * float(((out < -0.5) | (out > 255.5)).any(axis=2).mean()), 2)
    return numpy.clip(out, 0, 255)


def halos(codes, given, random, told):
    """Unsharp masking of luma: the difference from a blurred copy is added, times an amount."""
    gray = light.luma(codes)
    return numpy.clip(codes + (given["amount"] * (gray - light.blurred(gray, given["radius_px"])))[:, :, None], 0, 255)


def noise_reduction(codes, given, random, told):
    """A guided filter (He, Sun, Tang 2013) of the photo by itself: texture below the strength is gone,
    edges above it stay, as in a cheap camera or with the slider at its end. Colour is smoothed more."""
    gray, radius, floor = light.luma(codes), int(given["radius_px"]), given["strength"] ** 2
    mean = light.box_mean(gray, radius)
    spread = numpy.maximum(light.box_mean(gray * gray, radius) - mean * mean, 0)
    share = spread / (spread + floor)
    smooth = light.box_mean(share, radius) * gray + light.box_mean((1 - share) * mean, radius)
    rest = numpy.stack([light.box_mean(codes[:, :, c] - gray, radius) for c in range(3)], axis=2)
    return numpy.clip(smooth[:, :, None] + rest, 0, 255)


def banding(codes, given, random, told):
    """Each channel rounded to 2^bits levels."""
    step = 255 / (2 ** int(given["bits"]) - 1)
    return numpy.rint(codes / step) * numpy.float32(step)


def inner_size(width, height, degrees):
    """The largest upright rectangle of the same shape within a turned one."""
    s, c = abs(math.sin(math.radians(degrees))), abs(math.cos(math.radians(degrees)))
    scale = min(width / (width * c + height * s), height / (width * s + height * c))
    return int(width * scale) - 2, int(height * scale) - 2


def turned(codes, degrees):
    """Against the clock, cropped so that no corner is empty. In light, from a copy twice as large, since
    interpolation between four pixels there neither rings nor softens much."""
    height, width = codes.shape[:2]
    wide, high = inner_size(width, height, degrees)
    s, c = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    # Where an output pixel comes from: the turn about the middle, in the larger copy's coordinates.
    turn = (2 * c, -2 * s, width - c * wide + s * high, 2 * s, 2 * c, height - s * wide - c * high)
    linear, planes = light.to_light(codes), []
    for plane in range(3):
        large = Image.fromarray(linear[:, :, plane]).resize((2 * width, 2 * height), Image.Resampling.BICUBIC)
        planes.append(numpy.asarray(large.transform((wide, high), Image.Transform.AFFINE, turn, Image.Resampling.BILINEAR)))
    return light.to_codes(numpy.stack(planes, axis=2))


def tilt(codes, given, random, told):
    return turned(codes, given["angle_deg"])


def resized(codes, width, height, kernel=Image.Resampling.LANCZOS):
    planes = [numpy.asarray(Image.fromarray(numpy.ascontiguousarray(codes[:, :, c])).resize((width, height), kernel))
              for c in range(3)]
    return numpy.clip(numpy.stack(planes, axis=2), 0, 255)


def upsampling(codes, given, random, told):
    """Made smaller by the factor, then as large as it was: the photo of a smaller camera, enlarged."""
    height, width = codes.shape[:2]
    small = resized(codes, round(width / given["factor"]), round(height / given["factor"]))
    told["from"] = [small.shape[1], small.shape[0]]
    return resized(numpy.rint(small), width, height, KERNELS[given["kernel"]])
