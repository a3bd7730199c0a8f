"""Light and codes: a picture is float32 (height, width, 3), either display codes (0 to 255, sRGB) or
linear light (0 to 1); and convolution of light with a kernel.

sRGB: IEC 61966-2-1. Tables: codes to light in steps of 1/16 code, light to codes in steps of 1/65535
(0.05 code at black, less elsewhere).
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import functools

import numpy

CODE_STEPS, LIGHT_STEPS = 16, 65535
TILE = 512
LUMA = numpy.array([0.299, 0.587, 0.114], numpy.float32)  # ITU-R BT.601, as JPEG has it


def exact_light(codes):
    v = numpy.asarray(codes, numpy.float64) / 255
    return numpy.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def exact_codes(light):
    v = numpy.clip(numpy.asarray(light, numpy.float64), 0, 1)
    return 255 * numpy.where(v <= 0.0031308, v * 12.92, 1.055 * v ** (1 / 2.4) - 0.055)


@functools.lru_cache(maxsize=1)
def tables():
    return (exact_light(numpy.arange(255 * CODE_STEPS + 1) / CODE_STEPS).astype(numpy.float32),
            exact_codes(numpy.arange(LIGHT_STEPS + 1) / LIGHT_STEPS).astype(numpy.float32))


def to_light(codes):
    index = numpy.clip(codes * CODE_STEPS + 0.5, 0, 255 * CODE_STEPS).astype(numpy.uint16)
    return tables()[0][index]


def to_codes(light):
    """What is above 1 is clipped, as in a camera."""
    index = numpy.clip(light * LIGHT_STEPS + 0.5, 0, LIGHT_STEPS).astype(numpy.uint16)
    return tables()[1][index]


def to_bytes(codes):
    return numpy.clip(codes + 0.5, 0, 255).astype(numpy.uint8)


def luma(codes):
    return codes @ LUMA


def convolved(picture, kernel):
    """Each plane with the kernel (odd sides), mirrored at the borders. Overlapping tiles: the Fourier
    transform of a tile stays in the processor's cache, of a whole photo it does not."""
    height, width = picture.shape[:2]
    down, across = (side // 2 for side in kernel.shape)
    spectrum = numpy.zeros((TILE, TILE))
    spectrum[:kernel.shape[0], :kernel.shape[1]] = kernel
    spectrum = numpy.fft.rfft2(numpy.roll(spectrum, (-down, -across), (0, 1)))
    step_y, step_x = TILE - 2 * down, TILE - 2 * across
    out = numpy.empty_like(picture)
    planes = picture.reshape(height, width, -1)
    for plane in range(planes.shape[2]):
        padded = numpy.pad(planes[:, :, plane], ((down, down + step_y), (across, across + step_x)), "symmetric")
        for y in range(0, height, step_y):
            for x in range(0, width, step_x):
                tile = numpy.fft.irfft2(numpy.fft.rfft2(padded[y:y + TILE, x:x + TILE]) * spectrum, (TILE, TILE))
                part = tile[down:down + min(step_y, height - y), across:across + min(step_x, width - x)]
                out.reshape(height, width, -1)[y:y + step_y, x:x + step_x, plane] = part
    return out


def separable(picture, weights):
    """Both ways with a short row of weights (odd), mirrored at the borders."""
    reach = len(weights) // 2
    for axis in (0, 1):
        around = [(0, 0)] * picture.ndim
        around[axis] = (reach, reach)
        padded, size = numpy.pad(picture, around, "symmetric"), picture.shape[axis]
        parts = [padded[(slice(None),) * axis + (slice(n, n + size),)] for n in range(len(weights))]
        picture = sum(numpy.float32(weight) * part for weight, part in zip(weights, parts))
    return picture


def gaussian_weights(sigma):
    reach = max(1, int(3.5 * sigma + 0.5))
    weights = numpy.exp(-0.5 * (numpy.arange(-reach, reach + 1) / sigma) ** 2)
    return weights / weights.sum()


def blurred(picture, sigma):
    return separable(picture, gaussian_weights(sigma)) if sigma > 0 else picture


def box_mean(plane, radius):
    """The mean over (2 radius + 1) squared, mirrored at the borders."""
    side = 2 * radius + 1
    for axis in (0, 1):
        around = [(0, 0), (0, 0)]
        around[axis] = (radius + 1, radius)
        sums = numpy.cumsum(numpy.pad(plane, around, "symmetric"), axis, dtype=numpy.float64)
        size = plane.shape[axis]
        first = (slice(None),) * axis
        plane = ((sums[first + (slice(side, side + size),)] - sums[first + (slice(0, size),)]) / side)
    return plane.astype(numpy.float32)
