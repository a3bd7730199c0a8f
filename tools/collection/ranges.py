"""How parameters are asked for: NAME=RANGE[,RANGE...], joined by + for a mixture.

RANGE is a value, LOW..HIGH with :N for so many levels, or A/B/C. The first RANGE is of the first
parameter, the next of the next; PARAMETER=RANGE names one. The first parameter takes every level; of
the others each file draws one value.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import difflib


class Wrong(ValueError):
    """Asked for what is not there; the text says what is."""


@dataclasses.dataclass(frozen=True)
class Parameter:
    name: str
    unit: str
    low: float = 0
    high: float = 0
    default: str = ""  # a RANGE
    choices: tuple = ()  # names instead of numbers; or open=True: any text
    whole: bool = False
    ratio: bool = False  # levels lie at equal ratios, not at equal distances
    open: bool = False

    def value(self, text):
        if self.open:
            return text
        if self.choices:
            name = nearest_of(text, self.choices, self.name)
            return int(name) if name.isdigit() else name
        try:
            number = float(text)
        except ValueError:
            raise Wrong(f"{self.name}: {text!r} is no number; a range is LOW..HIGH, LOW..HIGH:LEVELS, A/B/C or a value") from None
        if not self.low <= number <= self.high:
            raise Wrong(f"{self.name}: {text} is outside {self.low:.10g} to {self.high:.10g} {self.unit}".rstrip())
        return int(number) if self.whole or number == int(number) else number

    def describe(self):
        if self.open:
            return f"{self.name}: any text; {self.default}"
        span = "/".join(map(str, self.choices)) if self.choices else f"{self.low:.10g} to {self.high:.10g} {self.unit}".rstrip()
        return f"{self.name}: {span}; {self.default} unless told"


@dataclasses.dataclass(frozen=True)
class Range:
    values: tuple  # listed values; or the two ends of `spread`
    spread: bool = False
    levels: int = 0

    def all_levels(self, parameter, levels):
        if not self.spread:
            return list(self.values)
        low, high = self.values
        count = self.levels or levels
        if count == 1 or low == high:
            return [low if low == high else settled(parameter, (low + high) / 2)]
        ratio = parameter.ratio and low > 0
        values = [settled(parameter, low * (high / low) ** (n / (count - 1)) if ratio else low + (high - low) * n / (count - 1))
                  for n in range(count)]
        return list(dict.fromkeys(values))

    def drawn(self, parameter, random):
        if not self.spread:
            return self.values[int(random.integers(len(self.values)))]
        return settled(parameter, random.uniform(*self.values))


def settled(parameter, value):
    return round(value) if parameter.whole else round(float(value), 4)


def nearest_of(name, known, what):
    if name in known:
        return name
    near = difflib.get_close_matches(name, known, 1, 0.5)
    raise Wrong(f"{what}: no {name!r}; " + (f"did you mean {near[0]!r}?" if near else "there are: " + ", ".join(known)))


def parse_range(text, parameter):
    text = text.strip()
    if parameter.open:
        return Range((text,))
    if ".." not in text:
        return Range(tuple(parameter.value(part.strip()) for part in text.split("/")))
    span, _, count = text.partition(":")
    low, high = (parameter.value(part.strip()) for part in span.split("..", 1))
    if count and not (count.isdigit() and 1 <= int(count) <= 1000):
        raise Wrong(f"{parameter.name}: {count!r} levels in {text!r}; a number from 1 to 1000 stands after the colon")
    if low > high:
        raise Wrong(f"{parameter.name}: {text} runs backwards; write {high}..{low}")
    return Range((low, high), True, int(count or 0))


@dataclasses.dataclass(frozen=True)
class Asked:
    """One degradation or variant, with a range for each parameter."""
    name: str
    ranges: tuple  # (Parameter, Range), the first one's levels are all made


def parse_one(text, table, what):
    name, _, rest = text.partition("=")
    kind = table[nearest_of(name.strip(), tuple(table), what)]
    ranges = {parameter.name: parse_range(parameter.default, parameter) for parameter in kind.parameters}
    known = [parameter.name for parameter in kind.parameters]
    for place, part in enumerate(rest.split(",") if rest else ()):
        key, named, value = part.partition("=")
        if not named:
            if place >= len(known):
                raise Wrong(f"{kind.name} has {len(known)} parameters ({', '.join(known) or 'none'}), not {place + 1}")
            key, value = known[place], part
        key = nearest_of(key.strip(), known, kind.name)
        ranges[key] = parse_range(value, kind.parameters[known.index(key)])
    return Asked(kind.name, tuple((parameter, ranges[parameter.name]) for parameter in kind.parameters))


def parse_mixture(text, table, what):
    """Several joined by +, a tuple; of one alone, a tuple of one."""
    return tuple(parse_one(part, table, what) for part in text.split("+"))
