"""A burst: frames of one motif within seconds. Each differs a little in framing, exposure and focus;
one is the sharpest, and it is known.

The frames are windows of the parent that move and zoom by up to `shift_percent`, as far as the parent
has room around the view. The sharpest is not blurred at all; the others are out of focus by at least
0.8 px or shaken by at least 3 px, so that the order is beyond doubt at 100 %.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import numpy

from . import light, optics, sensor
from .degradations import Degradation, whole
from .ranges import Parameter

KIND = Degradation("burst", "frames of one motif, of which the sharpest is known",
                   (whole("frames", "frames", 2, 20, "5"), Parameter("shift_percent", "% of the width", 0, 10, "2"),
                    Parameter("exposure_ev", "EV at most", 0, 2, "0.3")), lambda codes, given, random, told: codes)


def plan(view, parent_size, given, random):
    """A dictionary for each frame: window (x, y, width, height in the parent), ev, blur, seconds."""
    x, y, width, height = view
    frames, sharpest, seconds = int(given["frames"]), int(random.integers(int(given["frames"]))), 0.0
    reach = given["shift_percent"] / 100 * width
    out = []
    for n in range(frames):
        # Never smaller than the view: a frame below an agency's 4 MP would be refused for that.
        zoom = min(1 + random.uniform(0, given["shift_percent"] / 100), parent_size[0] / width, parent_size[1] / height)
        wide, high = round(width * zoom), round(height * zoom)
        left = numpy.clip(x + (width - wide) / 2 + random.uniform(-reach, reach), 0, parent_size[0] - wide)
        top = numpy.clip(y + (height - high) / 2 + random.uniform(-reach, reach), 0, parent_size[1] - high)
        blur, size = ("none", 0.0) if n == sharpest else \
            ("defocus", round(random.uniform(0.8, 2.5), 2)) if random.random() < 0.6 else ("shake", round(random.uniform(3, 10), 2))
        out.append({"frame": n, "window": [int(left), int(top), wide, high], "blur": blur, "blur_px": size,
                    "ev": round(random.uniform(-given["exposure_ev"], given["exposure_ev"]), 2),
                    "noise_sigma": round(random.uniform(0.8, 1.6), 2), "seconds": round(seconds, 2), "sharpest": n == sharpest})
        seconds += random.uniform(0.2, 1.5)
    return out


def frame(parent, given, random):
    """Codes of one frame, cut from the parent's bytes at 100 %: never enlarged."""
    x, y, width, height = given["window"]
    codes = parent[y:y + height, x:x + width].astype(numpy.float32)
    if given["blur"] == "defocus":
        codes = optics.defocus(codes, {"radius_px": given["blur_px"]}, random, {})
    elif given["blur"] == "shake":
        codes = optics.shake(codes, {"extent_px": given["blur_px"]}, random, {})
    codes = light.to_codes(light.to_light(codes) * numpy.float32(2 ** given["ev"]))
    return numpy.clip(codes + sensor.grain(codes.shape[:2], given["noise_sigma"], 0.5, random)[:, :, None], 0, 255)
