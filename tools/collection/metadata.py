"""Metadata cases: the clean file with segments put in, so its pixels are its twin's.

Written by hand, since cases that no library would write are wanted. Formats: Exif 2.32 (CIPA
DC-008), IPTC-IIM 4.2, XMP (ISO 16684-1), ICC.1:2001-04, JUMBF and C2PA 1.3 in APP11.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import io
import struct
import xml.sax.saxutils

from PIL import Image

from . import icc

TITLE = "Wooden boats on a pebble shore before sunset"
WORDS = ("lake boat shore water evening sky cloud wood pebble travel nature calm holiday reflection mountain summer light "
         "quiet row transport rope oar harbor bay landscape outdoor scenic leisure dusk horizon beach stone vessel mooring "
         "europe rural tourism vacation view weather serene coast wave hull deck pier dock island sunset valley forest path "
         "meadow river").split()
MAKER, MODEL, SERIAL = "Examplecam", "EX-100", "SN4711081500"
AI = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@dataclasses.dataclass
class Fields:
    """What a case writes; None leaves it out."""
    title: str | None = TITLE
    keywords: tuple = tuple(WORDS[:15])
    gps: tuple | None = None  # latitude, longitude in degrees
    serial: str | None = None
    owner: str | None = None
    source_type: str | None = None
    profile: bytes | None = b""  # b"": sRGB; None: none
    orientation: int = 1
    c2pa: bool = False
    time: str = "2024:08:17 19:42:05"
    thumbnail: bytes | None = None


def segment(marker, data):
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def degrees(value):
    whole = int(abs(value))
    minutes = (abs(value) - whole) * 60
    return ((whole, 1), (int(minutes), 1), (round((minutes - int(minutes)) * 6000), 100))


def ifd(entries, at):
    """(directory, data behind it) that stands at that offset; entries are (tag, type, value) by tag."""
    entries = sorted(entries)
    behind = at + 2 + 12 * len(entries) + 4
    out, data = struct.pack("<H", len(entries)), b""
    for tag, kind, value in entries:
        if kind == 2:
            value = value.encode() + b"\0"
            count, packed = len(value), value
        elif kind == 5:
            count, packed = len(value), b"".join(struct.pack("<II", *part) for part in value)
        elif kind in (3, 4):
            count, packed = 1, struct.pack("<H" if kind == 3 else "<I", value)
        else:
            count, packed = len(value), value
        if len(packed) <= 4:
            out += struct.pack("<HHI", tag, kind, count) + packed.ljust(4, b"\0")
        else:
            out += struct.pack("<HHII", tag, kind, count, behind + len(data))
            data += packed + b"\0" * (len(packed) % 2)
    return out, data


def exif(fields):
    first = [(0x010F, 2, MAKER), (0x0110, 2, MODEL), (0x0112, 3, fields.orientation), (0x0132, 2, fields.time)]
    photo = [(0x9003, 2, fields.time), (0x9004, 2, fields.time), (0xA001, 3, 1)]
    if fields.title is not None:
        first.append((0x010E, 2, fields.title))
    if fields.serial:
        photo.append((0xA431, 2, fields.serial))
    if fields.owner:
        photo.append((0xA430, 2, fields.owner))
    gps = []
    if fields.gps:
        north, east = fields.gps
        gps = [(0, 1, bytes((2, 3, 0, 0))), (1, 2, "N" if north >= 0 else "S"), (2, 5, degrees(north)),
               (3, 2, "E" if east >= 0 else "W"), (4, 5, degrees(east))]
    first += [(0x8769, 4, 0)] + ([(0x8825, 4, 0)] if gps else [])
    size = sum(map(len, ifd(first, 8))) + 4
    photo_at = 8 + size
    size = sum(map(len, ifd(photo, photo_at))) + 4
    gps_at = photo_at + size
    places = {0x8769: photo_at, 0x8825: gps_at}
    first = [(tag, kind, places.get(tag, value)) for tag, kind, value in first]
    size = sum(map(len, ifd(gps, gps_at))) + 4 if gps else 0
    small_at = gps_at + size
    tiff = b"II*\0\x08\0\0\0"
    for entries, at, following in ((first, 8, small_at if fields.thumbnail else 0), (photo, photo_at, 0), (gps, gps_at, 0)):
        if entries:
            directory, data = ifd(entries, at)
            tiff += directory + struct.pack("<I", following) + data
    if fields.thumbnail:
        entries = [(0x0103, 3, 6), (0x0201, 4, small_at + 2 + 12 * 3 + 4), (0x0202, 4, len(fields.thumbnail))]
        directory, _ = ifd(entries, small_at)
        tiff += directory + bytes(4) + fields.thumbnail
    return segment(0xE1, b"Exif\0\0" + tiff)


def xmp(fields):
    escape = xml.sax.saxutils.escape
    title = f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{escape(fields.title)}</rdf:li></rdf:Alt></dc:title>" \
        if fields.title is not None else ""
    words = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in fields.keywords)
    words = f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>" if words else ""
    source = f"<Iptc4xmpExt:DigitalSourceType>{AI}{fields.source_type}</Iptc4xmpExt:DigitalSourceType>" if fields.source_type else ""
    text = ("<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
            "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'>"
            f"{title}{words}{source}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>")
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + text.encode())


def iptc(fields):
    def record(number, dataset, value):
        return struct.pack(">BBBH", 0x1C, number, dataset, len(value)) + value
    data = record(1, 90, b"\x1b%G") + record(2, 0, b"\0\4")
    if fields.title is not None:
        data += record(2, 5, fields.title.encode()[:2000])
    for word in fields.keywords:
        data += record(2, 25, word.encode()[:64])
    data += b"\0" * (len(data) % 2)
    return segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data)


def box(name, data):
    return struct.pack(">I", len(data) + 8) + name + data


def described(uuid, label, data):
    return box(b"jumb", box(b"jumd", bytes.fromhex(uuid) + b"\x03" + label + b"\0") + data)


def cbor_text(text):
    data = text.encode()
    return (bytes([0x60 + len(data)]) if len(data) < 24 else bytes([0x78, len(data)])) + data


def c2pa():
    """A manifest whose only assertion is the action c2pa.created by a trained algorithm. Not signed."""
    rest = "00110010800000aa00389b71"
    action = b"\xa2" + cbor_text("action") + cbor_text("c2pa.created") + cbor_text("digitalSourceType") \
        + cbor_text(AI + "trainedAlgorithmicMedia")
    actions = described("63626f72" + rest, b"c2pa.actions", box(b"cbor", b"\xa1" + cbor_text("actions") + b"\x81" + action))
    manifest = described("63326d61" + rest, b"urn:uuid:6a1b3a53-97a5-4d36-8f0c-3a1d86a3d1aa",
                         described("63326173" + rest, b"c2pa.assertions", actions))
    store = described("63327061" + rest, b"c2pa", manifest)
    return segment(0xEB, b"JP" + struct.pack(">HI", 1, 1) + store)


def icc_segment(profile):
    return segment(0xE2, b"ICC_PROFILE\0\x01\x01" + profile)


def with_fields(data, fields):
    """The file with its segments, behind JFIF's own."""
    parts = [exif(fields), xmp(fields), iptc(fields)]
    if fields.profile is not None:
        parts.append(icc_segment(fields.profile or icc.profile("srgb")))
    if fields.c2pa:
        parts.append(c2pa())
    at = 2
    if data[2:4] == b"\xff\xe0":
        at += 2 + int.from_bytes(data[4:6], "big")
    return data[:at] + b"".join(parts) + data[at:]


def other_thumbnail():
    out = io.BytesIO()
    picture = Image.new("RGB", (160, 120), (200, 30, 40))
    picture.paste((20, 60, 200), (40, 30, 120, 90))
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


CASES = {
    "good": ("a sentence, 15 keywords, sRGB", Fields()),
    "bare": ("no title, no keywords, no profile", Fields(title=None, keywords=(), profile=None)),
    "title_70": ("a title of 70 characters", Fields(title=(TITLE + " on a calm day in the late summer light")[:69] + "t")),
    "title_71": ("a title of 71 characters", Fields(title=(TITLE + " on a calm day in the late summer light")[:70] + "s")),
    "title_201": ("a title of 201 characters", Fields(title=(TITLE + ", ") * 4 + "a" * (201 - 4 * len(TITLE + ", ")))),
    "title_list": ("a title that is a list of words", Fields(title="boat, lake, sunset, water, pebble, shore")),
    "title_brand": ("a brand's name in the title", Fields(title="Man drinking Coca-Cola at a lake")),
    "title_thai": ("a title in Thai", Fields(title="เรือไม้บนชายหาดก่อนพระอาทิตย์ตก")),
    "keywords_4": ("4 keywords", Fields(keywords=tuple(WORDS[:4]))),
    "keywords_5": ("5 keywords", Fields(keywords=tuple(WORDS[:5]))),
    "keywords_49": ("49 keywords", Fields(keywords=tuple(WORDS[:49]))),
    "keywords_50": ("50 keywords", Fields(keywords=tuple(WORDS[:50]))),
    "keywords_twice": ("a keyword twice, in two cases", Fields(keywords=(*WORDS[:9], "Lake"))),
    "keywords_camera": ("camera terms among the keywords", Fields(keywords=(*WORDS[:8], "Nikon D850", "f/2.8", "50mm"))),
    "gps": ("a place", Fields(gps=(54.5702, -3.1382))),
    "private": ("the camera's serial number and its owner's name", Fields(serial=SERIAL, owner="Jane Example")),
    "ai": ("IPTC source type: made by a trained algorithm", Fields(source_type="trainedAlgorithmicMedia")),
    "ai_composite": ("IPTC source type: a composite with such parts", Fields(source_type="compositeWithTrainedAlgorithmicMedia")),
    "ai_c2pa": ("a C2PA manifest that says so", Fields(c2pa=True)),
    "captured": ("IPTC source type: a camera, which is no mark", Fields(source_type="digitalCapture")),
    "icc_missing": ("no profile", Fields(profile=None)),
    "icc_adobe_rgb": ("Adobe RGB (1998)", Fields(profile=icc.profile("adobe_rgb"))),
    "icc_p3": ("Display P3", Fields(profile=icc.profile("p3"))),
    "icc_broken": ("a profile cut off after 200 bytes", Fields(profile=icc.profile("srgb")[:200])),
    "thumbnail_other": ("an embedded thumbnail of another picture", Fields(thumbnail=other_thumbnail())),
    "orientation_6": ("turned by the orientation tag", Fields(orientation=6)),
    "exif_broken": ("EXIF cut off in its first directory", None),
}


def case(name, data):
    """(the bytes of a case, what truth tells of it)"""
    meaning, fields = CASES[name]
    if fields is None:
        whole = exif(Fields())
        return data[:2] + segment(0xE1, whole[4:40]) + data[2:], {"case": name, "meaning": meaning}
    told = {"case": name, "meaning": meaning, "title": fields.title, "keywords": list(fields.keywords), "gps": fields.gps,
            "source_type": fields.source_type, "orientation": fields.orientation}
    return with_fields(data, fields), told
