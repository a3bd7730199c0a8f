#!/usr/bin/python3
"""clang-tidy over what changed, or --all, or the files named.

check_tidy.py [--all] [FILE...]: needs a configured build/dev. What changed: against the point
where the branch left origin/main, or against the commit before where there is no such branch, and
what is not committed yet; a changed header counts as the sources of its name. A file that was clean
and has not changed since, nor any header of the project that it sees, is not looked at again
(build/tidy). clang cannot read gcc's precompiled headers, so it gets the commands without them.

Most of its time goes into the libraries' headers, so several sources that are compiled alike are
looked at as one. What it says of such a batch may come from their being one: the batch is then
halved, and a complaint counts when it is of one file by itself.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import source_groups

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-14"
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.M)


def git(*arguments):
    """A command's output lines, or None where there is no git or no such commit."""
    done = subprocess.run(["git", "-c", f"safe.directory={ROOT}", *arguments], cwd=ROOT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.split("\n")[:-1] if done.returncode == 0 else None


def changed_files():
    """Paths that differ from where the branch began; None where that cannot be known."""
    head = git("rev-parse", "HEAD")
    base = git("merge-base", "origin/main", "HEAD") or git("merge-base", "main", "HEAD")
    if not base or base == head:
        base = git("rev-parse", "HEAD~1") or git("hash-object", "-t", "tree", "/dev/null")
    if not head or not base:
        return None
    committed = git("diff", "--name-only", base[0]) or []
    return committed + (git("ls-files", "--others", "--exclude-standard") or [])


def sources_of(changed, known):
    """The known sources among `changed`, a header standing for the sources of its name."""
    for name in changed:
        path = pathlib.Path(name)
        for candidate in (name, *(str(path.with_name(path.stem + end)) for end in (".cpp", "_test.cpp"))):
            if path.suffix in {".cpp", ".h"} and candidate in known:
                yield candidate


def batches(sources, commands):
    """The sources in groups that are compiled alike and define nothing twice."""
    alike = {}
    for source in sources:
        alike.setdefault(re.sub(r"\s-o \S+ -c \S+", "", commands[source]), []).append(str(ROOT / source))
    return [[os.path.relpath(path, ROOT) for path in group]
            for same in alike.values() for group in source_groups.groups(same)]


def readable_commands():
    """compile_commands.json in build/tidy, without precompiled headers; {source: command}."""
    commands = json.loads((ROOT / "build/dev/compile_commands.json").read_text())
    for entry in commands:
        entry["command"] = re.sub(r"\s-include\s+\S*cmake_pch\.hxx|\s-Winvalid-pch", "", entry["command"])
        # Nor does it know all of gcc's warnings.
        entry["command"] = re.sub(r"\s-fpch-\S+", "", entry["command"]) + " -Wno-unknown-warning-option"
    folder = ROOT / "build/tidy"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(commands))
    named = {os.path.relpath(entry["file"], ROOT): entry["command"] for entry in commands}
    return {name: command for name, command in named.items() if not name.startswith("build/")}


def key_of(source, command):
    """Changes with the file, the project's headers below it, its command and the rules."""
    seen, todo, digest = set(), [source], hashlib.sha256()
    while todo:
        name = todo.pop()
        path = ROOT / name
        if name in seen or not path.exists():
            continue
        seen.add(name)
        text = path.read_text(errors="replace")
        digest.update(text.encode())
        todo += [f"src/{found}" for found in INCLUDE.findall(text)]
    digest.update(command.encode() + (ROOT / ".clang-tidy").read_bytes())
    return digest.hexdigest()


def stamp_of(source):
    return ROOT / "build/tidy" / (source.replace("/", "_") + ".clean")


def is_clean(source, command):
    stamp = stamp_of(source)
    return stamp.exists() and stamp.read_text() == key_of(source, command)


def said_of(folder, source, *options):
    """What clang-tidy says of a source with the commands in a folder, or nothing."""
    done = subprocess.run([TIDY, "--quiet", f"--config-file={ROOT}/.clang-tidy", "-p", str(folder), *options,
                           "--header-filter=/(src|tests|bench|examples)/.*\\.(h|cpp)$", str(source)], cwd=ROOT,
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout if done.returncode else ""


def said_of_all(sources, commands):
    """What clang-tidy says of several sources that are compiled alike, taken as one."""
    first = ROOT / sources[0]
    with tempfile.TemporaryDirectory(prefix="tidy-") as folder:
        one = pathlib.Path(folder) / "UnifiedSource.cpp"  # a name that the analyser knows
        one.write_text("".join(f'#include "{ROOT / source}"\n' for source in sources))
        command = {"directory": str(ROOT / "build/dev"), "file": str(one),
                   "command": commands[sources[0]].replace(str(first), str(one))}
        (one.parent / "compile_commands.json").write_text(json.dumps([command]))
        return said_of(folder, one, "--checks=-bugprone-suspicious-include")


def look_at(sources, commands):
    """[(source, what clang-tidy says)] of those of a batch that it complains about."""
    if len(sources) > 1:
        if said_of_all(sources, commands):
            half = len(sources) // 2
            return look_at(sources[:half], commands) + look_at(sources[half:], commands)
    elif said := said_of(ROOT / "build/tidy", ROOT / sources[0]):
        return [(sources[0], said)]
    for source in sources:
        stamp_of(source).write_text(key_of(source, commands[source]))
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    known = readable_commands()
    if arguments.all:
        wanted = sorted(known)
    elif arguments.files:
        wanted = arguments.files
    else:
        changed = changed_files()
        if changed is None:
            print("not a checkout: nothing is known to have changed (--all looks at every file)")
            return 0
        wanted = sorted(set(sources_of(changed, known)))
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"not compiled by the preset dev: {' '.join(unknown)}", file=sys.stderr)
        return 2
    began, bad = time.monotonic(), 0
    todo = [name for name in wanted if not is_clean(name, known[name])]
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for complaints in pool.map(lambda batch: look_at(batch, known), batches(todo, known)):
            for source, said in complaints:
                bad += 1
                print(f"{source}:\n{said}", file=sys.stderr)
    print(f"{len(wanted)} files in {time.monotonic() - began:.0f} s, {bad} with complaints")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
