#!/usr/bin/python3
"""exiftool as a second opinion: title, keywords, position, orientation and profile name agree.

Over the sample photographs ($PHOTOSIEVE_SAMPLES) and the pictures of four Debian packages, which are
downloaded and unpacked, not installed. Without both it is skipped (status 77).
Usage: exiftool_test.py PHOTOSIEVE [FILE...]
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
from package_pictures import pictures, unpacked

TAGS = ["-XMP-dc:Title", "-IPTC:ObjectName", "-IFD0:XPTitle", "-XMP-dc:Subject", "-IPTC:Keywords",
        "-IFD0:XPKeywords", "-IFD0:Orientation", "-Composite:GPSLatitude", "-Composite:GPSLongitude",
        "-ICC_Profile:ProfileDescription", "-IFD0:Make", "-XMP-tiff:Make", "-ExifTool:Warning"]
# (end of the file's name, what differs): why. Each was looked at.
KNOWN = {
    ("geodegrees_as_string.jpg", "latitude"):
        "degrees as a text with commas in its numbers, against the standard: \"52,00000,50,00000,34,01180\" is 52 degrees 50 "
        "minutes, of which exiftool makes 52 degrees 50 seconds; here it is said to be there, and not read",
    ("geodegrees_as_string.jpg", "longitude"): "as above",
}


def fetched(folder):
    """The packages' files; none where apt-get cannot download them."""
    packages = folder / "packages"
    packages.mkdir()
    return pictures(packages) if unpacked(packages) else []


def in_batches(files, size=200):
    for i in range(0, len(files), size):
        yield [str(file) for file in files[i:i + size]]


def said_by_exiftool(files):
    answers = {}
    for batch in in_batches(files):
        out = subprocess.run(["exiftool", "-j", "-n", "-G1", "-charset", "exif=UTF8", *TAGS, *batch],
                             capture_output=True).stdout
        for answer in json.loads(out.decode("utf-8", "replace") or "[]"):
            answers[answer["SourceFile"]] = answer
    return answers


def exif_block(file, folder):
    """The Exif block of a JPEG as a TIFF file; exiftool reads that where the JPEG itself is cut short."""
    data = file.read_bytes()
    at = data.find(b"Exif\0\0", 0, 65536)
    if not data.startswith(b"\xff\xd8") or at < 0:
        return None
    block = folder / (file.stem + ".tif")
    block.write_bytes(data[at + 6:at + 65536])
    return block


def without_its_jpeg(answers, folder):
    """More answers where exiftool gave up at the JPEG's segments, which says nothing of its Exif."""
    blocks = {}
    for name, answer in answers.items():
        if answer.get("ExifTool:Warning") == "JPEG format error":
            block = exif_block(pathlib.Path(name), folder)
            if block:
                blocks[name] = block
    again = said_by_exiftool(list(blocks.values()))
    for name, block in blocks.items():
        answers[name] = {**answers[name], **again.get(str(block), {})}
    return len(blocks)


def said_by_program(program, files):
    answers = {}
    for batch in in_batches(files):
        out = subprocess.run([program, "inspect", "--json", *batch], capture_output=True).stdout
        for line in out.decode().splitlines():
            answer = json.loads(line)
            answers[answer["path"]] = answer
    return answers


def text(value):
    return " ".join(str(value).split()) if value is not None else None


def as_list(value):
    if value is None:
        return []
    return [text(one) for one in (value if isinstance(value, list) else [value]) if text(one)]


def expected(exif):
    """What the program should say, from what exiftool says."""
    get = lambda *names: next((exif[name] for name in names if text(exif.get(name))), None)
    keywords = as_list(get("XMP-dc:Subject", "IPTC:Keywords"))
    if not keywords and exif.get("IFD0:XPKeywords"):
        keywords = [text(one) for one in str(exif["IFD0:XPKeywords"]).split(";") if text(one)]
    orientation = exif.get("IFD0:Orientation")
    return {
        "title": text(get("XMP-dc:Title", "IPTC:ObjectName", "IFD0:XPTitle")),
        "keywords": keywords,
        "latitude": exif.get("Composite:GPSLatitude"),
        "longitude": exif.get("Composite:GPSLongitude"),
        "orientation": orientation if orientation in range(1, 9) else 1,
        "profile_name": text(exif.get("ICC_Profile:ProfileDescription")
                             or exif.get("ICC-header:ProfileDescription")),
        "camera_make": text(get("IFD0:Make", "XMP-tiff:Make")),
    }


def said(answer):
    data = answer["metadata"]
    return {
        "title": text(data["title"]),
        "keywords": [text(one) for one in data["keywords"]],
        "latitude": data["gps"]["latitude"],
        "longitude": data["gps"]["longitude"],
        "orientation": data["orientation"],
        "profile_name": text(data["colour"]["profile_name"]),
        "camera_make": text(data["camera_make"]),
    }


def differ(a, b):
    if isinstance(a, float) and isinstance(b, (int, float)):
        return abs(a - b) > 2e-6
    return a != b


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(prefix="ps-") as folder:
        files = [pathlib.Path(name) for name in sys.argv[2:]]
        if not files:
            samples = os.environ.get("PHOTOSIEVE_SAMPLES")
            files = pictures(pathlib.Path(samples)) if samples else []
            files += fetched(pathlib.Path(folder))
        if not files:
            print("skipped: no sample photographs and no package could be downloaded")
            return 77
        second = said_by_exiftool(files)
        cut_short = without_its_jpeg(second, pathlib.Path(folder))
        first = said_by_program(program, files)
        known, wrong = set(), []
        facts = dict.fromkeys(["title", "keywords", "latitude", "orientation", "profile_name"], 0)
        for name, answer in first.items():
            want, have = expected(second.get(name, {})), said(answer)
            for field in facts:
                facts[field] += bool(want[field]) and want[field] != 1
            for field in want:
                if not differ(want[field], have[field]):
                    continue
                key = next((k for k in KNOWN if name.endswith(k[0]) and k[1] == field), None)
                if key:
                    known.add(key)
                else:
                    wrong.append(f"{name}: {field}: exiftool {want[field]!r}, here {have[field]!r}")
        print("\n".join(wrong))
        print(f"{len(first)} of {len(files)} files, {cut_short} by their Exif block alone; with " +
              ", ".join(f"{field} {count}" for field, count in facts.items()) +
              f"; {len(known)} known differences, {len(wrong)} others")
        return 1 if wrong or len(first) < len(files) else 0


if __name__ == "__main__":
    sys.exit(main())
