"""Small plots as SVG files of their own: lines over the levels of a parameter, and bars of a share.

Legible in a light and in a dark page: a white ground of its own, black words, and colours that differ in
brightness, each line with its name at its end (Okabe and Ito's palette).
"""
# SPDX-License-Identifier: GPL-3.0-or-later
from xml.sax.saxutils import escape

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00")
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 500, 250, 44, 34, 200, 40
LABEL_GAP = 13


def svg(width, height, parts):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            'font-family="DejaVu Sans, Arial, sans-serif" font-size="11">\n'
            f'<rect width="{width}" height="{height}" fill="white"/>\n' + "\n".join(parts) + "\n</svg>\n")


def text(x, y, words, anchor="start", colour="black", size=11):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}">{escape(words)}</text>'


def apart(wanted, lowest):
    """Heights of labels near those wanted, none over another, none below `lowest`."""
    order, out = sorted(range(len(wanted)), key=lambda place: wanted[place]), [0.0] * len(wanted)
    last = -LABEL_GAP
    for place in order:
        last = out[place] = max(wanted[place], last + LABEL_GAP)
    over = max(0, last - lowest)
    return [at - over for at in out]


def lines(title, x_title, levels, series, low=0.5, bar=None):
    """`levels`: words under the axis; `series`: {name: a share or None for each level}."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    x_of = [LEFT + wide * (place + 0.5) / len(levels) for place in range(len(levels))]

    def y_of(share):
        return TOP + high * (1 - (max(share, low) - low) / (1 - low))
    parts = [text(LEFT, 18, title, size=12)]
    for step in range(6):
        share = low + (1 - low) * step / 5
        parts.append(f'<path d="M{LEFT} {y_of(share):.1f}H{LEFT + wide}" stroke="#ddd"/>')
        parts.append(text(LEFT - 6, y_of(share) + 4, f"{share:.1f}", "end"))
    parts += [text(x, TOP + high + 16, level, "middle") for x, level in zip(x_of, levels)]
    parts.append(text(LEFT + wide / 2, HEIGHT - 8, x_title, "middle"))
    if bar is not None:
        parts.append(f'<path d="M{LEFT} {y_of(bar):.1f}H{LEFT + wide}" stroke="black" stroke-dasharray="4 3"/>')
    drawn = [(name, [(x, y_of(share)) for x, share in zip(x_of, shares) if share is not None]) for name, shares in series.items()]
    drawn = [(name, points) for name, points in drawn if points]
    for (name, points), colour, y in zip(drawn, COLOURS, apart([points[-1][1] + 4 for _, points in drawn], TOP + high + 4)):
        path = " L".join(f"{x:.1f} {at:.1f}" for x, at in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{at:.1f}" r="2.5" fill="{colour}"/>' for x, at in points]
        parts.append(text(LEFT + wide + 4, y, name, colour=colour, size=10))
    return svg(WIDTH, HEIGHT, parts)


def bars(title, rows, names):
    """`rows`: [(word, a share for each of names)]"""
    row, left, wide = 13 * len(names) + 8, 120, 260
    height = 46 + row * len(rows) + 8
    parts = [text(8, 18, title, size=12)]
    for place, (name, colour) in enumerate(zip(names, COLOURS)):
        parts += [f'<rect x="{left + 130 * place}" y="26" width="9" height="9" fill="{colour}"/>',
                  text(left + 130 * place + 13, 35, name)]
    for place, (word, shares) in enumerate(rows):
        y = 46 + row * place
        parts.append(text(left - 8, y + row / 2, word, "end"))
        for at, (share, colour) in enumerate(zip(shares, COLOURS)):
            parts.append(f'<rect x="{left}" y="{y + 13 * at}" width="{max(1, wide * share):.1f}" height="11" fill="{colour}"/>')
            parts.append(text(left + max(1, wide * share) + 4, y + 13 * at + 9, f"{share:.2f}", size=9))
    return svg(left + wide + 44, height, parts)
