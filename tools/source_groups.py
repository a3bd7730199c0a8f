#!/usr/bin/python3
"""Which sources can be compiled as one: groups of files that define nothing twice for themselves.

source_groups.py FILE...: a line "GROUP FILE" for each, the groups numbered from 0. Most of a
compiler's time goes into the libraries' headers, which files that are compiled as one share.
The build (cmake/module.cmake) and clang-tidy (check_tidy.py) take the same groups.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import functools
import pathlib
import re
import sys

AT_ONCE = 8  # files: who changes one compiles so many again
INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)
# What may be declared or defined at the left margin: functions, values, types, macros and tests.
NAMES = (re.compile(r"^(?!namespace|using)[\[A-Za-z_][\w:<>,&*\[\]\" ]*[ &*]([A-Za-z_]\w*)(?= ?[({=;])", re.M),
         re.compile(r"^(?:template <.*>\n?)?(?:struct|class|enum|enum class|union) (\w+)", re.M),
         re.compile(r"^using (\w+) =", re.M),
         re.compile(r"^#define (\w+)", re.M),
         re.compile(r"^TEST\w*\(([^{]*?)\)", re.M | re.S))
SOURCES = pathlib.Path(__file__).resolve().parent.parent / "src"


@functools.lru_cache(maxsize=None)
def names_in(path):
    """Enough to keep twins apart; no parser."""
    if not path.exists():
        return frozenset()
    text = path.read_text(errors="replace")
    return frozenset(name for pattern in NAMES for name in pattern.findall(text))


@functools.lru_cache(maxsize=None)
def headers_of(path):
    """The project's headers that a file includes, and those that they include."""
    found = set()
    if path.exists():
        for name in INCLUDE.findall(path.read_text(errors="replace")):
            found |= {SOURCES / name} | headers_of(SOURCES / name)
    return frozenset(found)


def own_and_seen(path):
    """The names that a source defines for itself, and those of the headers that it sees."""
    path = pathlib.Path(path)
    seen = {name for header in headers_of(path) for name in names_in(header)}
    return names_in(path) - seen, seen


def groups(paths):
    """The paths in lists of at most AT_ONCE, no file's own names being those of another in its list."""
    found = []
    for path in paths:
        own, seen = own_and_seen(path)
        for members, all_own, all_seen in found:
            if len(members) < AT_ONCE and not (own & (all_own | all_seen) or seen & all_own):
                break
        else:
            members, all_own, all_seen = [], set(), set()
            found.append((members, all_own, all_seen))
        members.append(path)
        all_own |= own
        all_seen |= seen
    return [members for members, _, _ in found]


if __name__ == "__main__":
    for number, group in enumerate(groups(sys.argv[1:])):
        for name in group:
            print(number, name)
