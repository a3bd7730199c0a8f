"""What a collection will hold: one Item a file, planned before any pixel is touched.

The plan depends on the parents, the count, the mix and the seed alone, so the files do too, whatever
the number of processes that make them. A view is a rectangle of a parent; the files made from one
view are one group: the same picture, re-encoded, toned, blurred, made noisy, darker, copied.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import random

KINDS = ("crops", "tones", "reencode", "blur", "noise", "exposure", "copies")
FILES_A_FOLDER = 200
MIN_NATIVE_MEGAPIXELS = 4.05  # a view at its own size must pass the agencies' 4 MP
TRIES = 1000
LEVELS = (660, 800, 1000, 1200)  # the shorter side of a parent that small files are cut from
VARIATIONS = (0, 0, 1, 1, 2, 3)  # how many files a view gets besides the first, equally likely


@dataclasses.dataclass
class Parent:
    path: str  # below the folder of parents
    width: int
    height: int


@dataclasses.dataclass
class Item:
    index: int
    path: str
    parent: str
    view: tuple  # x, y, width, height in the parent's pixels
    width: int
    height: int
    kind: str
    parameters: dict
    group: str
    copy_of: int | None = None  # another item's index: the same bytes


def path_of(index):
    folder = index // FILES_A_FOLDER
    return f"{2015 + folder // 12 % 10}/shoot-{folder:03d}/IMG_{index:05d}.jpg"


def native_views(parent):
    """Rectangles at the parent's own size that do not overlap at one level: whole, halves, quarters."""
    for across, down in ((1, 1), (2, 1), (2, 2)):
        if parent.height > parent.width:
            across, down = down, across
        width, height = parent.width // across, parent.height // down
        if width * height >= MIN_NATIVE_MEGAPIXELS * 1e6:
            yield from ((x * width, y * height, width, height) for y in range(down) for x in range(across))


def random_view(rng, parent, aspect, least_width):
    """A rectangle of the aspect, anywhere in the parent, at least so wide where the parent is."""
    widest = min(parent.width, int(parent.height * aspect))
    width = rng.randint(min(least_width, widest), widest)
    height = min(parent.height, round(width / aspect))
    return rng.randint(0, parent.width - width), rng.randint(0, parent.height - height), width, height


def level_view(rng, parent, width, height):
    """A rectangle that is width x height in the parent made smaller (LEVELS): cheap to cut out."""
    scale = rng.choice(LEVELS) / min(parent.width, parent.height)
    x = rng.randint(0, int(parent.width * scale) - width)
    y = rng.randint(0, int(parent.height * scale) - height)
    return tuple(round(edge / scale) for edge in (x, y, width, height))


def parameters_of(rng, kind):
    """What a kind does to a view, drawn at random, in the units that truth.jsonl reports."""
    spread = {
        "crops": dict,
        "tones": lambda: {"gamma": round(rng.uniform(0.85, 1.18), 3), "warmth": round(rng.uniform(-0.06, 0.06), 3)},
        "reencode": lambda: {"quality": rng.randint(20, 80)},
        "blur": lambda: {"radius_pixels": round(rng.uniform(1.5, 8), 2)},
        "noise": lambda: {"sigma": round(rng.uniform(6, 30), 1)},
        "exposure": lambda: {"stops": round(rng.choice((-1, 1)) * rng.uniform(1.5, 3.5), 2)},
        "copies": dict,
    }
    return spread[kind]()


class Planner:
    """`size(rng)` gives a file's (width, height), or None: the view's own size. `small`: by LEVELS."""

    def __init__(self, parents, seed, mix, size, small=False):
        self.parents, self.mix, self.size, self.small = parents, mix, size, small
        self.rng = random.Random(f"photosieve {seed}")
        self.views, self.made = {}, set()

    def draw_view(self):
        """(parent, view, width, height)"""
        rng = self.rng
        if self.size is None:
            parent = rng.choice([p for p in self.parents if any(native_views(p))])
            view = rng.choice(list(native_views(parent)))
            return parent, view, *view[2:]
        parent = rng.choice(self.parents)
        width, height = self.size(rng)
        if self.small:
            return parent, level_view(rng, parent, width, height), width, height
        return parent, random_view(rng, parent, width / height, 640), width, height

    def next_view(self):
        """(parent, view, width, height, group); a view that was drawn at random is a new one."""
        for _ in range(TRIES):
            parent, view, width, height = self.draw_view()
            key = (parent.path, view, width, height)
            if self.size is None or key not in self.views:
                group = self.views.setdefault(key, f"view-{len(self.views):05d}")
                return parent, view, width, height, group
        raise ValueError("so many different views cannot be had from these parents")

    def draw(self, kinds, group):
        """A kind and its parameters that this view has not had: no two files are alike by accident."""
        for _ in range(TRIES):
            kind = self.rng.choice(kinds)
            parameters = parameters_of(self.rng, kind)
            made = (group, kind, *parameters.values())
            if kind == "copies" or made not in self.made:
                self.made.add(made)
                return kind, parameters
        raise ValueError("so many different files cannot be had from these parents with this mix")

    def plan(self, count):
        items = []
        apart = [kind for kind in self.mix if kind in ("crops", "tones")]
        while len(items) < count:
            parent, view, width, height, group = self.next_view()
            # Without kinds that belong together each file is a picture of its own.
            more = 0 if apart == self.mix else self.rng.choice(VARIATIONS)
            begin = len(items)
            for nth in range(min(1 + more, count - begin)):
                plain = nth == 0 and more and "crops" in self.mix and (group, "crops") not in self.made
                kinds = ["crops"] if plain else self.mix if nth else [k for k in self.mix if k != "copies"]
                kind, parameters = self.draw(kinds, group)
                item = Item(len(items), path_of(len(items)), parent.path, view, width, height, kind, parameters, group)
                if kind == "copies":
                    item.copy_of = self.rng.choice([i.index for i in items[begin:] if i.copy_of is None])
                items.append(item)
        return items
