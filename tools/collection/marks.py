"""What is drawn over a photo: a border, a date, a watermark. Boxes are x, y, width, height in pixels."""
# SPDX-License-Identifier: GPL-3.0-or-later
import functools
import pathlib

import numpy
from PIL import Image, ImageDraw, ImageFont

FONTS = pathlib.Path("/usr/share/fonts/truetype/dejavu")
COLOURS = {"white": (255, 255, 255), "black": (0, 0, 0), "gray": (128, 128, 128), "cream": (244, 236, 214),
           "red": (150, 20, 24), "orange": (255, 150, 30), "yellow": (255, 225, 60)}
DATES = {"dots": "{year}. {month}.{day:>2}", "quote": "'{short:02} {month:>2} {day:>2}", "time": "{day:02}-{month:02}-{year} 14:{minute:02}"}
SIDES = {"all": "tblr", "top_and_bottom": "tb", "left_and_right": "lr", "bottom": "b"}


@functools.lru_cache(maxsize=64)
def font(name, height):
    """The font whose capitals and figures are so many pixels high."""
    path = FONTS / f"{name}.ttf"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: install fonts-dejavu-core")
    probe = ImageFont.truetype(str(path), 1000).getbbox("H8")
    return ImageFont.truetype(str(path), max(4, round(1000 * height / (probe[3] - probe[1]))))


def border(codes, given, random, told):
    """Painted over the outermost pixels, so the photo keeps its size."""
    out, width = codes.copy(), int(given["width_px"])
    colour = numpy.array(COLOURS[given["colour"]], numpy.float32)
    for side in SIDES[given["sides"]]:
        part = {"t": out[:width], "b": out[-width:], "l": out[:, :width], "r": out[:, -width:]}[side]
        part[:] = colour
    return out


def over(codes, mask, colour, opacity):
    share = (mask.astype(numpy.float32) / 255 * numpy.float32(opacity))[:, :, None]
    return codes * (1 - share) + numpy.array(colour, numpy.float32) * share


def box_of(mask):
    box = Image.fromarray(mask).getbbox() or (0, 0, 0, 0)
    return [box[0], box[1], box[2] - box[0], box[3] - box[1]]


def date(codes, given, random, told):
    """As cameras burn it in: figures of so many percent of the height, in a corner, with a dark rim."""
    height, width = codes.shape[:2]
    size = height * given["height_percent"] / 100
    year = int(random.integers(1998, 2025))
    text = DATES[given["style"]].format(year=year, short=year % 100, month=int(random.integers(1, 13)),
                                        day=int(random.integers(1, 29)), minute=int(random.integers(60)))
    face, rim = font("DejaVuSansMono-Bold", size), max(1, round(size / 14))
    left, top, right, bottom = face.getbbox(text)
    margin = round(height * 0.03)
    y = height - margin - (bottom - top)
    x = width - margin - (right - left) if given["corner"] == "right" else margin
    masks = []
    for stroke in (rim, 0):
        mask = Image.new("L", (width, height))
        ImageDraw.Draw(mask).text((x - left, y - top), text, 255, face, stroke_width=stroke)
        masks.append(numpy.asarray(mask))
    told["text"], told["box"] = text, box_of(masks[1])
    return over(over(codes, masks[0], (30, 15, 0), 0.6), masks[1], COLOURS[given["colour"]], 0.95)


def watermark(codes, given, random, told):
    """A text in white, with an opacity: once in the middle, slanted all over, or small in a corner."""
    height, width = codes.shape[:2]
    size = height * given["height_percent"] / 100
    face, style, text = font("DejaVuSans-Bold", size), given["style"], given["text"]
    left, top, right, bottom = face.getbbox(text)
    mask = Image.new("L", (width, height))
    draw = ImageDraw.Draw(mask)
    if style == "tiled":
        wide, high = round((right - left) * 1.3), round((bottom - top) * 5)
        slanted = Image.new("L", (2 * width, 2 * height))
        pen = ImageDraw.Draw(slanted)
        for row, y in enumerate(range(0, 2 * height, high)):
            for x in range(-(row % 2) * wide // 2, 2 * width, wide):
                pen.text((x, y), text, 255, face)
        slanted = slanted.rotate(30, Image.Resampling.BILINEAR)
        mask = slanted.crop((width // 2, height // 2, width // 2 + width, height // 2 + height))
    else:
        middle = style == "centre"
        x = (width - (right - left)) / 2 if middle else width - (right - left) - height * 0.03
        y = (height - (bottom - top)) / 2 if middle else height - (bottom - top) - height * 0.03
        draw.text((x - left, y - top), text, 255, face)
    mask = numpy.asarray(mask)
    told["box"] = box_of(mask)
    return over(codes, mask, (255, 255, 255), given["opacity"])
