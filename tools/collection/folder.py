"""The folder a collection goes to, whether it is there already, and how far making it has come."""
# SPDX-License-Identifier: GPL-3.0-or-later
import hashlib
import json
import pathlib
import shutil
import sys
import time

TOOLS = pathlib.Path(__file__).resolve().parent.parent
EVERY_SECONDS = 10


def made_by(*patterns):
    """A hash of the code below tools/ that the bytes come from."""
    sources = [path for pattern in patterns for path in sorted(TOOLS.glob(pattern))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def prepare(out, force, wanted):
    """True when the collection is there already; otherwise `out` is an empty folder."""
    made = pathlib.Path(f"{out}.made.json")
    if made.exists() and made.read_text() == json.dumps(wanted):
        return True
    if out.exists() and any(out.iterdir()):
        if not made.exists() and not force:
            sys.exit(f"make_collection: {out} holds something else; name a new folder, or --force")
        shutil.rmtree(out)
    made.unlink(missing_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    return False


def finish(out, lines, wanted):
    """The truth beside the folder, then the mark that the collection is whole."""
    with open(f"{out}.truth.jsonl", "w", encoding="utf-8") as truth:
        for line in lines:
            truth.write(json.dumps(line, ensure_ascii=False) + "\n")
    pathlib.Path(f"{out}.made.json").write_text(json.dumps(wanted))


class Progress:
    """A line now and then: how many of how many, how fast, how long still. On a terminal, one that stays."""

    def __init__(self, total):
        self.total, self.done, self.began, self.told = total, 0, time.monotonic(), time.monotonic()
        self.terminal = sys.stderr.isatty()

    def add(self, count):
        self.done += count
        now = time.monotonic()
        if now - self.told < (1 if self.terminal else EVERY_SECONDS):
            return
        self.told = now
        rate = self.done / (now - self.began)
        left = (self.total - self.done) / rate
        text = f"make_collection: {self.done} of {self.total} files, {rate:.1f} a second, {left:.0f} s left"
        print(f"\r{text:<78}" if self.terminal else text, end="" if self.terminal else "\n", file=sys.stderr, flush=True)

    def seconds(self):
        if self.terminal and self.told != self.began:
            print(file=sys.stderr)
        return time.monotonic() - self.began
