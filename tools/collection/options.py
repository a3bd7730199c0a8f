"""The part of the command line that is about families, and recipes: files that hold the same options."""
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import pathlib
import tomllib

from . import bursts, coding, degradations, known, metadata, variants
from .degradations import Degradation, whole
from .family_plan import MIN_MEGAPIXELS
from .ranges import Asked, Wrong, nearest_of, parse_mixture, parse_one

COMBINED = Degradation("combined", "two to four of the edits above, one after the other", (whole("number", "", 0, 1000, "0/1/2"),),
                       variants.unchanged)
VARIANTS = variants.TABLE | {COMBINED.name: COMBINED, bursts.KIND.name: bursts.KIND}
MADE = ("degrade", "variants", "metadata", "hostile", "clean")  # any of these asks for families
RECIPE = ("crops", "crop_megapixels", "scale", "seed", "seeds", "levels", "use", "require", "exclude", "base_quality",
          "base_subsampling", *MADE)


@dataclasses.dataclass
class Families:
    degrade: list
    variants: list
    metadata: list
    hostile: bool
    crops: int
    megapixels: float
    scale: float
    levels: int
    seeds: list
    base: tuple  # quality, subsampling


def add_to(parser):
    group = parser.add_argument_group("families", "a clean view of each parent, and what is made of it (docs/collections.md)")
    group.add_argument("--degrade", action="append", metavar="NAME=RANGE[,RANGE...][+NAME=...]", default=None,
                       help="a degradation, or a mixture; 'all' for each with its usual range; may stand more than once")
    group.add_argument("--variants", action="append", metavar="NAME[=RANGE]", default=None, help="what similarity must find; or all")
    group.add_argument("--metadata", action="append", metavar="CASE", default=None, help="of the first view of each parent; or all")
    group.add_argument("--hostile", action="store_true", help="the files of tools/make_hostile too, below OUT/hostile")
    group.add_argument("--clean", action="store_true", help="the clean views alone")
    group.add_argument("--crops", type=int, metavar="N", default=0, help="so many views of each parent; 0: the whole parent")
    group.add_argument("--crop-megapixels", type=float, metavar="M", default=MIN_MEGAPIXELS, help="of each view")
    group.add_argument("--scale", type=float, metavar="F", default=1.0, help="make parents so much smaller first (at most 1)")
    group.add_argument("--levels", type=int, metavar="N", default=4, help="of a range that does not say; default 4")
    group.add_argument("--seeds", type=int, metavar="N", default=1, help="so many of each, from --seed on")
    group.add_argument("--known", metavar="FILE", default=str(known.SAMPLES), help="what is known of the parents")
    group.add_argument("--use", choices=known.USES, help="only parents for that use")
    group.add_argument("--require", action="append", metavar="WORD", default=[], help="only parents known for it")
    group.add_argument("--exclude", action="append", metavar="WORD", default=[], help="no parent known for it")
    group.add_argument("--base-quality", type=int, metavar="Q", default=95, help="how every file is encoded; default 95")
    group.add_argument("--base-subsampling", choices=tuple(coding.SUBSAMPLING), default="444")
    group.add_argument("--recipe", metavar="FILE", help="options from a TOML file, before those of the command line")
    group.add_argument("--list", action="store_true", help="every degradation, variant and metadata case, then end")


def from_recipe(path):
    """The recipe's options as they would stand on a command line."""
    try:
        recipe = tomllib.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise Wrong(f"{path}: {error.strerror}") from None
    except tomllib.TOMLDecodeError as error:
        raise Wrong(f"{path}: {error}") from None
    out = []
    for key, value in recipe.items():
        option = "--" + nearest_of(key, RECIPE, str(path)).replace("_", "-")
        if isinstance(value, bool):
            out += [option] if value else []
        else:
            for one in value if isinstance(value, list) else [value]:
                out.append(f"{option}={one}")
    return out


def whole_list(given, table, parse):
    """What was asked for, 'all' being each of the table that is not asked for by itself; empty when
    nothing was."""
    alone = {text.partition("=")[0].strip() for text in given or () if "+" not in text}
    out = []
    for text in given or ():
        out += [parse(name) for name in table if name not in alone] if text == "all" else [parse(text)]
    return out


def twice_coded(mixture):
    return sum(degradations.TABLE[one.name].coding for one in mixture) > 1


def families(arguments):
    """Wrong when something asked for is not there."""
    degrade = whole_list(arguments.degrade, degradations.TABLE, lambda text: parse_mixture(text, degradations.TABLE, "--degrade"))
    for mixture in degrade:
        names = [one.name for one in mixture]
        if twice_coded(mixture) or len(set(names)) < len(names):
            raise Wrong(f"--degrade: {'+'.join(names)} cannot be mixed: at most one of "
                        + ", ".join(one.name for one in degradations.ALL if one.coding) + ", and nothing twice")
    chosen = whole_list(arguments.variants, VARIANTS, lambda text: parse_one(text, VARIANTS, "--variants"))
    names = [mixture_name(mixture) for mixture in degrade] + [f"variant {one.name}" for one in chosen]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise Wrong(f"{twice} is asked for twice; write its ranges together, as A/B/C, or make two collections")
    cases = whole_list(arguments.metadata, metadata.CASES, lambda text: nearest_of(text, tuple(metadata.CASES), "--metadata"))
    for name, value, low, high in (("--crops", arguments.crops, 0, 1000), ("--levels", arguments.levels, 1, 1000),
                                   ("--seeds", arguments.seeds, 1, 10000), ("--base-quality", arguments.base_quality, 1, 100),
                                   ("--scale", arguments.scale, 0.05, 1), ("--crop-megapixels", arguments.crop_megapixels, 0.01, 100)):
        if not low <= value <= high:
            raise Wrong(f"{name}: {value:g} is outside {low:g} to {high:g}")
    return Families(degrade, chosen, list(dict.fromkeys(cases)), arguments.hostile, arguments.crops, arguments.crop_megapixels,
                    arguments.scale, arguments.levels, list(range(arguments.seed, arguments.seed + arguments.seeds)),
                    (arguments.base_quality, arguments.base_subsampling))


def mixture_name(mixture: tuple[Asked, ...]):
    return "+".join(one.name for one in mixture)


def listing():
    lines = []
    for title, table in (("degradations (--degrade)", degradations.TABLE), ("variants (--variants)", VARIANTS)):
        lines.append(f"{title}: the first parameter takes every level, of the others each file draws one value")
        for one in table.values():
            lines.append(f"  {one.name}: {one.meaning}")
            lines += [f"      {parameter.describe()}" for parameter in one.parameters]
    lines.append("metadata cases (--metadata)")
    lines += [f"  {name}: {meaning}" for name, (meaning, _) in metadata.CASES.items()]
    return "\n".join(lines)
