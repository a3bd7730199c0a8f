#!/usr/bin/python3
"""Keys and signals: the terminal is as it was found, whichever way the program leaves it.

Usage: terminal_test.py DRIVER PROGRAM
SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import signal
import subprocess
import sys
import time

from terminal import Terminal, until

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "program"))
from program import Program  # noqa: E402

SCRIPT = HERE / "run.jsonl"
DRIVER, PHOTOSIEVE = (pathlib.Path(word).resolve() for word in sys.argv[1:3])


def at_midway(terminal, *options):
    terminal.run(DRIVER, SCRIPT, *options, TZ="UTC")
    terminal.at("scanning")
    terminal.go_on("scanning")
    terminal.at("midway")
    until(lambda: "ภาพถ่าย" in terminal.screen(), "the screen")


def settings(terminal):
    """What stty says of the terminal, from outside."""
    return subprocess.run(["stty", "-a", "-F", terminal("display-message", "-p", "#{pane_tty}").strip()],
                          capture_output=True, text=True, check=True).stdout


def driver_of(terminal):
    shell = terminal.state("pane_pid")
    children = pathlib.Path(f"/proc/{shell}/task/{shell}/children")
    return int(until(lambda: children.read_text().split(), "the driver")[0])


def as_found(terminal):
    until(lambda: terminal.screen().split("\n")[-1].endswith("$"), "the prompt")
    # The shell sets the terminal for itself while it edits a line; a command sees what is left.
    (terminal.folder / "seen").unlink(missing_ok=True)
    terminal.type("stty -a > seen.new; mv seen.new seen")
    terminal.press("Enter")
    until((terminal.folder / "seen").exists, "stty")
    seen = (terminal.folder / "seen").read_text()
    assert " icanon" in seen and " echo " in seen, seen
    assert terminal.state("cursor_flag") == "1", "the cursor is there again"
    assert terminal.state("wrap_flag") == "1", "lines wrap again"


def keys_come_without_enter_and_without_an_echo():
    with Terminal(80, 24) as terminal:
        at_midway(terminal, "--keys")
        assert "-icanon" in settings(terminal) and "-echo " in settings(terminal)
        assert terminal.state("cursor_flag") == "0", "no cursor over the screen"
        terminal.type("pxrq")
        until(lambda: "key q" in terminal.screen(), "the keys")
        lines = terminal.screen().split("\n")
        said = [line for line in lines if line.startswith("key ")]
        assert said == ["key p", "key r", "key q"], lines
        assert not any("pxrq" in line for line in lines), lines
        assert "น้ำตก" in lines[-1], lines
        terminal.press("C-c")
        as_found(terminal)


def a_stopped_run_gives_the_terminal_back_and_draws_on_when_it_goes_on():
    with Terminal(80, 24) as terminal:
        at_midway(terminal, "--keys")
        terminal.press("C-z")
        until(lambda: "Stopped" in terminal.screen(), "the shell")
        assert "1002/20000" not in terminal.screen(), "its screen is taken away"
        as_found(terminal)
        terminal.type("echo between")
        terminal.press("Enter")
        terminal.type("fg")
        terminal.press("Enter")
        until(lambda: terminal.screen().count("1002/20000") == 1, "the screen again")
        assert "between" in terminal.screen(), "what the shell wrote stays"
        until(lambda: "-icanon" in settings(terminal), "keys again")
        terminal.type("p")
        until(lambda: "key p" in terminal.screen(), "the key")
        terminal.press("C-c")
        as_found(terminal)


def in_the_background_nothing_is_drawn():
    with Terminal(80, 24) as terminal:
        at_midway(terminal, "--keys")
        terminal.press("C-z")
        until(lambda: "Stopped" in terminal.screen(), "the shell")
        terminal.type("bg")
        terminal.press("Enter")
        time.sleep(1)
        assert "1002/20000" not in terminal.screen(), terminal.screen()
        as_found(terminal)
        terminal.type("fg")
        terminal.press("Enter")
        until(lambda: "1002/20000" in terminal.screen(), "the screen again")
        terminal.press("C-c")
        as_found(terminal)


def whatever_ends_it_the_terminal_is_as_it_was():
    for name in ("INT", "TERM", "HUP", "QUIT", "ABRT", "SEGV"):
        with Terminal(80, 24) as terminal:
            at_midway(terminal, "--keys")
            os.kill(driver_of(terminal), getattr(signal, "SIG" + name))
            as_found(terminal)


def a_terminal_that_goes_away_ends_nothing_but_the_drawing():
    terminal = Terminal(80, 24)
    at_midway(terminal, "--keys")
    driver = driver_of(terminal)
    terminal("kill-server")
    until(lambda: not pathlib.Path(f"/proc/{driver}").exists(), "a clean end")


def a_real_run_is_shown_paused_resumed_and_summed_up():
    with Terminal(80, 40) as terminal, Program(PHOTOSIEVE) as program:
        first = program.photo("000.png", 1, width=3000, height=2000)
        for n in range(1, 40):
            (program.inputs / f"ภาพ-{n:03}.png").write_bytes(first.read_bytes() + bytes([n]))
        wanted = {key: program.environment[key] for key in ("XDG_RUNTIME_DIR", "XDG_DATA_HOME")}
        terminal.run(PHOTOSIEVE, "process", program.inputs, "--workers", "1", "--profile",
                     "generic", **wanted)
        parts = ("ภาพ-", " photos/s", "p pauses, r goes on, q stops", "/40 (", "CPU ", "/16  ")
        until(lambda: all(part in terminal.screen() for part in parts), "the whole screen")
        terminal.type("p")
        until(lambda: "\nPaused" in terminal.screen(), "the pause")
        assert program.json("sessions", "--json")[0]["status"] == "paused"
        terminal.type("r")
        until(lambda: "Going on" in terminal.screen(), "going on")
        terminal.type("q")
        until(lambda: "to go on" in terminal.screen(), "the summary")
        as_found(terminal)
        assert program.json("sessions", "--json")[0]["status"] == "interrupted"
        terminal.run(PHOTOSIEVE, "resume", "last", **wanted)
        until(lambda: "approved in" in terminal.screen(), "the end")
        ended = terminal.screen()
        for part in ("Done", "photos        40 of 40", "times  ", "machine  ", "near copy"):
            assert part in ended, ended
        as_found(terminal)


if __name__ == "__main__":
    tests = [value for key, value in list(globals().items())
             if callable(value) and getattr(value, "__module__", "") == "__main__"
             and key not in ("at_midway", "settings", "driver_of", "as_found")]
    for test in tests:
        test()
        print(f"ok {test.__name__}", flush=True)
    print(f"{len(tests)} passed")
