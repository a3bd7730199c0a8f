"""What a lens and a hand do to light: defocus, motion, shake, colour fringes. All in linear light.

Each takes codes, the parameters, a random generator and a dictionary for what is worth telling.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import numpy
from PIL import Image

from . import kernels, light


def through(codes, kernel):
    return light.to_codes(light.convolved(light.to_light(codes), kernel))


def defocus(codes, given, random, told):
    return through(codes, kernels.disc(given["radius_px"]))


def motion(codes, given, random, told):
    return through(codes, kernels.line(given["length_px"], given["angle_deg"]))


def shake(codes, given, random, told):
    return through(codes, kernels.shake(given["extent_px"], random))


def fringing(codes, given, random, told):
    """Red is imaged larger and blue smaller, by so many pixels in the corner: lateral colour."""
    linear = light.to_light(codes)
    height, width = linear.shape[:2]
    corner = numpy.hypot(width, height) / 2
    room = int(abs(given["corner_px"])) + 4
    for plane, way in ((0, 1), (2, -1)):
        scale = 1 / (1 + way * given["corner_px"] / corner)
        wider = Image.fromarray(numpy.pad(linear[:, :, plane], room, "symmetric"))
        x, y = width / 2 * (1 - scale) + room, height / 2 * (1 - scale) + room
        linear[:, :, plane] = wider.resize((width, height), Image.Resampling.BICUBIC, (x, y, x + width * scale, y + height * scale))
    return light.to_codes(linear)
