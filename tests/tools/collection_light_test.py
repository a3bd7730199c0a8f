#!/usr/bin/python3
"""What make_collection does to light, codes and files is what its parameters say, measured.

Each degradation has a test named after it; one test sees to that.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import math
import pathlib
import sys
import unittest

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
from collection import coding, degradations, kernels, light

BASE = (95, "444")


def generator(seed=1):
    return numpy.random.Generator(numpy.random.PCG64(seed))


def flat(code, width=512, height=384):
    return numpy.full((height, width, 3), code, numpy.float32)


def degraded(name, codes, **given):
    """(the codes after it, what it tells)"""
    told = {}
    return degradations.TABLE[name].apply(codes.copy(), given, generator(), told), told


def filed(name, codes, **given):
    """(the file's bytes, what it tells) of one that is a coding"""
    told = {}
    return degradations.TABLE[name].apply(codes.copy(), given, BASE, generator(), told), told


def point(size=161):
    """A bright point in darkness, as codes."""
    linear = numpy.full((size, size, 3), 0.02, numpy.float32)
    linear[size // 2, size // 2] = 0.98
    return light.to_codes(linear)


def spread_of(codes):
    """The point spread function of a degraded point: green, in light, without the ground."""
    linear = light.exact_light(codes[:, :, 1]) - 0.02
    return numpy.where(linear > 2e-5, linear, 0) / linear[linear > 2e-5].sum()


def step_edge(low=60, high=180, size=256):
    codes = flat(low, size, size)
    codes[:, size // 2:] = high
    return codes


def texture(width=640, height=480, seed=3):
    """Edges, waves and grain, with room above and below."""
    y, x = numpy.mgrid[:height, :width].astype(numpy.float32)
    gray = 120 + 30 * numpy.sin(x / 3) * numpy.cos(y / 4) + 25 * ((x // 37 + y // 29) % 2)
    gray = gray + generator(seed).normal(0, 6, gray.shape).astype(numpy.float32)
    return numpy.clip(numpy.stack([gray + 8, gray, gray - 12], axis=2), 0, 255).astype(numpy.float32)


class Degradations(unittest.TestCase):
    def near(self, wanted, measured, percent, *case):
        self.assertLessEqual(abs(measured - wanted), abs(wanted) * percent / 100, (wanted, float(measured), *case))

    def test_each_has_a_test(self):
        missing = [name for name in degradations.TABLE if not hasattr(self, f"test_{name}")]
        self.assertEqual([], missing)

    def test_defocus(self):
        for radius in (0.7, 1.0, 1.5, 2.0, 3.2, 8):
            spread = spread_of(degraded("defocus", point(), radius_px=radius)[0])
            for along in ((1, 0), (0, 1), (0.6, 0.8)):
                self.near(radius, 2 * math.sqrt(kernels.moment(spread, along)), 5, radius, along)

    def test_defocus_of_an_edge_in_a_file(self):
        for radius in (1.5, 3.2):
            codes = coding.decoded(coding.encoded(degraded("defocus", step_edge(), radius_px=radius)[0], *BASE))
            profile = light.exact_light(codes[100:156, :, 1]).mean(axis=0)
            at = numpy.arange(255) - 127.0
            line = numpy.where(abs(at) <= radius + 1.5, numpy.diff(profile), 0)  # beyond is ringing of JPEG's
            line /= line.sum()
            self.near(radius, 2 * math.sqrt((line * (at - (line * at).sum()) ** 2).sum()), 5, radius)

    def test_motion(self):
        for length, angle in ((3, 0), (4, 30), (6, 90), (10, 135), (18, 73)):
            spread = spread_of(degraded("motion", point(), length_px=length, angle_deg=angle)[0])
            a = math.radians(angle)
            self.near(length, math.sqrt(12 * kernels.moment(spread, (math.cos(a), -math.sin(a)))), 5, length, angle)
            self.assertLess(kernels.moment(spread, (math.sin(a), math.cos(a))), 0.3, (length, angle))

    def test_shake(self):
        for extent in (3, 8, 18):
            kernel = kernels.shake(extent, generator(extent))
            y, x = numpy.nonzero(kernel > 1e-4)
            apart = numpy.hypot(x[:, None] - x[None], y[:, None] - y[None]).max()
            self.assertTrue(extent - 1.5 <= apart <= extent + 3, (extent, apart))
            self.assertAlmostEqual(1, kernel.sum())
        same = [kernels.moment(kernels.shake(extent, generator(1))) for extent in (4, 8, 16)]
        self.assertEqual(sorted(same), same)

    def test_fringing(self):
        for corner in (0.5, 1.5, 3.0, -2.0):
            codes = flat(120, 801, 601)
            codes[:, 700:703] = 160
            out = degraded("fringing", codes, corner_px=corner)[0]
            at = numpy.arange(801)
            rows = light.exact_light(out[280:320]).mean(axis=0) - light.exact_light(120)
            red, green, blue = ((rows[:, c] * at).sum() / rows[:, c].sum() for c in range(3))
            wanted = corner * (701 - 400) / math.hypot(400.5, 300.5)
            self.assertAlmostEqual(wanted, red - green, delta=0.03, msg=corner)
            self.assertAlmostEqual(-wanted, blue - green, delta=0.03, msg=corner)

    def test_exposure(self):
        ramp = numpy.tile(numpy.linspace(0, 255, 512, dtype=numpy.float32)[None, :, None], (8, 1, 3))
        before = light.exact_light(ramp)
        for stops in (-3, -1, -0.5, 0.7, 2):
            out, told = degraded("exposure", ramp, ev=stops)
            wanted = light.exact_codes(before * 2 ** stops)
            self.assertLess(abs(out - wanted).max(), 0.1, stops)
            white = 100 * (before[0, :, 0] * 2 ** stops >= light.exact_light(254.5)).mean()
            self.assertAlmostEqual(white if stops > 0 else told["white_percent"], told["white_percent"], delta=0.5)

    def test_moire(self):
        """False colour and bands wider than four pixels, in proportion to the depth, in the patch alone."""
        strength = []
        for depth in (0.2, 0.4):
            out, told = degraded("moire", flat(120), depth=depth, thread_px=1.93, height_percent=50)
            x, y, radius = told["patch"]
            down, across = numpy.mgrid[:384, :512]
            away = numpy.hypot(down - y, across - x)
            self.assertLess(abs(out - 120)[away > radius + 1].max(), 0.1)
            inside = away < 0.7 * radius
            linear = light.exact_light(out)
            strength.append(light.blurred(linear[:, :, 0] - linear[:, :, 1], 1.5)[inside].std())
            self.assertGreater(strength[-1], 0.05 * depth * light.exact_light(120))
        self.near(2, strength[1] / strength[0], 5)

    def test_dust(self):
        first, told = degraded("dust", flat(180), count=6, radius_px=9, depth=0.25, camera=4)
        self.assertEqual(6, len(told["spots"]))
        linear = light.exact_light(first[:, :, 1]) / light.exact_light(180)
        for x, y, radius in told["spots"]:
            self.assertAlmostEqual(0.75, linear[round(y), round(x)], delta=0.01)
            self.assertLess(linear[round(y), round(x + 0.7 * radius)], 0.77)
        self.assertGreater((linear > 0.999).mean(), 0.98)
        _, other = degraded("dust", texture(512, 384), count=6, radius_px=9, depth=0.25, camera=4)
        self.assertEqual(told["spots"], other["spots"])
        self.assertNotEqual(told["spots"], degraded("dust", flat(180), count=6, radius_px=9, depth=0.25, camera=5)[1]["spots"])

    def test_hot_pixels(self):
        out, told = degraded("hot_pixels", flat(60), count=40, brightness=0.8, camera=2)
        self.assertEqual(40, len(told["pixels"]))
        for x, y, plane in told["pixels"]:
            self.assertAlmostEqual(0.8, light.exact_light(out[y, x, "RGB".index(plane)]), delta=0.01)
        self.assertLess((abs(out - 60).max(axis=2) > 1).mean(), 40 * 9 / out[:, :, 0].size + 1e-9)

    def test_noise(self):
        for sigma in (2, 5, 16):
            for size in (0, 0.8, 1.5):
                out = degraded("noise", flat(128), sigma=sigma, size_px=size)[0] - 128
                self.near(sigma, out[:, :, 1].std(), 3, size)
                self.assertEqual(0, abs(out[:, :, 0] - out[:, :, 2]).max())
                self.assertAlmostEqual(0, out.mean(), delta=0.15 * sigma)

    def test_colour_noise(self):
        for sigma in (3, 8):
            out = degraded("colour_noise", flat(128), sigma=sigma, size_px=0.8)[0]
            luma = light.luma(out)
            self.near(sigma, ((out[:, :, 2] - luma) / 1.772).std(), 3)
            self.near(sigma, ((out[:, :, 0] - luma) / 1.402).std(), 3)
            self.assertLess(luma.std(), 0.02 * sigma)

    def test_shot_noise(self):
        middle = float(light.exact_codes(0.18))
        for sigma in (2, 5, 12):
            out, told = degraded("shot_noise", flat(middle), sigma=sigma)
            self.near(sigma, out[:, :, 1].std(), 3, sigma)
            self.assertLess(abs(numpy.corrcoef(out[:, :, 0].ravel(), out[:, :, 2].ravel())[0, 1]), 0.02)
        for level in (0.05, 0.2, 0.6):  # Poisson: the variance of light is light / electrons at white
            linear = light.exact_light(degraded("shot_noise", flat(float(light.exact_codes(level))), sigma=5)[0][:, :, 1])
            self.near(linear.mean() / linear.var(), degraded("shot_noise", flat(9), sigma=5)[1]["electrons_at_white"], 5, level)

    def test_noise_reduction(self):
        grainy = degraded("noise", step_edge(50, 200), sigma=4, size_px=0)[0]
        out = degraded("noise_reduction", grainy, strength=12, radius_px=3)[0]
        self.assertLess(out[:, 10:110, 1].std(), 0.25 * grainy[:, 10:110, 1].std())
        step = out[:, 129, 1].mean() - out[:, 126, 1].mean()
        self.assertGreater(step, 0.95 * 150)

    def test_contrast(self):
        codes = texture()
        for factor in (0.3, 0.6, 0.9):
            out = degraded("contrast", codes, factor=factor)[0]
            self.near(factor, light.luma(out).std() / light.luma(codes).std(), 1)
            self.assertAlmostEqual(light.luma(codes).mean(), light.luma(out).mean(), delta=0.1)
        self.assertGreater(degraded("contrast", codes, factor=2.5)[0].std(), 1.5 * codes.std())

    def test_cast(self):
        """By McCamy's formula (1992) for the temperature of a chromaticity."""
        to_xyz = numpy.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
        for mired in (-60, -30, 40, 100):
            out, told = degraded("cast", flat(120), mired=mired, green_percent=0)
            xyz = to_xyz @ light.exact_light(out[0, 0])
            x, y = xyz[0] / xyz.sum(), xyz[1] / xyz.sum()
            n = (x - 0.3320) / (0.1858 - y)
            kelvin = 449 * n ** 3 + 3525 * n ** 2 + 6823.3 * n + 5520.33
            self.near(mired, 1e6 / kelvin - 1e6 / 6504, 8, kelvin)
            self.near(light.exact_light(120), xyz[1], 1)
        out = degraded("cast", flat(120), mired=0, green_percent=20)[0]
        self.near(1.2, light.exact_light(out[0, 0, 1]) / light.exact_light(out[0, 0, 0]), 1)
        self.assertLess(abs(degraded("cast", flat(120), mired=0, green_percent=0)[0] - 120).max(), 0.1)

    def test_saturation(self):
        codes = texture()
        for factor in (0, 0.5, 1.5, 2):
            out = degraded("saturation", codes, factor=factor)[0]
            chroma = [numpy.hypot(p[:, :, 2] - light.luma(p), p[:, :, 0] - light.luma(p)).mean() for p in (codes, out)]
            self.assertAlmostEqual(factor, chroma[1] / chroma[0], delta=0.02)
            self.assertLess(abs(light.luma(codes) - light.luma(out)).mean(), 0.1)

    def test_halos(self):
        for amount in (0.6, 1.5, 3):
            for radius in (1.2, 2.0):
                out = degraded("halos", step_edge(100, 140), amount=amount, radius_px=radius)[0]
                beyond = 0.5 * math.erfc(0.5 / radius / math.sqrt(2))  # of a Gaussian, half a pixel from the edge
                self.near(40 * amount * beyond, out[50:200, 128, 1].mean() - 140, 4, amount, radius)

    def test_banding(self):
        ramp = numpy.tile(numpy.linspace(0, 255, 1024, dtype=numpy.float32)[None, :, None], (8, 1, 3))
        for bits in (2, 3, 5, 7):
            out = light.to_bytes(degraded("banding", ramp, bits=bits)[0])
            self.assertEqual([2 ** bits] * 3, [len(numpy.unique(out[:, :, c])) for c in range(3)])

    def test_tilt(self):
        for angle in (1, -2, 4.5, 8):
            codes = flat(60, 600, 400)
            codes[200:] = 180
            out = degraded("tilt", codes, angle_deg=angle)[0][:, :, 1]
            corners = [out[:6, :6], out[:6, -6:], out[-6:, :6], out[-6:, -6:]]
            self.assertEqual([60, 60, 180, 180], [round(float(corner.mean())) for corner in corners], "no corner is empty")
            height = [numpy.interp(120, column, numpy.arange(len(column))) for column in out.T]
            slope = numpy.polyfit(numpy.arange(len(height)), height, 1)[0]
            self.assertAlmostEqual(-angle, math.degrees(math.atan(slope)), delta=0.05)

    def test_upsampling(self):
        codes = generator().uniform(60, 200, (480, 480, 1)).astype(numpy.float32).repeat(3, axis=2)
        frequency = numpy.hypot(numpy.fft.fftfreq(480)[:, None], numpy.fft.fftfreq(480)[None])

        def above(picture, factor):
            power = abs(numpy.fft.fft2(picture[:, :, 1] - picture[:, :, 1].mean())) ** 2
            return power[frequency > 0.75 / factor].sum() / power.sum()
        for factor, kernel in ((1.5, "bicubic"), (2, "lanczos"), (3, "bicubic")):
            out, told = degraded("upsampling", codes, factor=factor, kernel=kernel)
            self.assertEqual(codes.shape, out.shape)
            self.assertEqual([round(480 / factor)] * 2, told["from"])
            self.assertLess(above(out, factor), 0.03, (factor, kernel))

    def test_border(self):
        for width in (8, 33):
            out = degraded("border", flat(90), width_px=width, colour="white", sides="all")[0][:, :, 0]
            row = out[192] == 255
            self.assertEqual((width, width, 2 * width), (row[:256].sum(), row[256:].sum(), (out[:, 256] == 255).sum()))
        out = degraded("border", flat(90), width_px=20, colour="black", sides="top_and_bottom")[0][:, :, 0]
        self.assertEqual((0, 40), ((out[192] == 0).sum(), (out[:, 256] == 0).sum()))

    def test_date(self):
        for percent in (2, 4, 8):
            out, told = degraded("date", flat(90, 1200, 800), height_percent=percent, style="quote", colour="orange", corner="right")
            x, y, width, height = told["box"]
            self.near(8 * percent, height, 12, percent)
            self.assertTrue(x > 600 and y > 600 and x + width < 1200 and y + height < 800, told)
            self.assertRegex(told["text"], r"^'\d\d [ \d]\d [ \d]\d$")
            self.assertGreater((out[y:y + height, x:x + width, 0] > 200).mean(), 0.1)

    def test_watermark(self):
        for style in ("centre", "tiled", "corner"):
            for opacity in (0.2, 0.6):
                out, told = degraded("watermark", flat(100, 900, 600), opacity=opacity, style=style, height_percent=6, text="SAMPLE")
                self.assertAlmostEqual(100 + 155 * opacity, out.max(), delta=1)
                self.assertAlmostEqual(100, out.min(), delta=0.01)
                self.assertGreater((out[:, :, 0] > 101).mean(), 0.002, style)

    def test_jpeg_quality(self):
        from PIL import Image
        import io
        for quality in (20, 50, 75, 92):
            for subsampling, factors in (("base", (1, 1)), ("420", (2, 2)), ("422", (2, 1))):
                data, _ = filed("jpeg_quality", texture(), quality=quality, subsampling=subsampling)
                picture = Image.open(io.BytesIO(data))
                scale = 5000 / quality if quality < 50 else 200 - 2 * quality  # ITU-T T.81 annex K, libjpeg's scale
                wanted = [max(1, min(255, int((entry * scale + 50) / 100))) for entry in (16, 11, 10, 16)]
                self.assertEqual(wanted, list(picture.quantization[0][:4]) if picture.quantization[0][1] != 0 else None)
                self.assertEqual(factors, picture.layer[0][1:3])

    def test_double_compression(self):
        gray = light.luma(texture())[:, :, None].repeat(3, axis=2)
        step = 10  # of the second coefficient at quality 55 (11 * 90 / 100)
        matrix = numpy.array([[math.sqrt((1 if k == 0 else 2) / 8) * math.cos(math.pi * (2 * n + 1) * k / 16) for n in range(8)]
                              for k in range(8)])

        def on_grid(data):
            luma = light.luma(coding.decoded(data)) - 128
            blocks = luma.reshape(60, 8, 80, 8).transpose(0, 2, 1, 3)
            values = (matrix @ blocks @ matrix.T)[:, :, 0, 1].ravel()
            values = values[abs(values) > step / 2]
            return (abs(values / step - numpy.rint(values / step)) < 0.2).mean()
        data, _ = filed("double_compression", gray, first=55, second=95)
        self.assertGreater(on_grid(data), 0.9)
        self.assertLess(on_grid(coding.encoded(gray, *BASE)), 0.55)
        self.assertEqual(coding.encoded(coding.decoded(coding.encoded(gray, 55, "444")), *BASE), data)

    def test_blocking_shift(self):
        for x, y in ((3, 6), (1, 1), (7, 4), (0, 2)):
            data, _ = filed("blocking_shift", texture(), quality=12, shift_x=x, shift_y=y)
            gray = light.luma(coding.decoded(data))
            self.assertEqual((480, 640), gray.shape)
            for axis, shift in ((1, x), (0, y)):
                steps = abs(numpy.diff(gray, 2, axis)).mean(axis=1 - axis)
                edge = [steps[n::8].mean() + steps[(n + 1) % 8::8].mean() for n in range(8)]
                self.assertEqual((6 - shift) % 8, int(numpy.argmax(edge)), (x, y, axis))

    def test_truncation(self):
        whole = coding.encoded(texture(), *BASE)
        for percent in (10, 50, 99):
            data, told = filed("truncation", texture(), kept_percent=percent)
            self.assertTrue(whole.startswith(data))
            self.near(percent, 100 * len(data) / len(whole), 1)
            self.assertEqual(len(whole), told["whole_bytes"])

    def test_corruption(self):
        whole = coding.encoded(texture(), *BASE)
        for percent in (10, 50, 80):
            data, told = filed("corruption", texture(), at_percent=percent, bytes=4)
            self.assertEqual(len(whole), len(data))
            self.assertGreaterEqual(told["changed_percent"], 1)
            different = [n for n, (a, b) in enumerate(zip(whole, data)) if a != b]
            self.assertTrue(told["offset"] <= different[0] and different[-1] < told["offset"] + 4)


if __name__ == "__main__":
    unittest.main()
