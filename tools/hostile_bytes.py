"""Pictures as bytes, made by hand where no library would write them: PNG of every kind, JPEG with
a thousand scans, headers that lie.

Formats: PNG specification (third edition, W3C 2025), JPEG (ITU-T T.81, 1992).
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import io
import struct
import zlib

import numpy
from PIL import Image

ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def pixels(width, height, channels=3):
    """A picture with edges, gradients and a little grain, the same each time; uint8."""
    random = numpy.random.Generator(numpy.random.PCG64(7))
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.float32)
    waves = 40 * numpy.sin(x / 9) * numpy.cos(y / 13) + 50 * ((x // 48 + y // 36) % 2)
    planes = [90 + waves + 60 * (x / width if c % 2 else y / height) for c in range(channels)]
    noise = random.normal(0, 3, (height, width, 1))
    return numpy.clip(numpy.stack(planes, axis=2) + noise, 0, 255).astype(numpy.uint8)


def jpeg(width, height, mode="RGB", quality=90, **options):
    channels = {"L": 1, "RGB": 3, "CMYK": 4}[mode]
    data = pixels(width, height, channels)
    picture = Image.fromarray(data[:, :, 0] if channels == 1 else data, mode)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, **options)
    return out.getvalue()


def chunk(name, data, crc=None):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data) if crc is None else crc)


def png_header(width, height, depth, colour, interlace=0):
    return PNG_SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def filtered(rows):
    """Rows with filter type 0 before each; rows is (height, bytes)."""
    return numpy.hstack([numpy.zeros((rows.shape[0], 1), numpy.uint8), rows]).tobytes() if rows.size else b""


def png(width, height, colour=2, depth=8, interlace=0, before_data=b""):
    """Colour types: 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGB with alpha. Depth 8, 16 or 1."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    data = pixels(width, height, channels)

    def rows(part):
        if depth == 1:
            return numpy.packbits(part[:, :, 0] > 128, axis=1)
        if depth == 16:
            part = numpy.repeat(part, 2, axis=2)  # value * 257: the same bytes twice
        return part.reshape(part.shape[0], -1)

    parts = [data[y::down, x::across] for x, y, across, down in ADAM7] if interlace else [data]
    packed = zlib.compress(b"".join(filtered(rows(part)) for part in parts if part.shape[1]), 6)
    palette = chunk(b"PLTE", bytes(v for i in range(256) for v in (i, 255 - i, i // 2))) if colour == 3 else b""
    return (png_header(width, height, depth, colour, interlace) + palette + before_data
            + chunk(b"IDAT", packed) + chunk(b"IEND", b""))


def png_that_claims(width, height):
    """Right in every checksum, with data for no more than a few rows."""
    return png_header(width, height, 8, 2) + chunk(b"IDAT", zlib.compress(bytes(30_000))) + chunk(b"IEND", b"")


def png_with_text_bomb():
    """A good picture with a comment that unpacks to 200 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    return png(320, 240, before_data=chunk(b"zTXt", b"Comment\0\0" + packed))


def png_bomb(width, height):
    """A whole picture of zeros."""
    packer = zlib.compressobj(9)
    row = bytes(width + 1)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return png_header(width, height, 8, 0) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def png_with_palette_of(colours):
    """As many entries as no index can reach."""
    rows = filtered(pixels(64, 64, 1)[:, :, 0])
    return (png_header(64, 64, 8, 3) + chunk(b"PLTE", bytes(3 * colours)) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def segment(marker, data):
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def exif(tiff):
    return segment(0xE1, b"Exif\0\0" + tiff)


def with_segments(data, segments):
    """Segments put in after a JPEG's first two bytes."""
    return data[:2] + segments + data[2:]


def orientation(value):
    return exif(b"II*\0\x08\0\0\0" + struct.pack("<HHHIHH", 1, 0x112, 3, 1, value, 0) + bytes(4))


def exif_in_circles():
    """A directory whose next directory is itself, with an entry that points past the end."""
    return exif(b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x10F, 2, 0xFFFFFFF0, 0xFFFFFFF0) + struct.pack("<I", 8))


def jpeg_that_claims(width, height):
    """A small picture whose frame header says that it is large."""
    data = bytearray(jpeg(64, 64))
    frame = data.index(b"\xff\xc0")
    data[frame + 5:frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def with_precision(data, bits):
    """The frame header says that samples have so many bits."""
    data = bytearray(data)
    data[data.index(b"\xff\xc0") + 4] = bits
    return bytes(data)


class Bits:
    """Entropy-coded data: bits in, bytes with stuffing out."""

    def __init__(self):
        self.text = []

    def put(self, value, count):
        if count:
            self.text.append(format(value, f"0{count}b"))

    def done(self):
        text = "".join(self.text)
        text += "1" * (-len(text) % 8)
        return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0") if text else b""


def huffman_table(kind, symbols):
    """All codes of one length: nth symbol, nth code. kind: 0x00 DC, 0x10 AC."""
    length = max(1, len(symbols).bit_length())
    counts = bytes(len(symbols) if n == length else 0 for n in range(1, 17))
    return segment(0xC4, bytes([kind]) + counts + bytes(symbols)), length


def progressive_jpeg(width, height, levels=6):
    """1 + 3 * 63 * levels scans, each legal: one coefficient, one bit of it, with nothing in it.

    With 6 levels, 1,135. Each costs a decoder a walk over all blocks for two dozen bytes of file.
    """
    across, down = -(-width // 8), -(-height // 8)
    dc_table, dc_length = huffman_table(0x00, list(range(12)))
    ac_table, ac_length = huffman_table(0x10, [n << 4 for n in range(15)])  # runs of 2^n + n bits empty blocks
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"".join(bytes((c, 0x11, 0)) for c in (1, 2, 3))
    out = [b"\xff\xd8", segment(0xDB, b"\0" + bytes([8] * 64)), segment(0xC2, frame), dc_table, ac_table]

    def scan(components, first, last, high, low, bits):
        head = bytes([len(components)]) + b"".join(bytes((c, 0)) for c in components)
        out.append(segment(0xDA, head + bytes((first, last, high << 4 | low))) + bits.done())

    bits, before = Bits(), [0, 0, 0]
    for block in range(across * down):
        for component in range(3):
            value = (block // across // 4 + block % across // 4) % 2 * 60 if component == 0 else 0
            difference, before[component] = value - before[component], value
            size = abs(difference).bit_length()
            bits.put(size, dc_length)
            bits.put(difference if difference >= 0 else difference + (1 << size) - 1, size)
    scan((1, 2, 3), 0, 0, 0, 0, bits)

    empty = Bits()
    left = across * down
    while left:
        size = min(14, left.bit_length() - 1)
        run = min(left, (2 << size) - 1)
        empty.put(size, ac_length)
        empty.put(run - (1 << size), size)
        left -= run
    for low in reversed(range(levels)):
        for component in (1, 2, 3):
            for coefficient in range(1, 64):
                scan((component,), coefficient, coefficient, 0 if low == levels - 1 else low + 1, low, empty)
    out.append(b"\xff\xd9")
    return b"".join(out)
