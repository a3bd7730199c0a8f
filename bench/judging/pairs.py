"""Copies: which pairs of a photo and its variant the program puts together, and which strangers.

Each kind of variant at each level is a run of its own: the clean photos, and one variant of each. A pair is
found when both stand in one group and one of them has a finding for it. All files of all parents in one
run then show the pairs of different motifs that were taken for copies. The peer is the 64-bit hash.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import collections
import hashlib
import itertools
import json
import os
import pathlib
import subprocess
import tempfile

import measuring

from . import measured, peers, statistics

BARS = {"exact": 0.99, "same_pixels": 0.99, "resize": 0.99, "recompress": 0.99, "mirror": 0.99, "quarter_turn": 0.99, "crop": 0.95,
        "rotate": 0.95, "black_and_white": 0.95, "filter": 0.95, "stamp": 0.95}  # least recall
PRECISION_BAR = 0.99
# Crops of views of 4 megapixels are too small for an agency, and of what is rejected by itself no copy is looked for.
PROFILE = """name = "copies"
title = "As adobe-stock, of any size"
extends = "adobe-stock"
[rules.resolution_too_low]
enabled = false
[rules.resolution_borderline]
enabled = false
"""
PLAIN = {"smooth", "minimal", "fog", "low-key", "high-key"}  # photos with little in them, that hashes confuse


def screened(folder, lines):
    """{path: {group, rejected, copies: codes of similarity}} of one run over links to these files."""
    with tempfile.TemporaryDirectory(prefix="pairs-", dir=measuring.WORK) as holder:
        for line in lines:
            link = pathlib.Path(holder, line["path"])
            link.parent.mkdir(exist_ok=True)
            os.link(folder / line["path"], link)
        profile = pathlib.Path(f"{holder}.toml")
        profile.write_text(PROFILE, encoding="utf-8")
        with measuring.Screening(holder, "--profile", str(profile)) as screening:
            screening.run()
            done = subprocess.run([measuring.PROGRAM, "report", "last", "--format", "json", "--database", screening.database],
                                  check=True, stdout=subprocess.PIPE)
        profile.unlink()
    out = {}
    for image in json.loads(done.stdout)["images"]:
        codes = [finding["code"] for finding in image["findings"] if finding["category"] == "similarity"]
        out[image["path"]] = {"group": image["group"], "rejected": image["decision"] == "rejected", "copies": codes}
    return out


def together(said, one, other):
    """Found as a pair; a photo that the run does not tell of is in no pair."""
    if one not in said or other not in said:
        return False
    a, b = said[one], said[other]
    return a["group"] is not None and a["group"] == b["group"] and bool(a["copies"] or b["copies"])


def runs_of(part):
    """{(kind, level, seed): its variants}"""
    out = collections.defaultdict(list)
    for line in part.truth:
        if line["role"] == "variant":
            out[line["kind"], line["level"], line["seed"]].append(line)
    return out


def said_of(part):
    """By run as in runs_of, and one of all."""
    def ask():
        clean = [line for line in part.truth if line["role"] == "clean"]
        out = {"/".join(map(str, key)): screened(part.folder, clean + lines) for key, lines in runs_of(part).items()}
        return out | {"all": screened(part.folder, [line for line in part.truth if line["role"] in ("clean", "variant")])}
    return measured.kept(f"{part.folder.name}-{part.version}-{measured.program_hash()}", ask)


def hashes_of(part):
    code = hashlib.sha256(pathlib.Path(peers.__file__).read_bytes()).hexdigest()[:16]
    paths = [line["path"] for line in part.truth if line["role"] in ("clean", "variant")]
    return measured.kept(f"{part.folder.name}-{part.version}-hash-{code}",
                         lambda: {path: peers.phash(part.folder / path) for path in paths})


def strangers(lines):
    """Pairs of files of different parents, by how much there is in them."""
    for one, other in itertools.combinations(lines, 2):
        if one["parent"] != other["parent"]:
            plain = len([line for line in (one, other) if PLAIN & set(line["known"])])
            yield ("none plain", "one plain", "both plain")[plain], one["path"], other["path"]


def by_kind(part, said, hashes):
    """({kind: pairs, found, found_by_hash, wrong: pairs of different parents in the same runs}, {parent: pairs
    of it that were not found})"""
    kinds, parents = collections.defaultdict(collections.Counter), {line["path"]: line["parent"] for line in part.truth}
    lost = collections.Counter()
    for key, lines in runs_of(part).items():
        run, count = said["/".join(map(str, key))], kinds[key[0]]
        for line in lines:
            count["pairs"] += 1
            found = together(run, line["path"], line["clean_twin"])
            count["found"] += found
            lost[line["parent"]] += not found
            count["found_by_hash"] += peers.alike(hashes[line["path"]], hashes[line["clean_twin"]])
        count["wrong"] += sum(parents[a] != parents[b] and together(run, a, b) for a, b in itertools.combinations(run, 2))
    return kinds, lost


def of_strangers(part, said, hashes):
    """{kind: pairs, wrong, wrong_by_hash} over all files in one run."""
    kinds = collections.defaultdict(collections.Counter)
    for kind, one, two in strangers([line for line in part.truth if line["role"] in ("clean", "variant")]):
        kinds[kind]["pairs"] += 1
        kinds[kind]["wrong"] += together(said["all"], one, two)
        kinds[kind]["wrong_by_hash"] += peers.alike(hashes[one], hashes[two])
    return kinds


def told(part, said, hashes):
    kinds, lost = by_kind(part, said, hashes)
    rows = [{"kind": kind, **count, "recall": round(count["found"] / count["pairs"], 4),
             "recall_of_hash": round(count["found_by_hash"] / count["pairs"], 4),
             "precision": statistics.share(count["found"], count["found"] + count["wrong"])}
            for kind, count in kinds.items()]
    others = [{"kind": kind, "pairs": count["pairs"], "wrong": count["wrong"], "wrong_by_hash": count["wrong_by_hash"]}
              for kind, count in sorted(of_strangers(part, said, hashes).items())]
    return {"variants": rows, "strangers": others, "lost_by_parent": dict(lost.most_common())}


def judged(part):
    return told(part, said_of(part), hashes_of(part))
