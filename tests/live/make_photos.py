#!/usr/bin/python3
"""Photos for tests that are not written in Python. Usage: make_photos.py FOLDER COUNT [WIDTH HEIGHT]

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import sys

from live import slow_photos

folder, count, *size = sys.argv[1:]
width, height = map(int, size or (3000, 2000))
slow_photos(pathlib.Path(folder), int(count), width=width, height=height)
