"""Makes the files of the families: decode the parent once, then each file from the view's pixels."""
# SPDX-License-Identifier: GPL-3.0-or-later
import functools
import hashlib
import os

import numpy
from PIL import Image

from . import bursts, coding, degradations, light, metadata, variants
from .family_plan import generator

EPOCH = 1_700_000_000


@functools.lru_cache(maxsize=1)
def parent_pixels(path, scale):
    """The parent as bytes; made smaller first, where asked, which takes the traces of its own encoding."""
    picture = Image.open(path).convert("RGB")
    if scale != 1:
        picture = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)
    return numpy.asarray(picture)


class Maker:
    """Makes files below `out` from parents below `folder`; `base` is how all are encoded."""

    def __init__(self, folder, out, scale, base):
        self.folder, self.out, self.scale, self.base = folder, out, scale, base

    def parent(self, file):
        return parent_pixels(os.path.join(self.folder, file.parent), self.scale)

    def codes(self, file):
        x, y, width, height = file.view
        return self.parent(file)[y:y + height, x:x + width].astype(numpy.float32)

    def clean(self, file):
        return coding.encoded(self.codes(file), *self.base)

    def stepped(self, file, random):
        """The bytes after all steps."""
        codes, quality = self.codes(file), self.base[0]
        for name, given in file.steps:
            kind = degradations.TABLE.get(name) if file.role == "degraded" else variants.TABLE[name]
            if kind.coding:
                return kind.apply(codes, given, self.base, random, file.tells), light.to_bytes(codes).shape
            if name == "recompress":
                quality = given["quality"]
            codes = kind.apply(codes, given, random, file.tells)
        return coding.encoded(codes, quality, self.base[1]), codes.shape

    def data(self, file):
        """(the file's bytes, its height and width)"""
        # The same for all levels: a tremble grows, it does not become another.
        random = generator(file.seed, file.group, file.role, file.kind, *([file.level] if file.role == "burst" else []))
        if file.role == "burst":
            codes = bursts.frame(self.parent(file), file.parameters, random)
            seconds = file.parameters["seconds"]
            fields = metadata.Fields(title=None, keywords=(), serial=metadata.SERIAL,
                                     time=f"2024:08:17 19:{42 + int(seconds) // 60:02d}:{int(seconds) % 60:02d}")
            return metadata.with_fields(coding.encoded(codes, *self.base), fields), codes.shape
        if file.role == "metadata":
            data, told = metadata.case(file.kind, self.clean(file))
            file.tells.update(told)
            return data, (file.view[3], file.view[2])
        if file.role == "variant" and file.kind in ("exact", "same_pixels"):
            data = self.clean(file)
            if file.kind == "same_pixels":
                data = data[:2] + metadata.segment(0xFE, b"another file") + data[2:]
            return data, (file.view[3], file.view[2])
        return self.stepped(file, random)

    def make(self, file):
        """Writes it; what became of it stands in the file itself, which is returned."""
        data, shape = self.data(file)
        file.size = (int(shape[1]), int(shape[0]))
        file.tells["bytes"] = len(data)
        path = os.path.join(self.out, file.path)
        with open(path, "wb") as out:
            out.write(data)
        when = EPOCH + int.from_bytes(hashlib.sha256(file.path.encode()).digest()[:3], "big")
        os.utime(path, (when, when))
        return file

    def make_batch(self, files):
        return [self.make(file) for file in files]
