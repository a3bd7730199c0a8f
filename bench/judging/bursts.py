"""Motif groups: of a burst at most three frames survive, and the sharpest is one of them.

All bursts are screened in one run, as they would lie on a card. Judged only where the program has a
finding for motifs; the numbers are told in any case.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import collections

from . import measured, pairs

MOST = 3


def has_motifs(rules):
    return any("motif" in code or "burst" in code for code in rules)


def told(lines, said, rules):
    """`said`: what pairs.screened gave of them."""
    frames = collections.defaultdict(list)
    for line in lines:
        frames[line["group"], line["seed"]].append(line)
    bursts = []
    for (group, seed), burst in sorted(frames.items()):
        left = [line["path"] for line in burst if line["path"] in said and not said[line["path"]]["rejected"]]
        bursts.append({"burst": f"{group} seed {seed}", "frames": len(burst), "survive": len(left),
                       "sharpest_survives": burst[0]["sharpest"] in left})
    good = [one["survive"] <= MOST and one["sharpest_survives"] for one in bursts]
    return {"judged": has_motifs(rules), "bursts": len(bursts), "frames": len(lines),
            "at_most_three": sum(one["survive"] <= MOST for one in bursts),
            "sharpest_survives": sum(one["sharpest_survives"] for one in bursts), "both": sum(good),
            "missed": [one for one, fine in zip(bursts, good) if not fine]}


def judged(part, rules):
    lines = [line for line in part.truth if line["role"] == "burst"]
    name = f"{part.folder.name}-{part.version}-bursts-{measured.program_hash()}"
    return told(lines, measured.kept(name, lambda: pairs.screened(part.folder, lines)), rules)
