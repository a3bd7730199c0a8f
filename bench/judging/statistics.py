"""The statistics of the report: area under the ROC curve, exact intervals of a share, rank correlation.

Each is written out here, in integers where it can be, and tested against values worked by hand
(tests/tools/judging_statistics_test.py). Scores may be infinite: minus infinity is what a photo has in
which a measure sees nothing to judge.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import bisect
import math

BISECTIONS = 60


def auc(worse, better):
    """The chance that one of `worse` has the higher score than one of `better`, ties counting half
    (Mann and Whitney 1947; Hanley and McNeil 1982); None without both."""
    if not worse or not better:
        return None
    others, doubled = sorted(better), 0
    for score in worse:
        doubled += bisect.bisect_left(others, score) + bisect.bisect_right(others, score)
    return doubled / (2 * len(worse) * len(better))


def tail_at_most(successes, trials, share):
    """P(X <= successes) of a binomial distribution."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return 1.0 if successes >= trials else 0.0
    return math.fsum(math.exp(math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
                              + k * math.log(share) + (trials - k) * math.log1p(-share)) for k in range(successes + 1))


def crossing(falling, level):
    """Where a function that falls from 0 to 1 goes through a level."""
    low, high = 0.0, 1.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if falling(middle) > level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def clopper_pearson(successes, trials, confidence=0.95):
    """The exact two-sided interval of a share (Clopper and Pearson 1934): (low, high)."""
    if trials == 0:
        return 0.0, 1.0
    rest = (1 - confidence) / 2
    low = 0.0 if successes == 0 else crossing(lambda share: tail_at_most(successes - 1, trials, share), 1 - rest)
    high = 1.0 if successes == trials else crossing(lambda share: tail_at_most(successes, trials, share), rest)
    return low, high


def ranks(values):
    """Places from 1 on; those that are equal share the mean of their places."""
    order = sorted(values)
    return [(bisect.bisect_left(order, value) + bisect.bisect_right(order, value) + 1) / 2 for value in values]


def spearman(one, other):
    """Rank correlation (Spearman 1904) with shared places; None for fewer than three or where all are equal."""
    if len(one) < 3:
        return None
    a, b = ranks(one), ranks(other)
    middle = (len(one) + 1) / 2
    spread = math.sqrt(sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b))
    if spread == 0:
        return None
    return sum((x - middle) * (y - middle) for x, y in zip(a, b)) / spread


def share(hits, of):
    return hits / of if of else None
