"""The collections that the report stands on, made by tools/make_collection from its two recipes.

tools/collection/accuracy.toml is made in parts, a folder each below build/bench/accuracy, so that a change
of one does not make all anew. A part is made once for its arguments and the tool's version; a clean view
stands in each part, with the same bytes. Parents are those for reporting; of those for tuning only the
clean views are made, to tell how many of them are rejected. Clean views are always as many as the recipe
says; of each degradation, `crops` views of each parent may be fewer, which the report tells.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import hashlib
import json
import pathlib
import subprocess
import tomllib

import measuring

from . import subjects

FOLDER = measuring.WORK / "accuracy"
RECIPES = measuring.ROOT / "tools/collection"


@dataclasses.dataclass(frozen=True)
class Part:
    folder: pathlib.Path
    truth: tuple  # the lines of its truth, dictionaries
    version: str  # of its content: a hash of the arguments and of the tool


def recipe(name):
    return tomllib.loads((RECIPES / f"{name}.toml").read_text(encoding="utf-8"))


def made(name, options):
    out = FOLDER / name
    out.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([measuring.ROOT / "tools/make_collection", "--parents", measuring.ROOT / "samples", "--out", out, "--force",
                    *options], check=True)
    lines = pathlib.Path(f"{out}.truth.jsonl").read_text(encoding="utf-8").splitlines()
    version = hashlib.sha256(pathlib.Path(f"{out}.made.json").read_bytes()).hexdigest()[:16]
    return Part(out, tuple(json.loads(line) for line in lines), version)


def options_of(asked, use, crops):
    """What all parts of a recipe share."""
    out = ["--use", use, "--crops", str(crops), "--crop-megapixels", str(asked["crop_megapixels"]), "--seed", str(asked["seed"]),
           "--seeds", str(asked["seeds"])]
    for word in asked["exclude"]:
        out += ["--exclude", word]
    return out


def wanted_of(part, asked, rules):
    """The lines of the recipe that a part is made of: those of its subjects that the program judges."""
    if part == "mixtures":
        return [line for line in asked["degrade"] if "+" in line]
    kinds = {subject.kind for subject in subjects.ALL if subject.part == part and subjects.known(subject, rules)}
    return [line for line in asked["degrade"] if "+" not in line and line.partition("=")[0] in kinds]


def degraded(part, rules, crops):
    """The part of the reporting half with that name, or None where the program judges nothing of it."""
    asked = recipe("accuracy")
    lines = wanted_of(part, asked, rules)
    if not lines:
        return None
    options = options_of(asked, "report", crops)
    for line in lines:
        options += ["--degrade", line]
    return made(f"report-{crops}-{part}", options)


def clean(use):
    """The clean views alone."""
    asked = recipe("accuracy")
    return made(f"{use}-{asked['crops']}-clean", [*options_of(asked, use, asked["crops"]), "--clean"])


def whole():
    """The parents of both halves as they are, at their own size."""
    exclude = [option for word in recipe("accuracy")["exclude"] for option in ("--exclude", word)]
    return made("whole", [*exclude, "--clean"])


def similarity(seeds):
    asked = recipe("similarity") | {"seeds": seeds}
    options = options_of(asked, "report", asked["crops"])
    for line in asked["variants"]:
        options += ["--variants", line]
    return made(f"report-{seeds}-similarity", options)
