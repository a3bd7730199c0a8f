#!/usr/bin/python3
"""The program over PostgreSQL: the outcome is SQLite's, whatever the server does meanwhile.

Usage: postgres_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import signal
import subprocess
import tempfile
import time

from program import run_all

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PHOTOS = 24


class Server:
    """A PostgreSQL server of this test's own."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="ps-pg-")
        self.tell("start")

    def tell(self, verb):
        subprocess.run([ROOT / "tools/postgres", verb, self.folder], check=True)

    def address(self, user="photosieve", name="photosieve"):
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def empty(self):
        subprocess.run(["psql", "-q", "-h", self.folder, "-U", "photosieve", "-c",
                        "DROP SCHEMA public CASCADE; CREATE SCHEMA public"],
                       check=True, stderr=subprocess.DEVNULL)


SERVER = None


def fill(program):
    for n in range(PHOTOS):
        program.photo(f"{n // 8}/{n:02}.jpg", n // 2, noise=n % 3 * 8)


def screening(program, *more):
    return ["process", program.inputs, "--output", program.work / "out", "--workers", "2",
            *(more if "--progress" in more else ("--progress", "json", *more))]


def outcome(program):
    report = program.json("report", "last")
    images = [{key: value for key, value in image.items() if key != "elapsed_ms"}
              for image in report["images"]]
    counts = {key: report["session"][key] for key in
              ("status", "stage", "total_images", "processed", "approved_count", "rejected_count",
               "issues")}
    output = program.work / "out"
    files = {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*")
             if path.is_file()}
    return images, counts, files


def undisturbed(program):
    """The outcome over SQLite; the output is then cleared."""
    fill(program)
    program.run(*screening(program))
    wanted = outcome(program)
    assert wanted[1]["processed"] == PHOTOS and wanted[2], wanted[1]
    subprocess.run(["rm", "-r", program.work / "out"], check=True)
    SERVER.empty()
    program.environment["PHOTOSIEVE_DATABASE"] = SERVER.address()
    return wanted


def events_of(process):
    for line in process.stdout:
        yield json.loads(line)


def until(events, wanted):
    """The first event that is wanted, and all up to it."""
    heard = []
    for event in events:
        heard.append(event)
        if wanted(event):
            return heard
    raise AssertionError(f"ended without it: {[event['event'] for event in heard]}")


def result_stored(event):
    return event["event"] == "progress_update" and event["data"]["current_image"] >= 2


def take_down_in_mid_run(process, events):
    """The server goes while the run stands still, so that it cannot end before."""
    until(events, result_stored)
    process.send_signal(signal.SIGSTOP)
    SERVER.tell("down")
    process.send_signal(signal.SIGCONT)


def the_outcome_is_that_over_sqlite(program):
    wanted = undisturbed(program)
    program.run(*screening(program))
    assert outcome(program) == wanted
    reports = program.work / "data/photosieve/reports"
    assert len(list(reports.glob("*.html"))) == 2, list(reports.iterdir())


def a_server_that_is_restarted_in_mid_run_is_ridden_out(program):
    wanted = undisturbed(program)
    process = program.start(*screening(program, "--interval", "0.1"))
    events = events_of(process)
    take_down_in_mid_run(process, events)
    try:
        heard = until(events, lambda event: event["event"] == "processing_error")
        error = heard[-1]["data"]
        assert error["error_type"] == "store" and error["recoverable"], error
        waiting = until(events, lambda event: event["event"] == "progress_update"
                        and event["data"]["error_message"])
        assert "database" in waiting[-1]["data"]["error_message"], waiting[-1]
        assert process.poll() is None
    finally:
        SERVER.tell("up")
    rest = list(events)
    assert process.wait(120) == 0, process.stderr.read()
    told = [event["event"] for event in heard + waiting + rest]
    assert told.count("processing_complete") == 1, told
    assert outcome(program) == wanted


def connections_that_are_ended_again_and_again_change_nothing(program):
    wanted = undisturbed(program)
    process = program.start(*screening(program, "--progress", "none"))
    while process.poll() is None:
        time.sleep(0.3)  # time to get something done between two blows
        subprocess.run(["psql", "-q", "-h", SERVER.folder, "-U", "photosieve", "-o", "/dev/null", "-c",
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                        "application_name='photosieve'"], check=True)
    assert process.returncode == 0, process.stderr.read()
    assert outcome(program) == wanted


def who_stops_a_run_whose_server_is_away_need_not_wait_and_goes_on_later(program):
    wanted = undisturbed(program)
    process = program.start(*screening(program, "--interval", "0.1"))
    events = events_of(process)
    take_down_in_mid_run(process, events)
    try:
        until(events, lambda event: event["event"] == "processing_error")
        process.send_signal(signal.SIGINT)
        assert process.wait(30) != 0
        errors = process.stderr.read()
        assert "see that the server runs" in errors, errors
    finally:
        SERVER.tell("up")
    program.run(*screening(program, "--resume"))
    assert len(program.json("sessions", "--json")) == 1
    assert outcome(program) == wanted


def a_session_is_steered_from_another_process(program):
    SERVER.empty()
    program.environment["PHOTOSIEVE_DATABASE"] = SERVER.address()
    # So many that the pause comes long before the end.
    first = program.photo("000.jpg", 1, width=4000, height=3000, noise=4).read_bytes()
    count = 100
    for n in range(1, count):
        (program.inputs / f"{n:03}.jpg").write_bytes(first + bytes([n]))
    process = program.start(*screening(program, "--no-copy", "--interval", "0.1"))
    events = events_of(process)
    until(events, result_stored)
    program.run("pause", "last")
    session = program.json("sessions", "--json")[0]
    assert session["status"] == "paused" and session["processed"] < count, session
    program.run("resume", "last")
    told = [event["event"] for event in events]
    assert process.wait(60) == 0, process.stderr.read()
    assert "processing_paused" in told and "processing_resumed" in told, told
    assert program.json("sessions", "--json")[0]["processed"] == count


def what_is_wrong_is_said_and_no_password_is(program):
    program.photo("one.jpg", 1)
    for address, status, said in (
            (SERVER.address("guarded:s3cre7"), 2, "check both"),
            (SERVER.address(name="nowhere"), 2, "createdb"),
            ("postgresql://ann:s3cre7@127.0.0.1:1/photosieve", 1, "see that the server runs"),
            ("postgres://ann:s3cre7@[/photosieve", 2, "write postgresql://"),
            ("postgre://ann:s3cre7@host/photosieve", 2, "write sqlite:PATH")):
        program.environment["PHOTOSIEVE_LOG"] = "debug"
        for words in (["process", program.inputs], ["sessions"], ["serve", "--listen", "127.0.0.1:0"]):
            out, errors = program.run(*words, "--database", address, status=status)
            assert said in errors and "s3cre7" not in out + errors, (words, address, errors)
        program.environment["PHOTOSIEVE_DATABASE"] = address
        out, errors = program.run("doctor", status=1)
        assert said in out and "s3cre7" not in out + errors, out


if __name__ == "__main__":
    SERVER = Server()
    try:
        run_all([the_outcome_is_that_over_sqlite,
                 a_server_that_is_restarted_in_mid_run_is_ridden_out,
                 connections_that_are_ended_again_and_again_change_nothing,
                 who_stops_a_run_whose_server_is_away_need_not_wait_and_goes_on_later,
                 a_session_is_steered_from_another_process,
                 what_is_wrong_is_said_and_no_password_is])
    finally:
        SERVER.tell("stop")
