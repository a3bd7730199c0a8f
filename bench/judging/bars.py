"""The bars, each with what was seen: holds, missed, or not judged, which is never taken for passed."""
# SPDX-License-Identifier: GPL-3.0-or-later
from . import pairs, subjects
from .separation import FOLLOWS_BAR

HOLDS, MISSED, NOT_JUDGED = "holds", "missed", "not judged"


def state(holds):
    return HOLDS if holds else MISSED


def bar(number, text, seen, holds):
    return {"number": number, "bar": text, "seen": seen, "state": NOT_JUDGED if holds is None else state(holds)}


def size_said(subject, start):
    direction = "down" if start < 0 else "on"
    return f"{subject.parameter} {abs(start):g} {direction}"


def of_subjects(judged):
    for subject in subjects.ALL:
        found = judged.get(subject.name)
        for place, (least, start) in enumerate(subject.bars):
            text = f"{subject.name}: AUC at least {least} from {size_said(subject, start)}"
            text += f", {subject.said}" if subject.said else ""
            if found is None:
                yield bar(1, text, None, None)
            else:
                seen = found["bars"][place]
                yield bar(1, text, seen["seen"], seen["holds"])


def of_following(judged):
    for subject in subjects.ALL:
        if subject.follows:
            found = (judged.get(subject.name) or {}).get("follows")
            text = f"{subject.name}: rank correlation within each parent at least {FOLLOWS_BAR}"
            yield bar(2, text, None, None) if found is None else bar(
                2, text, f"{found['at_least_0.98']} of {found['parents']} parents; mean {found['mean']}, lowest {found['lowest']}; "
                f"{found['views_without_values']} views without values",
                found["at_least_0.98"] == found["parents"] and found["views_without_values"] == 0)


def of_pairs(similarity):
    rows = {row["kind"]: row for row in similarity["variants"]}
    for kind, least in pairs.BARS.items():
        row = rows[kind]
        precise = row["precision"] is None or row["precision"] >= pairs.PRECISION_BAR
        text = f"{kind}: recall of pairs at least {least}" + (f", precision {pairs.PRECISION_BAR}" if least == 0.99 else "")
        yield bar(3, text, f"{row['found']} of {row['pairs']}, {row['wrong']} wrong",
                  row["recall"] >= least and (precise or least < 0.99))
    wrong = sum(row["wrong"] for row in similarity["strangers"])
    yield bar(3, "no pair of different motifs", f"{wrong} of {sum(row['pairs'] for row in similarity['strangers'])}", wrong == 0)


def all_bars(told):
    clean = told["clean"]["report"]
    views, parents = clean["views"], clean["parents"]
    yield bar(1, "no clean photo of the reporting half rejected by any finding",
              f"{views['rejected']} of {views['of']} views (95 %: at most {100 * views['high']:.1f} %), "
              f"{parents['rejected']} of {parents['of']} parents (at most {100 * parents['high']:.1f} %)", views["rejected"] == 0)
    yield from of_subjects(told["subjects"])
    yield from of_following(told["subjects"])
    yield from of_pairs(told["similarity"])
    bursts = told["bursts"]
    yield bar(4, "of each burst at most three frames survive, the sharpest among them",
              f"{bursts['both']} of {bursts['bursts']} bursts", bursts["both"] == bursts["bursts"] if bursts["judged"] else None)
    for word, seen in told["hard"].items():
        yield bar(5, f"{word}: none rejected for focus or exposure", f"{seen['rejected']} of {seen['of']} views",
                  seen["rejected"] == 0)
    yield bar(6, "faces: recall and false alarms; the sample photographs have none", None, None)
    yield bar(6, "text: recall and false alarms", None, None)
