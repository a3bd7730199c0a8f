"""What the program's tests share: a folder of small photographs, and a way to call the program.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy
from PIL import Image


def picture(seed, width=2500, height=1700, noise=0):
    """A photograph of nobody: shapes with crisp edges, different for each seed; `noise` in levels."""
    chance = numpy.random.default_rng(seed)
    small = chance.integers(20, 235, (24, 36, 3), dtype=numpy.uint8)
    image = Image.fromarray(small).resize((width, height), Image.NEAREST)
    pixels = numpy.asarray(image).astype(numpy.int16)
    ramp = numpy.linspace(-15, 15, width)[None, :, None]
    if noise:
        pixels = pixels + chance.normal(0, noise, (height, width, 1))
    return Image.fromarray(numpy.clip(pixels + ramp, 0, 255).astype(numpy.uint8))


class Program:
    """The program with a database, a runtime folder and a working folder of its own."""

    def __init__(self, binary=None):
        self.binary = str(pathlib.Path(binary or sys.argv[1]).resolve())
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="ps-"))
        self.inputs = self.work / "photos"
        self.inputs.mkdir()
        runtime = self.work / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {key: value for key, value in os.environ.items()
                            if not key.startswith(("PHOTOSIEVE_", "XDG_"))}
        self.environment.update(XDG_RUNTIME_DIR=str(runtime), XDG_DATA_HOME=str(self.work / "data"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.work)

    def photo(self, name, seed, **how):
        path = self.inputs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture(seed, **how).save(path, quality=92)
        return path

    def start(self, *words, **how):
        return subprocess.Popen([self.binary, *map(str, words)], env=self.environment,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **how)

    def run(self, *words, status=0):
        process = self.start(*words)
        out, errors = process.communicate(timeout=120)
        assert process.returncode == status, (words, process.returncode, out, errors)
        return out, errors

    def json(self, *words, **how):
        return json.loads(self.run(*words, **how)[0])


def run_all(tests):
    """Calls each function with a Program of its own, and says which."""
    for test in tests:
        with Program() as program:
            test(program)
        print(f"ok {test.__name__}", flush=True)
    print(f"{len(tests)} passed")
