"""Who may ask: loopback, other addresses, tokens, Unix sockets, other web pages.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import http.client
import os
import socket

from service import Answer, run_all

TOKEN = "0123456789abcdef0123456789abcdef"


def another_address_needs_a_token(service):
    for address in ("0.0.0.0:0", "[::]:0"):
        _, errors = service.run("serve", "--listen", address, status=2)
        assert "--token-file" in errors, errors
    loose = service.work / "loose"
    loose.write_text(TOKEN)
    loose.chmod(0o644)
    _, errors = service.run("serve", "--listen", "0.0.0.0:0", "--token-file", loose, status=2)
    assert "chmod 600" in errors, errors


def with_a_token_nothing_is_said_without_it(service):
    secret = service.work / "token"
    secret.write_text(TOKEN + "\n")
    secret.chmod(0o600)
    service.listen = f"0.0.0.0:{service.port}"
    service.serve("--token-file", secret)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    polling = "/socket.io/?EIO=4&transport=polling"
    for path in ("/sessions", "/system", "/openapi.json", "//metrics"):
        assert service.get(path).status == 401, path
        assert service.ask("GET", path, headers=bearer).status == 200, path
        assert service.ask("GET", path, headers={"Authorization": "Bearer x" + TOKEN[1:]}).status == 401
        assert service.ask("GET", path, headers={"Cookie": f"photosieve_token={TOKEN}"}).status == 200
    assert service.ask("POST", "/sessions", {"input_folder": str(service.inputs)}).status == 401
    assert service.raw("GET", polling, headers={"Origin": "http://evil.example"}).status == 403
    assert TOKEN not in (service.work / "serve.log").read_text(), "it is told to nobody"


def other_web_pages_are_refused(service):
    service.serve()
    polling = "/socket.io/?EIO=4&transport=polling"
    for path in ("/api/v1/sessions", "/healthz", "/metrics", polling):
        assert service.raw("GET", path).status == 200, path
        own = {"Origin": f"http://127.0.0.1:{service.port}"}
        assert service.raw("GET", path, headers=own).status == 200, path
        for headers in ({"Host": "evil.example"}, {"Host": f"evil.example:{service.port}"},
                        {"Origin": "http://evil.example"}, {"Origin": "null"},
                        {"Origin": f"http://localhost:{service.port}"},
                        {"Sec-Fetch-Site": "cross-site"}):
            assert service.raw("GET", path, headers=headers).status == 403, (path, headers)
    answer = service.raw("POST", "/api/v1/sessions", "{}", {"Origin": "http://evil.example",
                                                           "Content-Type": "application/json"})
    assert answer.status == 403, answer
    assert "Access-Control-Allow-Origin" not in answer.headers
    page = service.raw("OPTIONS", "/api/v1/sessions", headers={
        "Origin": "http://evil.example", "Access-Control-Request-Method": "POST"})
    assert page.status == 403 and "Access-Control-Allow-Methods" not in page.headers


def a_unix_socket_is_served(service):
    path = service.work / "s.sock"

    class Unix(http.client.HTTPConnection):
        def connect(self):
            self.sock = socket.socket(socket.AF_UNIX)
            self.sock.connect(str(path))

    def raw(method, where, body=None, headers=None):
        connection = Unix("localhost")
        try:
            connection.request(method, where, body=body, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()
    service.listen = f"unix:{path}"
    service.raw = raw
    service.serve()
    assert service.get("/sessions").json["sessions"] == []
    service.stop()
    assert not os.path.exists(path), "it is gone with its server"


if __name__ == "__main__":
    run_all([another_address_needs_a_token, with_a_token_nothing_is_said_without_it,
             other_web_pages_are_refused, a_unix_socket_is_served])
