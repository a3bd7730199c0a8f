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


def of_networks(networks):
    """`networks`: what `./dev bench networks` left; None where it was not run."""
    for kind, least in (("face", 8), ("text", 2)):
        recall = f"{kind}: found in at least 95 % of photos, of all heights from {least} % on and of {least} % alone"
        alarms = f"{kind}: told of at most 2 % of the sample photographs, which have none" if kind == "text" else \
            "face: told of none of the sample photographs, which have none"
        if networks is None:
            yield bar(6, recall, None, None)
            yield bar(6, alarms, None, None)
            continue
        rows = networks["recall"][kind]
        least_found, least_of = rows[min(rows, key=float)]
        found, of = (sum(row[place] for row in rows.values()) for place in (0, 1))
        wrong, clean = networks["alarms"][kind]
        yield bar(6, recall, f"{found} of {of}; {least_found} of {least_of}; commit {networks['commit']}",
                  found >= 0.95 * of and least_found >= 0.95 * least_of)
        yield bar(6, alarms, f"{wrong} of {clean}", wrong <= (0.02 if kind == "text" else 0) * clean)


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
    yield from of_networks(told["networks"])
