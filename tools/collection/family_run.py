"""Plans families, makes them with several processes, and writes their truth."""
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import dataclasses
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys

from . import folder, known
from .family_make import Maker
from .family_plan import Families, slug
from .ranges import Wrong

FILES_A_TASK = 12


def smaller(parents, scale):
    return [dataclasses.replace(parent, width=round(parent.width * scale), height=round(parent.height * scale))
            for parent in parents]


def truth_of(file, table):
    about = table.get(file.parent, known.NOTHING)
    line = {"path": file.path, "role": file.role, "kind": file.kind, "parameters": file.parameters, "level": file.level,
            "seed": file.seed, "parent": file.parent, "known": list(about.words), "use": about.use, "crop": file.crop, "view": list(file.view),
            "width": file.size[0], "height": file.size[1], "group": file.group, "clean_twin": file.clean_twin,
            "sharpest": file.sharpest}
    return line | {"made": file.tells}


def batches(files):
    """Files of one view together, so that a process decodes a parent once."""
    together = []
    for file in files:
        if together and (file.group != together[0].group or len(together) == FILES_A_TASK):
            yield together
            together = []
        together.append(file)
    if together:
        yield together


def hostile(out):
    """The truth of tools/make_hostile's files, made below OUT/hostile."""
    subprocess.run([folder.TOOLS / "make_hostile", str(out / "hostile")], check=True, stdout=subprocess.DEVNULL)
    expected = pathlib.Path(out, "hostile.expected.jsonl")
    lines = [json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines()]
    expected.unlink()
    for line in lines:
        path = b"hostile/" + base64.b64decode(line["path_bytes"])
        yield {"path": "hostile/" + line["path"], "path_bytes": base64.b64encode(path).decode(), "role": "hostile",
               "kind": line["why"], "any_of": line["any_of"]}


def refuse_same_slugs(parents):
    seen = {}
    for parent in parents:
        other = seen.setdefault(slug(parent.path), parent.path)
        if other != parent.path:
            raise Wrong(f"{other} and {parent.path} would have the same name; rename one")


def run(arguments, asked, found):
    """`found`: the parents in the folder; `asked`: options.Families."""
    out = pathlib.Path(arguments.out.rstrip("/"))
    table = known.read(arguments.known)
    parents = smaller(known.chosen(found, table, arguments.use, arguments.require, arguments.exclude), asked.scale)
    large = [p for p in parents if asked.crops == 0 or p.width * p.height >= asked.megapixels * 1e6]
    if not large:
        raise Wrong(f"none of {len(found)} photographs in {arguments.parents} is left by --use, --require, --exclude and the size")
    if len(large) < len(parents):
        print(f"make_collection: {len(parents) - len(large)} parents are below {asked.megapixels:g} MP and left out", file=sys.stderr)
    refuse_same_slugs(large)
    wanted = json.loads(json.dumps({"asked": dataclasses.asdict(asked), "parents": [dataclasses.astuple(p) for p in large],
                                    "known": [dataclasses.astuple(table.get(p.path, known.NOTHING)) for p in large], "made_by": folder.made_by("collection/*.py")}))
    files = list(Families(asked, table).plan(large))
    if folder.prepare(out, arguments.force, wanted):
        print(f"{out}: {len(files)} files of {len(large)} parents, there already")
        return
    for group in {file.group for file in files}:
        os.makedirs(out / group, exist_ok=True)
    maker = Maker(arguments.parents, str(out), asked.scale, asked.base)
    progress, made = folder.Progress(len(files)), {}
    with multiprocessing.Pool(arguments.jobs) as pool:
        for done in pool.imap_unordered(maker.make_batch, batches(files)):
            made |= {file.path: file for file in done}
            progress.add(len(done))
    lines = [truth_of(made[file.path], table) for file in files]
    if asked.hostile:
        lines += hostile(out)
    folder.finish(out, lines, wanted)
    megabytes = sum(file.tells["bytes"] for file in made.values()) / 2**20
    print(f"{out}: {len(lines)} files of {len(large)} parents, {megabytes:.0f} MB, {progress.seconds():.0f} s")
