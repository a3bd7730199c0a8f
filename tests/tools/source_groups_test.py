#!/usr/bin/python3
"""Sources that define the same for themselves are never in one group; all others are, eight at most."""
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import source_groups

OWN = "namespace {\n%s\n}\n"


class SourceGroups(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.before, source_groups.SOURCES = source_groups.SOURCES, pathlib.Path(self.folder.name)

    def tearDown(self):
        source_groups.SOURCES = self.before
        self.folder.cleanup()

    def groups(self, **files):
        """The names of the .cpp files, grouped; a_h is a.h, a_cpp is a.cpp."""
        source_groups.names_in.cache_clear()
        source_groups.headers_of.cache_clear()
        paths = []
        for name, text in files.items():
            path = pathlib.Path(self.folder.name) / name.replace("_", ".")
            path.write_text(text)
            if path.suffix == ".cpp":
                paths.append(str(path))
        return [[pathlib.Path(path).stem for path in group] for group in source_groups.groups(paths)]

    def test_twins_of_each_kind_are_parted(self):
        for twin in ("int answer() {\n  return 42;\n}", "constexpr int kMost = 3;", "struct Frame {\n};",
                     "enum class Kind { kOne };", "using Json = int;", "#define PS_COLUMNS 3",
                     "template <class T>\nstruct Box {\n};", "const std::vector<int> kNone{};",
                     "Result<std::map<int, int>> read(int fd) {\n}", "static const char* const kText = \"\";"):
            with self.subTest(twin):
                self.assertEqual([["a"], ["b"]], self.groups(a_cpp=OWN % twin, b_cpp=OWN % twin))
                self.assertEqual([["a", "b"]], self.groups(a_cpp=OWN % twin, b_cpp="int other() {\n}\n"))

    def test_tests_of_one_name_are_parted(self):
        test = "TEST(Suite, IsSo) {\n}\n"
        self.assertEqual([["a"], ["b"]], self.groups(a_cpp=test, b_cpp=test))
        self.assertEqual([["a", "b"]], self.groups(a_cpp=test, b_cpp="TEST(Suite, IsElse) {\n}\n"))

    def test_what_another_sees_by_its_headers_is_parted_too(self):
        header = "int refuse(int code);\n"
        own = OWN % "int refuse(long text) {\n}"
        for include in ('#include "h.h"\n', '#include "g.h"\n'):
            self.assertEqual([["a"], ["b"]], self.groups(h_h=header, g_h='#include "h.h"\n', a_cpp=own, b_cpp=include))

    def test_what_a_header_declares_is_nobodys_own(self):
        self.assertEqual([["a", "b"]], self.groups(
            h_h="int refuse(int code);\n", a_cpp='#include "h.h"\nint refuse(int code) {\n}\n', b_cpp='#include "h.h"\n'))

    def test_members_of_classes_and_local_names_are_no_twins(self):
        self.assertEqual([["a", "b"]], self.groups(a_cpp="void Reader::read() {\n  int n = 0;\n}\n",
                                                   b_cpp="void Writer::read() {\n  int n = 0;\n}\n"))

    def test_a_group_has_eight_at_most(self):
        files = {f"f{n}_cpp": f"int f{n}() {{\n}}\n" for n in range(19)}
        self.assertEqual([8, 8, 3], [len(group) for group in self.groups(**files)])


if __name__ == "__main__":
    unittest.main()
