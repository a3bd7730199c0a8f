#!/usr/bin/python3
"""A share that is cut off in the middle of a run: the run says so and stops, no photo is called
unreadable for it, and with the share there again it ends as if nothing had happened.

Usage: away_test.py PHOTOSIEVE   (needs root and fuse3: the share is a file system that is killed)
SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import subprocess
import sys
import time

from program import run_all

PHOTOS = 10
SLOW = "wait_ms=60\n"  # a request, so that there is time to pull it out


class Share:
    """The photos of a program behind slow_disk."""

    def __init__(self, program):
        self.place = program.work / "share"
        self.place.mkdir(exist_ok=True)
        self.process = subprocess.Popen([pathlib.Path(program.binary).parent / "slow_disk", program.inputs, self.place],
                                        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout.readline() == "ready\n"
        self.process.stdin.write(SLOW)
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ready\n"

    def cut(self):
        self.process.kill()
        self.process.wait()

    def forget(self):
        subprocess.run(["umount", "-l", self.place], check=True)


def outcome(program):
    images = program.json("report", "last")["images"]
    for image in images:
        image.pop("elapsed_ms")
    return images


def wait_for_photos(program, wanted):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        sessions = program.json("sessions", "--json")
        if sessions[0]["status"] == "running" and sessions[0]["processed"] >= wanted:
            return
        time.sleep(0.05)
    raise AssertionError("no photo was judged")


def a_share_that_is_cut_off_stops_the_run_and_loses_nothing(program):
    for n in range(PHOTOS):
        program.photo(f"roll {n % 2}/{n}.jpg", n)
    share = Share(program)
    try:
        options = ["process", share.place, "--workers", "1", "--batch-size", "2", "--progress", "none", "--output"]
        program.run(*options, program.work / "undisturbed", "--fresh")
        true_outcome = outcome(program)
        run = program.start(*options, program.work / "out", "--fresh")
        wait_for_photos(program, 2)
        share.cut()
        _, errors = run.communicate(timeout=120)
        assert run.returncode == 1, (run.returncode, errors)
        assert "cannot be read any more" in errors and "run the same command again" in errors, errors
        session = program.json("sessions", "--json")[0]
        assert session["status"] == "interrupted", session
        for image in outcome(program):
            assert not [f for f in image["findings"] if f["code"] == "unreadable"], image
        share.forget()
        share = Share(program)
        program.run(*options, program.work / "out", "--resume")
        assert outcome(program) == true_outcome
    finally:
        share.cut()
        share.forget()


if __name__ == "__main__":
    binary = pathlib.Path(sys.argv[1]).resolve()
    if os.geteuid() != 0 or not os.path.exists("/dev/fuse") or not (binary.parent / "slow_disk").exists():
        print("skipped: needs root, /dev/fuse and slow_disk, which is built where Debian's libfuse3-dev is")
        sys.exit(77)
    run_all([a_share_that_is_cut_off_stops_the_run_and_loses_nothing])
