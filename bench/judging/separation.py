"""How well degraded photos are told from clean ones: AUC by level, precision and recall at the shipped
limits, and whether a measure follows its parameter within a photo.

The clean photos are the views of all reporting parents. Where a subject's measure has no value the score
is minus infinity: nothing is suspected. A subject without a measure is scored by its finding, 1 or 0.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import collections
import math

from . import statistics, subjects
from .measured import REJECTS

SHARP = "sharp"  # a parent known for it: something is in focus at 100 %
FOLLOWS_BAR = 0.98
FINDING_ALONE = "the finding itself"


def rounded(number, places=4):
    return None if number is None or math.isinf(number) else round(number, places)


def scorer(subject, measures):
    """(the measure's name or None, score of a case: higher is worse)"""
    found = subjects.measure_of(subject, measures)
    if found is None:
        return None, lambda case: float(any(code in case.codes() for code in subject.codes))
    name, way = found

    def score(case):
        value = case.measure(name)
        return -math.inf if value is None else way * value
    return name, score


def of_peer(name):
    return lambda case: case.peers.get(name, -math.inf)


def aucs(score, worse, better):
    sharp = [case for case in better if SHARP in case.truth["known"]]
    worse_sharp = [case for case in worse if SHARP in case.truth["known"]]
    return (rounded(statistics.auc(list(map(score, worse)), list(map(score, better)))),
            rounded(statistics.auc(list(map(score, worse_sharp)), list(map(score, sharp)))))


def level(subject, size, files, clean, score):
    """One row: the files of one size of the parameter, or those of them that the bar speaks of."""
    every, sharp = aucs(score, files, clean)
    row = {"parameter": subjects.value(files[0].truth, subject.parameter), "size": size, "files": len(files), "auc": every,
           "auc_sharp_parents": sharp,
           "found": sum(any(code in case.codes() for code in subject.codes) for case in files),
           "rejected": sum(any(code in case.codes((REJECTS,)) for code in subject.codes) for case in files)}
    barred = [case for case in files if subject.barred(case.truth)]
    if len(barred) < len(files):
        row |= {"barred_files": len(barred), "barred_auc": aucs(score, barred, clean)[0]}
    for peer in subject.peers:
        row[f"auc_{peer}"] = aucs(of_peer(peer), files, clean)[0]
    return row


def bars_of(subject, rows):
    """[(least AUC, from which size, the lowest AUC seen from there on, holds)]; a finer bar takes what lies
    between it and the coarser one, too."""
    out = []
    for least, start in subject.bars:
        seen = [row.get("barred_auc", row["auc"]) for row in rows if row["size"] >= start and row.get("barred_files", 1)]
        lowest = min((auc for auc in seen if auc is not None), default=None)
        out.append({"auc_at_least": least, "from": start, "seen": lowest, "holds": lowest is not None and lowest >= least})
    return out


def at_limits(subject, files, clean):
    """Precision and recall of the finding, whatever its severity, over the files that the bars speak of."""
    start = min((start for _, start in subject.bars), default=-math.inf)
    wanted = [case for case in files if subjects.within_bar(subject, case.truth, start)]
    hits = sum(any(code in case.codes() for code in subject.codes) for case in wanted)
    alarms = sum(any(code in case.codes() for code in subject.codes) for case in clean)
    return {"files": len(wanted), "found": hits, "recall": rounded(statistics.share(hits, len(wanted))),
            "clean": len(clean), "false_alarms": alarms, "precision": rounded(statistics.share(hits, hits + alarms))}


def following(subject, files, clean, score):
    """Rank correlation of the parameter and the measure in each view with its clean twin at its end; by
    parent the mean of its views. Views in which the measure has fewer than three values do not count."""
    twins = {case.truth["group"]: case for case in clean}
    by_view = collections.defaultdict(list)
    for case in files:
        by_view[case.truth["group"]].append((subjects.size_of(subject, case.truth), score(case)))
    by_parent = collections.defaultdict(list)
    for view, pairs in by_view.items():
        pairs.append((subject.clean_at, score(twins[view])))
        pairs = [pair for pair in pairs if not math.isinf(pair[1])]
        found = statistics.spearman([pair[0] for pair in pairs], [pair[1] for pair in pairs])
        if len(pairs) >= 3:
            by_parent[twins[view].truth["parent"]].append(0.0 if found is None else found)
    means = {parent: sum(found) / len(found) for parent, found in by_parent.items()}
    return {"parents": len(means), "mean": rounded(statistics.share(sum(means.values()), len(means))),
            "lowest": rounded(min(means.values(), default=None)), "lowest_parent": min(means, key=means.get, default=None),
            "at_least_0.98": sum(mean >= FOLLOWS_BAR for mean in means.values()),
            "views_without_values": len(by_view) - sum(map(len, by_parent.values()))}


def judged(subject, cases, clean, measures):
    """Everything told of one subject, or None where the collection has no file of it."""
    files = [case for case in cases if case.truth["kind"] == subject.kind and subject.chosen(case.truth)]
    if not files:
        return None
    name, score = scorer(subject, measures)
    by_size = collections.defaultdict(list)
    for case in files:
        by_size[subjects.size_of(subject, case.truth)].append(case)
    rows = [level(subject, size, by_size[size], clean, score) for size in sorted(by_size)]
    return {"measure": name or FINDING_ALONE, "levels": rows, "bars": bars_of(subject, rows),
            "at_limits": at_limits(subject, files, clean),
            "follows": following(subject, files, clean, score) if name and subject.follows else None}


def mixtures(cases):
    """By mixture: how many files have a finding for any, and for each, of what was mixed in."""
    codes = collections.defaultdict(set)
    for subject in subjects.ALL:
        codes[subject.kind] |= set(subject.codes)
    out = []
    for kind in dict.fromkeys(case.truth["kind"] for case in cases if not case.clean):
        files, names = [case for case in cases if case.truth["kind"] == kind], kind.split("+")
        found = [[bool(codes[name] & case.codes()) for name in names] for case in files]
        out.append({"mixture": kind, "files": len(files), "any_found": sum(map(any, found)), "all_found": sum(map(all, found)),
                    "rejected": sum(bool(case.codes((REJECTS,))) for case in files)})
    return out
