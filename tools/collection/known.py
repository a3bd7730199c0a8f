"""What is known of the parents: a table like tools/sample_photos.tsv, by path.

Columns by tabs: the path (third), what is known (sixth, words), use (seventh, tune or report), subject
(eighth, X,Y in percent, or -); lines that begin with # are not read. A parent that the table lacks is
known for nothing.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import pathlib
import re

from .ranges import Wrong

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "sample_photos.tsv"
USES = ("tune", "report")


@dataclasses.dataclass(frozen=True)
class Known:
    words: tuple = ()
    use: str | None = None
    subject: tuple | None = None  # x, y as parts of the width and the height


NOTHING = Known()


def read(path):
    """{path of a parent: what is known of it}"""
    out = {}
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            fields = line.split("\t")
            place = re.fullmatch(r"-|(\d+),(\d+)", fields[-1])
            if len(fields) != 8 or fields[6] not in USES or not place:
                raise Wrong(f"{path}:{number}: eight columns, the seventh tune or report, the eighth X,Y in percent or -")
            subject = (int(place[1]) / 100, int(place[2]) / 100) if place[1] else None
            out[fields[2]] = Known(tuple(fields[5].split()), fields[6], subject)
    return out


def chosen(parents, table, use, require, exclude):
    """Those of the parents that are for that use, known for all of `require` and none of `exclude`."""
    words = {word for known in table.values() for word in known.words}
    for word in (*require, *exclude):
        if word not in words:
            raise Wrong(f"no parent is known for {word!r}; words are: " + ", ".join(sorted(w for w in words if ":" not in w)))
    out = []
    for parent in parents:
        known = table.get(parent.path, NOTHING)
        if use in (None, known.use) and set(require) <= set(known.words) and not set(exclude) & set(known.words):
            out.append(parent)
    return out
