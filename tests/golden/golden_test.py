#!/usr/bin/python3
"""For one file of each format and kind, `inspect --json` equals a reviewed file, byte for byte.

The files lie in tests/golden/files and the answers beside them, NAME.json. To add one: put the file
there (make_files.py and make_formats.py say how these were made), run with --write, read the answer with
your own eyes, commit both. `elapsed_ms` is left out.
Usage: golden_test.py PHOTOSIEVE [--write]
SPDX-License-Identifier: GPL-3.0-or-later
"""
import difflib
import json
import os
import pathlib
import subprocess
import sys

FILES = pathlib.Path(__file__).resolve().parent / "files"


def answer(program, path):
    done = subprocess.run([program, "inspect", "--json", path.name], cwd=FILES, capture_output=True, text=True,
                          env={**os.environ, "PHOTOSIEVE_NETWORKS": "off"})
    if done.returncode != 0:
        return done.stderr
    said = json.loads(done.stdout)
    del said["elapsed_ms"]
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    wrong = 0
    files = sorted(path for path in FILES.iterdir() if path.suffix != ".json")
    for path in files:
        known = path.with_name(path.name + ".json")
        said = answer(program, path)
        if "--write" in sys.argv:
            known.write_text(said)
            continue
        wanted = known.read_text() if known.exists() else ""
        if said != wanted:
            wrong += 1
            sys.stdout.writelines(difflib.unified_diff(
                wanted.splitlines(True), said.splitlines(True), known.name, "said now"))
    print(f"{len(files)} files, {wrong} differ")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
