"""Pictures as bytes in formats other than JPEG and PNG, good and lying: WebP, TIFF, HEIF, AVIF, and
files with the structure of cameras' raw files.

Formats: WebP container (Google, 2011), TIFF 6.0 (Adobe, 1992), ISO/IEC 14496-12 and 23008-12.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import io
import pathlib
import struct
import subprocess
import tempfile
import zlib

import hostile_bytes as make
from PIL import Image

SHORT, LONG, BYTES, ASCII = 3, 4, 7, 2
SIZES = {BYTES: "B", ASCII: "B", SHORT: "H", LONG: "I"}


def picture(width, height, mode="RGB"):
    channels = {"L": 1, "RGB": 3, "RGBA": 4, "CMYK": 4}[mode]
    data = make.pixels(width, height, channels)
    return Image.fromarray(data[:, :, 0] if channels == 1 else data, mode)


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def webp(width, height, mode="RGB", **options):
    return saved(picture(width, height, mode), "WEBP", **options)


def animated(kind, width, height, frames):
    """Each frame another shade, so that no encoder leaves one out."""
    pictures = [picture(width, height).point(lambda value, n=n: (value + 7 * n) % 256) for n in range(frames)]
    return saved(pictures[0], kind, save_all=True, append_images=pictures[1:], duration=50)


def heif(width, height, *options):
    """By libheif's own encoder: a file is the only way out of it."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = pathlib.Path(folder, "in.png"), pathlib.Path(folder, "out.heic")
        source.write_bytes(make.png(width, height))
        subprocess.run(["heif-enc", "-q", "80", *options, source, "-o", made], check=True, capture_output=True)
        return made.read_bytes()


def avif(width, height, *options):
    return heif(width, height, "-A", "-p", "speed=8", *options)


def chunk(name, body):
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def riff(*chunks):
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_with(name, body, flags):
    """A good picture with another chunk behind it."""
    good = webp(320, 240)
    head = struct.pack("<B3x", flags) + struct.pack("<I", 319)[:3] + struct.pack("<I", 239)[:3]
    return riff(chunk(b"VP8X", head), good[12:], chunk(name, body))


def webp_that_claims(width, height):
    """A canvas of that size, and a small frame of an animation on it."""
    side = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    frame = bytes(6) + struct.pack("<I", 63)[:3] + struct.pack("<I", 63)[:3] + bytes(4) + webp(64, 64)[12:]
    return riff(chunk(b"VP8X", struct.pack("<B3x", 2) + side), chunk(b"ANIM", bytes(6)), chunk(b"ANMF", frame))


def tiff(tags, pixels=b"", next_directory=0):
    """Tags as (number, type, values); a value PIXELS is where the pixels begin, DIRECTORY the directory."""
    order = sorted(tags, key=lambda tag: tag[0])
    end = 8 + 2 + 12 * len(order) + 4
    outside, entries = b"", b""
    sizes = [struct.calcsize(SIZES[kind]) * len(values) for _, kind, values in order]
    data_at = end + sum(size + size % 2 for size in sizes if size > 4)
    for (number, kind, values), size in zip(order, sizes):
        values = [{"PIXELS": data_at, "DIRECTORY": 8}.get(value, value) for value in values]
        packed = struct.pack(f"<{len(values)}{SIZES[kind]}", *values)
        if size > 4:
            entries += struct.pack("<HHII", number, kind, len(values), end + len(outside))
            outside += packed + bytes(size % 2)
        else:
            entries += struct.pack("<HHI", number, kind, len(values)) + packed.ljust(4, b"\0")
    return (b"II*\0\x08\0\0\0" + struct.pack("<H", len(order)) + entries + struct.pack("<I", next_directory) + outside
            + pixels)


def grey_tiff(width, height, pixels, compression=1, rows=None, **other):
    """One strip or `rows` a strip, all of them the same bytes."""
    rows = rows or height or 1
    strips = max(1, -(-height // rows))
    tags = {256: (LONG, [width]), 257: (LONG, [height]), 258: (SHORT, [8]), 259: (SHORT, [compression]), 262: (SHORT, [1]),
            273: (LONG, ["PIXELS"] * strips), 277: (SHORT, [1]), 278: (LONG, [rows]), 279: (LONG, [len(pixels)] * strips)}
    tags.update({int(name.strip("_")): value for name, value in other.items()})
    return tiff([(number, *value) for number, value in tags.items()], pixels)


def tiff_bomb(width, height):
    """Every strip is the same few bytes, which unpack to a hundred rows of zeros."""
    return grey_tiff(width, height, zlib.compress(bytes(width * 100), 9), 8, 100)


def tiff_of_tiny_tiles(side):
    """Tiles of 16 pixels, the least there can be, all in the same place."""
    tiles = (side // 16) ** 2
    tags = [(256, LONG, [side]), (257, LONG, [side]), (258, SHORT, [8]), (259, SHORT, [1]), (262, SHORT, [1]),
            (277, SHORT, [1]), (322, LONG, [16]), (323, LONG, [16]), (324, LONG, ["PIXELS"] * tiles), (325, LONG, [256] * tiles)]
    return tiff(tags, bytes(range(256)))


def box(name, body):
    return struct.pack(">I", len(body) + 8) + name + body


FTYP = box(b"ftyp", b"heic\0\0\0\0mif1heic")


def nested_boxes(depth):
    """Containers in containers; lengths are right all the way down."""
    body = b""
    for level in range(depth):
        body = box(b"iprp" if level % 2 else b"ipco", body)
    return FTYP + box(b"meta", bytes(4) + body)


def raw_files():
    """{name: content}: directories as the makers' files have them, and no pixels."""
    sensor = [(254, LONG, [0]), (259, SHORT, [1]), (262, SHORT, [32803])]
    make_of = lambda text: (271, ASCII, list(text.encode() + b"\0"))
    whole = tiff([(254, LONG, [1]), (259, SHORT, [1]), (262, SHORT, [2]), make_of("NIKON CORPORATION"),
                  (330, LONG, ["PIXELS"])])
    below = struct.pack("<H", len(sensor)) + b"".join(
        struct.pack("<HHI", number, kind, 1) + struct.pack(f"<{SIZES[kind]}", values[0]).ljust(4, b"\0")
        for number, kind, values in sensor) + bytes(4)
    return {"nikon": whole + below, "pentax": tiff(sensor + [make_of("PENTAX")]),
            "dng": tiff([(262, SHORT, [2]), (50706, BYTES, [1, 4, 0, 0])]),
            "canon_cr2": b"II*\0\x10\0\0\0CR\2\0" + bytes(500), "canon_cr3": box(b"ftyp", b"crx \0\0\0\1crx isom") + bytes(500),
            "fujifilm": b"FUJIFILMCCD-RAW 0201" + bytes(500), "olympus": b"IIRO\x08\0\0\0" + bytes(500),
            "panasonic": b"IIU\0\x18\0\0\0" + bytes(500), "sigma": b"FOVb" + bytes(500)}
