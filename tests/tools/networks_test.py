#!/usr/bin/python3
"""tools/networks: what it takes, and what it refuses."""
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import hashlib
import importlib.machinery
import importlib.util
import io
import pathlib
import sys
import tarfile
import tempfile
import unittest
from unittest import mock

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools/networks"


def load(path):
    sys.dont_write_bytecode = True
    loader = importlib.machinery.SourceFileLoader("networks", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("networks", loader))
    loader.exec_module(module)
    return module


networks = load(TOOL)
MODEL = b"a network"


def entry(sha256=hashlib.sha256(MODEL).hexdigest(), name="face.onnx"):
    return networks.Entry("faces@1.0.0", "sha512-x", "any", "model/face.onnx", name, sha256, "MIT")


def archive(folder):
    path = pathlib.Path(folder) / "faces.tgz"
    with tarfile.open(path, "w:gz") as packed:
        about = tarfile.TarInfo("package/model/face.onnx")
        about.size = len(MODEL)
        packed.addfile(about, io.BytesIO(MODEL))
    return path


class Networks(unittest.TestCase):
    def test_the_list_pins_a_version_and_two_hashes_for_every_file(self):
        for machine in ("x86_64", "aarch64"):
            listed = networks.entries(machine)
            self.assertEqual(len({one.name for one in listed}), 6)
            for one in listed:
                self.assertRegex(one.package, r"@[0-9]+\.[0-9]+\.[0-9]+$")
                self.assertEqual(len(base64.b64decode(one.integrity.removeprefix("sha512-"))), 64)
                self.assertRegex(one.sha256, r"^[0-9a-f]{64}$")
                self.assertTrue(one.licence)

    def test_a_machine_without_a_library_is_told_so(self):
        with self.assertRaisesRegex(networks.Unavailable, "riscv64"):
            networks.entries("riscv64")

    def test_a_file_is_unpacked_where_its_hash_is_the_listed_one(self):
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            networks.unpack(archive(place), [entry()], folder)
            self.assertEqual((folder / "face.onnx").read_bytes(), MODEL)
            self.assertTrue(networks.is_there(entry(), folder))

    def test_a_file_with_another_hash_is_refused(self):
        with tempfile.TemporaryDirectory() as place:
            with self.assertRaisesRegex(networks.Unavailable, "another one"):
                networks.unpack(archive(place), [entry("0" * 64)], pathlib.Path(place))
            self.assertFalse((pathlib.Path(place) / "face.onnx").exists())

    def test_without_npm_it_says_why_and_may_be_no_failure(self):
        with tempfile.TemporaryDirectory() as place, mock.patch.object(networks.shutil, "which", return_value=None), \
                mock.patch.object(networks.platform, "machine", return_value="x86_64"), \
                mock.patch.object(networks.sys, "stderr", new=io.StringIO()) as said:
            self.assertEqual(networks.main([f"{place}/here"]), 1)
            self.assertEqual(networks.main(["--if-possible", f"{place}/here"]), 0)
            self.assertIn("npm is not installed", said.getvalue())


if __name__ == "__main__":
    unittest.main()
