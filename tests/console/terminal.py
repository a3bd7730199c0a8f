"""A terminal whose screen can be read: tmux, with a server of its own.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile
import time

SECONDS = 90  # far more than is needed, on a busy machine too


def until(told, what):
    """Waits for told() to be true, and gives it."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        answer = told()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError(f"did not come: {what}")


class Terminal:
    """One window of so many columns and rows; what runs in it has `folder` as its own."""

    def __init__(self, columns, rows, *options):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ps-tmux-"))
        self.socket = self.folder / "tmux"
        environment = {key: value for key, value in os.environ.items()
                       if not key.startswith(("TMUX", "TERM", "LC_", "NO_COLOR", "WT_", "KONSOLE"))}
        environment.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", TERM="xterm-256color")
        self.environment = environment
        self("new-session", "-d", "-x", str(columns), "-y", str(rows), "-c", str(self.folder),
             *options, "env PS1='$ ' bash --norc --noprofile -i")
        self("set", "-g", "history-limit", "2000")
        until(lambda: "$" in self.screen(), "a prompt")

    def __call__(self, *words):
        done = subprocess.run(["tmux", "-u", "-S", str(self.socket), "-f", "/dev/null", *words],
                              env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self("kill-server")
        shutil.rmtree(self.folder)

    def type(self, text):
        self("send-keys", "-l", text)

    def press(self, *keys):
        self("send-keys", *keys)

    def run(self, *words, **variables):
        """Starts a command, from a clean screen."""
        sets = " ".join(f"{key}={shlex.quote(value)}" for key, value in variables.items())
        self.type(f"clear; env {sets} {shlex.join(map(str, words))}")
        self.press("Enter")

    def resize(self, columns, rows):
        self("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self, colours=False, history=False):
        """The lines that are seen, without blanks at their ends."""
        words = ["capture-pane", "-p"] + (["-e"] if colours else []) + \
            (["-S", "-"] if history else [])
        lines = self(*words).split("\n")
        return "\n".join(line.rstrip() for line in lines).rstrip("\n")

    def state(self, what):
        """A variable of tmux: cursor_x, cursor_flag, ..."""
        return self("display-message", "-p", "#{" + what + "}").strip()

    def at(self, moment):
        """Waits until a script stands at this moment."""
        until((self.folder / f"{moment}.shown").exists, moment)

    def go_on(self, moment):
        (self.folder / f"{moment}.go").touch()
