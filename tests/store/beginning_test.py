#!/usr/bin/python3
"""A server that is lost while a session is opened: waited for, given up on, or stopped waiting for.

The program reaches its PostgreSQL through a cable of this test, which is cut as the session is about
to be written and stays cut for as long as the test wants.
Usage: beginning_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
ROOT = pathlib.Path(__file__).resolve().parents[2]
SESSION = b"INSERT INTO sessions"


class Cable:
    """Between a client and the server's socket. Cut when the marker passes, for `seconds`."""

    def __init__(self, server, folder, seconds, cuts=1):
        self.server, self.folder, self.seconds, self.cuts = server, folder, seconds, cuts
        self.cut_at = []
        self.closed_until = 0.0
        self.pairs = []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(f"{folder}/.s.PGSQL.5432")
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            near, _ = self.listener.accept()
            if time.monotonic() < self.closed_until:
                near.close()
                continue
            far = socket.socket(socket.AF_UNIX)
            far.connect(f"{self.server}/.s.PGSQL.5432")
            self.pairs += [near, far]
            for source, target, watched in ((near, far, True), (far, near, False)):
                threading.Thread(target=self.carry, args=(source, target, watched), daemon=True).start()

    def carry(self, source, target, watched):
        try:
            while data := source.recv(1 << 16):
                if watched and SESSION in data and len(self.cut_at) < self.cuts:
                    self.cut()
                    return
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.cut_at.append(time.monotonic())
        self.closed_until = time.monotonic() + self.seconds
        for end in self.pairs:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Beginning(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = tempfile.mkdtemp(prefix="ps-pg-")
        subprocess.run([ROOT / "tools/postgres", "start", cls.server], check=True, stdout=subprocess.DEVNULL)
        cls.addClassCleanup(subprocess.run, [ROOT / "tools/postgres", "stop", cls.server])

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ps-begin-"))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "photos").mkdir()
        shutil.copy(ROOT / "tests/data/photos/fig.jpg", self.folder / "photos/a.jpg")
        self.database = f"d{time.monotonic_ns()}"
        self.ask("postgres", f"CREATE DATABASE {self.database}")

    def ask(self, database, words):
        done = subprocess.run(["psql", "-qAt", "-h", self.server, "-U", "photosieve", "-d", database, "-c", words],
                              check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def begin(self, seconds, cuts=1):
        cable = Cable(self.server, self.folder, seconds, cuts)
        url = f"postgresql://photosieve@/{self.database}?host={self.folder}"
        run = subprocess.Popen([PROGRAM, "process", self.folder / "photos", "--output", self.folder / "out",
                                "--database", url, "--progress", "json", "--workers", "1"],
                               env={**os.environ, "HOME": str(self.folder), "PHOTOSIEVE_NETWORKS": "off"},
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(run.kill)
        return cable, run

    def wait_for_cut(self, cable, run):
        end = time.monotonic() + 60
        while not cable.cut_at:
            self.assertIsNone(run.poll(), "ended before its session was written")
            self.assertLess(time.monotonic(), end, "never wrote its session")
            time.sleep(0.01)

    def test_a_server_that_comes_back_is_waited_for(self):
        cable, run = self.begin(seconds=2)
        _, said = run.communicate(timeout=120)
        self.assertEqual(0, run.returncode, said)
        self.assertEqual(1, len(cable.cut_at))
        self.assertEqual("complete|1", self.ask(self.database, "SELECT status, processed FROM sessions"))

    def test_lost_again_and_again_it_still_begins_once(self):
        cable, run = self.begin(seconds=0.5, cuts=3)
        _, said = run.communicate(timeout=120)
        self.assertEqual(0, run.returncode, said)
        self.assertEqual(3, len(cable.cut_at))
        self.assertEqual("complete|1", self.ask(self.database, "SELECT status, processed FROM sessions"))

    def test_one_that_stays_away_is_given_up_with_what_to_do(self):
        cable, run = self.begin(seconds=3600)
        _, said = run.communicate(timeout=120)
        waited = time.monotonic() - cable.cut_at[0]
        self.assertNotEqual(0, run.returncode)
        self.assertIn("see that the server runs", said)
        self.assertGreater(waited, 5)
        self.assertLess(waited, 40)
        self.assertEqual("0", self.ask(self.database, "SELECT count(*) FROM sessions"))

    def test_who_stops_the_run_stops_the_waiting(self):
        cable, run = self.begin(seconds=3600)
        self.wait_for_cut(cable, run)
        time.sleep(1)
        run.send_signal(signal.SIGINT)
        begun = time.monotonic()
        run.communicate(timeout=120)
        self.assertLess(time.monotonic() - begun, 3)
        self.assertNotEqual(0, run.returncode)


if __name__ == "__main__":
    unittest.main()
