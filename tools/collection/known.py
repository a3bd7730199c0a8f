"""What is known of the parents: a table like tools/sample_photos.tsv, by path.

Columns by tabs: the path (third), what is known (sixth, words) and use (seventh, tune or report);
lines that begin with # are not read. A parent that the table lacks is known for nothing.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib

from .ranges import Wrong

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "sample_photos.tsv"
USES = ("tune", "report")


def read(path):
    """{path: (words, use)}"""
    out = {}
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            fields = line.split("\t")
            if len(fields) < 7 or fields[6] not in USES:
                raise Wrong(f"{path}:{number}: seven columns, the last of them tune or report")
            out[fields[2]] = (fields[5].split(), fields[6])
    return out


def chosen(parents, table, use, require, exclude):
    """Those of the parents that are for that use, known for all of `require` and none of `exclude`."""
    words = {word for known, _ in table.values() for word in known}
    for word in (*require, *exclude):
        if word not in words:
            raise Wrong(f"no parent is known for {word!r}; words are: " + ", ".join(sorted(w for w in words if ":" not in w)))
    out = []
    for parent in parents:
        known, whose = table.get(parent.path, ([], None))
        if (use is None or whose == use) and set(require) <= set(known) and not set(exclude) & set(known):
            out.append(parent)
    return out
