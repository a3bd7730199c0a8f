#!/usr/bin/python3
"""make_collection's families: the truth is true, the twins are twins, and nothing depends on who made it.

The parents are pictures made here, so that the test needs no photographs.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import filecmp
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import hostile_bytes
from collection import coding, degradations, kernels, known, light, metadata, options, ranges

SMALL = ("--crops", "1", "--crop-megapixels", "0.3")  # so that a test takes seconds


class Folder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        cls.folder = pathlib.Path(holder.name)
        (cls.folder / "parents/more").mkdir(parents=True)
        for name, width, height in (("wide.jpg", 1500, 1000), ("more/tall.jpg", 1000, 1300), ("more/tiny.jpg", 400, 250)):
            Image.fromarray(hostile_bytes.pixels(width, height)).save(cls.folder / "parents" / name, quality=92)
        (cls.folder / "known.tsv").write_text("p\tq\twide.jpg\tCC0-1.0\tx\tsharp fog\ttune\t-\np\tq\tmore/tall.jpg\tCC0-1.0\tx\tsharp\treport\t80,30\n")

    def command(self, out, *options_, small=True):
        return [ROOT / "tools/make_collection", "--parents", self.folder / "parents", "--out", self.folder / out, "--known",
                self.folder / "known.tsv", *(SMALL if small else ()), *options_]

    def make(self, out, *options_, small=True):
        """The truth of a new collection, by path."""
        done = subprocess.run(self.command(out, *options_, small=small), text=True, capture_output=True, check=False)
        self.assertEqual(0, done.returncode, done.stderr)
        lines = [json.loads(line) for line in (self.folder / f"{out}.truth.jsonl").read_text().splitlines()]
        files = {f"{group.name}/{file.name}" for group in (self.folder / out).iterdir() if group.name != "hostile"
                 for file in group.iterdir()}
        self.assertEqual(files, {line["path"] for line in lines if line["role"] != "hostile"})
        return {line["path"]: line for line in lines}

    def refused(self, *options_):
        """What is said of a command line that asks for what is not there."""
        done = subprocess.run(self.command("refused", *options_), text=True, capture_output=True, check=False)
        self.assertEqual(2, done.returncode, done.stdout)
        self.assertEqual(1, done.stderr.count("\n"), done.stderr)
        return done.stderr

    def data(self, out, path):
        return (self.folder / out / path).read_bytes()

    def codes(self, out, path):
        return coding.decoded(self.data(out, path))


class Families(Folder):
    def test_everything_listed_is_made_and_the_same_with_one_process_and_with_three(self):
        asked = ("--degrade", "all", "--degrade", "defocus=1..2+noise=3..6", "--variants", "all", "--metadata", "all",
                 "--levels", "2", "--use", "tune")
        truth = self.make("one", *asked, "--jobs", "1")
        self.make("three", *asked, "--jobs", "3")
        _, different, missing = filecmp.cmpfiles(self.folder / "one", self.folder / "three", truth, shallow=False)
        self.assertEqual(([], []), (different, missing))
        self.assertEqual((self.folder / "one.truth.jsonl").read_text(), (self.folder / "three.truth.jsonl").read_text())
        kinds = {line["kind"] for line in truth.values()}
        self.assertEqual(set(), {*degradations.TABLE, *options.VARIANTS, *metadata.CASES, "defocus+noise"} - kinds)
        listed = subprocess.run([ROOT / "tools/make_collection", "--list"], text=True, stdout=subprocess.PIPE, check=True).stdout
        for name in (*degradations.TABLE, *options.VARIANTS, *metadata.CASES):
            self.assertIn(f"\n  {name}: ", listed)
        for parameter in (p for table in (degradations.TABLE, options.VARIANTS) for one in table.values() for p in one.parameters):
            self.assertIn(f"      {parameter.name}: ", listed)
        for line in truth.values():
            twin = line["clean_twin"]
            self.assertEqual(line["role"] != "clean", twin is not None, line)
            self.assertEqual((["sharp", "fog"], "tune"), (line["known"], line["use"]))
            if twin:
                self.assertEqual((line["group"], "clean", line["view"]), tuple(truth[twin][k] for k in ("group", "role", "view")))

    def test_files_of_a_family_are_encoded_alike(self):
        """Else a detector could learn the encoder instead of the defect."""
        truth = self.make("alike", "--degrade", "all", "--levels", "1", "--use", "report", "--base-quality", "90", "--base-subsampling", "420")
        for path, line in truth.items():
            if line["kind"] in ("jpeg_quality", "double_compression") or line["parameters"].get("quality"):
                continue
            picture, twin = (Image.open(io.BytesIO(self.data("alike", p))) for p in (path, line["clean_twin"] or path))
            self.assertEqual(twin.quantization, picture.quantization, line)
            self.assertEqual(twin.layer, picture.layer, line)
            self.assertEqual((line["width"], line["height"]), picture.size)
            if line["kind"] != "tilt":
                self.assertEqual(twin.size, picture.size)
        second = next(line for line in truth.values() if line["kind"] == "double_compression")
        twin = Image.open(io.BytesIO(self.data("alike", second["clean_twin"])))
        self.assertEqual(twin.quantization, Image.open(io.BytesIO(self.data("alike", second["path"]))).quantization)

    def test_views_are_of_the_size_asked_different_and_within_the_parent(self):
        truth = self.make("views", "--clean", "--crops", "5", "--crop-megapixels", "0.5")
        self.assertEqual(10, len(truth))
        sizes = {"wide.jpg": (1500, 1000), "more/tall.jpg": (1000, 1300)}
        seen = set()
        for line in truth.values():
            x, y, width, height = line["view"]
            self.assertGreaterEqual(width * height, 0.5e6)
            self.assertTrue(x + width <= sizes[line["parent"]][0] and y + height <= sizes[line["parent"]][1], line)
            if line["parent"] == "more/tall.jpg":  # its subject
                self.assertTrue(x + 0.14 * width < 800 < x + 0.86 * width and y < 390 < y + 0.86 * height, line)
            self.assertNotIn((line["parent"], x, y), seen)
            seen.add((line["parent"], x, y))
            parent = numpy.asarray(Image.open(self.folder / "parents" / line["parent"]).convert("RGB"), numpy.float32)
            self.assertLess(abs(parent[y:y + height, x:x + width] - self.codes("views", line["path"])).mean(), 2)

    def test_parameters_grow_from_level_to_level_and_the_rest_stays(self):
        truth = self.make("levels", "--degrade", "motion=3..24:4,20..160", "--degrade", "dust=2/5", "--seeds", "2", "--use", "tune")
        for seed in (1, 2):
            motion = sorted((l for l in truth.values() if l["kind"] == "motion" and l["seed"] == seed), key=lambda l: l["level"])
            self.assertEqual([3, 6, 12, 24], [line["parameters"]["length_px"] for line in motion])
            self.assertEqual(1, len({line["parameters"]["angle_deg"] for line in motion}))
        self.assertEqual(2, len({l["parameters"]["angle_deg"] for l in truth.values() if l["kind"] == "motion"}))

    def test_parents_are_chosen_by_what_is_known(self):
        for options_, wanted in ((("--use", "report"), {"more/tall.jpg"}), (("--require", "fog"), {"wide.jpg"}),
                                 (("--exclude", "fog"), {"more/tall.jpg"}), ((), {"wide.jpg", "more/tall.jpg"})):
            truth = self.make("chosen", "--clean", "--force", *options_)
            self.assertEqual(wanted, {line["parent"] for line in truth.values()})
        self.assertIn("no parent is known for 'snow'", self.refused("--clean", "--require", "snow"))

    def test_a_burst_has_one_sharpest_frame_and_says_which(self):
        truth = self.make("burst", "--variants", "burst=6", "--seeds", "2", "--crop-megapixels", "0.9")
        for seed in (1, 2):
            for parent in ("wide.jpg", "more/tall.jpg"):
                frames = [l for l in truth.values() if l["role"] == "burst" and l["seed"] == seed and l["parent"] == parent]
                self.assertEqual((6, 1), (len(frames), len({frame["sharpest"] for frame in frames})))
                sharpest = [f for f in frames if f["parameters"]["sharpest"]]
                self.assertEqual([frames[0]["sharpest"]], [f["path"] for f in sharpest])
                self.assertTrue(all(f["width"] * f["height"] >= 0.9e6 for f in frames), frames)
                detail = {}
                for frame in frames:
                    gray = light.to_light(self.codes("burst", frame["path"])).mean(axis=2) * 2 ** -frame["parameters"]["ev"]
                    detail[frame["path"]] = abs(numpy.diff(gray, axis=1)).mean() + abs(numpy.diff(gray, axis=0)).mean()
                self.assertEqual(frames[0]["sharpest"], max(detail, key=detail.get))
                times = [Image.open(io.BytesIO(self.data("burst", f["path"]))).getexif().get_ifd(0x8769)[0x9003] for f in frames]
                self.assertEqual(times, sorted(times))

    def test_variants_are_the_clean_picture_changed_as_told(self):
        truth = self.make("same", "--variants", "all", "--levels", "2", "--use", "tune")
        for path, line in truth.items():
            if line["role"] != "variant":
                continue
            clean, out, given = self.codes("same", line["clean_twin"]), self.codes("same", path), line["parameters"]
            height, width = clean.shape[:2]
            expected = {
                "exact": lambda: clean, "same_pixels": lambda: clean, "recompress": lambda: clean, "stamp": lambda: clean,
                "mirror": lambda: clean[:, ::-1], "quarter_turn": lambda: numpy.rot90(clean, given["degrees"] // 90),
                "black_and_white": lambda: light.luma(clean)[:, :, None].repeat(3, axis=2),
                "crop": lambda: clean[slice(line["made"]["box"][1], line["made"]["box"][1] + line["made"]["box"][3]),
                                      slice(line["made"]["box"][0], line["made"]["box"][0] + line["made"]["box"][2])],
                "brightness": lambda: light.exact_codes(light.exact_light(clean) * 2 ** given["ev"])}.get(line["kind"])
            if expected:
                self.assertEqual(expected().shape, out.shape, line)
                self.assertLess(abs(expected() - out).mean(), 6, line)
            if line["kind"] == "exact":
                self.assertEqual(self.data("same", line["clean_twin"]), self.data("same", path))
            elif line["kind"] == "same_pixels":
                self.assertTrue((clean == out).all() and self.data("same", line["clean_twin"]) != self.data("same", path))
            elif line["kind"] == "crop":
                self.assertAlmostEqual(1 - given["area_percent"] / 100, out.size / clean.size, delta=0.004)
            elif line["kind"] == "resize":
                self.assertEqual((round(height * given["factor"]), round(width * given["factor"])), out.shape[:2])
            elif line["kind"] == "combined":
                self.assertGreaterEqual(len(given["edits"]), 2)

    def test_hostile_files_come_with_what_must_hold_of_them(self):
        truth = self.make("bad", "--hostile", "--use", "tune")
        lines = [line for line in truth.values() if line["role"] == "hostile"]
        self.assertGreater(len(lines), 80)
        for line in lines:
            self.assertTrue(line["any_of"] and line["path"].startswith("hostile/"), line)
        self.assertTrue((self.folder / "bad/hostile/broken/empty.jpg").exists())
        self.assertFalse((self.folder / "bad/hostile.expected.jsonl").exists())

    def test_all_leaves_room_for_one_that_is_asked_for_by_itself(self):
        truth = self.make("room", "--variants", "all", "--variants", "burst=3", "--levels", "1", "--use", "tune")
        self.assertEqual(3, sum(line["kind"] == "burst" for line in truth.values()))
        self.assertLess({"exact", "mirror", "combined"}, {line["kind"] for line in truth.values()})

    def test_a_recipe_is_the_command_line_it_stands_for(self):
        (self.folder / "recipe.toml").write_text('crops = 2\nseeds = 2\nlevels = 2\ndegrade = ["noise=3..9", "tilt"]\nuse = "tune"\n')
        by_recipe = self.make("recipe", "--recipe", self.folder / "recipe.toml", "--crop-megapixels", "0.2", small=False)
        by_hand = self.make("hand", "--crops", "2", "--seeds", "2", "--levels", "2", "--degrade", "noise=3..9", "--degrade", "tilt", "--use",
                            "tune", "--crop-megapixels", "0.2", small=False)
        self.assertEqual(by_hand, by_recipe)
        (self.folder / "recipe.toml").write_text('degrades = ["noise"]\n')
        self.assertIn("did you mean 'degrade'?", self.refused("--recipe", self.folder / "recipe.toml"))

    def test_the_recipes_that_come_along_can_be_made(self):
        for recipe in sorted((ROOT / "tools/collection").glob("*.toml")):
            arguments = options.from_recipe(recipe)
            self.assertIn("--seeds", " ".join(arguments), recipe)

    def test_a_collection_that_is_there_is_left_and_something_else_is_not_touched(self):
        self.make("there", "--clean")
        again = subprocess.run(self.command("there", "--clean"), text=True, capture_output=True, check=True).stdout
        self.assertIn("there already", again)
        (self.folder / "mine").mkdir()
        (self.folder / "mine/precious").write_text("x")
        self.assertNotEqual(0, subprocess.run(self.command("mine", "--clean"), capture_output=True, check=False).returncode)
        self.assertEqual("x", (self.folder / "mine/precious").read_text())

    def test_what_is_not_there_is_refused_with_what_is(self):
        for options_, said in (
                (("--degrade", "defocsu=1"), "did you mean 'defocus'?"), (("--degrade", "defocus=1..99"), "outside 0.3 to 40 px"),
                (("--degrade", "defocus=3..1"), "write 1..3"), (("--degrade", "defocus=much"), "'much' is no number"),
                (("--degrade", "motion=3,anlge=4"), "did you mean 'angle_deg'?"), (("--degrade", "tilt=1,2"), "has 1 parameters"),
                (("--degrade", "noise=2..4:0"), "a number from 1 to 1000"), (("--degrade", "truncation+corruption"), "cannot be mixed"),
                (("--degrade", "upsampling=2,bicubci"), "did you mean 'bicubic'?"), (("--degrade", "noise", "--degrade", "noise=3"), "twice"),
                (("--variants", "miror"), "did you mean 'mirror'?"), (("--metadata", "gsp"), "did you mean 'gps'?"),
                (("--clean", "--crops", "-1"), "outside 0 to 1000"), (("--recipe", "nowhere.toml"), "No such file"),
                (("--clean", "--count", "3"), "not both"), ((), "nothing to make"),
                (("--clean", "--crop-megapixels", "1.3", "--crops", "900"), "different views")):
            self.assertIn(said, self.refused(*options_), options_)


class Kernels(unittest.TestCase):
    def test_kernels_are_positive_and_sum_to_one(self):
        for kernel in (kernels.disc(0.7), kernels.disc(9), kernels.line(5, 30), kernels.line(60, 100)):
            self.assertGreaterEqual(kernel.min(), 0)
            self.assertAlmostEqual(1, kernel.sum())

    def test_convolution_in_tiles_is_that_of_the_whole(self):
        random = numpy.random.Generator(numpy.random.PCG64(5))
        for shape, kernel in (((90, 1100), kernels.disc(4)), ((700, 530), kernels.line(19, 25)), ((40, 30), kernels.disc(1.3))):
            picture = random.uniform(0, 1, shape).astype(numpy.float32)
            down, across = (side // 2 for side in kernel.shape)
            padded = numpy.pad(picture, ((down, down), (across, across)), "symmetric")
            wanted = sum(kernel[y, x] * padded[2 * down - y:2 * down - y + shape[0], 2 * across - x:2 * across - x + shape[1]]
                         for y in range(kernel.shape[0]) for x in range(kernel.shape[1]))
            self.assertLess(abs(wanted - light.convolved(picture, kernel)).max(), 1e-5, shape)


class Samples(unittest.TestCase):
    def test_the_samples_are_halved_and_each_kind_of_hard_case_is_on_both_sides(self):
        table = known.read(known.SAMPLES)
        originals = [one for one in table.values() if not any(":" in word for word in one.words)]
        large = [one.use for one in originals if "low-resolution" not in one.words]
        self.assertEqual((15, 15), (large.count("tune"), large.count("report")))
        for word in ("shallow", "fog", "snow", "low-key", "high-key", "dusk", "backlit", "graphic", "animals", "gray", "minimal", "smooth",
                     "textured", "horizon", "sharp", "softish", "soft"):
            self.assertEqual({"tune", "report"}, {one.use for one in originals if word in one.words}, word)
        for path, one in table.items():
            for word in one.words:
                if word.startswith("copy-of:"):
                    self.assertEqual(table[word[8:]].use, one.use, path)

    def test_ranges_give_levels_at_equal_ratios_or_distances(self):
        radius = degradations.TABLE["defocus"].parameters[0]
        self.assertEqual([0.7, 1.4, 2.8], ranges.parse_range("0.7..2.8:3", radius).all_levels(radius, 9))
        angle = degradations.TABLE["tilt"].parameters[0]
        self.assertEqual([-2, 0, 2], ranges.parse_range("-2..2", angle).all_levels(angle, 3))
        self.assertEqual([3, 5], ranges.parse_range("3/5", degradations.TABLE["banding"].parameters[0]).all_levels(None, 3))


if __name__ == "__main__":
    unittest.main()
