#!/usr/bin/python3
"""Whole screens of a run, at each width, as a terminal shows them: held against those that were
looked at (golden/). `screens_test.py DRIVER PROGRAM --update` writes them anew: look at them.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import subprocess
import sys
import time

from terminal import Terminal, until

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
SCRIPT = HERE / "run.jsonl"
MOMENTS = ("scanning", "midway", "stalled", "paused", "reviewing")
DRIVER = pathlib.Path(sys.argv[1]).resolve()
UPDATE = "--update" in sys.argv


def golden(name, text):
    path = GOLDEN / f"{name}.txt"
    if UPDATE:
        path.write_text(text + "\n")
        return
    wanted = path.read_text().rstrip("\n")
    assert text == wanted, f"{name}\n--- is\n{text}\n--- was looked at\n{wanted}"


def screen_at(terminal, moment, colours=False):
    terminal.at(moment)
    return terminal.screen(colours)


def played(columns, rows, name, colours=False, options=(), **variables):
    """The screens of all moments, one below the other."""
    with Terminal(columns, rows) as terminal:
        terminal.run(DRIVER, SCRIPT, *options, TZ="UTC", **variables)
        shown = []
        for moment in MOMENTS:
            text = screen_at(terminal, moment, colours)
            shown.append(f"=== {moment}\n{text}")
            terminal.go_on(moment)
        until(lambda: terminal.screen().endswith("$"), "the prompt")
        shown.append("=== ended\n" + terminal.screen(colours))
        assert terminal.state("cursor_flag") == "1", "the cursor is there again"
        assert terminal.state("wrap_flag") == "1", "lines wrap again"
    golden(name, "\n".join(shown))


def each_width_shows_all_that_has_room():
    for columns, rows in ((20, 24), (40, 24), (80, 24), (200, 24)):
        played(columns, rows, f"columns-{columns}", colours=False)


def few_rows_keep_what_matters_most():
    played(80, 5, "rows-5")


def colours_are_there_and_no_color_takes_them_and_nothing_else():
    played(80, 24, "colours", colours=True)
    played(80, 24, "no-color", colours=True, NO_COLOR="1")


def an_ascii_locale_gets_ascii():
    played(80, 24, "ascii", LC_ALL="C", LANG="C")


def only_the_sections_that_were_asked_for():
    played(80, 24, "sections", options=("--sections", "bar"))


def a_dumb_terminal_gets_lines():
    played(80, 24, "dumb", TERM="dumb")


def a_pipe_gets_plain_lines_or_json():
    for style in ("plain", "json"):
        with Terminal(80, 24) as terminal:
            for moment in MOMENTS:
                terminal.go_on(moment)
            done = subprocess.run([DRIVER, SCRIPT, "--style", style], cwd=terminal.folder,
                                  capture_output=True, timeout=20,
                                  env=dict(terminal.environment, TZ="UTC"))
            assert done.returncode == 0
            text = (done.stdout if style == "json" else done.stderr).decode()
            assert not (done.stderr if style == "json" else done.stdout)
            assert "\x1b" not in text
        golden(f"pipe-{style}", text.rstrip("\n"))


def resizing_leaves_no_trace_on_the_screen():
    """What a terminal takes into its history while it breaks lines is out of a program's reach."""
    shown = []
    for columns, rows in ((80, 24), (60, 24), (20, 24), (200, 24), (80, 9), (80, 40)):
        with Terminal(120, 24) as terminal:
            terminal.run(DRIVER, SCRIPT, TZ="UTC")
            terminal.at("scanning")
            terminal.go_on("scanning")
            terminal.at("midway")
            terminal.resize(columns, rows)
            time.sleep(0.6)
            shown.append(f"=== from 120 x 24 to {columns} x {rows}\n{terminal.screen()}")
    golden("resized", "\n".join(shown))


def every_name_takes_the_columns_that_are_reckoned():
    """tmux knows clusters only in part: the third column of the corpus says where it differs."""
    rows = [line.rstrip("\n").split("\t") for line in
            (HERE.parent / "data/console/widths.tsv").read_text().split("\n")
            if line and not line.startswith("# ")]
    with Terminal(80, 24) as terminal:
        wrong = []
        for name, columns, *at_tmux in rows:
            (terminal.folder / "name").write_text(name)
            terminal.type("clear; cat name; read -rsn1")
            terminal.press("Enter")
            until(lambda: terminal.screen().strip() and "clear" not in terminal.screen(), name)
            time.sleep(0.03)
            taken = int(terminal.state("cursor_x"))
            if taken != int((at_tmux or [columns])[0]):
                wrong.append((name, taken, columns, at_tmux))
            terminal.type("x")
            until(lambda: terminal.screen().endswith("$"), "the prompt")
        assert not wrong, wrong


if __name__ == "__main__":
    tests = [value for key, value in list(globals().items())
             if callable(value) and getattr(value, "__module__", "") == "__main__"
             and key not in ("golden", "screen_at", "played")]
    for test in tests:
        test()
        print(f"ok {test.__name__}", flush=True)
    print(f"{len(tests)} passed")
