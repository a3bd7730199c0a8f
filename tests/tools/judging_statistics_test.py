#!/usr/bin/python3
"""The statistics of the accuracy report against values worked by hand or taken from their papers."""
# SPDX-License-Identifier: GPL-3.0-or-later
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from judging import statistics


class Auc(unittest.TestCase):
    def test_apart_and_the_other_way_round(self):
        self.assertEqual(statistics.auc([3, 4], [1, 2]), 1)
        self.assertEqual(statistics.auc([1, 2], [3, 4]), 0)

    def test_counts_pairs(self):
        # 3 > 1, 3 > 2, 3 < 4; 5 > all three: 5 of 6 pairs.
        self.assertAlmostEqual(statistics.auc([3, 5], [1, 2, 4]), 5 / 6)

    def test_ties_count_half(self):
        self.assertEqual(statistics.auc([1, 1], [1, 1, 1]), 0.5)
        # 2 = 2 (half), 2 > 1: 1.5 of 2 pairs.
        self.assertEqual(statistics.auc([2], [2, 1]), 0.75)

    def test_no_value_is_no_suspicion(self):
        # One of two degraded photos has no value: it ties with the clean one without, loses to the other.
        self.assertEqual(statistics.auc([5, -math.inf], [1, -math.inf]), (2 + 0.5) / 4)

    def test_nothing_to_compare(self):
        self.assertIsNone(statistics.auc([], [1]))
        self.assertIsNone(statistics.auc([1], []))


class ClopperPearson(unittest.TestCase):
    def test_none_of_n_is_known_in_closed_form(self):
        for trials in (1, 15, 75, 1000):
            low, high = statistics.clopper_pearson(0, trials)
            self.assertEqual(low, 0)
            self.assertAlmostEqual(high, 1 - 0.025 ** (1 / trials), places=9)

    def test_all_of_n_mirrors_none(self):
        low, high = statistics.clopper_pearson(20, 20)
        self.assertAlmostEqual(low, 0.025 ** (1 / 20), places=9)
        self.assertEqual(high, 1)

    def test_one_of_ten(self):
        # As tables of the exact interval have it: 0.25 % to 44.50 %.
        low, high = statistics.clopper_pearson(1, 10)
        self.assertAlmostEqual(low, 0.00253, places=5)
        self.assertAlmostEqual(high, 0.44502, places=5)

    def test_both_ends_leave_a_fortieth_outside(self):
        low, high = statistics.clopper_pearson(7, 48)
        self.assertAlmostEqual(statistics.tail_at_most(7, 48, high), 0.025, places=9)
        self.assertAlmostEqual(1 - statistics.tail_at_most(6, 48, low), 0.025, places=9)

    def test_no_trial_says_nothing(self):
        self.assertEqual(statistics.clopper_pearson(0, 0), (0, 1))


class TailAtMost(unittest.TestCase):
    def test_two_throws_of_a_coin(self):
        self.assertAlmostEqual(statistics.tail_at_most(0, 2, 0.5), 0.25)
        self.assertAlmostEqual(statistics.tail_at_most(1, 2, 0.5), 0.75)

    def test_ends(self):
        self.assertEqual(statistics.tail_at_most(0, 5, 0), 1)
        self.assertEqual(statistics.tail_at_most(4, 5, 1), 0)


class Spearman(unittest.TestCase):
    def test_order_alone_counts(self):
        self.assertAlmostEqual(statistics.spearman([1, 2, 3, 4], [1, 10, 11, 900]), 1)
        self.assertAlmostEqual(statistics.spearman([1, 2, 3, 4], [9, 7, 5, 1]), -1)

    def test_one_swap_of_six(self):
        # 1 - 6 (1 + 1) / (6 (36 - 1)) = 1 - 12 / 210.
        self.assertAlmostEqual(statistics.spearman([1, 2, 3, 4, 5, 6], [1, 2, 4, 3, 5, 6]), 1 - 12 / 210)

    def test_ties_share_their_places(self):
        self.assertEqual(statistics.ranks([5, 1, 5, 9]), [2.5, 1, 2.5, 4])
        # Places 1, 2, 3 and 1, 2.5, 2.5: 1.5 / sqrt(2 * 1.5).
        self.assertAlmostEqual(statistics.spearman([1, 2, 3], [0, 7, 7]), 1.5 / math.sqrt(3))

    def test_nothing_to_tell(self):
        self.assertIsNone(statistics.spearman([1, 2], [1, 2]))
        self.assertIsNone(statistics.spearman([1, 2, 3], [4, 4, 4]))


if __name__ == "__main__":
    unittest.main()
