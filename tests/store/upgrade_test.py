#!/usr/bin/python3
"""A database of each earlier schema opens, is brought up to date once, and says what it said.

fixtures/schema_NN.sql is a database of schema NN as SQL. When the schema gets a step, the program of
before makes one: run it over the photographs of any fixture, then `sqlite3 DATABASE .dump` and
`PRAGMA user_version`. They are never changed.
Usage: upgrade_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import unittest

PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
HERE = pathlib.Path(__file__).resolve().parent
STEPS = re.findall(r'R"sql\(', (HERE.parents[1] / "src/store/schema.cpp").read_text())
PHOTOS = [  # path, decision, findings that stand in a row or a column of their own
    ("broken.jpg", "rejected", {"truncated", "resolution_too_low", "colour_profile_missing", "metadata_missing"}),
    ("field/fig copy.jpg", "rejected", None), ("field/fig.jpg", "rejected", None), ("fig.jpg", "rejected", None)]


def said(database, *words):
    done = subprocess.run([PROGRAM, *words, "--database", f"sqlite:{database}"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


class Upgrade(unittest.TestCase):
    def test_every_earlier_schema_has_its_database(self):
        kept = sorted(path.name for path in (HERE / "fixtures").iterdir())
        self.assertEqual([f"schema_{n:02}.sql" for n in range(1, len(STEPS))], kept)

    def test_each_says_what_it_said(self):
        for n in range(1, len(STEPS)):
            with self.subTest(schema=n), tempfile.TemporaryDirectory() as folder:
                database = pathlib.Path(folder, "p.db")
                with sqlite3.connect(database) as made:
                    made.executescript((HERE / f"fixtures/schema_{n:02}.sql").read_text())
                made.close()
                database.chmod(0o600)
                session = json.loads(said(database, "show", "last", "--json"))
                self.assertEqual((session["status"], session["processed"], session["rejected_count"]), ("complete", 4, 4))
                report = json.loads(said(database, "report", "last", "--format", "json"))
                self.assertEqual([(one["path"], one["decision"]) for one in report["images"]],
                                 [(path, decision) for path, decision, _ in PHOTOS])
                codes = {finding["code"] for finding in report["images"][0]["findings"]}
                self.assertEqual(PHOTOS[0][2], codes)
                self.assertTrue(all(one["measures"]["sharpness"] > 0 for one in report["images"][2:]))
                with sqlite3.connect(database) as now:
                    self.assertEqual((len(STEPS),), now.execute("PRAGMA user_version").fetchone())
                    self.assertEqual(["25%", "50%", "75%", "90%"],
                                     [value for value, in now.execute("SELECT value FROM milestones ORDER BY place")])
                now.close()
                # Asked again it is the same: what was brought up to date stays.
                self.assertEqual(report, json.loads(said(database, "report", "last", "--format", "json")))


if __name__ == "__main__":
    unittest.main()
