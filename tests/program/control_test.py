#!/usr/bin/python3
"""Pausing, resuming, cancelling, and ending by a signal, from outside the run.

Usage: control_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import shutil
import signal
import time

from program import run_all

PHOTOS = 60


def many_photos(program):
    """Small files that take their time (PNG), so that a run can be caught in the middle of it."""
    first = program.photo("000.png", 1, width=6000, height=4000)
    for n in range(1, PHOTOS):
        # Other bytes, the same picture: an end mark may be followed by anything.
        (program.inputs / f"{n:03}.png").write_bytes(first.read_bytes() + bytes([n]))


def started(program, *options):
    process = program.start("process", program.inputs, "--workers", "1", "--progress", "none",
                            "--profile", "generic", *options)
    session = wait_for(program, lambda s: s and s["processed"] >= 2, process)
    return process, session


def newest(program):
    sessions = program.json("sessions", "--json")
    return sessions[0] if sessions else None


def wait_for(program, wanted, process=None, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        session = newest(program)
        if wanted(session):
            return session
        assert process is None or process.poll() is None, process.communicate()
        time.sleep(0.02)
    raise AssertionError(f"did not come: {session}")


def pause_really_pauses_and_resume_goes_on(program):
    many_photos(program)
    at_start = time.monotonic()
    process, session = started(program)
    began = time.monotonic()
    _, said = program.run("pause", session["session_id"])
    assert "paused" in said and time.monotonic() - began < 10, said
    paused = newest(program)
    assert paused["status"] == "paused" and paused["processed"] < PHOTOS, paused
    time.sleep(0.7)
    assert newest(program)["processed"] == paused["processed"], "a pause is a pause"
    assert "running" in program.run("resume", "last")[1]
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    done = newest(program)
    assert done["status"] == "complete" and done["processed"] == PHOTOS, done
    whole = time.monotonic() - at_start
    assert done["elapsed_time"] < whole - 0.6, (done["elapsed_time"], whole, "pauses are left out")


def cancel_ends_it_and_copies_nothing_more(program):
    many_photos(program)
    process, session = started(program)
    program.run("cancel", "last")
    process.communicate(timeout=60)
    assert process.returncode == 130
    cancelled = newest(program)
    assert cancelled["status"] == "cancelled" and 2 <= cancelled["processed"] < PHOTOS, cancelled
    output = program.work / "photos_processed"
    assert not [p for p in output.rglob("*") if p.is_file()], "nothing is copied that was not"
    report = program.json("report", session["session_id"])
    assert len(report["images"]) == cancelled["processed"], "what was decided stays recorded"
    _, errors = program.run("resume", "last", status=2)
    assert "nothing to resume" in errors, errors


def ctrl_c_stops_cleanly_and_the_same_command_goes_on(program):
    many_photos(program)
    process, session = started(program)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    stopped = newest(program)
    assert stopped["status"] == "interrupted" and stopped["processed"] < PHOTOS, stopped
    program.run("process", program.inputs, "--progress", "none")
    done = newest(program)
    assert done["session_id"] == session["session_id"], "it went on, it did not begin anew"
    assert done["status"] == "complete" and done["processed"] == PHOTOS, done


def a_killed_run_is_seen_as_interrupted_and_can_be_resumed_or_cancelled(program):
    many_photos(program)
    process, session = started(program)
    process.kill()
    process.communicate()
    assert newest(program)["status"] == "interrupted"
    _, errors = program.run("pause", "last", status=2)
    assert "nothing to pause" in errors, errors
    program.run("resume", session["session_id"][:13], "--progress", "none")
    assert newest(program)["status"] == "complete"


def starting_anew_cancels_what_was_interrupted_and_leaves_nothing_of_it(program):
    many_photos(program)
    process, session = started(program)
    process.kill()
    process.communicate()
    program.run("process", program.inputs, "--fresh", "--progress", "none")
    sessions = program.json("sessions", "--json")
    assert [s["status"] for s in sessions] == ["complete", "cancelled"], sessions
    assert sessions[1]["session_id"] == session["session_id"]
    output = program.work / "photos_processed"
    assert not (output / ".photosieve").exists(), list(output.rglob("*"))


def one_folder_is_not_screened_twice_at_once(program):
    many_photos(program)
    process, _ = started(program)
    _, errors = program.run("process", program.inputs, status=2)
    assert "running now" in errors, errors
    other = program.start("process", program.inputs, "--output",
                          program.work / "photos_processed" / "deeper", "--no-copy")
    other.communicate(timeout=120)
    assert other.returncode == 0
    process.communicate(timeout=120)
    assert process.returncode == 0


def a_photo_that_changes_before_it_is_copied_is_judged_again(program):
    many_photos(program)
    process, _ = started(program)
    program.run("pause", "last")
    before = {path.name: path.read_bytes() for path in program.inputs.iterdir()}
    # Every photo is another one now: what was judged is not what will be copied.
    others = [program.photo(f"../other{i}.png", 100 + i) for i in range(3)]
    for n in range(PHOTOS):
        shutil.copy(others[n % 3], program.inputs / f"{n:03}.png")
    program.run("resume", "last")
    _, errors = process.communicate(timeout=200)
    assert process.returncode == 0, errors
    # A copy is of the bytes that were judged: those of before, or those of now; nothing between.
    output = program.work / "photos_processed"
    copies = [copy for copy in output.rglob("*.png")]
    assert copies
    for copy in copies:
        now = (program.inputs / copy.relative_to(output)).read_bytes()
        assert copy.read_bytes() in (now, before[copy.name]), copy


if __name__ == "__main__":
    run_all([pause_really_pauses_and_resume_goes_on, cancel_ends_it_and_copies_nothing_more,
             ctrl_c_stops_cleanly_and_the_same_command_goes_on,
             a_killed_run_is_seen_as_interrupted_and_can_be_resumed_or_cancelled,
             starting_anew_cancels_what_was_interrupted_and_leaves_nothing_of_it,
             one_folder_is_not_screened_twice_at_once,
             a_photo_that_changes_before_it_is_copied_is_judged_again])
