"""From codes to a file's bytes: JPEG once, twice, shifted, cut off, damaged.

`base` is how every file of a collection is encoded, its clean ones too: (quality, subsampling).
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import io

import numpy
from PIL import Image

from . import light

SUBSAMPLING = {"444": 0, "422": 1, "420": 2}


def encoded(codes, quality, subsampling, **options):
    picture = codes if isinstance(codes, Image.Image) else Image.fromarray(light.to_bytes(codes))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=int(quality), subsampling=SUBSAMPLING[str(subsampling)], **options)
    return out.getvalue()


def decoded(data):
    return numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(numpy.float32)


def jpeg_quality(codes, given, base, random, told):
    """One encoding, at that quality of libjpeg's scale, instead of the base quality."""
    return encoded(codes, given["quality"], base[1] if given["subsampling"] == "base" else given["subsampling"])


def double_compression(codes, given, base, random, told):
    """Encoded, decoded, encoded again on the same grid of blocks. Its clean twin has the second alone."""
    return encoded(decoded(encoded(codes, given["first"], base[1])), given["second"], base[1])


def blocking_shift(codes, given, base, random, told):
    """Encoded, cropped off the grid of blocks, encoded again at the base quality: the grid of the first
    encoding begins at (8 - shift) % 8. What the crop takes is mirrored on before, so the size stays."""
    x, y = int(given["shift_x"]), int(given["shift_y"])
    wider = numpy.pad(codes, ((y, 0), (x, 0), (0, 0)), "symmetric")
    return encoded(decoded(encoded(wider, given["quality"], base[1]))[y:, x:], *base)


def truncation(codes, given, base, random, told):
    data = encoded(codes, *base)
    told["whole_bytes"] = len(data)
    return data[:max(4, int(len(data) * given["kept_percent"] / 100))]


def scan_begin(data):
    """Where the entropy-coded data begin."""
    at = data.rindex(b"\xff\xda")
    return at + 2 + int.from_bytes(data[at + 2:at + 4], "big")


def damaged(data, at, count, random):
    out = bytearray(data)
    for n in range(count):
        out[at + n] = int(random.integers(1, 255))  # never 255: no marker comes of it
    return bytes(out)


def changed_percent(data, whole):
    """How much of the area another picture comes of, by more than 8 codes; 100 where none comes."""
    try:
        return float(100 * (numpy.abs(decoded(data) - whole).max(axis=2) > 8).mean())
    except OSError:
        return 100.0


def corruption(codes, given, base, random, told):
    """Bytes in the middle of the data replaced by others: from there blocks shift or colours change.
    Some damage is not to be seen; then it is moved on, until a hundredth of the area is another."""
    data = encoded(codes, *base)
    begin, count, whole = scan_begin(data), int(given["bytes"]), decoded(data)
    at = begin + int((len(data) - begin - 64) * given["at_percent"] / 100)
    for _ in range(20):
        broken = damaged(data, at, count, random)
        told["offset"], told["changed_percent"] = at, round(changed_percent(broken, whole), 2)
        if told["changed_percent"] >= 1 or at + 160 > len(data):
            break
        at += 96
    return broken
