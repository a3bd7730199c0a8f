#!/usr/bin/python3
"""Metadata made to hurt: each file has its answer within seconds, and what is passed over is said.

Usage: bombs_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "program"))
from program import picture

SECONDS = 20  # for one file, also under sanitizers and beside other tests
XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def in_pieces(marker, head, body, size=65000):
    return b"".join(segment(marker, head(at) + body[at:at + size]) for at in range(0, len(body), size))


def packet(inside, attributes=""):
    return (f"<x:xmpmeta xmlns:x='adobe:ns:meta/' {attributes}><rdf:RDF "
            "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
            f"xmlns:dc='http://purl.org/dc/elements/1.1/'>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>").encode()


def tiff(entries, next_directory=0):
    body = b"MM\0\x2a" + struct.pack(">I", 8) + struct.pack(">H", len(entries))
    for tag, kind, count, value in entries:
        body += struct.pack(">HHII", tag, kind, count, value)
    return body + struct.pack(">I", next_directory)


def exif(block):
    return segment(0xE1, b"Exif\0\0" + block)


def iptc(datasets):
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(datasets)) + datasets + bytes(len(datasets) % 2)
    return segment(0xED, b"Photoshop 3.0\0" + resource)


def icc(profile):
    return segment(0xE2, b"ICC_PROFILE\0\x01\x01" + profile)


def profile(tags, size=None, count=None):
    table = struct.pack(">I", count if count is not None else len(tags))
    table += b"".join(name + struct.pack(">II", offset, length) for name, offset, length in tags)
    body = table + b"curv\0\0\0\0\xff\xff\xff\xff" + bytes(600)
    head = bytearray(128)
    struct.pack_into(">I", head, 0, size if size is not None else 128 + len(body))
    head[8:12], head[12:16], head[16:20], head[20:24] = b"\x04\x30\0\0", b"mntr", b"RGB ", b"XYZ "
    head[36:40] = b"acsp"
    return bytes(head) + body


def jumbf(box):
    return segment(0xEB, b"JP\0\x01\0\0\0\x01" + box)


def nested(depth):
    box = b""
    for _ in range(depth):
        box = struct.pack(">I", len(box) + 8) + b"jumb" + box
    return box


def bombs():
    """(name, segments of a JPEG, the finding that is wanted; None: none is needed)."""
    guid = b"A" * 32
    note = "xmlns:xmpNote='http://ns.adobe.com/xmp/note/' xmpNote:HasExtendedXMP='" + "A" * 32 + "'"
    main = segment(0xE1, XMP + packet("", note))
    huge = b"<" + b"x" * (60 << 20)
    yield "60 MB of APP1", in_pieces(0xE1, lambda _: b"Exif\0\0", huge), "metadata_broken"
    yield "60 MB of extended XMP", main + in_pieces(
        0xE1, lambda at: EXTENSION + guid + struct.pack(">II", len(huge), at), huge), "metadata_broken"
    yield "extended XMP that never ends", main + segment(
        0xE1, EXTENSION + guid + struct.pack(">II", 5_000_000, 0) + b"x"), "metadata_broken"
    yield "XMP with entities", segment(0xE1, XMP + b"<!DOCTYPE x [" + b"".join(
        b"<!ENTITY e%d '%s'>" % (i + 1, b"&e%d;" % i * 10) for i in range(9)) + b"]><x>&e9;</x>"), "metadata_broken"
    yield "XMP nested 10,000 deep", segment(0xE1, XMP + packet("<dc:a>" * 10_000)), "metadata_broken"
    yield "XMP well-formed and nested 5,000 deep", segment(
        0xE1, XMP + packet("<dc:a>" * 5_000 + "</dc:a>" * 5_000)), "metadata_broken"
    yield "a directory that is its own next", exif(tiff([(0x010F, 2, 4, 0x4E696B00)], 8)), None
    yield "a directory that is its own child", exif(tiff([(0x8769, 4, 1, 8), (0x8825, 4, 1, 8)])), None
    yield "a tag of 4 GB", exif(tiff([(0x010E, 2, 0xFFFFFFFF, 8), (0x9286, 7, 0xFFFFFFF0, 0xFFFFFFF0)])), None
    yield "60,000 tags", exif(tiff([(0x010F, 2, 4, 0x4E696B00)] * 5000)), None
    yield "IPTC that lies of its length", iptc(b"\x1c\x02\x05\x7f\xff" + b"x" * 50), None
    yield "IPTC with an extended length of 4 GB", iptc(b"\x1c\x02\x05\x80\x04\xff\xff\xff\xff" + b"x" * 50), None
    yield "50,000 keywords", iptc(b"\x1c\x02\x19\0\x01x" * 10_000), "keywords_too_many"
    tags = [(name, 128 + 4 + 12 * 6, 500) for name in (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")]
    yield "a profile whose tags overlap", icc(profile(tags)), "colour_profile_broken"
    yield "a profile of 4 GB", icc(profile(tags, size=0xFFFFFFFF)), "colour_profile_broken"
    yield "a profile with 4 billion tags", icc(profile(tags, count=0xFFFFFFFF)), "colour_profile_broken"
    yield "a profile whose tag is 4 GB long", icc(profile([(b"rXYZ", 200, 0xFFFFFFFF)])), "colour_profile_broken"
    yield "credentials nested 5,000 deep", jumbf(nested(5_000)), None
    yield "credentials nested, and named", jumbf(
        struct.pack(">I", 8 + 29 + 40_000) + b"jumb" + struct.pack(">I", 29) + b"jumd" + bytes(16) +
        b"\x03c2pa" + nested(5_000)), "metadata_broken"


def png_bombs(png):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    packed = zlib.compress(bytes(300 << 20), 9)
    for name, body in (("a profile of 300 MB", chunk(b"iCCP", b"p\0\0" + packed)),
                       ("XMP of 300 MB", chunk(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0" + packed))):
        yield name, png[:33] + body + png[33:]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    wrong = []
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="ps-") as folder:
        folder = pathlib.Path(folder)
        photo = picture(1, 300, 200)
        photo.save(folder / "photo.jpg")
        photo.save(folder / "photo.png")
        jpeg, png = (folder / "photo.jpg").read_bytes(), (folder / "photo.png").read_bytes()
        table = [(name, jpeg[:2] + segments + jpeg[2:], code) for name, segments, code in bombs()]
        table += [(name, data, None) for name, data in png_bombs(png)]
        for name, data, code in table:
            path = folder / "bomb"
            path.write_bytes(data)
            begin = time.monotonic()
            done = subprocess.run([program, "inspect", "--json", path], capture_output=True, text=True)
            took = time.monotonic() - begin
            slowest = max(slowest, took)
            if done.returncode != 0 or not done.stdout:
                wrong.append(f"{name}: exit status {done.returncode}: {done.stderr}")
                continue
            codes = [finding["code"] for finding in json.loads(done.stdout)["findings"]]
            if took > SECONDS or "decoder_failed" in codes or (code and code not in codes):
                wrong.append(f"{name}: {took:.1f} s, {codes}, wanted {code}")
            if len(done.stdout) > 256 << 10:
                wrong.append(f"{name}: an answer of {len(done.stdout)} bytes")
    print("\n".join(wrong))
    print(f"{len(table)} bombs, {len(wrong)} wrong, the slowest {slowest:.1f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
