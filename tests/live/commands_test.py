#!/usr/bin/python3
"""Commands over the wire act on the real run, wherever it is, and are answered with the truth.

Usage: commands_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import re
import signal
import sqlite3
import threading
import time

from live import Client, run_all, slow_photos


def mixed_photos(program, count=60):
    slow_photos(program.inputs / "a", count // 2, seed=1)
    for i in range(count - count // 2):
        program.photo(f"b/{i:02}.jpg", 100 + i, noise=40 if i % 3 == 0 else 0)


def judged(program):
    with sqlite3.connect(program.work / "data/photosieve/photosieve.db") as database:
        return [n for n, in database.execute("SELECT n FROM photos WHERE judged=1 ORDER BY n")]


def outcome(program, session_id, output):
    report = program.json("report", session_id)
    images = [{key: value for key, value in image.items() if key != "elapsed_ms"}
              for image in report["images"]]
    # The end is told when it is stored; the staging folder goes after that.
    deadline = time.monotonic() + 30
    while (output / ".photosieve").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    files = sorted((str(path.relative_to(output)), path.read_bytes())
                   for path in output.rglob("*") if path.is_file())
    return images, files


def paused_after(client, server, program, session_id, photos):
    client.ask("join_session", {"session_id": session_id})
    client.wait(lambda event, data: event == "progress_update" and
                data["current_image"] >= photos, 100)
    began = time.monotonic()
    answer = client.ask("pause_processing", {"session_id": session_id})
    took = time.monotonic() - began
    assert answer["ok"] and answer["status"] == "paused", answer
    assert answer["session"]["status"] == "paused" == server.session(session_id)["status"]
    return took


def a_pause_is_quick_outlives_the_server_and_changes_no_outcome(program, server):
    mixed_photos(program)
    undisturbed = program.work / "undisturbed"
    program.run("process", program.inputs, "--output", undisturbed, "--profile", "generic",
                "--progress", "none")
    wanted = outcome(program, "last", undisturbed)

    client = Client(server)
    session_id = server.begin(program.inputs, profile="generic")
    took = paused_after(client, server, program, session_id, 2)
    assert took <= 1.0 or min(took, second_try(client, server, program, session_id)) <= 1.0, took
    client.wait("processing_paused")
    at_pause = judged(program)
    time.sleep(1.5)
    assert judged(program) == at_pause, "no photo is started after a pause"
    quiet = [update for update in client.all("performance_update")
             if update["session_id"] == session_id][-1]
    assert quiet["active_workers"] == 0, quiet

    server.stop(signal.SIGKILL)
    assert program.json("show", session_id, "--json")["status"] == "paused"
    server.__init__(program)
    assert server.session(session_id)["status"] == "paused"
    time.sleep(1)
    assert judged(program) == at_pause, "a server that starts does not go on by itself"
    again = Client(server)
    again.ask("join_session", {"session_id": session_id})
    assert again.wait("session_joined")["session"]["status"] == "paused"
    answer = again.ask("resume_processing", {"session_id": session_id})
    assert answer["ok"] and answer["status"] == "running", answer
    again.wait("processing_complete", 150)
    output = program.work / "photos_processed"
    assert outcome(program, session_id, output) == wanted
    values = [data["milestone_value"] for data in
              client.all("milestone_reached") + again.all("milestone_reached")]
    assert sorted(values) == ["25%", "50%", "75%", "90%"], values
    again.close()


def second_try(client, server, program, session_id):
    """A busy machine may need longer once; not twice."""
    client.ask("resume_processing", {"session_id": session_id})
    return paused_after(client, server, program, session_id, 3)


def clients_that_pause_and_resume_at_once_each_get_a_true_answer(program, server):
    mixed_photos(program)
    session_id = server.begin(program.inputs)
    watcher = Client(server)
    watcher.ask("join_session", {"session_id": session_id})
    clients = [Client(server) for _ in range(4)]
    answers = []

    def hammer(client, event):
        for _ in range(6):
            answers.append((event, client.ask(event, {"session_id": session_id})))

    threads = [threading.Thread(target=hammer, args=(client, event)) for client, event in zip(
        clients, ("pause_processing", "resume_processing") * 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(answers) == 24
    for event, answer in answers:
        if answer["ok"]:
            assert answer["status"] == ("paused" if event[0] == "p" else "running"), answer
        else:
            assert answer["error"]["code"] == "wrong_state", answer
    last = clients[0].ask("resume_processing", {"session_id": session_id})
    assert last["ok"], last
    watcher.wait("processing_complete", 150)
    late = clients[0].ask("pause_processing", {"session_id": session_id})
    assert late["error"]["code"] == "wrong_state" and "complete" in late["error"]["message"], late


def a_run_of_the_command_line_and_a_session_of_the_server_steer_each_other(program, server):
    slow_photos(program.inputs, 60, width=4000, height=3000)
    other = program.work / "other"
    slow_photos(other, 60, seed=2, width=4000, height=3000)
    process = program.start("process", program.inputs, "--progress", "none")
    client = Client(server)
    client.ask("watch_sessions", {})
    session = client.wait("session_changed", 30)["session_id"]
    # The wire steers what another process runs.
    assert client.ask("pause_processing", {"session_id": session})["status"] == "paused"
    status, changed = server.call("PATCH", f"/sessions/{session}/settings", {"workers": 1})
    assert status == 200 and changed["settings"]["workers"] == 1, (status, changed)
    assert client.ask("cancel_processing", {"session_id": session})["status"] == "cancelled"
    process.communicate(timeout=60)
    assert process.returncode == 130
    # The command line steers what the server runs.
    session = server.begin(other)
    program.run("pause", session)
    assert server.session(session)["status"] == "paused"
    program.run("resume", session)
    assert server.session(session)["status"] == "running"
    _, errors = program.run("process", other, status=2)
    assert "running now" in errors, errors
    assert server.call("POST", "/sessions", {"input_folder": str(other)})[0] == 409
    program.run("cancel", session)
    assert server.session(session)["status"] == "cancelled"


def a_server_that_is_told_to_end_leaves_a_session_that_anybody_can_resume(program, server):
    mixed_photos(program)
    session = server.begin(program.inputs)
    client = Client(server)
    client.ask("join_session", {"session_id": session})
    client.wait(lambda event, data: event == "progress_update" and data["current_image"] >= 1, 60)
    assert server.stop() == 0
    stopped = program.json("show", session, "--json")
    assert stopped["status"] == "interrupted" and stopped["error"] is None, stopped
    server.__init__(program)
    again = Client(server)
    again.ask("join_session", {"session_id": session})
    assert again.ask("resume_processing", {"session_id": session})["ok"]
    assert again.wait("processing_complete", 100)["total_processed"] == 60


def a_process_that_was_killed_is_noticed(program, server):
    slow_photos(program.inputs, 40)
    process = program.start("process", program.inputs, "--progress", "none")
    client = Client(server)
    client.ask("watch_sessions", {})
    session = client.wait("session_changed", 30)["session_id"]
    client.ask("join_session", {"session_id": session})
    process.kill()
    process.communicate()
    client.wait(lambda event, data: event == "session_changed" and
                data["status"] == "interrupted", 30)
    with sqlite3.connect(program.work / "data/photosieve/photosieve.db") as database:
        assert database.execute("SELECT status FROM sessions").fetchall() == [("interrupted",)]
    client.ask("get_session_status", {"session_id": session})
    assert client.wait("session_status")["status"] == "interrupted"
    assert client.ask("resume_processing", {"session_id": session})["ok"]
    assert client.ask("cancel_processing", {"session_id": session})["ok"]
    client.wait("processing_cancelled")


def settings_change_and_photos_are_judged_again_on_the_way(program, server):
    slow_photos(program.inputs, 40)
    session = server.begin(program.inputs)
    client = Client(server)
    client.ask("join_session", {"session_id": session})
    client.wait(lambda event, data: event == "progress_update" and data["current_image"] >= 1, 60)
    status, changed = server.call("PATCH", f"/sessions/{session}/settings",
                                  {"workers": 1, "batch_size": 3, "percentage_milestones": [80]})
    assert status == 200, changed
    assert changed["settings"]["workers"] == 1 and changed["settings"]["batch_size"] == 3, changed
    status, answer = server.call("POST", f"/sessions/{session}/images/1/retry")
    assert status in (200, 202), (status, answer)
    client.wait(lambda event, data: event == "performance_update" and
                data["session_id"] == session and data["active_workers"] == 1, 30)
    complete = client.wait("processing_complete", 100)
    assert complete["total_processed"] == 40
    values = [data["milestone_value"] for data in client.all("milestone_reached")]
    assert values[-1] == "80%" and "75%" not in values, values
    status, refused = server.call("POST", f"/sessions/{session}/images/1/retry")
    assert status == 409 and refused["code"] == "wrong_state", refused


def a_run_of_the_command_line_shows_itself_on_a_server(program, server):
    slow_photos(program.inputs, 24)
    process = program.start("process", program.inputs, "--serve", "127.0.0.1:0", "--progress",
                            "none")
    line = process.stderr.readline()
    server.url = re.search(r"http://[\d.:]+", line).group(0)
    client = Client(server)
    client.ask("watch_sessions", {})
    session = client.wait("session_changed", 30)["session_id"]
    client.ask("join_session", {"session_id": session})
    assert client.wait("processing_complete", 100)["total_processed"] == 24
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors


def a_session_is_watched_at_another_terminal(program, server):
    slow_photos(program.inputs, 8, width=3000, height=2000)
    session = server.begin(program.inputs)
    _, lines = program.run("watch", session[:13], "--progress", "plain", "--interval", "1")
    assert f"session {session} is complete" in lines and "8" in lines, lines
    _, errors = program.run("watch", "nobody", status=2)
    assert "no session nobody" in errors, errors


def bad_input_gets_its_code_and_changes_nothing(program, server):
    client = Client(server)
    for event in ("join_session", "leave_session", "get_session_status", "pause_processing",
                  "resume_processing", "cancel_processing"):
        for payload in ("id", 7, None, [], {}, {"session_id": 7}, {"session_id": ""},
                        {"session_id": "x" * 1000}, {"session": "y"}):
            answer = client.ask(event, payload)
            assert answer["ok"] is False, (event, payload, answer)
            assert answer["error"]["code"] == "invalid_payload", (event, payload, answer)
        if event != "leave_session":
            answer = client.ask(event, {"session_id": "nobody"})
            assert answer["error"]["code"] == "unknown_session", (event, answer)
    client.tell("pause_processing", {"session_id": "nobody"})
    assert client.wait("error")["code"] == "unknown_session"
    assert client.ask("explode", {})["error"]["code"] == "invalid_payload"
    client.tell("ping", "anything")
    assert set(client.wait("pong")) == {"timestamp"}
    flood = Client(server)
    for _ in range(300):
        flood.tell("ping", {})
    flood.wait(lambda event, data: event == "error" and data["code"] == "too_many_requests")
    time.sleep(1.1)
    assert flood.ask("unwatch_sessions", {})["ok"], "the connection stays"
    assert server.call("GET", "/sessions")[1]["sessions"] == []


if __name__ == "__main__":
    run_all([a_pause_is_quick_outlives_the_server_and_changes_no_outcome,
             clients_that_pause_and_resume_at_once_each_get_a_true_answer,
             a_run_of_the_command_line_and_a_session_of_the_server_steer_each_other,
             a_server_that_is_told_to_end_leaves_a_session_that_anybody_can_resume,
             a_process_that_was_killed_is_noticed,
             settings_change_and_photos_are_judged_again_on_the_way,
             a_run_of_the_command_line_shows_itself_on_a_server,
             a_session_is_watched_at_another_terminal,
             bad_input_gets_its_code_and_changes_nothing])
