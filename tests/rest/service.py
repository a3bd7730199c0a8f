"""A server of the real program, and a client that holds every answer against openapi.json.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import copy
import http.client
import json
import pathlib
import re
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "program"))

import jsonschema
from program import Program

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "src/serve/schema/openapi.json"
PATIENCE = 60  # seconds; sanitizers on a busy machine are slow


def strict(schema):
    """The same schema where an object has the described fields and no others."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(value) for key, value in schema.items()}
    if "properties" in made and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


class Description:
    """openapi.json: which operation a request is, and whether an answer is as it says."""

    def __init__(self):
        self.api = json.loads(SCHEMA.read_text())
        self.components = strict(copy.deepcopy(self.api["components"]))
        self.seen = set()  # operation and status

    def operation(self, method, path):
        path = path.split("?")[0]
        for template, item in self.api["paths"].items():
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
            if re.fullmatch(pattern, path) and method.lower() in item:
                return item[method.lower()]
        return None

    def check(self, method, path, answer):
        operation = self.operation(method, path)
        if operation is None:
            assert answer.status in (400, 404, 405), (method, path, answer)
            return
        self.seen.add((operation["operationId"], answer.status))
        responses = operation["responses"]
        response = responses.get(str(answer.status), responses["default"])
        if "$ref" in response:
            response = self.api["components"]["responses"][response["$ref"].split("/")[-1]]
        for name in response.get("headers", {}):
            assert name in answer.headers, (path, name)
        if answer.status in (204, 304):
            assert answer.body == b""
            return
        media = answer.headers["Content-Type"].split(";")[0]
        assert media in response["content"], (method, path, answer.status, media)
        if "json" not in media:
            return
        schema = {**strict(copy.deepcopy(response["content"][media]["schema"])),
                  "components": self.components}
        validator = jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
        errors = sorted(validator.iter_errors(answer.json), key=str)
        assert not errors, (method, path, answer.status, [
            ("/".join(map(str, e.absolute_path)), e.message[:300]) for e in errors[:5]])


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json["code"]

    def __repr__(self):
        return f"{self.status} {self.body[:500]!r}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service(Program):
    """`photosieve serve` over folders of its own."""

    def __init__(self, *options, binary=None, listen=None):
        super().__init__(binary)
        self.environment["XDG_CACHE_HOME"] = str(self.work / "cache")
        self.description = Description()
        self.port = free_port()
        self.listen = listen or f"127.0.0.1:{self.port}"
        self.options = options
        self.process = None

    def serve(self, *options):
        # Its lines go to a file: a pipe that nobody reads would stop it.
        self.log = open(self.work / "serve.log", "ab")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--listen", self.listen, "--root", str(self.work),
             *map(str, self.options), *map(str, options)],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if self.raw("GET", "/healthz").status == 200:
                    return self
            except OSError:
                pass
            assert self.process.poll() is None, (self.work / "serve.log").read_text()
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.05)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE)
        if self.process:
            self.log.close()
            self.process = None

    def __exit__(self, *what):
        if self.process and what[0] is not None:
            print((self.work / "serve.log").read_text(errors="replace")[-4000:], file=sys.stderr)
        self.stop()
        super().__exit__(*what)

    def raw(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def ask(self, method, path, body=None, headers=None):
        """One request below /api/v1 (or of a path that begins with '//', from the root)."""
        path = path[1:] if path.startswith("//") else "/api/v1" + path
        headers = dict(headers or {})
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        answer = self.raw(method, path, body, headers)
        self.description.check(method, path, answer)
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def start_session(self, **body):
        body.setdefault("input_folder", str(self.inputs))
        answer = self.ask("POST", "/sessions", body)
        assert answer.status == 201, answer
        return answer.json["session_id"]

    def wait_for(self, session, *statuses):
        end = time.monotonic() + PATIENCE * 2
        while True:
            found = self.get(f"/sessions/{session}").json
            if found["status"] in statuses:
                return found
            assert time.monotonic() < end, found
            time.sleep(0.1)


def run_all(tests):
    """Calls each function with a service of its own, and says which."""
    for test in tests:
        with Service() as service:
            test(service)
        print(f"ok {test.__name__}", flush=True)
    print(f"{len(tests)} passed")
