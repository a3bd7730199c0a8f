"""What the tests of live events share: a server of the build, its REST calls, clients that note what
they hear.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import re
import signal
import sys
import threading
import time
import urllib.error
import urllib.request

import socketio

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "program"))
from program import Program  # noqa: E402

ENDINGS = ("processing_complete", "processing_cancelled", "processing_failed")


class Server:
    """`photosieve serve` over a Program's database, and its REST calls."""

    def __init__(self, program, *options, listen="127.0.0.1:0"):
        self.program = program
        self.trust = None  # an ssl.SSLContext, where it speaks HTTPS with a certificate of the test's
        self.process = program.start("serve", "--listen", listen, "--root", program.work, *options)
        lines = []
        for line in self.process.stderr:
            lines.append(line)
            found = re.search(r"https?://[\d.]+:(\d+)", line)
            if found:
                self.url = found.group(0)
                break
        else:
            raise AssertionError("".join(lines))
        # Whatever else it says must not fill the pipe.
        self.log = lines
        self.reader = threading.Thread(target=lambda: lines.extend(self.process.stderr))
        self.reader.start()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        status = self.process.wait(timeout=60)
        self.reader.join()
        self.process.stderr.close()
        self.process.stdout.close()
        return status

    def call(self, method, path, body=None, token=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(self.url + "/api/v1" + path, data, method=method,
                                         headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=150, context=self.trust) as answer:
                return answer.status, json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or "null")

    def begin(self, folder, **options):
        status, session = self.call("POST", "/sessions", {"input_folder": str(folder), **options})
        assert status == 201, (status, session)
        return session["session_id"]

    def session(self, session_id):
        return self.call("GET", f"/sessions/{session_id}")[1]


class Client:
    """python3-socketio, with everything it heard in `heard`, in its order: (time, event, data)."""

    def __init__(self, server, transports=None, token=None):
        self.heard = []
        self.strays = []  # what came with anything but the one object of the contract
        self.news = threading.Condition()
        self.io = socketio.Client(reconnection=False)
        # By itself it gives each event to a thread of its own, where one may overtake another.
        trigger = self.io.eio._trigger_event
        self.io.eio._trigger_event = lambda event, *args, **options: trigger(
            event, *args, **{**options, "run_async": False})
        handle = self.io._trigger_event

        def noted(event, namespace, *args):
            if event not in ("connect", "disconnect"):
                with self.news:
                    if len(args) != 1:
                        self.strays.append((event, args))
                    self.heard.append((time.monotonic(), event, args[0] if args else None))
                    self.news.notify_all()
            return handle(event, namespace, *args)

        self.io._trigger_event = noted
        self.io._handle_event = lambda namespace, id, data: noted(data[0], namespace or "/",
                                                                  *data[1:])
        self.io.connect(server.url, transports=transports, auth={"token": token} if token else None)

    def ask(self, event, payload, timeout=130):
        return self.io.call(event, payload, timeout=timeout)

    def tell(self, event, payload):
        self.io.emit(event, payload)

    def wait(self, wanted, timeout=60):
        """The first event that was heard and is wanted: a name, or a condition of (name, data)."""
        if isinstance(wanted, str):
            name, wanted = wanted, lambda event, _: event == name
        until = time.monotonic() + timeout
        with self.news:
            while True:
                for _, event, data in self.heard:
                    if wanted(event, data):
                        return data
                left = until - time.monotonic()
                assert left > 0, [event for _, event, _ in self.heard][-20:]
                self.news.wait(left)

    def all(self, name):
        with self.news:
            return [data for _, event, data in self.heard if event == name]

    def close(self):
        assert not self.strays, self.strays[:3]
        self.io.disconnect()


def slow_photos(folder, count, seed=1, width=6000, height=4000):
    """Small files that take their time (PNG): the same picture in other bytes each."""
    from program import picture
    folder.mkdir(parents=True, exist_ok=True)
    first = folder / "000.png"
    picture(seed, width=width, height=height).save(first)
    for n in range(1, count):
        (folder / f"{n:03}.png").write_bytes(first.read_bytes() + bytes([n % 256, n // 256]))


def run_all(tests):
    for test in tests:
        with Program() as program:
            server = Server(program)
            try:
                test(program, server)
            finally:
                if server.process.poll() is None:
                    server.stop()
        print(f"ok {test.__name__}", flush=True)
    print(f"{len(tests)} passed")
