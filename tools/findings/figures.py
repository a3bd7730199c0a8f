"""The figures of a finding, out of bench/results/accuracy.json, as Markdown."""
# SPDX-License-Identifier: GPL-3.0-or-later
import functools
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NONE = """Told from the file itself, so there is no chance in it: tests hold each rule against files on either side of its limit."""


@functools.cache
def measured():
    return json.loads((ROOT / "bench/results/accuracy.json").read_text(encoding="utf-8"))


def subject_part(name, subject):
    rows = [f"*{name}*, by `{subject['measure']}`:\n", "| parameter | files | AUC | found | rejected |", "| --- | --- | --- | --- | --- |"]
    for level in subject["levels"]:
        auc = "–" if level.get("auc") is None else f"{level['auc']:.3f}"
        rows.append(f"| {level['parameter']} | {level['files']} | {auc} | {level['found']} | {level['rejected']} |")
    return "\n".join(rows)


def variants_part(kinds, rows):
    lines = ["| variant | pairs | found | wrong |", "| --- | --- | --- | --- |"]
    lines += [f"| {row['kind'].replace('_', ' ')} | {row['pairs']} | {row['found']} | {row['wrong']} |" for row in rows if row["kind"] in kinds]
    return "\n".join(lines)


def of(subjects, variants):
    result = measured()
    parts = [subject_part(name, result["subjects"][name]) for name in subjects if result["subjects"].get(name, {}).get("levels")]
    if variants:
        parts.append(variants_part(variants, result["similarity"]["variants"]))
    if not parts:
        return NONE if not subjects else "Not measured yet."
    return "\n\n".join(parts) + "\n\nOn photographs that no limit was found with; [accuracy](../accuracy.md) says what each number is."


def seen(kind):
    """What bench/networks found of what networks see: "face" or "text"."""
    path = ROOT / "bench/results/networks.json"
    if not path.exists():
        return "Not measured yet."
    result = json.loads(path.read_text(encoding="utf-8"))
    rows = ["| height, percent of the photo's | found |", "| --- | --- |"]
    rows += [f"| {100 * float(share):g} | {found} of {of} |" for share, (found, of) in result["recall"][kind].items()]
    wrong, clean = result["alarms"][kind]
    return "\n".join(rows) + f"\n\nFalse alarms: {wrong} of {clean} photographs without. By `./dev bench networks`, on photographs that no limit was found with."
