"""Small ICC profiles of three RGB spaces: a matrix to D50 and a curve (ICC.1:2001-04)."""
# SPDX-License-Identifier: GPL-3.0-or-later
import struct

import numpy

D50 = (0.96422, 1.0, 0.82521)
# name: (description, chromaticities of red, green, blue, gamma); white is D65 for all.
SPACES = {
    "srgb": ("sRGB", ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06)), None),
    "adobe_rgb": ("Adobe RGB (1998)", ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06)), 563 / 256),
    "p3": ("Display P3", ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)), None),
}
BRADFORD = numpy.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def xyz(x, y):
    return numpy.array([x / y, 1, (1 - x - y) / y])


def to_d50(primaries):
    """The columns of red, green and blue, for a white of D65 adapted to D50."""
    white = xyz(0.3127, 0.3290)
    columns = numpy.stack([xyz(*one) for one in primaries], axis=1)
    columns = columns * numpy.linalg.solve(columns, white)
    scale = numpy.diag((BRADFORD @ D50) / (BRADFORD @ white))
    return numpy.linalg.inv(BRADFORD) @ scale @ BRADFORD @ columns


def fixed(values):
    return b"".join(struct.pack(">i", round(float(value) * 65536)) for value in values)


def curve(gamma):
    if gamma is not None:
        return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    codes = numpy.arange(1024) / 1023
    light = numpy.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
    return b"curv" + bytes(4) + struct.pack(">I", 1024) + numpy.rint(light * 65535).astype(">u2").tobytes()


def profile(name):
    text, primaries, gamma = SPACES[name]
    ascii_text = text.encode() + b"\0"
    matrix = to_d50(primaries)
    tags = [(b"desc", b"desc" + bytes(4) + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(78)),
            (b"cprt", b"text" + bytes(4) + b"No copyright, use freely\0"), (b"wtpt", b"XYZ " + bytes(4) + fixed(D50))]
    tags += [(sign, b"XYZ " + bytes(4) + fixed(matrix[:, n])) for n, sign in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))]
    tags += [(sign, curve(gamma)) for sign in (b"rTRC", b"gTRC", b"bTRC")]
    at, table, data = 128 + 4 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for sign, body in tags:
        table += sign + struct.pack(">II", at + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    head = struct.pack(">I4sI4s4s4s12s4s", 128 + len(table) + len(data), b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ",
                       struct.pack(">6H", 2024, 1, 1, 0, 0, 0), b"acsp") + bytes(28) + fixed(D50)
    return head.ljust(128, b"\0") + table + data
