#!/usr/bin/python3
"""Each finding has its page, as its words, limits and figures are now; and what is missing would be seen.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
NEEDED = ("tools/finding_pages", "tools/findings", "tools/sample_photos.tsv", "src/model/finding.cpp", "web/src/words/en_codes.ts",
          "profiles", "bench/results/accuracy.json", "docs/findings")


def said(root):
    done = subprocess.run(["/usr/bin/python3", root / "tools/finding_pages", "--check"], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


class FindingPages(unittest.TestCase):
    def changed(self, name, old, new):
        """What is said of a tree in which a file has other words."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for part in NEEDED:
                (root / part).parent.mkdir(parents=True, exist_ok=True)
                (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, root / part)
            path = root / name
            if new is None:
                path.unlink()
            else:
                text = path.read_text()
                self.assertIn(old, text)
                path.write_text(text.replace(old, new, 1))
            return said(root)

    def test_every_page_is_as_it_should_be(self):
        self.assertEqual(said(ROOT), (0, [], ""))

    def test_a_finding_without_words_is_told(self):
        code, lines, _ = self.changed("src/model/finding.cpp", '"noise"', '"grain"')
        self.assertEqual(code, 1)
        self.assertIn("no words for grain in tools/findings", lines)
        self.assertIn("docs/findings/noise.md is of no finding", lines)

    def test_a_limit_that_moved_is_told(self):
        code, lines, _ = self.changed("profiles/adobe-stock.toml", "min_quality = 60", "min_quality = 61")
        self.assertEqual((code, lines), (1, ["docs/findings/jpeg_quality_low.md is not as tools/finding_pages writes it"]))

    def test_a_picture_that_is_gone_is_told(self):
        code, lines, _ = self.changed("docs/findings/pictures/noise.jpg", "", None)
        self.assertEqual((code, lines), (1, ["no picture docs/findings/pictures/noise.jpg"]))


if __name__ == "__main__":
    unittest.main()
