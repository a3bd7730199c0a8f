#!/usr/bin/python3
"""Refuses an include that src/CMakeLists.txt does not allow.

The architecture is the photosieve_module() lines there, lowest first: a module may include itself,
its DEPS, and what those may include. x_internal.h is for its own module alone. A folder that is no
module, and a module listed above one that it needs, are refused too.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib
import re
import sys

MODULE = re.compile(r"^photosieve_module\(\s*(\w+)([^)]*)\)", re.M)
KEYWORDS = {"DEPS", "LIBS", "PCH"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.M)


def dependencies(words):
    """The words after DEPS, up to the next keyword."""
    taking, found = False, []
    for word in words:
        if word in KEYWORDS:
            taking = word == "DEPS"
        elif taking:
            found.append(word)
    return found


def read_modules(cmake_text, complaints):
    """{module: the modules it may include}, in the order of the file."""
    text = re.sub(r"#.*", "", cmake_text)
    allowed = {}
    for name, rest in MODULE.findall(text):
        allowed[name] = {name}
        for dependency in dependencies(rest.split()):
            if dependency not in allowed:
                complaints.append(f"src/CMakeLists.txt: {name} needs {dependency}, which is not listed before it")
            else:
                allowed[name] |= allowed[dependency]
    return allowed


def check_file(path, src, allowed):
    shown, module = path.relative_to(src.parent), path.relative_to(src).parts[0]
    if module not in allowed:
        yield f"{shown}: the folder {module} is no module of src/CMakeLists.txt"
        return
    text = path.read_text(errors="replace")
    for match in INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        target, _, rest = match[1].partition("/")
        if not rest:
            yield f'{shown}:{line}: "{match[1]}" has no module before it'
        elif target not in allowed[module]:
            yield f'{shown}:{line}: {module} may not include "{match[1]}"'
        elif rest.endswith("_internal.h") and target != module:
            yield f'{shown}:{line}: "{match[1]}" is private to {target}'


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    src, complaints = root / "src", []
    allowed = read_modules((src / "CMakeLists.txt").read_text(), complaints)
    for path in sorted(src.rglob("*")):
        if path.suffix in {".h", ".cpp"}:
            complaints += check_file(path, src, allowed)
    print("".join(line + "\n" for line in complaints), end="", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
