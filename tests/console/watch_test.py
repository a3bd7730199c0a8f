#!/usr/bin/python3
"""`watch`: the view of a run that goes on elsewhere: on a server that comes and goes, and here.

Usage: watch_test.py DRIVER PROGRAM
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

from terminal import Terminal, until

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "program"))
from program import Program  # noqa: E402

PHOTOSIEVE = pathlib.Path(sys.argv[2]).resolve()
TOKEN = "abcdefghijklmnop0123456789"


def slow_photos(program, count):
    """Small files that take their time; all of one picture."""
    first = program.photo("000.png", 1, width=4000, height=3000)
    for n in range(1, count):
        (program.inputs / f"ภาพ-{n:03}.png").write_bytes(first.read_bytes() + bytes([n]))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    def __init__(self, program, port, *options):
        self.url = f"http://127.0.0.1:{port}"
        self.process = program.start("serve", "--listen", f"127.0.0.1:{port}", "--root",
                                     program.work, *options)
        for line in self.process.stderr:
            if "listening" in line:
                break
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def call(self, method, path, body=None):
        request = urllib.request.Request(self.url + "/api/v1" + path, method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json",
                                                  "Authorization": "Bearer " + TOKEN})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")

    def begin(self, program):
        return self.call("POST", "/sessions", {"input_folder": str(program.inputs),
                                               "profile": "generic",
                                               "settings": {"workers": 1}})["session_id"]

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(timeout=60)


def a_server_that_goes_away_is_waited_for_and_the_run_is_shown_on():
    with Terminal(80, 30) as terminal, Program(PHOTOSIEVE) as program:
        slow_photos(program, 20)
        port = free_port()
        server = Server(program, port)
        session = server.begin(program)
        terminal.run(PHOTOSIEVE, "watch", session[:13], "--url", server.url)
        until(lambda: "/20 (" in terminal.screen() and " photos/s" in terminal.screen(), "the run")
        terminal.type("p")
        until(lambda: "\nPaused" in terminal.screen(), "the pause")
        assert server.call("GET", f"/sessions/{session}")["status"] == "paused"
        server.stop(signal.SIGKILL)
        until(lambda: "trying again" in terminal.screen(), "what is wrong")
        assert "/20 (" in terminal.screen(), "what is known stays"
        server = Server(program, port)
        until(lambda: "trying again" not in terminal.screen(), "the connection")
        terminal.type("r")
        until(lambda: "Going on" in terminal.screen(), "going on")
        until(lambda: "approved in" in terminal.screen(), "the summary")
        ended = terminal.screen()
        assert "photos        20 of 20" in ended and f"{session}/report?format=html" in \
            ended.replace("\n", ""), ended
        with urllib.request.urlopen(f"{server.url}/api/v1/sessions/{session}/report?format=html") as page:
            assert page.read().startswith(b"<!doctype html>")
        # They are made when it is over, while the server goes on.
        folder = program.work / "data/photosieve/reports"
        wanted = [f"{session}.{form}" for form in ("csv", "html", "json")]
        until(lambda: sorted(path.name for path in folder.iterdir()) == wanted, "the reports")
        server.stop()


def the_newest_is_watched_and_leaving_ends_nothing():
    with Terminal(80, 30) as terminal, Program(PHOTOSIEVE) as program:
        slow_photos(program, 25)
        token = program.work / "token"
        token.write_text(TOKEN)
        token.chmod(0o600)
        server = Server(program, free_port(), "--token-file", token)
        words = (PHOTOSIEVE, "watch", "--url", server.url)
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and "--token-file" in done.stderr, done
        done = subprocess.run((*words, "--token-file", token), capture_output=True, text=True,
                              timeout=60)
        assert done.returncode == 1 and "no session runs at" in done.stderr, done
        session = server.begin(program)
        terminal.run(*words, "--token-file", token)
        until(lambda: "/25 (" in terminal.screen(), "the run")
        terminal.type("q")
        until(lambda: terminal.screen().split("\n")[-1].endswith("$"), "the prompt")
        assert server.call("GET", f"/sessions/{session}")["status"] == "running"
        done = subprocess.run((*words, "nobody", "--token-file", token), capture_output=True,
                              text=True, timeout=60)
        assert done.returncode == 1 and "nobody" in done.stderr, done
        done = subprocess.run((*words, session, "--token-file", token, "--progress", "json"),
                              capture_output=True, text=True, timeout=200)
        events = [json.loads(line)["event"] for line in done.stdout.splitlines()]
        assert "processing_complete" in events and events.count("progress_update") > 1, events
        server.stop()


def a_run_of_this_machine_is_watched_without_a_server():
    with Terminal(80, 30) as terminal, Program(PHOTOSIEVE) as program:
        slow_photos(program, 25)
        run = program.start("process", program.inputs, "--workers", "1", "--profile", "generic",
                            "--progress", "none")
        until(lambda: program.json("sessions", "--json"), "the session")
        wanted = {key: program.environment[key] for key in ("XDG_RUNTIME_DIR", "XDG_DATA_HOME")}
        terminal.run(PHOTOSIEVE, "watch", **wanted)
        until(lambda: "/25 (" in terminal.screen(), "the run")
        terminal.type("p")
        until(lambda: "\nPaused" in terminal.screen(), "the pause")
        terminal.type("r")
        until(lambda: "approved in" in terminal.screen(), "the summary")
        assert re.search(r"photos +25 of 25", terminal.screen()), terminal.screen()
        run.communicate(timeout=60)
        assert run.returncode == 0


def an_address_that_is_none_is_wrong_use():
    done = subprocess.run((PHOTOSIEVE, "watch", "--url", "nowhere:at all"), capture_output=True,
                          text=True, timeout=60)
    assert done.returncode == 2, done


if __name__ == "__main__":
    began = time.monotonic()
    tests = [a_server_that_goes_away_is_waited_for_and_the_run_is_shown_on,
             the_newest_is_watched_and_leaving_ends_nothing,
             a_run_of_this_machine_is_watched_without_a_server,
             an_address_that_is_none_is_wrong_use]
    for test in tests:
        test()
        print(f"ok {test.__name__} ({time.monotonic() - began:.0f} s)", flush=True)
    print(f"{len(tests)} passed")
