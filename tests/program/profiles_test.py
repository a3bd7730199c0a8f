#!/usr/bin/python3
"""`photosieve profiles`: the list, a profile as it takes effect, and what is wrong with a file.

Usage: profiles_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json

from program import run_all


def lists_the_built_in_ones(program):
    out, _ = program.run("profiles")
    assert "adobe-stock" in out and "generic" in out, out
    assert [one["name"] for one in program.json("profiles", "--json")] == ["adobe-stock", "generic"]
    assert "show" in program.run("profiles", "--help")[0]


def shows_effective_values_and_where_they_come_from(program):
    mine = program.work / "mine.toml"
    mine.write_text('name = "mine"\nextends = "adobe-stock"\n'
                    '[rules.resolution_too_low]\nmin_megapixels = 6\n')
    out, _ = program.run("profiles", "show", mine)
    assert "min_megapixels = 6\n" in out and "max_megapixels = 100  (from adobe-stock)" in out, out
    shown = program.json("profiles", "show", mine, "--json")
    rules = {rule["code"]: rule for rule in shown["rules"]}
    assert rules["resolution_too_low"]["limits"] == [{"name": "min_megapixels", "value": 6, "from": "mine"}]
    assert all(rule["source"] for rule in shown["rules"]), "every rule names its source"
    assert shown["extends"] == ["adobe-stock"] and shown["not_checked"], shown


def checks_a_file_and_tells_everything_that_is_wrong(program):
    bad = program.work / "bad.toml"
    bad.write_text('name = "bad"\n[rules.title_long]\nmax_charaters = 5\n[rules.noize]\n')
    out, _ = program.run("profiles", "check", bad, status=2)
    assert f"{bad}:3:1: unknown key in rules.title_long: max_charaters; did you mean max_characters?" in out, out
    assert f"{bad}:4:8: unknown rule noize; did you mean noise?" in out, out
    checked = json.loads(program.run("profiles", "check", bad, "--json", status=2)[0])
    assert not checked["ok"] and [one["line"] for one in checked["problems"]] == [3, 4], checked
    bad.write_text('name = "good"\nextends = "generic"\n')
    assert "good" in program.run("profiles", "check", bad)[0]
    assert program.json("profiles", "check", bad, "--json") == {"ok": True, "problems": []}


def a_run_takes_the_persons_own_profile(program):
    program.photo("one.jpg", 1)
    mine = program.work / "mine.toml"
    mine.write_text('name = "mine"\nextends = "adobe-stock"\n'
                    '[rules.resolution_too_low]\nmin_megapixels = 6\n')
    found = program.json("inspect", program.inputs / "one.jpg", "--profile", mine, "--json")
    assert "resolution_too_low" in [one["code"] for one in found["findings"]], found
    _, errors = program.run("inspect", program.inputs / "one.jpg", "--profile", "adobe-stok", status=2)
    assert "did you mean adobe-stock?" in errors, errors


run_all([
    lists_the_built_in_ones,
    shows_effective_values_and_where_they_come_from,
    checks_a_file_and_tells_everything_that_is_wrong,
    a_run_takes_the_persons_own_profile,
])
