#!/usr/bin/python3
"""tools/check passes a clean tree and fails on a planted fault of each kind, naming the file.

The tree is a small one of two modules, with this checkout's checks, rules and build files.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
APACHE, GPL = "SPDX-License-Identifier: Apache-2.0", "SPDX-License-Identifier: GPL-3.0-or-later"


def header(licence, body=""):
    return f"// Answer: the number that was asked for. Threads: any.\n// {licence}\n#pragma once\n\n{body}"


def source(licence, name, body):
    return f'// {licence}\n#include "{name}.h"\n\n{body}'


def function(statement):
    """base/answer.cpp with one statement more."""
    return source(APACHE, "base/answer", "namespace photosieve {\nint answer() {\n  " + statement +
                  "\n  return 42;\n}\n}  // namespace photosieve\n")


TEST = f"// {APACHE}\n"
DECLARATION = "namespace photosieve {\nint answer();\n}  // namespace photosieve\n"
QUESTION = source(GPL, "model/question", '#include "base/answer.h"\n\nnamespace photosieve {\n'
                                         "std::string question() {\n"
                                         '  return answer() == 42 ? "exit(1), abort()" : "throw";\n}\n'
                                         "}  // namespace photosieve\n")
CLEAN = {
    "src/base/answer.h": header(APACHE, DECLARATION),
    "src/base/answer.cpp": function("// no printf() here, nor throw, nor std::thread"),
    "src/base/answer_test.cpp": TEST,
    "src/model/question.h": header(GPL, "#include <string>\n\nnamespace photosieve {\nstd::string question();\n}"
                                        "  // namespace photosieve\n"),
    "src/model/question.cpp": QUESTION,
    "src/model/question_more.cpp": f"// {GPL}\n",
    "src/model/question_test.cpp": f"// {GPL}\n",
    "tools/tested_elsewhere.tsv": f"# {GPL}\n",
}
MODULES = (ROOT / "src/CMakeLists.txt").read_text()

# what is planted, the step that must fail, {file: text}, what it must say
FAULTS = [
    ("a lower module includes a higher one", "layers",
     {"src/base/answer.cpp": source(APACHE, "base/answer", '#include "model/question.h"\n')}, "src/base/answer.cpp:4"),
    ("a folder that is no module", "layers", {"src/rogue/rogue.h": header(GPL)}, "rogue is no module"),
    ("an include without its module", "layers",
     {"src/base/answer.cpp": f'// {APACHE}\n#include "answer.h"\n'}, "no module before it"),
    ("a private header of another module", "layers",
     {"src/base/answer_internal.h": header(APACHE),
      "src/model/question.cpp": source(GPL, "base/answer_internal", "")}, "private to base"),
    ("a module listed before one that it needs", "layers",
     {"src/CMakeLists.txt": "photosieve_module(early DEPS base)\n" + MODULES}, "early needs base"),
    ("a file of 401 lines", "source", {"src/base/answer_test.cpp": TEST + "//\n" * 400}, "401 lines"),
    ("a header that does not say what it is", "source",
     {"src/base/answer.h": f"// {APACHE}\n#pragma once\n"}, "does not say what the header is"),
    ("a header without #pragma once", "source",
     {"src/base/answer.h": f"// Answer.\n// {APACHE}\n"}, "no #pragma once"),
    ("a source without a licence", "source", {"src/base/answer.cpp": '#include "base/answer.h"\n'}, "no SPDX"),
    ("a source with the other licence", "source", {"src/base/answer.cpp": f"// {GPL}\n"}, "files here are Apache"),
    ("a script without a licence", "source", {"tools/new.py": "print(1)\n"}, "tools/new.py:1: no SPDX"),
    ("a source without its test", "source", {"src/model/alone.cpp": f"// {GPL}\n"}, "no alone_test.cpp"),
    ("a part with a header of its own and no test", "source",
     {"src/model/question_part.cpp": f"// {GPL}\n", "src/model/question_part.h": header(GPL)}, "no question_part_test.cpp"),
    ("a stale exception", "source", {"tools/tested_elsewhere.tsv": "src/gone.cpp\tdev\twhy\n"}, "stale"),
    ("printing", "source", {"src/base/answer.cpp": function('std::printf("x");')}, "answer.cpp:6: prints"),
    ("printing to a stream", "source", {"src/base/answer.cpp": function("std::cerr << 1;")}, "prints"),
    ("ending the process", "source", {"src/base/answer.cpp": function("std::exit(1);")}, "ends the process"),
    ("a thread", "source", {"src/base/answer.cpp": function("std::thread t;")}, "starts a thread"),
    ("reading the time", "source",
     {"src/base/answer.cpp": function("auto t = std::chrono::steady_clock::now();")}, "reads the time"),
    ("throwing", "source", {"src/base/answer.cpp": function("throw 1;")}, "throws"),
    ("a note without its issue", "source", {"src/base/answer.cpp": function("// TO" "DO: later")}, "without its issue"),
    ("a path of one machine", "source", {"src/base/answer.cpp": function("// see /ro" "ot/notes")}, "one machine"),
    ("a path of one machine in a document", "source", {"docs/notes.md": "It lies in /ro" "ot/notes\n"}, "docs/notes.md:1"),
    ("a shell script that does not parse", "scripts", {"tools/new": "#!/usr/bin/env bash\nif\n"}, "tools/new"),
    ("a Python script that does not parse", "scripts", {"tools/new.py": "#!/usr/bin/python3\nif\n"}, "tools/new.py"),
    ("formatting", "format", {"src/base/answer.cpp": function("int  x=1;")}, "answer.cpp:6"),
    ("a header that needs another first", "headers",
     {"src/base/answer.h": header(APACHE, "std::string answer();\n")}, "answer.h"),
    ("a source that lacks an include", "alone",
     {"src/model/question_more.cpp": f"// {GPL}\nint more(const std::vector<int>& all);\n"}, "question_more.cpp:2"),
    ("what clang-tidy refuses", "tidy",
     {"src/base/answer.cpp": function("int* none = 0;\n  if (none) return 1;")}, "modernize-use-nullptr"),
    ("what only the analyser finds, in one of two that are looked at as one", "tidy",
     {"src/model/question.cpp": QUESTION + "// changed\n",
      "src/model/question_more.cpp": f"// {GPL}\nint more(const int* p) {{\n  return p == nullptr ? *p : 0;\n}}\n"},
     "src/model/question_more.cpp:3:25: error: Dereference of null pointer"),
]
# Clean by themselves, but no program as one.
TWINS = [f"// {GPL}\nnamespace {{\n  int twin() {{ return {n}; }}\n}}\nint more_{n}() {{\n  return twin();\n}}\n"
         for n in (1, 2)]


class CheckFaults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.tree = pathlib.Path(cls.folder.name) / "tree"
        for folder in ("tools", "cmake", "profiles"):
            shutil.copytree(ROOT / folder, cls.tree / folder)
        for folder in ("src", "tests", "bench"):
            (cls.tree / folder).mkdir()
        for name in ("dev", "CMakeLists.txt", "CMakePresets.json", ".clang-format", ".clang-tidy", "src/CMakeLists.txt"):
            shutil.copy2(ROOT / name, cls.tree / name)
        for name, text in CLEAN.items():
            cls.write(name, text)
        (cls.tree / ".gitignore").write_text("/build/\n")
        for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "clean"]):
            subprocess.run(["git", "-c", "user.name=Check", "-c", "user.email=check@photosieve.invalid", *command],
                           cwd=cls.tree, check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def write(cls, name, text):
        path = cls.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def check(self, *steps):
        options = [word for step in steps for word in ("--only", step)]
        done = subprocess.run(["tools/check", *options], cwd=self.tree, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        return done.returncode, done.stdout

    def test_a_clean_tree_passes_every_step(self):
        status, said = self.check()
        self.assertEqual(0, status, said)
        self.assertEqual(7, said.count(" ok "), said)

    def test_what_is_no_program_as_one_is_looked_at_file_by_file(self):
        for name, text in zip(("src/model/question.cpp", "src/model/question_more.cpp"), TWINS):
            self.write(name, text)
        try:
            status, said = self.check("tidy")
        finally:
            for name in ("src/model/question.cpp", "src/model/question_more.cpp"):
                self.write(name, CLEAN[name])
        self.assertEqual(0, status, said)
        self.assertIn(" files in", said)

    def test_a_planted_fault_of_each_kind_fails_its_step(self):
        for what, step, files, expected in FAULTS:
            with self.subTest(what):
                before = {n: (self.tree / n).read_text() if (self.tree / n).exists() else None for n in files}
                for name, text in files.items():
                    self.write(name, text)
                status, said = self.check(step)
                for name, text in before.items():
                    self.write(name, text) if text is not None else (self.tree / name).unlink()
                shutil.rmtree(self.tree / "src/rogue", ignore_errors=True)
                self.assertEqual(1, status, said)
                self.assertIn(expected, said)


if __name__ == "__main__":
    unittest.main()
