"""docs/accuracy.md and its plots, written from what was told; nothing of it is written by hand.

The page's data are those of bench/results/accuracy.json.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import collections

from . import bars, peers, plots, subjects
from .separation import FINDING_ALONE

HALF = 0.5
INTRODUCTION = """# Accuracy

How well a photograph is judged, on collections whose truth is known ([collections.md](collections.md)). Written by
`./dev bench accuracy`; the numbers are those of `bench/results/accuracy.json`. What is not judged yet is not counted as
passed.

{made}

**How to read it.** *AUC*: the chance that of a degraded and a clean photo, taken at random, the degraded one has the
worse value; 0.5 is guessing. Where a measure has no value, nothing is suspected. Clean photos of all reporting parents
are in it, those that are soft or noisy themselves too; a column tells it for the parents known as sharp. *Found*: files
with the finding, rejected or warned, at the limits as shipped. Parents for reporting are never used to find a limit
(`tools/sample_photos.tsv` says which they are). The samples are few: {parents} photographs, whose views overlap. The
intervals are exact ones (Clopper and Pearson, 95 %), and those of views are too narrow by what views of one photo have
in common. All clean photos are saved at quality 95, so JPEG quality, which is read from the file's tables, is told apart
more easily than among photos of many qualities. Of the peers BRISQUE is missing: its trained model is in no package of
Debian 12.
"""
PAIRS = """## Similarity

A pair is a photo and one variant of it, screened with all the other clean photos.

"""
STRANGERS = """
Pairs of different parents, clean ones and all variants in one run; *plain*: known as smooth, minimal, fog, low key or high
key.

"""


def number(value, places=3):
    return "" if value is None else f"{value:.{places}f}" if isinstance(value, float) else str(value)


def code_of(name):
    return f"`{name}`"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def share_of(rate):
    return f"{rate['rejected']} of {rate['of']} ({100 * rate['low']:.1f} to {100 * rate['high']:.1f} %)"


def bars_section(rows):
    def state(row):
        return f"**{row['state']}**" if row["state"] == bars.MISSED else row["state"]
    counts = collections.Counter(row["state"] for row in rows)
    said = f"{counts[bars.HOLDS]} hold, {counts[bars.MISSED]} are missed, {counts[bars.NOT_JUDGED]} are not judged"
    number_said = "The first column is the bar's number in the issue that asks for it."
    return f"## The bars\n\nOf {len(rows)}, {said}. {number_said}\n\n" + table(
        ("of", "bar", "seen", ""), [(row["number"], row["bar"], "" if row["seen"] is None else row["seen"], state(row)) for row in rows])


def weak_findings(told):
    """Lines of the findings that miss half and more of what they are for, the weakest first."""
    weak = [(found["at_limits"]["recall"], name, found) for name, found in told["subjects"].items()
            if found["at_limits"]["recall"] is not None and found["at_limits"]["recall"] < HALF]
    return [f"- {name}: {found['at_limits']['found']} of {found['at_limits']['files']}, by "
            + ", ".join(map(code_of, found["codes"])) for _, name, found in sorted(weak, key=lambda one: one[:2])]


def missed_section(told):
    rows = told["bars"]
    out = [f"- {row['bar']}: {row['seen']}" for row in rows if row["state"] == bars.MISSED]
    blind = [f"- {row['bar']}" for row in rows if row["state"] == bars.NOT_JUDGED]
    return ("## What is missed\n\nMissed, as seen:\n\n" + ("\n".join(out) or "- nothing")
            + "\n\nNot judged, since the program has no finding for it or the samples no such photo:\n\n"
            + ("\n".join(blind) or "- nothing")
            + "\n\nFound at the shipped limits in less than half of the files that are degraded so far (all levels, where there is "
            "no bar):\n\n" + ("\n".join(weak_findings(told)) or "- nothing") + "\n")


def subject_section(subject, told, plot):
    head = [subject.parameter, "files", "AUC", "AUC, sharp parents", "found", "rejected",
            *[peers.TITLES[name] for name in subject.peers]]
    rows = [[f"{row['parameter']:g}", row["files"], number(row["auc"]), number(row["auc_sharp_parents"]), row["found"],
             row["rejected"], *[number(row[f"auc_{name}"]) for name in subject.peers]] for row in told["levels"]]
    limits, follows = told["at_limits"], told["follows"]
    measure = told["measure"] if told["measure"] == FINDING_ALONE else code_of(told["measure"])
    out = [f"### {subject.name}\n\nMeasure: {measure}. Findings: {', '.join(map(code_of, told['codes']))}.\n",
           table(head, rows),
           f"At the shipped limits, over the files that the bars speak of: recall {number(limits['recall'])} "
           f"({limits['found']} of {limits['files']}), false alarms {limits['false_alarms']} of {limits['clean']} clean, "
           f"precision {number(limits['precision']) or 'unknown'}."]
    if follows:
        out.append(f"Rank correlation within a parent: mean {number(follows['mean'])}, lowest {number(follows['lowest'])} "
                   f"({follows['lowest_parent']}); {follows['at_least_0.98']} of {follows['parents']} parents at 0.98 and more, "
                   f"{follows['views_without_values']} views without values.")
    if plot:
        out.append(f"\n![{subject.name}](accuracy/{plot})")
    return "\n".join(out) + "\n"


def plot_name(subject):
    return subject.name.replace(" ", "-").lower() + ".svg"


def plot_of(subject, levels):
    series = {"photosieve": [row["auc"] for row in levels]}
    series |= {peers.TITLES[name]: [row[f"auc_{name}"] for row in levels] for name in subject.peers}
    words = [f"{row['parameter']:g}" for row in levels]
    return plots.lines(f"{subject.name}: AUC by level", subject.parameter, words, series, bar=0.99 if subject.bars else None)


def drawn(told, folder):
    """Writes the plots and takes away old ones; the names of those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {}
    for subject in subjects.ALL:
        found = told["subjects"].get(subject.name)
        if found and len(found["levels"]) > 1 and found["measure"] != FINDING_ALONE:
            wanted[plot_name(subject)] = plot_of(subject, found["levels"])
    rows = [(row["kind"], (row["recall"], row["recall_of_hash"])) for row in told["similarity"]["variants"]]
    wanted["similarity.svg"] = plots.bars("Recall of pairs by kind of variant", rows, ("photosieve", "64-bit hash at 10"))
    for old in folder.glob("*.svg"):
        if old.name not in wanted:
            old.unlink()
    for name, drawing in wanted.items():
        (folder / name).write_text(drawing, encoding="utf-8")
    return set(wanted)


def clean_section(told):
    out = ["## Clean photos\n\n", table(("photos", "views rejected (95 % interval)", "parents rejected (95 % interval)"), [
        (name, share_of(seen["views"]), share_of(seen["parents"])) for name, seen in told["clean"].items()])]
    for name, seen in told["clean"].items():
        by = ", ".join(f"`{code}` {share_of(rate)}" for code, rate in seen["by_finding"].items()) or "none"
        warned = ", ".join(f"`{code}` {count}" for code, count in seen["warnings"].items()) or "none"
        out.append(f"\n*{name}*: rejections by finding: {by}. Warnings: {warned}.\n")
        out += [f"\n- {line}" for line in seen["rejected"]]
        out.append("\n" if seen["rejected"] else "")
    out += ["\n### Hard photos\n\nClean views of the reporting half by what is known of them, and those rejected for focus or "
            "exposure:\n\n",
            table(("known for", "rejected (95 % interval)"), [(word, share_of(rate)) for word, rate in told["hard"].items()])]
    return "".join(out)


def similarity_section(told):
    seen, bursts = told["similarity"], told["bursts"]
    pairs = [(row["kind"], row["pairs"], row["found"], number(row["recall"]), row["wrong"], number(row["recall_of_hash"]))
             for row in seen["variants"]]
    strangers = [(row["kind"], row["pairs"], row["wrong"], row["wrong_by_hash"]) for row in seen["strangers"]]
    lost = ", ".join(f"{parent} {count}" for parent, count in seen["lost_by_parent"].items() if count) or "none"
    judged = "." if bursts["judged"] else "; the program has no finding for motifs, so this is not judged."
    return (PAIRS + table(("variant", "pairs", "found", "recall", "wrong pairs", "recall of the 64-bit hash at 10"), pairs)
            + STRANGERS + table(("strangers", "pairs", "taken for copies", "by the 64-bit hash at 10"), strangers)
            + f"\n![Recall of pairs](accuracy/similarity.svg)\n\nPairs that were lost, by photo: {lost}.\n\nBursts: {bursts['bursts']}, with {bursts['frames']} frames in all; at "
            f"most three frames survive in {bursts['at_most_three']}, the sharpest survives in {bursts['sharpest_survives']}, both in "
            f"{bursts['both']}{judged}\n")


def mixtures_section(rows):
    return "### Mixtures\n\nFiles with several defects: with a finding for any of them, for each of them, and rejected.\n\n" + table(
        ("mixture", "files", "any found", "each found", "rejected"),
        [(row["mixture"], row["files"], row["any_found"], row["all_found"], row["rejected"]) for row in rows])


def written(told, made, docs):
    """Writes the page and its plots below `docs`."""
    plotted = drawn(told, docs / "accuracy")
    parts = [INTRODUCTION.format(made=made, parents=told["clean"]["report"]["parents"]["of"]), bars_section(told["bars"]),
             missed_section(told), clean_section(told), "## Defects\n"]
    for subject in subjects.ALL:
        if subject.name in told["subjects"]:
            name = plot_name(subject)
            parts.append(subject_section(subject, told["subjects"][subject.name], name if name in plotted else None))
    if told["mixtures"]:
        parts.append(mixtures_section(told["mixtures"]))
    parts.append(similarity_section(told))
    (docs / "accuracy.md").write_text("\n".join(part.strip("\n") + "\n" for part in parts), encoding="utf-8")
