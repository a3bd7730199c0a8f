#!/usr/bin/python3
"""What changed compiles by itself: a group of sources, and a precompiled header, hide an include that
one of them lacks.

check_alone.py [--all]: needs a configured build/dev. What changed is what check_tidy.py says.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import concurrent.futures
import os
import re
import subprocess
import sys

import check_tidy


def said_of(command):
    """What the compiler says of a source, of which it writes nothing."""
    command = re.sub(r" -o \S+ -c ", " -fsyntax-only ", command)
    done = subprocess.run(command, shell=True, cwd=check_tidy.ROOT / "build/dev", text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout if done.returncode else ""


def main():
    commands = check_tidy.readable_commands()
    changed = commands if "--all" in sys.argv[1:] else check_tidy.changed_files() or []
    wanted = sorted(set(check_tidy.sources_of(changed, commands)))
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        said = "".join(pool.map(lambda name: said_of(commands[name]), wanted))
    print(f"{said}{len(wanted)} files")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
