#!/usr/bin/python3
"""Each header compiles alone, without precompiled headers, with the flags of its module.

check_headers.py: needs a configured build/dev. Nothing is written: the compiler reads a line that
includes the header and says what is missing.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import concurrent.futures
import os
import re
import subprocess
import sys

import check_tidy

SOURCES = check_tidy.ROOT / "src"


def command_of(header, commands):
    """That of a source beside it; of any where there is none."""
    beside = f"src/{header.parts[0]}/"
    command = next((commands[name] for name in sorted(commands) if name.startswith(beside)),
                   next(iter(commands.values()), ""))
    return re.sub(r" -g\d?(?= )", "", re.sub(r" -o \S+ -c \S+", " -fsyntax-only -x c++ -", command))


def said_of(header, command):
    done = subprocess.run(command, shell=True, cwd=check_tidy.ROOT / "build/dev", text=True,
                          input=f'#include "{header}"\n', stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout if done.returncode else ""


def main():
    commands = check_tidy.readable_commands()
    headers = sorted(path.relative_to(SOURCES) for path in SOURCES.rglob("*.h"))
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        said = "".join(pool.map(lambda header: said_of(header, command_of(header, commands)), headers))
    print(f"{said}{len(headers)} headers")
    return 1 if said or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
