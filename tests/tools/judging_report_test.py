#!/usr/bin/python3
"""The accuracy report counts what it says it counts, on cases made by hand; its table of subjects names
degradations that exist; peers' methods see what their papers say."""
# SPDX-License-Identifier: GPL-3.0-or-later
import io
import pathlib
import sys
import tempfile
import unittest
import xml.dom.minidom

import numpy
from PIL import Image, ImageFilter

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tools")]
from collection import degradations
from judging import bars, bursts, clean, pairs, parts, peers, plots, separation, subjects
from judging.measured import Case


def case(kind="clean", size=0.0, width=None, codes=(), group="a-0", parent="a", known=("sharp",), severity="reject"):
    """A photo of which `width` is the edge width, and those findings were told."""
    truth = {"role": "clean" if kind == "clean" else "degraded", "kind": kind, "parameters": {"radius_px": size}, "group": group,
             "parent": parent, "known": list(known), "made": {}}
    return Case(truth, {"measures": {"edge_width": width}, "findings": [{"code": code, "severity": severity} for code in codes]})


DEFOCUS = subjects.ALL[0]


class Subjects(unittest.TestCase):
    def test_each_names_a_degradation_and_its_parameter(self):
        for subject in subjects.ALL:
            names = [parameter.name for parameter in degradations.TABLE[subject.kind].parameters]
            self.assertIn(subject.parameter, names, subject.name)
            self.assertLessEqual(set(subject.peers), set(peers.METHODS), subject.name)

    def test_every_degradation_of_the_recipe_has_one(self):
        kinds = {subject.kind for subject in subjects.ALL}
        for line in parts.recipe("accuracy")["degrade"]:
            self.assertLessEqual({name.partition("=")[0] for name in line.split("+")}, kinds, line)

    def test_what_the_program_does_not_know_is_not_made(self):
        asked = parts.recipe("accuracy")
        self.assertEqual(parts.wanted_of("processing", asked, {"noise"}), [])
        lines = parts.wanted_of("coding", asked, {"jpeg_quality_low"})
        self.assertEqual([line.partition("=")[0] for line in lines], ["jpeg_quality"])


class Separation(unittest.TestCase):
    def setUp(self):
        self.clean = [case(width=1.0, group="a-0"), case(width=1.6, group="b-0", parent="b", known=("soft",))]
        self.files = [case("defocus", 1.0, 1.2, group="a-0"), case("defocus", 2.0, 2.0, group="a-0"),
                      case("defocus", 1.0, 1.7, group="b-0", parent="b", known=("soft",)),
                      case("defocus", 2.0, None, group="b-0", parent="b", known=("soft",), codes=("out_of_focus",))]
        self.told = separation.judged(DEFOCUS, self.files, self.clean, {"edge_width"})

    def test_auc_of_each_level(self):
        # 1.2 and 1.7 against 1.0 and 1.6: three of four pairs; of the sharp parent alone one of one.
        self.assertEqual([row["auc"] for row in self.told["levels"]], [0.75, 0.5])
        self.assertEqual([row["auc_sharp_parents"] for row in self.told["levels"]], [1, 1])

    def test_the_bar_takes_the_worst_level_from_its_size_on(self):
        self.assertEqual([(one["from"], one["seen"], one["holds"]) for one in self.told["bars"]],
                         [(1.5, 0.5, False), (1, 0.5, False)])

    def test_precision_and_recall_at_the_limits(self):
        self.assertEqual(self.told["at_limits"],
                         {"files": 4, "found": 1, "recall": 0.25, "clean": 2, "false_alarms": 0, "precision": 1})

    def test_following_is_within_a_parent_and_tells_of_views_without_values(self):
        follows = self.told["follows"]
        self.assertEqual((follows["parents"], follows["lowest"], follows["views_without_values"]), (1, 1, 1))

    def test_without_a_measure_the_finding_is_the_score(self):
        told = separation.judged(DEFOCUS, self.files, self.clean, set())
        self.assertEqual([row["auc"] for row in told["levels"]], [0.5, 0.75])

    def test_nothing_to_judge(self):
        self.assertIsNone(separation.judged(DEFOCUS, self.clean, self.clean, {"edge_width"}))


class Clean(unittest.TestCase):
    def test_a_parent_is_rejected_when_one_of_its_views_is(self):
        told = clean.told([case(), case(codes=("noise",)), case(parent="b", codes=("noise",), severity="warn")])
        views, parents = told["views"], told["parents"]
        self.assertEqual((views["rejected"], views["of"], parents["rejected"], parents["of"]), (1, 3, 1, 2))
        self.assertEqual(told["warnings"], {"noise": 1})

    def test_hard_photos_count_focus_and_exposure_alone(self):
        cases = [case(known=("fog",), codes=("noise",)), case(known=("fog",), codes=("out_of_focus",)), case()]
        self.assertEqual({word: (rate["rejected"], rate["of"]) for word, rate in clean.hard(cases).items()}, {"fog": (1, 2)})


class Bars(unittest.TestCase):
    def test_what_has_no_finding_is_not_judged(self):
        rows = list(bars.of_subjects({}))
        self.assertTrue(rows)
        self.assertEqual({row["state"] for row in rows}, {bars.NOT_JUDGED})

    def test_seen_and_missed(self):
        told = {"levels": [], "bars": [{"seen": 0.97, "holds": False}, {"seen": 0.97, "holds": True}]}
        rows = [row for row in bars.of_subjects({"defocus": told}) if row["bar"].startswith("defocus")]
        self.assertEqual([row["state"] for row in rows], [bars.MISSED, bars.HOLDS])


    def test_networks(self):
        told = {"recall": {"face": {"0.08": [19, 20], "0.4": [20, 20]}, "text": {"0.02": [18, 20], "0.1": [20, 20]}},
                "alarms": {"face": [1, 15], "text": [0, 15]}, "commit": "abc"}
        self.assertEqual([row["state"] for row in bars.of_networks(told)], [bars.HOLDS, bars.MISSED, bars.MISSED, bars.HOLDS])
        self.assertEqual({row["state"] for row in bars.of_networks(None)}, {bars.NOT_JUDGED})


def copy(group, *codes, rejected=False):
    return {"group": group, "rejected": rejected, "copies": list(codes)}


class Pairs(unittest.TestCase):
    def test_a_pair_is_one_group_with_a_finding(self):
        said = {"a": copy(1), "b": copy(1, "near_copy"), "c": copy(None), "d": copy(1), "e": copy(2, "near_copy")}
        self.assertEqual([pairs.together(said, "a", other) for other in "bcdef"], [True, False, False, False, False])

    def test_recall_by_kind_and_strangers(self):
        def line(path, parent, **more):
            return {"path": path, "parent": parent, "role": "clean", "known": [], "clean_twin": None} | more
        mirrored = {"role": "variant", "kind": "mirror", "level": 0, "seed": 1}
        truth = (line("a", "A"), line("b", "B", known=["fog"]), line("a2", "A", clean_twin="a", **mirrored),
                 line("b2", "B", known=["fog"], clean_twin="b", **mirrored))
        run = {"a": copy(1), "a2": copy(1, "near_copy"), "b": copy(None), "b2": copy(1, "near_copy")}
        told = pairs.told(parts.Part(None, truth, ""), {"mirror/0/1": run, "all": run}, {"a": 0, "a2": 2**20 - 1, "b": 0, "b2": 1})
        row = told["variants"][0]
        # b2 stands with a and a2, which are of another parent; the hashes of a and a2 are 20 bits apart.
        self.assertEqual((row["pairs"], row["found"], row["wrong"], row["found_by_hash"]), (2, 1, 2, 1))
        self.assertEqual(told["strangers"], [{"kind": "one plain", "pairs": 4, "wrong": 2, "wrong_by_hash": 2}])


class Bursts(unittest.TestCase):
    def test_too_many_and_the_sharpest_lost(self):
        lines = [{"path": f"{group}{n}", "group": group, "seed": 1, "sharpest": f"{group}0"} for group in "abc" for n in range(5)]
        said = {line["path"]: copy(None, rejected=line["path"] in ("a3", "a4", "b0", "b1", "b2")) for line in lines}
        told = bursts.told(lines, said, {"near_copy"})
        self.assertEqual((told["at_most_three"], told["sharpest_survives"], told["both"], told["judged"]), (2, 2, 1, False))
        self.assertEqual([one["burst"] for one in told["missed"]], ["b seed 1", "c seed 1"])


class Peers(unittest.TestCase):
    def setUp(self):
        random = numpy.random.Generator(numpy.random.PCG64(5))
        self.noise = Image.fromarray(numpy.clip(random.normal(128, 6, (400, 600)), 0, 255).astype(numpy.uint8))
        across, down = numpy.arange(600)[None, :], numpy.arange(400)[:, None]
        waves = [numpy.sin(across / size) * numpy.cos(down / (size + 3)) for size in (7, 31, 53)]
        self.scene = Image.fromarray((128 + 35 * sum(waves)).astype(numpy.uint8))

    def hash_of(self, picture):
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            picture.save(file.name)
            return peers.phash(file.name)

    def test_immerkaer_tells_the_deviation(self):
        self.assertAlmostEqual(peers.immerkaer(self.noise), 6, delta=0.15)

    def test_blur_is_worse_by_the_laplacian(self):
        soft = self.noise.filter(ImageFilter.GaussianBlur(1))
        self.assertGreater(peers.laplacian_2000(soft), peers.laplacian_2000(self.noise))

    def test_clipped_shares(self):
        half = Image.fromarray(numpy.repeat(numpy.array([[0, 255]], numpy.uint8), 50, axis=1))
        self.assertEqual((peers.clipped_white(half), peers.clipped_black(half)), (0.5, 0.5))

    def test_the_hash_knows_a_smaller_copy_but_not_a_mirrored_one(self):
        self.assertTrue(peers.alike(self.hash_of(self.scene), self.hash_of(self.scene.resize((300, 200)))))
        other = self.scene.transpose(Image.Transpose.FLIP_TOP_BOTTOM).transpose(Image.Transpose.ROTATE_90)
        self.assertFalse(peers.alike(self.hash_of(self.scene), self.hash_of(other)))

    def test_what_is_no_picture_has_no_score(self):
        with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
            self.assertEqual(peers.scores(file.name, ["immerkaer"]), {})


class Plots(unittest.TestCase):
    def test_labels_keep_apart_and_above_the_ground(self):
        places = plots.apart([50, 52, 53, 200], 200)
        self.assertTrue(all(b - a >= plots.LABEL_GAP for a, b in zip(places, places[1:])), places)
        self.assertLessEqual(max(plots.apart([200, 200, 200], 200)), 200)

    def test_files_are_well_formed(self):
        drawing = plots.lines("a < b", "x", ["1", "2"], {"ours & theirs": [0.5, None]}, bar=0.99)
        self.assertEqual(xml.dom.minidom.parse(io.BytesIO(drawing.encode())).documentElement.tagName, "svg")


if __name__ == "__main__":
    unittest.main()
