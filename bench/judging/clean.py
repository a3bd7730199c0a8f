"""What becomes of clean photos: false rejections with their interval, and the hard ones among them.

A view is a photo of 4 MP; the views of one parent are much alike, so the interval is told for parents
as well, of which one counts as rejected when any of its views is.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import collections

from . import statistics, subjects
from .measured import REJECTS

HARD = ("shallow", "dark", "low-key", "high-key", "dusk", "backlit", "snow", "fog", "minimal", "graphic")
FOCUS_OR_EXPOSURE = {*subjects.FOCUS, "highlights_clipped", "shadows_clipped", "underexposed", "overexposed"}
TRUTH_ITSELF = {"resolution_too_low"}  # what a parent is rejected for rightly, made known by its size


def rate(rejected, of):
    low, high = statistics.clopper_pearson(rejected, of)
    return {"rejected": rejected, "of": of, "low": round(low, 4), "high": round(high, 4)}


def rejections(case):
    return case.codes((REJECTS,)) - TRUTH_ITSELF


def told(cases):
    """Views and parents rejected, by finding too; warnings by finding, which are for a person to see."""
    parents = {case.truth["parent"] for case in cases}
    bad = [case for case in cases if rejections(case)]
    by_code = collections.Counter(code for case in cases for code in rejections(case))
    warned = collections.Counter(code for case in cases for code in case.codes(("warn",)))
    return {"views": rate(len(bad), len(cases)), "parents": rate(len({case.truth["parent"] for case in bad}), len(parents)),
            "by_finding": {code: rate(count, len(cases)) for code, count in sorted(by_code.items())},
            "warnings": dict(sorted(warned.items())),
            "rejected": sorted(f"{case.truth['group']}: {', '.join(sorted(rejections(case)))}" for case in bad)}


def hard(cases):
    """By kind of hard photo: views, and those rejected for focus or exposure."""
    out = {}
    for word in HARD:
        views = [case for case in cases if word in case.truth["known"]]
        if views:
            out[word] = rate(sum(bool(rejections(case) & FOCUS_OR_EXPOSURE) for case in views), len(views))
    return out
