#!/usr/bin/python3
"""A disk that is full, and one that cannot be written: said plainly, nothing half left, resumable.

Usage: disk_test.py PHOTOSIEVE   (needs root, to mount a small disk)
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import subprocess
import sys

from program import picture, run_all


def mount(folder, options):
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], check=True)


def a_full_output_stops_the_run_and_room_lets_it_go_on(program):
    sizes = [program.photo(f"{n}.jpg", n, noise=1).stat().st_size for n in range(6)]
    disk = program.work / "disk"
    disk.mkdir()
    # Not one fits: where some do, the run pauses before it is full, if it is seen in time.
    mount(disk, f"size={int(min(sizes) * 0.6) // 1024}k")
    try:
        output = disk / "out"
        _, errors = program.run("process", program.inputs, "--output", output, status=1)
        assert "disk is full" in errors and "run the same command again" in errors, errors
        session = program.json("sessions", "--json")[0]
        assert session["status"] == "interrupted", session
        half = [p for p in output.rglob("*.jpg")]
        assert not half, half
        mount_again = f"remount,size={sum(sizes) * 3 // 1024}k"
        subprocess.run(["mount", "-o", mount_again, disk], check=True)
        program.run("process", program.inputs, "--output", output)
        session = program.json("sessions", "--json")
        assert len(session) == 1 and session[0]["status"] == "complete", session
        copies = sorted(p.name for p in output.rglob("*.jpg"))
        assert len(copies) == session[0]["approved_count"] == 6, (copies, session)
        for name in copies:
            assert (output / name).read_bytes() == (program.inputs / name).read_bytes()
    finally:
        subprocess.run(["umount", disk], check=True)


def a_run_pauses_before_the_disk_is_full_and_goes_on_by_itself(program):
    program.inputs.mkdir(exist_ok=True)
    first = program.inputs / "00.png"
    picture(1, width=6000, height=4000).save(first)
    for n in range(1, 16):
        (program.inputs / f"{n:02}.png").write_bytes(first.read_bytes() + bytes([n]))
    disk = program.work / "disk"
    disk.mkdir()
    mount(disk, "size=64m")  # a quarter of it, 16 MB, is the reserve
    try:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(50 << 20))
        process = program.start("process", program.inputs, "--output", disk / "out", "--profile", "generic",
                                "--workers", "1", "--progress", "json")
        heard = []
        for line in process.stdout:
            event = json.loads(line)
            heard.append(event)
            if event["event"] == "processing_paused":
                session = program.json("sessions", "--json")[0]
                assert session["status"] == "paused" and session["processed"] < 16, session
                ballast.unlink()
        assert process.wait(60) == 0
        names = [event["event"] for event in heard]
        assert names.count("processing_paused") == names.count("processing_resumed") == 1, names
        decisions = [event["data"] for event in heard if event["event"] == "tuner_decision"]
        assert [one["what"] for one in decisions] == ["paused_for_space", "resumed_for_space"], decisions
        assert "kept in reserve" in decisions[0]["reason"] and decisions[0]["to"] < 16, decisions
        session = program.json("sessions", "--json")[0]
        assert session["status"] == "complete" and session["processed"] == 16, session
    finally:
        subprocess.run(["umount", disk], check=True)


def an_output_that_cannot_be_written_is_refused_before_anything_is_judged(program):
    program.photo("one.jpg", 1)
    disk = program.work / "disk"
    disk.mkdir()
    mount(disk, "ro,size=100k")
    try:
        _, errors = program.run("process", program.inputs, "--output", disk / "out", status=2)
        assert "name another --output" in errors, errors
        assert program.json("sessions", "--json") == []
    finally:
        subprocess.run(["umount", disk], check=True)


if __name__ == "__main__":
    if os.geteuid() != 0:
        print("skipped: only root may mount a small disk")
        sys.exit(77)
    run_all([a_full_output_stops_the_run_and_room_lets_it_go_on,
             a_run_pauses_before_the_disk_is_full_and_goes_on_by_itself,
             an_output_that_cannot_be_written_is_refused_before_anything_is_judged])
