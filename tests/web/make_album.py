#!/usr/bin/python3
"""An album to screen: small landscapes of nobody's country, some with something wrong.

Usage: make_album.py FOLDER COUNT

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import sys

import numpy
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 2500, 1700
CAMERAS = ((("FUJIFILM", "X-T5"), "XF16-55mmF2.8 R LM WR"), (("Canon", "Canon EOS R6"), "RF70-200mm F4 L IS USM"))


def landscape(seed):
    """A sky, a sun and hills with fine texture, different for each seed."""
    chance = numpy.random.default_rng(seed)
    top, low = chance.uniform(60, 150, 3), chance.uniform(150, 225, 3)
    column = top + (low - top) * numpy.linspace(0, 1, HEIGHT)[:, None]
    image = Image.fromarray(column.astype(numpy.uint8)[:, None, :]).resize((WIDTH, HEIGHT), Image.NEAREST)
    x, y = chance.uniform(0.2, 0.8) * WIDTH, chance.uniform(0.15, 0.4) * HEIGHT
    radius = chance.uniform(0.002, 0.006) ** 0.5 * HEIGHT
    ImageDraw.Draw(image).ellipse((x - radius, y - radius, x + radius, y + radius), fill=(236, 224, 190))
    columns = numpy.linspace(0, 1, WIDTH)
    for layer in range(4):
        line = 0.45 + 0.13 * layer + sum(
            chance.uniform(0.01, 0.05) / wave * numpy.sin(columns * chance.uniform(3, 9) * wave + chance.uniform(0, 6))
            for wave in (1, 2, 5))
        hill = Image.new("L", (WIDTH, HEIGHT))
        outline = [*enumerate(line * HEIGHT), (WIDTH, HEIGHT), (0, HEIGHT)]
        ImageDraw.Draw(hill).polygon(outline, fill=255)
        grain = chance.integers(-22, 22, (HEIGHT // 4, WIDTH // 4, 1))
        colour = low * (0.75 - 0.17 * layer) * chance.uniform(0.8, 1.1, 3)
        texture = numpy.clip(colour + grain, 4, 250).astype(numpy.uint8)
        image.paste(Image.fromarray(texture).resize((WIDTH, HEIGHT), Image.NEAREST), mask=hill)
    return image


def main(folder, count):
    for n in range(count):
        target = folder / f"day {n * 3 // count + 1}" / f"IMG_{4000 + n}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        image = landscape(n)
        if n % 9 == 3:
            image = image.filter(ImageFilter.GaussianBlur(7))
        if n % 9 == 5:
            image = image.resize((1200, 816))
        if n % 9 == 7 and n > 7:
            image = landscape(n - 2 if n % 2 else n - 1)
        camera, lens = CAMERAS[n % 4 // 3]
        exif = Image.Exif()
        exif[271], exif[272] = camera
        exif.get_ifd(0x8769)[0xA434] = lens
        image.save(target, quality=88 if n % 9 == 7 else 93, exif=exif)
        if n % 18 == 11:
            whole = target.read_bytes()
            target.write_bytes(whole[: len(whole) * 2 // 3])
    (folder / "day 1" / "notes.txt").write_text("not a photo\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
