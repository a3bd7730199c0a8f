"""What the families will hold: views of the parents, and for each the files made of it.

A family is one view: its clean file, and all that is made of it. Depends on parents and arguments
alone; each file's random numbers come from the seed and its own name, so neither the order nor the
number of processes matters.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import hashlib

import numpy

from . import bursts, degradations, known, variants
from .ranges import Wrong, settled

MIN_MEGAPIXELS = 4.0
CANDIDATES = 200
MARGIN = 0.15  # of a view, around the subject


@dataclasses.dataclass
class File:
    path: str
    role: str  # clean, degraded, variant, burst, metadata
    kind: str  # the degradation, the mixture, the variant, the case
    parent: str
    crop: int
    view: tuple  # x, y, width, height in the parent (made smaller, where a scale was asked for)
    group: str  # one motif
    clean_twin: str | None  # the same view and encoding, without what was done
    seed: int = 0
    level: int = 0
    parameters: dict = dataclasses.field(default_factory=dict)
    steps: tuple = ()  # (name, its parameters), in the order of doing
    sharpest: str | None = None  # of a burst
    size: tuple = (0, 0)
    tells: dict = dataclasses.field(default_factory=dict)  # what came of it


def generator(*label):
    digest = hashlib.sha256("\0".join(map(str, label)).encode()).digest()
    return numpy.random.Generator(numpy.random.PCG64(int.from_bytes(digest[:16], "big")))


def slug(path):
    stem = path.rsplit(".", 1)[0].replace("/", "-").replace(" ", "_")
    return "".join(c for c in stem if c.isalnum() or c in "-_.")


def views(parent, crops, megapixels, subject=None):
    """Rectangles of the parent's shape and that size, the first in the middle, each next as far from
    the others as can be had; off the grid of the parent's own 8 x 8 blocks where there is room. With a
    subject (x, y as parts of the parent) the first is around it, and it lies well within the others."""
    if crops == 0:
        return [(0, 0, parent.width, parent.height)]
    scale = (megapixels * 1e6 / (parent.width * parent.height)) ** 0.5
    if scale > 1:
        return []
    width = min(parent.width, int(numpy.ceil(parent.width * scale)))
    height = min(parent.height, int(numpy.ceil(megapixels * 1e6 / width)))
    size, room = numpy.array([width, height]), numpy.array([parent.width - width, parent.height - height])
    random = generator("views", parent.path)
    places = numpy.rint(random.uniform(0, 1, (CANDIDATES, 2)) * room).astype(int)
    places[:5] = [room // 2, (0, 0), room, (0, room[1]), (room[0], 0)]
    if subject is not None:
        at = numpy.array(subject) * (parent.width, parent.height)
        lowest = numpy.clip(at - (1 - MARGIN) * size, 0, room).astype(int)
        highest = numpy.clip(at - MARGIN * size, 0, room).astype(int)
        places = numpy.rint(lowest + places / numpy.maximum(room, 1) * (highest - lowest)).astype(int)
        places[0] = numpy.clip(at - size / 2, 0, room).astype(int)
    out = [places[0]]
    while len(out) < crops:
        away = numpy.min([numpy.hypot(*(places - place).T) for place in out], axis=0)
        if away.max() == 0:
            raise Wrong(f"{parent.path}: no {crops} different views of {megapixels:g} MP can be had of {parent.width} x {parent.height}")
        out.append(places[int(away.argmax())])
    return [(*(int(at + 3 if at % 8 == 0 and at + 3 <= most else at) for at, most in zip(place, room)), width, height)
            for place in out]


def levels_of(asked, count):
    parameter, span = asked.ranges[0] if asked.ranges else (None, None)
    return [None] if parameter is None else span.all_levels(parameter, count)


def drawn(asked, level, seed, group, mixed):
    """The parameters of one file: the level's for the first, one from its range for each other."""
    given = {}
    for place, (parameter, span) in enumerate(asked.ranges):
        random = generator(seed, group, asked.name, parameter.name, *([mixed] if mixed is not None else []))
        if place == 0:
            given[parameter.name] = level if mixed is None else span.drawn(parameter, random)
        else:
            given[parameter.name] = span.drawn(parameter, random)
    return given


def combined(seed, group, number):
    """Two to four edits, each at a strength that a person would still call the same picture."""
    random = generator(seed, group, "combined", number)
    names = sorted(map(str, random.choice(variants.COMBINED, int(random.integers(3, 5)), replace=False)), key=variants.COMBINED.index)
    if "black_and_white" in names and "filter" in names:
        names.remove("filter")  # nothing of it would be seen
    steps = []
    for name in names:
        kind = variants.TABLE[name]
        given = {}
        for parameter in kind.parameters:
            values = parameter.default
            if ".." in values:
                low, high = (float(part) for part in values.split(":")[0].split(".."))
                given[parameter.name] = settled(parameter, random.uniform(low, high))
            else:
                given[parameter.name] = parameter.value(str(random.choice(values.split("/"))))
        steps.append((name, given))
    return tuple(steps)


class Families:
    """`asked`: what options.py made of the command line; `table`: what is known of the parents."""

    def __init__(self, asked, table):
        self.asked, self.table = asked, table

    def plan(self, parents):
        for parent in parents:
            subject = self.table.get(parent.path, known.NOTHING).subject
            for number, view in enumerate(views(parent, self.asked.crops, self.asked.megapixels, subject)):
                yield from self.family(parent, number, view)

    def family(self, parent, number, view):
        asked = self.asked
        group = f"{slug(parent.path)}-{number}"
        common = {"parent": parent.path, "crop": number, "view": view, "group": group}
        clean = File(f"{group}/clean.jpg", "clean", "clean", clean_twin=None, **common)
        yield clean
        twins = {asked.base[0]: clean.path}
        for mixture in asked.degrade:
            for file in self.degraded(mixture, common):
                quality = file.steps[-1][1]["second"] if file.steps[-1][0] == "double_compression" else asked.base[0]
                if quality not in twins:
                    twins[quality] = f"{group}/clean-q{quality}.jpg"
                    yield File(twins[quality], "clean", "clean", clean_twin=None, parameters={"quality": quality},
                               steps=(("recompress", {"quality": quality}),), **common)
                file.clean_twin = twins[quality]
                yield file
        for variant in asked.variants:
            yield from self.variant(variant, common, clean.path, parent)
        if number == 0:
            for name in asked.metadata:
                yield File(f"{group}/metadata-{name}.jpg", "metadata", name, clean_twin=clean.path, **common)

    def degraded(self, mixture, common):
        name = "+".join(one.name for one in mixture)
        levels = levels_of(mixture[0], self.asked.levels)
        for seed in self.asked.seeds:
            for place, level in enumerate(levels):
                mixed = place if len(mixture) > 1 else None
                steps = tuple(sorted(((one.name, drawn(one, level, seed, common["group"], mixed)) for one in mixture),
                                     key=lambda step: degradations.ORDER[step[0]]))
                parameters = steps[0][1] if len(steps) == 1 else {f"{n}.{p}": v for n, given in steps for p, v in given.items()}
                yield File(f"{common['group']}/{name}-{place}-s{seed}.jpg", "degraded", name, clean_twin=None, seed=seed,
                           level=place, parameters=dict(parameters), steps=steps, **common)

    def variant(self, variant, common, clean, parent):
        for seed in self.asked.seeds:
            if variant.name == bursts.KIND.name:
                yield from self.burst(variant, common, clean, parent, seed)
                continue
            for place, level in enumerate(levels_of(variant, self.asked.levels)):
                if variant.name == "combined":
                    steps = combined(seed, common["group"], place)
                    parameters = {"edits": [name for name, _ in steps]} | {f"{n}.{p}": v for n, g in steps for p, v in g.items()}
                else:
                    parameters = drawn(variant, level, seed, common["group"], None)
                    steps = ((variant.name, parameters),)
                yield File(f"{common['group']}/variant-{variant.name}-{place}-s{seed}.jpg", "variant", variant.name,
                           clean_twin=clean, seed=seed, level=place, parameters=dict(parameters), steps=steps, **common)

    def burst(self, variant, common, clean, parent, seed):
        given = drawn(variant, levels_of(variant, 1)[0], seed, common["group"], None)
        frames = bursts.plan(common["view"], (parent.width, parent.height), given, generator(seed, common["group"], "burst"))
        paths = [f"{common['group']}/burst-s{seed}-{frame['frame']:02d}.jpg" for frame in frames]
        best = next(path for path, frame in zip(paths, frames) if frame["sharpest"])
        for path, frame in zip(paths, frames):
            yield File(path, "burst", "burst", clean_twin=clean, seed=seed, level=frame["frame"], parameters=frame,
                       sharpest=best, **common)
