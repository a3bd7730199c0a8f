"""Debian's python3-socketio against the scenario server, by polling, WebSocket and upgrade."""
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import signal
import subprocess
import threading
import unittest

import socketio


class Server:
    def __init__(self, port=0):
        self.process = subprocess.Popen([os.environ["SCENARIO_SERVER"], "--port", str(port)],
                                        stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            found = re.match(r"listening (\d+)", line)
            if found:
                self.port = int(found.group(1))
                break

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.stderr.close()
        return self.process.wait(timeout=10)


class Box:
    """One value that a callback puts and the test waits for."""

    def __init__(self):
        self.arrived = threading.Event()
        self.value = None

    def put(self, *value):
        self.value = value
        self.arrived.set()

    def get(self, timeout=5):
        if not self.arrived.wait(timeout):
            raise AssertionError("nothing came in time")
        return self.value


def in_order(client):
    """python-engineio gives each message to a thread of its own, where an attachment may overtake
    the packet that it belongs to. With this the client handles them in the order of their coming."""
    trigger = client.eio._trigger_event
    client.eio._trigger_event = lambda event, *args, **options: trigger(
        event, *args, **{**options, "run_async": False})


class ClientTest:
    transports = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.assertEqual(cls(), cls.server.stop(), 0)

    def setUp(self):
        self.clients = []

    def tearDown(self):
        for client in self.clients:
            client.disconnect()

    def connect(self, nsp="/", auth=None, port=None, **options):
        client = socketio.Client(**options)
        self.clients.append(client)
        welcome = Box()
        client.on("welcome", welcome.put, namespace=nsp)
        client.connect(f"http://127.0.0.1:{port or self.server.port}", auth=auth, namespaces=[nsp],
                       transports=self.transports)
        client.welcome = welcome.get()[0]
        return client

    def test_connects_with_its_auth_object(self):
        client = self.connect(auth={"token": "abc"})
        self.assertEqual(client.welcome, {"auth": {"token": "abc"}, "recovered": False})

    def test_gets_acknowledgements_and_gives_them(self):
        client = self.connect()
        self.assertEqual(client.call("join", "a"), "joined")
        client.on("question", lambda what: what + " not")
        self.assertEqual(client.call("ask-me"), (True, "why not"))

    def test_sends_and_gets_binary(self):
        client = self.connect()
        in_order(client)
        echoed = Box()
        client.on("echoed", echoed.put)
        value = {"a": b"\x01\x02", "b": [bytes(200_000), "ä"]}
        self.assertEqual(client.call("echo", value), value)
        self.assertEqual(echoed.get()[0], value)

    def test_hears_the_rooms_it_is_in(self):
        one, two, three = self.connect(), self.connect(), self.connect()
        heard = [Box(), Box(), Box()]
        for client, box in zip((one, two, three), heard):
            client.on("said", box.put)
        one.call("join", "room")
        two.call("join", "room")
        one.call("say", ("room", "hello"))
        self.assertEqual(heard[1].get(), ("hello",))
        self.assertFalse(heard[0].arrived.is_set())
        self.assertFalse(heard[2].arrived.is_set())

    def test_is_refused_by_middleware(self):
        with self.assertRaises(socketio.exceptions.ConnectionError):
            self.connect("/admin", auth={"token": "wrong"})
        client = self.connect("/admin", auth={"token": "secret"})
        self.assertEqual(client.call("echo", 5, namespace="/admin"), 5)

    def test_comes_back_after_the_server_was_killed_and_started_again(self):
        server = Server()
        client = self.connect(port=server.port, reconnection_delay=0.1, reconnection_delay_max=0.2)
        gone, back = Box(), Box()
        client.on("disconnect", gone.put)
        client.on("connect", back.put)
        server.stop(signal.SIGKILL)
        gone.get()
        server = Server(server.port)
        back.get(10)
        self.assertEqual(client.call("echo", 1), 1)
        client.disconnect()
        server.stop()


class Polling(ClientTest, unittest.TestCase):
    transports = ["polling"]


class WebSocket(ClientTest, unittest.TestCase):
    transports = ["websocket"]


class Upgrade(ClientTest, unittest.TestCase):
    transports = ["polling", "websocket"]


if __name__ == "__main__":
    unittest.main()
