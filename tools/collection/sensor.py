"""What a sensor does: exposure, noise, dust, hot pixels.

Light is linear; noise that is named in codes is added to display codes, as an editor measures it.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import numpy

from . import light

MIDDLE_GREY = 0.18  # of white, in linear light
CHROMA_TO_RGB = numpy.array([[0, 1.402], [-0.344136, -0.714136], [1.772, 0]], numpy.float32)  # of Cb, Cr (JFIF)


def exposure(codes, given, random, told):
    """Stops of light, clipped at white; truth tells how much of the area is then white or black."""
    out = light.to_codes(light.to_light(codes) * numpy.float32(2 ** given["ev"]))
    told["white_percent"] = round(100 * float((out.min(axis=2) >= 254.5).mean()), 3)
    told["black_percent"] = round(100 * float((out.max(axis=2) < 0.5).mean()), 3)
    return out


def grain(shape, sigma, size, random):
    """Gaussian noise with that deviation; size is the radius (deviation) over which it is alike."""
    noise = random.standard_normal(shape, dtype=numpy.float32)
    if size > 0:
        noise = light.blurred(noise, size)
        noise /= noise.std()
    return noise * numpy.float32(sigma)


def noise(codes, given, random, told):
    return numpy.clip(codes + grain(codes.shape[:2], given["sigma"], given["size_px"], random)[:, :, None], 0, 255)


def colour_noise(codes, given, random, told):
    """In Cb and Cr, each with that deviation; luma stays."""
    chroma = numpy.stack([grain(codes.shape[:2], given["sigma"], given["size_px"], random) for _ in "br"], axis=2)
    return numpy.clip(codes + chroma @ CHROMA_TO_RGB.T, 0, 255)


def electrons_at_white(sigma):
    """How many make white, so that photon noise has that deviation in codes at middle grey."""
    step = 1e-4
    slope = float(light.exact_codes(MIDDLE_GREY + step) - light.exact_codes(MIDDLE_GREY - step)) / (2 * step)
    return MIDDLE_GREY * (slope / sigma) ** 2


def shot_noise(codes, given, random, told):
    """Photons counted: Poisson in linear light, each channel on its own."""
    count = electrons_at_white(given["sigma"])
    told["electrons_at_white"] = round(count, 1)
    return light.to_codes(random.poisson(light.to_light(codes) * count).astype(numpy.float32) / numpy.float32(count))


def spot(linear, x, y, radius, depth):
    """A shadow with a soft edge, multiplied in."""
    reach = int(radius * 1.6 + 2)
    top, left = max(0, int(y) - reach), max(0, int(x) - reach)
    part = linear[top:int(y) + reach + 1, left:int(x) + reach + 1]
    down, across = numpy.mgrid[top:top + part.shape[0], left:left + part.shape[1]]
    away = numpy.hypot(across - x, down - y) / radius
    part *= (1 - depth * numpy.clip((1.25 - away) / 0.5, 0, 1))[:, :, None].astype(numpy.float32)


def demosaiced(linear, top, left):
    """What a sensor with an RGGB filter and no low-pass would make of it: one colour a site, the others
    interpolated from its neighbours."""
    height, width = linear.shape[:2]
    down, across = numpy.mgrid[top:top + height, left:left + width] % 2
    out = numpy.empty_like(linear)
    for plane, sites in ((0, (down == 0) & (across == 0)), (1, (down + across) == 1), (2, (down == 1) & (across == 1))):
        known = linear[:, :, plane] * sites
        if plane == 1:
            around = numpy.pad(known, 1, "reflect")
            around = (around[:-2, 1:-1] + around[2:, 1:-1] + around[1:-1, :-2] + around[1:-1, 2:]) / 4
            out[:, :, 1] = numpy.where(sites, known, around)
        else:
            out[:, :, plane] = light.separable(known, (0.5, 1, 0.5))
    return out


def moire(codes, given, random, told):
    """A round patch of cloth whose threads are about as wide as the sensor's coloured sites are apart, 2
    pixels: sampled by them, it comes out as wide bands of false colour, as it does in life."""
    linear = light.to_light(codes)
    height, width = linear.shape[:2]
    radius = height * given["height_percent"] / 200
    x, y = random.uniform(0.25, 0.75) * width, random.uniform(0.25, 0.75) * height
    angle, bend = random.uniform(-0.05, 0.05), random.uniform(0.5, 2)
    top, left = max(0, int(y - radius)), max(0, int(x - radius))
    part = linear[top:int(y + radius) + 1, left:int(x + radius) + 1]
    down, across = numpy.mgrid[top:top + part.shape[0], left:left + part.shape[1]].astype(numpy.float32)
    down, across = down - y, across - x
    away = numpy.hypot(down, across) / radius
    along, over = (2 * numpy.pi / given["thread_px"] * (across * a + down * b) + bend * away ** 2 * 2 * numpy.pi
                   for a, b in ((numpy.cos(angle), numpy.sin(angle)), (-numpy.sin(angle), numpy.cos(angle))))
    window = numpy.clip((1 - away) * 5, 0, 1)
    cloth = part * (1 + given["depth"] * window * (numpy.cos(along) + numpy.cos(over)) / 2)[:, :, None].astype(numpy.float32)
    share = window[:, :, None].astype(numpy.float32)
    part[:] = part * (1 - share) + demosaiced(cloth, top, left) * share
    told["patch"] = [round(float(value), 1) for value in (x, y, radius)]
    return light.to_codes(linear)


def dust(codes, given, random, told):
    """Specks on the sensor. They lie where the seed says, whatever the photo: one camera, one dust."""
    linear = light.to_light(codes)
    height, width = linear.shape[:2]
    camera = numpy.random.Generator(numpy.random.PCG64(given["camera"]))
    told["spots"] = []
    for _ in range(int(given["count"])):
        x, y, size = camera.uniform(0.03, 0.97), camera.uniform(0.03, 0.97), camera.uniform(0.7, 1.3)
        x, y, radius = x * width, y * height, given["radius_px"] * size
        spot(linear, x, y, radius, given["depth"])
        told["spots"].append([round(x, 1), round(y, 1), round(radius, 2)])
    return light.to_codes(linear)


def hot_pixels(codes, given, random, told):
    """Sites that always read high; the site's colour spreads to its neighbours as demosaicing does."""
    linear = light.to_light(codes)
    height, width = linear.shape[:2]
    camera = numpy.random.Generator(numpy.random.PCG64(given["camera"]))
    sites = camera.uniform(0, 1, (int(given["count"]), 2))
    told["pixels"] = []
    share = numpy.array([[0.25, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 0.25]], numpy.float32)
    for across, down in sites:
        x, y = 2 + int(across * (width - 4)), 2 + int(down * (height - 4))
        plane = 1 if (x + y) % 2 else 0 if y % 2 == 0 else 2  # RGGB
        part = linear[y - 1:y + 2, x - 1:x + 2, plane]
        weight = share if plane != 1 else numpy.array([[0, 0.25, 0], [0.25, 1, 0.25], [0, 0.25, 0]], numpy.float32)
        part += weight * numpy.maximum(given["brightness"] - part, 0)
        told["pixels"].append([x, y, "RGB"[plane]])
    return light.to_codes(linear)
