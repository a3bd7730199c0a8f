"""What others judge a photo by, on the same files: methods as their papers and programs describe them.

variance of Laplacian on a photo of 2,000 pixels (Pech-Pacheco et al. 2000), as tutorials have it; deviation
of edges at 64 pixels, as cleanvision judges blur; Immerkaer's noise ("Fast noise variance estimation",
1996) over the whole photo; the share of pixels at the ends of luma; and the 64-bit DCT hash ("pHash",
Zauner 2010: 32 x 32, the 8 x 8 lowest frequencies against their median), copies within 10 bits.
BRISQUE is not here: its trained model is in no package of Debian 12.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import math

import numpy
from PIL import Image, ImageFilter

LONG_SIDE, SMALL_SIDE, HASH_SIDE, HASH_BITS = 2000, 64, 32, 10
WHITE, BLACK = 250, 5  # of 255
TITLES = {"laplacian_2000": "variance of Laplacian at 2,000 px", "edges_64": "edge deviation at 64 px", "immerkaer": "Immerkaer",
          "clipped_white": "pixels at 250 and more", "clipped_black": "pixels at 5 and less"}


def shrunk(grey, side):
    factor = side / max(grey.size)
    return grey if factor >= 1 else grey.resize([max(1, round(edge * factor)) for edge in grey.size], Image.Resampling.BILINEAR)


def laplacian_2000(grey):
    """Lower is worse, so it is turned over."""
    plane = numpy.asarray(shrunk(grey, LONG_SIDE), numpy.int16)
    middle = plane[1:-1, 1:-1]
    return -float((plane[:-2, 1:-1] + plane[2:, 1:-1] + plane[1:-1, :-2] + plane[1:-1, 2:] - 4 * middle).var())


def edges_64(grey):
    return -float(numpy.asarray(shrunk(grey, SMALL_SIDE).filter(ImageFilter.FIND_EDGES)).std())


def immerkaer(grey):
    plane = numpy.asarray(grey, numpy.int16)
    down = plane[:-2] - 2 * plane[1:-1] + plane[2:]
    both = down[:, :-2] - 2 * down[:, 1:-1] + down[:, 2:]
    return math.sqrt(math.pi / 2) / 6 * float(numpy.abs(both).mean())


def clipped_white(grey):
    return float(sum(grey.histogram()[WHITE:])) / (grey.width * grey.height)


def clipped_black(grey):
    return float(sum(grey.histogram()[:BLACK + 1])) / (grey.width * grey.height)


METHODS = {"laplacian_2000": laplacian_2000, "edges_64": edges_64, "immerkaer": immerkaer, "clipped_white": clipped_white,
           "clipped_black": clipped_black}


def scores(path, names):
    """{method: score, higher is worse} of one file; empty where it has no whole picture."""
    try:
        grey = Image.open(path).convert("L")
    except OSError:
        return {}
    return {name: METHODS[name](grey) for name in names}


def cosines(size):
    at = numpy.arange(size)
    return numpy.cos(numpy.pi * (2 * at[None, :] + 1) * at[:, None] / (2 * size))


def phash(path):
    """64 bits, of the transform of a copy of 32 x 32 without its scale, which the signs do not need."""
    picture = Image.open(path)
    picture.draft("L", (8 * HASH_SIDE, 8 * HASH_SIDE))
    plane = numpy.asarray(picture.convert("L").resize((HASH_SIDE, HASH_SIDE), Image.Resampling.LANCZOS), float)
    turn = cosines(HASH_SIDE)
    low = (turn @ plane @ turn.T)[:8, :8]
    return int.from_bytes(numpy.packbits(low > numpy.median(low)).tobytes(), "big")


def alike(one, other):
    return (one ^ other).bit_count() <= HASH_BITS
