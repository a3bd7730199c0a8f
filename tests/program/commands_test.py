#!/usr/bin/python3
"""Commands, their answers and their exit status.

Usage: commands_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import csv
import io
import json
import os
import shutil
import subprocess

from program import run_all


def screens_a_folder_and_says_everything(program):
    program.photo("a/one.jpg", 1)
    program.photo("a/two.jpg", 2)
    program.photo("small.jpg", 3, width=1200, height=800)
    shutil.copy(program.inputs / "a/one.jpg", program.inputs / "copy of one.jpg")
    (program.inputs / "notes.txt").write_text("not a photo")
    out, errors = program.run("process", program.inputs)
    assert out == "", "results alone go to standard output"
    for words in ("Done", "approved", "resolution too low", "identical file", "not a photo"):
        assert words in errors, (words, errors)
    session = program.json("sessions", "--json")[0]
    assert session["status"] == "complete" and session["total_images"] == 4, session
    assert session["approved_count"] == 2 and session["rejected_count"] == 2, session
    output = program.work / "photos_processed"
    copied = sorted(str(p.relative_to(output)) for p in output.rglob("*") if p.is_file())
    assert len(copied) == 2 and copied[0] == "a/two.jpg" or copied == ["a/one.jpg", "a/two.jpg"], copied
    for name in copied:
        original, copy = program.inputs / name, output / name
        assert original.read_bytes() == copy.read_bytes()
        assert original.stat().st_mtime_ns == copy.stat().st_mtime_ns
        assert original.stat().st_mode == copy.stat().st_mode
    report = program.json("report", "last")
    assert [image["n"] for image in report["images"]] == [1, 2, 3, 4]
    assert [image["path"] for image in report["images"]] == sorted(
        image["path"] for image in report["images"])
    groups = {image["path"]: image["group"] for image in report["images"]}
    assert groups["a/one.jpg"] == groups["copy of one.jpg"] is not None, groups
    rows = list(csv.DictReader(io.StringIO(program.run("report", "last", "--format", "csv")[0])))
    assert len(rows) == 4 and rows[0]["path"] == "a/one.jpg", rows
    shown = program.json("show", session["session_id"][:13], "--json")
    assert shown["session_id"] == session["session_id"]
    assert "complete" in program.run("show", "last")[0]


def tells_json_lines_in_the_contracts_order(program):
    for seed in range(6):
        program.photo(f"{seed}.jpg", seed)
    out, _ = program.run("process", program.inputs, "--progress", "json", "--workers", "2")
    events = [json.loads(line) for line in out.splitlines()]
    names = [event["event"] for event in events]
    stages = [e["data"]["stage"] for e in events if e["event"] == "stage_change"]
    assert stages[0] == "scanning" and stages[1] == "processing" and stages[-1] == "complete", stages
    assert names.count("processing_complete") == 1
    complete = next(e["data"] for e in events if e["event"] == "processing_complete")
    assert len(complete) == 16 and complete["total_processed"] == 6, complete
    progress = [e["data"] for e in events if e["event"] == "progress_update"]
    assert all(len(update) == 22 for update in progress)
    counts = [update["current_image"] for update in progress]
    assert counts == sorted(counts) and counts[-1] == 6, counts
    milestones = [e["data"]["milestone_value"] for e in events if e["event"] == "milestone_reached"]
    assert milestones == ["25%", "50%", "75%", "90%"], milestones


def runs_again_over_its_own_output_and_never_over_others(program):
    program.photo("one.jpg", 1)
    program.photo("two.jpg", 2)
    program.run("process", program.inputs)
    program.run("process", program.inputs, "--fresh")
    output = program.work / "photos_processed"
    # A photo that was edited since replaces the copy that the program made itself.
    program.photo("one.jpg", 11)
    program.run("process", program.inputs)
    assert (output / "one.jpg").read_bytes() == (program.inputs / "one.jpg").read_bytes()
    # A file that somebody else put there stays, and the run says so.
    (output / "two.jpg").write_bytes(b"somebody's")
    program.photo("two.jpg", 12)
    _, errors = program.run("process", program.inputs, status=1)
    assert (output / "two.jpg").read_bytes() == b"somebody's"
    assert "could not be copied" in errors, errors
    report = program.json("report", "last")
    assert "another file of that name" in report["images"][1]["copy_error"], report["images"][1]
    assert not list((output).glob(".photosieve")), "nothing of its own is left behind"


def wrong_use_is_said_with_what_to_do(program):
    program.photo("one.jpg", 1)
    (program.work / "empty").mkdir()
    (program.work / "texts").mkdir()
    (program.work / "texts/a.txt").write_text("hello")
    (program.work / "mine.toml").write_text('name = "mine"\n[rules.nois]\nseverity = "warn"\n')
    cases = [
        (["process", program.work / "gone"], 2, "there is no folder"),
        (["process", program.inputs / "one.jpg"], 2, "is not a folder"),
        (["process", program.work / "empty"], 1, "nothing in"),
        (["process", program.work / "texts"], 1, "no photos in"),
        (["process", program.inputs, "--output", program.inputs / "out"], 2, "inside the input"),
        (["process", program.inputs, "--output", program.work], 2, "inside the output"),
        (["process", program.inputs, "--worker", "3"], 2, "did you mean --workers?"),
        (["process", program.inputs, "--profile", "adobestock"], 2, "did you mean adobe-stock?"),
        (["process", program.inputs, "--profile", program.work / "mine.toml"], 2,
         "did you mean noise?"),
        (["procces", program.inputs], 2, "did you mean process?"),
        (["show", "0000"], 2, "session"),
        (["report", "last", "--format", "xml"], 2, "--format"),
        (["inspect", program.work / "gone.jpg"], 2, "No such file"),
        (["pause", "last"], 2, "session"),
        (["sessions", "--database", "mysql:x"], 2, "no database address"),
    ]
    for words, status, said in cases:
        _, errors = program.run(*words, status=status)
        assert said in errors, (words, errors)
    assert not (program.inputs / "out").exists(), "a refused run leaves nothing behind"


def inspects_and_compares_single_photos(program):
    one = program.photo("one.jpg", 1)
    turned = program.work / "turned.jpg"
    from PIL import Image
    Image.open(one).transpose(Image.ROTATE_90).save(turned, quality=90)
    other = program.photo("other.jpg", 2)
    out, _ = program.run("inspect", "--json", one, other)
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["path"] for line in lines] == [str(one), str(other)]
    assert lines[0]["format"] == "jpeg" and lines[0]["width"] == 2500
    assert lines[0]["measures"]["jpeg_quality"] is not None
    assert program.json("compare", "--json", one, turned)["near_copy"] is True
    assert program.json("compare", "--json", one, one)["identical_bytes"] is True
    assert program.json("compare", "--json", one, other)["near_copy"] is False
    assert "approved" in program.run("inspect", one)[0]


def a_photo_that_cannot_be_read_gives_status_3(program):
    program.photo("one.jpg", 1)
    (program.inputs / "broken.jpg").write_text("this is text")
    _, errors = program.run("process", program.inputs, status=3)
    assert "undecodable" in errors, errors


def doctor_and_help_answer(program):
    assert "worker sandbox" in program.run("doctor")[0]
    for words in (["--help"], ["process", "--help"], ["--version"], []):
        assert "photosieve" in program.run(*words)[0].lower()


def a_plain_log_has_no_control_characters(program):
    program.photo("new\nline\x1b[31m.jpg", 1)
    process = subprocess.run([program.binary, "process", str(program.inputs), "--progress", "bar"],
                             env=program.environment, capture_output=True, timeout=60,
                             stdin=subprocess.DEVNULL)
    assert process.returncode == 0, process.stderr
    assert b"\x1b" not in process.stderr and b"\r" not in process.stderr, process.stderr


if __name__ == "__main__":
    run_all([screens_a_folder_and_says_everything, tells_json_lines_in_the_contracts_order,
             runs_again_over_its_own_output_and_never_over_others,
             wrong_use_is_said_with_what_to_do, inspects_and_compares_single_photos,
             a_photo_that_cannot_be_read_gives_status_3, doctor_and_help_answer,
             a_plain_log_has_no_control_characters])
