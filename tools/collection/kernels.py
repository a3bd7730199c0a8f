"""Point spread functions, each all positive and with a sum of 1.

A kernel made of pixels is wider than the figure it was drawn from, by the pixel itself. So the figure
is drawn a little smaller, so that the kernel's second moment is that of the figure asked for: a disc
of radius r has r^2 / 4 along an axis, a line of length l has l^2 / 12 along itself.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import numpy

FINE = 15  # samples a pixel, each way
STEPS = 24


def moment(kernel, along=(1.0, 0.0)):
    """The second central moment along a direction (x, y)."""
    y, x = numpy.mgrid[:kernel.shape[0], :kernel.shape[1]].astype(float)
    at = x * along[0] + y * along[1]
    mean = (kernel * at).sum()
    return (kernel * (at - mean) ** 2).sum()


def drawn_to(wanted, draw, low, high, along=(1.0, 0.0)):
    """draw(size) with the size whose moment is the wanted one."""
    for _ in range(STEPS):
        middle = (low + high) / 2
        if moment(draw(middle), along) < wanted:
            low = middle
        else:
            high = middle
    return draw(high)


def covered_disc(radius, reach):
    """How much of each pixel a disc covers."""
    at = (numpy.arange((2 * reach + 1) * FINE) + 0.5) / FINE - reach - 0.5
    inside = (at[:, None] ** 2 + at[None, :] ** 2 <= radius ** 2).astype(float)
    kernel = inside.reshape(2 * reach + 1, FINE, 2 * reach + 1, FINE).sum((1, 3))
    return kernel / kernel.sum()


def disc(radius):
    reach = int(radius + 1.5)
    return drawn_to(radius ** 2 / 4, lambda size: covered_disc(size, reach), 0.05, radius + 1)


def along_path(x, y):
    """Light spread evenly over points, each shared by the four pixels around it."""
    reach = int(max(numpy.abs(x).max(), numpy.abs(y).max())) + 2
    kernel = numpy.zeros((2 * reach + 1, 2 * reach + 1))
    left, top = numpy.floor(x).astype(int), numpy.floor(y).astype(int)
    right, below = x - left, y - top
    for dx, dy, share in ((0, 0, (1 - right) * (1 - below)), (1, 0, right * (1 - below)),
                          (0, 1, (1 - right) * below), (1, 1, right * below)):
        numpy.add.at(kernel, (top + dy + reach, left + dx + reach), share)
    return kernel / kernel.sum()


def line(length, degrees):
    """A movement at an even speed; the angle counts from the right, against the clock."""
    angle = numpy.radians(degrees)
    along = (numpy.cos(angle), -numpy.sin(angle))
    at = numpy.linspace(-0.5, 0.5, 801)
    return drawn_to(length ** 2 / 12, lambda size: along_path(at * size * along[0], at * size * along[1]),
                    0.0, length + 1, along)


def shake(extent, random):
    """A hand's tremble: three slow waves each way; its points farthest apart are `extent` apart."""
    t = numpy.linspace(0, 1, 801)

    def wave():
        return sum(random.normal(0, 1 / n) * numpy.sin(numpy.pi * n * t + random.uniform(0, 6.3)) for n in (1, 2, 3))
    x, y = wave(), wave()
    some = slice(None, None, 20)
    apart = numpy.hypot(x[some, None] - x[None, some], y[some, None] - y[None, some]).max()
    x, y = (extent / apart * (axis - axis.mean()) for axis in (x, y))
    return along_path(x, y)
