"""The pictures of the pages: a sample photograph as it is and with a defect, side by side."""
# SPDX-License-Identifier: GPL-3.0-or-later
import io

import numpy
from PIL import Image

from collection import coding, degradations, light, variants

WIDTH, HEIGHT, GAP = 400, 300, 8  # of each half, in pixels
BASE = (95, "444")
SEED = 5  # unless the picture names another
QUALITY = 88


def part_of(codes, at):
    """A part of the size of a half, around a place in percent."""
    height, width = codes.shape[:2]
    x = min(max(0, round(at[0] / 100 * width - WIDTH / 2)), width - WIDTH)
    y = min(max(0, round(at[1] / 100 * height - HEIGHT / 2)), height - HEIGHT)
    return codes[y:y + HEIGHT, x:x + WIDTH]


def fitted(codes):
    picture = Image.fromarray(light.to_bytes(codes))
    picture.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return picture


def opened(data):
    """What a forgiving viewer shows of a file, which may be cut off or damaged."""
    from PIL import ImageFile
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    return numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(numpy.float32)


def changed(codes, picture):
    random = numpy.random.default_rng(picture.get("seed", SEED))
    kind = variants.TABLE[picture["variant"]] if "variant" in picture else degradations.TABLE[picture["step"]]
    if kind.coding:
        return opened(kind.apply(codes, picture["given"], BASE, random, {}))
    return opened(coding.encoded(kind.apply(codes, picture["given"], random, {}), *BASE))


def make(samples, picture, path):
    with Image.open(samples / picture["sample"]) as source:
        codes = numpy.asarray(source.convert("RGB")).astype(numpy.float32)
    after = changed(codes, picture)
    if picture.get("whole"):
        halves = [fitted(codes), fitted(after)]
    else:
        halves = [Image.fromarray(light.to_bytes(part_of(one, picture["at"]))) for one in (codes, after)]
    size = (halves[0].width + GAP + halves[1].width, max(half.height for half in halves))
    together = Image.new("RGB", size, "white")
    together.paste(halves[0], (0, 0))
    together.paste(halves[1], (halves[0].width + GAP, 0))
    together.save(path, quality=QUALITY, optimize=True)
