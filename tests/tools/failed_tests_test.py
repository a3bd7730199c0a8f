#!/usr/bin/python3
"""The end of a run names what failed, with what each test said last."""
# SPDX-License-Identifier: GPL-3.0-or-later
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools/failed_tests"
# As ctest 3.25 writes it with two tests at a time.
LOG = """Test project /somewhere
      Start  1: net/Frames.AreRead
      Start 12: live/commands
 1/3 Test  #1: net/Frames.AreRead ...............   Passed    0.01 sec
      Start  2: store/Pages.Come
 2/3 Test #12: live/commands ....................***Failed   94.20 sec
ok a_pause_is_quick
AssertionError: at last

      Start 13: base/Slow
 3/4 Test  #2: store/Pages.Come .................***Skipped   0.01 sec
no server here
 4/4 Test #13: base/Slow ........................***Timeout  60.01 sec
%s

50%% tests passed, 2 tests failed out of 4

Total Test time (real) = 154.00 sec

The following tests did not run:
	  2 - store/Pages.Come (Skipped)

The following tests FAILED:
	 12 - live/commands (Failed)
	 13 - base/Slow (Timeout)
Errors while running CTest
""" % "\n".join(f"line {n} {'x' * 500}" for n in range(100))


class FailedTests(unittest.TestCase):
    def said(self, log):
        with tempfile.NamedTemporaryFile("w", suffix=".log") as file:
            file.write(log)
            file.flush()
            return subprocess.run([TOOL, file.name], check=True, text=True, stdout=subprocess.PIPE).stdout

    def test_each_is_named_with_its_own_last_lines(self):
        said = self.said(LOG).split("\n")
        self.assertEqual(["live/commands (Failed)", "    ok a_pause_is_quick", "    AssertionError: at last",
                          "base/Slow (Timeout)"], said[:4])
        self.assertEqual(60, len(said[4:-1]))
        self.assertTrue(said[4].startswith("    line 40 x"))
        self.assertEqual(404, len(said[4]))
        self.assertNotIn("no server here", "\n".join(said))

    def test_what_failed_in_a_tap_log_stands_before_what_passed_after_it(self):
        passed = "\n".join(f"    ok {n} - later" for n in range(100))
        tap = f"""    not ok 3 - loses nothing
      ---
      error: 'one event is missing'
      ...
not ok 5 - recovery
  ---
  failureType: 'subtestsFailed'
  error: '1 subtest failed'
  ...
{passed}
"""
        said = self.said(LOG.replace("ok a_pause_is_quick\n", tap)).split("\n")
        self.assertEqual(["live/commands (Failed)", "        not ok 3 - loses nothing", "          ---",
                          "          error: 'one event is missing'", "          ..."], said[:5])
        self.assertNotIn("1 subtest failed", "\n".join(said), "that only says that another failed")
        self.assertIn("    AssertionError: at last", said)

    def test_nothing_is_said_where_all_passed(self):
        self.assertEqual("", self.said(LOG[:LOG.index("The following tests FAILED")]))


if __name__ == "__main__":
    unittest.main()
