"""What the program and its peers say of a collection's files; kept beside it, for that program and tool.

`Case` joins a file's truth and what was said. Results lie in build/bench/accuracy/said, named after the
collection's version and the program's or the method's own hash, so nothing stale is ever read.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import concurrent.futures
import dataclasses
import functools
import hashlib
import json
import os
import pathlib
import subprocess

import measuring

from . import parts, peers

PROFILE = "adobe-stock"
SAID = parts.FOLDER / "said"
FILES_A_CALL = 40
REJECTS = "reject"


@dataclasses.dataclass
class Case:
    truth: dict
    seen: dict | None  # an object of `inspect --json`; None where the program gave none
    peers: dict = dataclasses.field(default_factory=dict)

    def codes(self, severities=("reject", "warn")):
        return {finding["code"] for finding in (self.seen or {}).get("findings", ()) if finding["severity"] in severities}

    def measure(self, name):
        return (self.seen or {}).get("measures", {}).get(name)

    @property
    def clean(self):
        return self.truth["role"] == "clean"


@functools.lru_cache(maxsize=1)
def program_hash():
    profile = measuring.ROOT / "profiles" / f"{PROFILE}.toml"
    return hashlib.sha256(measuring.PROGRAM.read_bytes() + profile.read_bytes()).hexdigest()[:16]


@functools.lru_cache(maxsize=1)
def rules():
    """{code: severity} of the shipped profile's rules."""
    done = subprocess.run([measuring.PROGRAM, "profiles", "show", PROFILE, "--json"], check=True, stdout=subprocess.PIPE)
    return {rule["code"]: rule["severity"] for rule in json.loads(done.stdout)["rules"]}


def inspected(paths):
    """{path: what `inspect` prints of it}; 3 says that some could not be read, which truth may expect."""
    done = subprocess.run([measuring.PROGRAM, "inspect", "--profile", PROFILE, "--json", *paths], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"inspect ended with {done.returncode}: {done.stderr[-500:]}")
    return {one["path"]: one for one in map(json.loads, done.stdout.splitlines())}


def kept(name, make):
    """What `make()` gave once under that name."""
    path = SAID / f"{name}.json"
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    SAID.mkdir(parents=True, exist_ok=True)
    made = make()
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(made), encoding="utf-8")
    fresh.rename(path)
    return made


def said_by_program(part):
    def ask():
        paths = [str(part.folder / line["path"]) for line in part.truth]
        calls = [paths[at:at + FILES_A_CALL] for at in range(0, len(paths), FILES_A_CALL)]
        with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            seen = {path: one for answer in pool.map(inspected, calls) for path, one in answer.items()}
        return {os.path.relpath(path, part.folder): one for path, one in seen.items()}
    return kept(f"{part.folder.name}-{part.version}-{program_hash()}", ask)


def peer_scores(task):
    path, names = task
    return peers.scores(path, names)


def said_by_peers(part, names_of):
    """`names_of(truth)`: the methods that a file is for."""
    code = hashlib.sha256(pathlib.Path(peers.__file__).read_bytes()).hexdigest()[:16]
    tasks = [(line["path"], sorted(names_of(line))) for line in part.truth]
    asked = hashlib.sha256(json.dumps(tasks).encode()).hexdigest()[:8]

    def ask():
        wanted = [(path, names) for path, names in tasks if names]
        with concurrent.futures.ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            found = pool.map(peer_scores, [(str(part.folder / path), names) for path, names in wanted], chunksize=8)
            return {path: scores for (path, _), scores in zip(wanted, found)}
    return kept(f"{part.folder.name}-{part.version}-peers-{code}-{asked}", ask)


def cases(part, names_of=lambda truth: ()):
    seen = said_by_program(part)
    scores = said_by_peers(part, names_of)
    return [Case(line, seen.get(line["path"]), scores.get(line["path"], {})) for line in part.truth]
