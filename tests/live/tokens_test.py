#!/usr/bin/python3
"""Tokens as the person who keeps a server, and those who are let in, meet them.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re
import ssl
import subprocess
import time

import socketio

from live import Client, Program, Server, slow_photos

SECRET = re.compile(r"ps_([0-9a-f]{8})_[A-Za-z0-9_-]{43}\n")


def made(program, *options):
    """(secret, id) of a new token."""
    out, told = program.run("token", "create", *options)
    found = SECRET.fullmatch(out)
    assert found, out
    assert out.strip() not in told and found[1] in told, told
    return out.strip(), found[1]


def eventually(condition, what, seconds=10):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def without_a_token_nobody_else_is_served():
    with Program() as program:
        _, told = program.run("serve", "--listen", "0.0.0.0:0", status=2)
        assert "photosieve token create" in told and "--token-file" in told, told
        _, past = made(program)
        program.run("token", "revoke", past)
        program.run("serve", "--listen", "0.0.0.0:0", status=2)


def tokens_are_listed_without_what_they_are():
    with Program() as program:
        assert "token create" in program.run("token", "list")[1]
        owner, owner_id = made(program, "--name", "studio")
        _, reader_id = made(program, "--read-only", "--expires", "30d", "--name", "wall \x1b[31m")
        listed = program.json("token", "list", "--json")
        assert [(t["id"], t["rights"], t["state"]) for t in listed] == [
            (reader_id, "read_only", "valid"), (owner_id, "full", "valid")], listed
        assert listed[0]["expires_at"] and listed[1]["expires_at"] is None
        table = program.run("token", "list")[0]
        assert "studio" in table and "\x1b" not in table, table
        _, told = program.run("token", "revoke", owner_id, "00000000", status=2)
        assert "Nothing is revoked" in told
        assert program.json("token", "list", "--json")[1]["state"] == "valid"
        program.run("token", "revoke", owner)  # the token itself will do
        assert program.json("token", "list", "--json")[1]["state"] == "revoked"
        assert "since" in program.run("token", "revoke", owner_id)[1]
        for file in program.work.rglob("*"):
            if file.is_file():
                assert owner.encode()[12:] not in file.read_bytes(), file
                if file.name.startswith("photosieve.db"):
                    assert file.stat().st_mode & 0o077 == 0, (file, oct(file.stat().st_mode))


def a_reader_sees_all_and_changes_nothing():
    with Program() as program:
        slow_photos(program.inputs, 40)
        owner, _ = made(program)
        reader, reader_id = made(program, "--read-only")
        server = Server(program, listen="0.0.0.0:0")
        try:
            assert server.call("GET", "/sessions")[0] == 401
            assert server.call("GET", "/sessions", token=reader[:-1] + "x")[0] == 401
            begun = {"input_folder": str(program.inputs)}
            status, refused = server.call("POST", "/sessions", begun, token=reader)
            assert (status, refused["code"]) == (403, "not_allowed"), (status, refused)
            status, session = server.call("POST", "/sessions", begun, token=owner)
            assert status == 201, session
            path = f"/sessions/{session['session_id']}"
            assert server.call("GET", path, token=reader)[0] == 200
            assert server.call("POST", path + "/pause", token=reader)[0] == 403
            try:
                Client(server)
                raise AssertionError("connected without a token")
            except socketio.exceptions.ConnectionError:
                pass
            watching = Client(server, token=reader)
            named = {"session_id": session["session_id"]}
            assert watching.ask("join_session", named)["ok"]
            answer = watching.ask("cancel_processing", named)
            assert not answer["ok"] and answer["error"]["code"] == "not_allowed", answer
            watching.wait("progress_update")
            steering = Client(server, token=owner)
            assert steering.ask("pause_processing", named)["ok"]
            # Revoked: cut off, and not let in again; the other one stays.
            program.run("token", "revoke", reader_id)
            eventually(lambda: not watching.io.connected, "a revoked token's connection stays")
            assert server.call("GET", path, token=reader)[0] == 401
            assert steering.ask("cancel_processing", named)["ok"]
            later, _ = made(program, "--read-only")
            eventually(lambda: server.call("GET", path, token=later)[0] == 200, "a new token")
            steering.close()
        finally:
            server.stop()
        said = "".join(server.log)
        assert "in the clear" in said, said
        assert reader not in said and owner not in said and later not in said, said


def a_link_shows_one_session_and_who_did_what_is_known():
    with Program() as program:
        slow_photos(program.inputs, 40)
        owner, owner_id = made(program, "--name", "studio")
        server = Server(program, listen="0.0.0.0:0")
        try:
            begun = {"input_folder": str(program.inputs), "output_folder": str(program.work / "a")}
            status, session = server.call("POST", "/sessions", begun, token=owner)
            assert status == 201, session
            begun["output_folder"] = str(program.work / "b")
            other = server.call("POST", "/sessions", begun, token=owner)[1]["session_id"]
            at = session["session_id"]
            shared, shared_id = made(program, "--session", at, "--name", "a friend")
            eventually(lambda: server.call("GET", f"/sessions/{at}", token=shared)[0] == 200, "the link holds")
            assert server.call("GET", f"/sessions/{other}", token=shared)[0] == 403
            assert server.call("GET", "/sessions", token=shared)[0] == 403
            watching = Client(server, token=shared)
            assert watching.ask("join_session", {"session_id": at})["ok"]
            watching.wait("progress_update")
            for event, named in (("join_session", other), ("get_session_status", other),
                                 ("watch_sessions", None), ("pause_processing", at), ("pause_processing", other)):
                answer = watching.ask(event, {"session_id": named} if named else {})
                assert not answer["ok"] and answer["error"]["code"] == "not_allowed", (event, answer)
            steering = Client(server, token=owner)
            assert steering.ask("pause_processing", {"session_id": at})["ok"]
            # It is recorded before it is answered.
            entry = program.json("token", "log", "--limit", "1", "--json")[0]
            assert (entry["action"], entry["session_id"], entry["outcome"]) == ("pause_session", at, "done"), entry
            assert entry["who"] == f"token {owner_id} (studio)" and entry["address"] == "127.0.0.1", entry
            done = program.json("token", "log", "--json")
            assert [(one["action"], one["outcome"]) for one in reversed(done)] == [
                ("create_token", "done"), ("start_session", "done"), ("start_session", "done"),
                ("create_token", "done"), ("pause_session", "not_allowed"), ("pause_session", "done")], done
            assert done[1]["who"] == f"token {shared_id} (a friend)", done[1]
            table = program.run("token", "log")[0]
            assert "a friend" in table and "start_session" in table, table
            for one in (at, other):
                steering.ask("cancel_processing", {"session_id": one})
            steering.close()
            watching.close()
        finally:
            server.stop()


def https_is_spoken_with_the_files_that_are_given():
    with Program() as program:
        certificate, key = program.work / "certificate.pem", program.work / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                        "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
                       check=True, stderr=subprocess.DEVNULL)
        for options, said in ((("--tls-certificate", certificate), "--tls-key"),
                              (("--tls-key", key), "--tls-certificate"),
                              (("--tls-certificate", key, "--tls-key", key), "certificate"),
                              (("--tls-certificate", "nowhere", "--tls-key", key), "nowhere")):
            _, told = program.run("serve", "--listen", "127.0.0.1:0", *options, status=2)
            assert said in told, told
        slow_photos(program.inputs, 8)
        secret, _ = made(program)
        server = Server(program, "--tls-certificate", certificate, "--tls-key", key, listen="0.0.0.0:0")
        try:
            assert server.url.startswith("https://"), server.url
            server.url = server.url.replace("0.0.0.0", "localhost")
            server.trust = ssl.create_default_context(cafile=certificate)
            assert server.call("GET", "/sessions")[0] == 401
            begun = {"input_folder": str(program.inputs)}
            status, session = server.call("POST", "/sessions", begun, token=secret)
            assert status == 201, session
            # The program's own client, over HTTPS, by the same certificate.
            token_file = program.work / "token"
            token_file.write_text(secret)
            token_file.chmod(0o600)
            watch = ("watch", session["session_id"], "--url", server.url, "--token-file", token_file)
            stranger = program.start(*watch)  # it does not know the certificate
            line = stranger.stderr.readline()
            assert "no connection" in line and "certificate is not trusted" in line, line
            stranger.terminate()
            stranger.communicate(timeout=60)
            program.environment["SSL_CERT_FILE"] = str(certificate)
            out, told = program.run(*watch)
            assert "8" in out + told, (out, told)
        finally:
            server.stop()
        assert "in the clear" not in "".join(server.log)


TESTS = [without_a_token_nobody_else_is_served, tokens_are_listed_without_what_they_are,
         a_reader_sees_all_and_changes_nothing, a_link_shows_one_session_and_who_did_what_is_known,
         https_is_spoken_with_the_files_that_are_given]

if __name__ == "__main__":
    for test in TESTS:
        test()
        print(f"ok {test.__name__}", flush=True)
    print(f"{len(TESTS)} passed")
