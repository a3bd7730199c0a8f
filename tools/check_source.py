#!/usr/bin/python3
"""Refuses what the house rules refuse and no compiler sees.

Length, first lines, licences, tests beside, and who may print, start threads, end the process,
read the clock or throw. Tests, benchmarks and fuzz targets may do the latter. Exceptions stand in
the tables below and in tested_elsewhere.tsv, each with its reason; a stale one is refused as well.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib
import re
import sys

from cpp_text import code_only

MAX_LINES = 400
LARGEST_SHOWN = 10
GENERATED = "web/src/contract/"  # as long as what it is made from; `npm run check` compares it
FOLDERS = ("src", "tests", "tools", "bench", "cmake", "packaging", "web/src", ".ci")
CODE_SUFFIXES = {".h", ".cpp", ".py", ".sh", ".cmake", ".ts", ".tsx", ".txt", ".tsv", ""}
PERMISSIVE = ("src/base/", "src/net/")
EXEMPT = re.compile(r"(_test|_bench|_fuzz)\.cpp$|_suite\.h$|/test_\w+\.h$|^tests/|^bench/")

# rule, what the code says, where it is allowed, what to do instead
CODE_RULES = [
    ("prints", r"\b(?:printf|puts|putchar|perror|vprintf)\s*\(|\bfprintf\s*\(\s*std(?:out|err)"
               r"|\bfputs\s*\([^;]*\bstd(?:out|err)\b|\bstd::c(?:out|err|log)\b|\bfmt::print\b",
     ("src/console/", "src/cli/", "src/base/result.h"), "return it, or log it"),
    ("ends the process", r"\b(?:std::)?(?:exit|_exit|_Exit|quick_exit|abort)\s*\(|\bstd::terminate\b",
     ("src/console/", "src/cli/", "src/base/result.h"), "return an error"),
    ("starts a thread", r"\bstd::(?:thread|jthread|async)\b(?!::)|\bpthread_create\b",
     ("src/run/", "src/host/", "src/serve/", "src/net/"), "threads belong to run, host, serve and net"),
    ("reads the time", r"\b(?:system|steady|high_resolution)_clock::now\b"
                       r"|\b(?:clock_gettime|gettimeofday|timespec_get)\s*\(|\bstd::time\s*\(|\btime\s*\(\s*(?:nullptr|NULL|0)\s*\)",
     ("src/base/clock.",), "take a Clock"),
    # Memory that is out is told as the language itself tells it.
    ("throws", r"\bthrow\b(?!\s+std::bad_alloc\(\))", (), "return a Result"),
]
# (rule, file): why that one file may. A file that wraps a library which reports by exceptions may throw.
MAY = {
    ("ends the process", "src/work/worker.cpp"): "it is the worker process, which the leak check must not trace",
    ("starts a thread", "src/cli/command_serve.cpp"): "it ends while the main one looks for a second signal",
    ("starts a thread", "src/cli/steering.cpp"): "a pause is waited for while the view goes on",
    ("starts a thread", "src/cli/steering.h"): "as above",
    ("starts a thread", "src/cli/command_process.cpp"): "the run has a thread of its own; the main one shows it",
}

BARE_NOTE = re.compile(r"\b(?:TO" "DO|FIX" r"ME)\b(?!\(#\d+\))")
MACHINE_PATH = re.compile(r"(?<![\w./~}$-])/(?:work|root|Users)/\w")
SPDX = re.compile(r"SPDX-License-Identifier: (\S+)")


def wanted_licence(shown):
    return "Apache-2.0" if shown.startswith(PERMISSIVE) else "GPL-3.0-or-later"


def check_licence(shown, text):
    """Where the SPDX line must stand depends on the kind of file."""
    lines = text.split("\n")
    opening = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    if shown.endswith(".cpp"):
        head = lines[:opening]
    elif shown.endswith(".h"):
        head = lines[max(0, opening - 1):opening]
    else:
        head = lines[:30]
    found = SPDX.search("\n".join(head))
    if not found:
        where = {".cpp": "in the opening comment", ".h": "at the end of the opening comment"}
        yield f"{shown}:1: no SPDX licence line {where.get(pathlib.Path(shown).suffix, 'near the top')}"
    elif found[1] != wanted_licence(shown):
        yield f"{shown}:1: licence {found[1]}; files here are {wanted_licence(shown)}"


def check_header(shown, text):
    first = text.split("\n", 1)[0]
    if not re.match(r"// \S+", first) or first.startswith("// SPDX"):
        yield f"{shown}:1: the first line does not say what the header is"
    if "#pragma once" not in text:
        yield f"{shown}:1: no #pragma once"


def check_code(shown, text):
    code = code_only(text)
    for rule, pattern, allowed, instead in CODE_RULES:
        if shown.startswith(allowed) or (rule, shown) in MAY:
            continue
        for match in re.finditer(pattern, code):
            yield f"{shown}:{code.count(chr(10), 0, match.start()) + 1}: {rule} here ({match[0].strip()}): {instead}"


def check_words(shown, text):
    for number, line in enumerate(text.split("\n"), 1):
        if BARE_NOTE.search(line):
            yield f"{shown}:{number}: a note without its issue: write TODO(#12), or do it"
        if MACHINE_PATH.search(line):
            yield f"{shown}:{number}: a path of one machine"


def tested_beside(source, shown_files):
    """x.cpp by x_test.cpp; x_part.cpp, a part of the unit x without a header of its own, by x_test.cpp too."""
    stem = source[:-4]
    units = [stem] if stem + ".h" in shown_files else [stem, *(stem[:m.start()] for m in re.finditer("_", stem))]
    return any(unit + "_test.cpp" in shown_files and (unit == stem or unit + ".h" in shown_files) for unit in units)


def check_tests(root, shown_files):
    """Every source of src/ is tested beside it, or has a line in tested_elsewhere.tsv."""
    elsewhere = {}
    for number, line in enumerate((root / "tools/tested_elsewhere.tsv").read_text().split("\n"), 1):
        if line and not line.startswith("#"):
            source, test, *reason = line.split("\t") + [""]
            elsewhere[source] = test
            if source not in shown_files or not (root / test).exists() or not reason[0]:
                yield f"tools/tested_elsewhere.tsv:{number}: stale or without a reason: {source}"
            elif tested_beside(source, shown_files):
                yield f"tools/tested_elsewhere.tsv:{number}: {source} has its test beside it by now"
    for shown in shown_files:
        source = shown.startswith("src/") and shown.endswith(".cpp") and not shown.endswith("/main.cpp") \
            and not EXEMPT.search(shown)
        if source and not tested_beside(shown, shown_files) and shown not in elsewhere:
            yield f"{shown}: no {pathlib.Path(shown).stem}_test.cpp beside it"


def files_of(root):
    yield from (p for name in ("dev", "CMakeLists.txt") if (p := root / name).exists())
    yield from sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            shown = str(path.relative_to(root))
            if path.is_file() and path.suffix in CODE_SUFFIXES and "node_modules" not in shown \
                    and "__pycache__" not in shown and not shown.startswith("tests/data/"):
                yield path


def check_file(shown, text):
    yield from check_words(shown, text)
    if shown.endswith(".md"):
        return
    if text.count("\n") > MAX_LINES and not shown.startswith(GENERATED):
        yield f"{shown}: {text.count(chr(10))} lines, at most {MAX_LINES}: which second concept lives here?"
    suffix = pathlib.Path(shown).suffix
    if suffix in {".h", ".cpp", ".py", ".sh"} or text.startswith("#!"):
        if shown != ".ci/run":
            yield from check_licence(shown, text)
    if suffix == ".h":
        yield from check_header(shown, text)
    if suffix in {".h", ".cpp"} and not EXEMPT.search(shown):
        yield from check_code(shown, text)


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    texts = {str(p.relative_to(root)): p.read_text(errors="replace") for p in files_of(root)}
    complaints = [line for shown, text in texts.items() for line in check_file(shown, text)]
    complaints += check_tests(root, texts)
    largest = sorted(((t.count("\n"), s) for s, t in texts.items() if not s.endswith(".md")), reverse=True)[:LARGEST_SHOWN]
    print("largest files: " + ", ".join(f"{shown} {lines}" for lines, shown in largest))
    print("".join(line + "\n" for line in complaints), end="", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
