#!/usr/bin/python3
"""A whole run watched by python3-socketio over each transport: what is told is the contract.

Usage: events_test.py PHOTOSIEVE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import pathlib
import statistics

import jsonschema

from live import ENDINGS, Client, run_all, slow_photos

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "src/serve/schema/events.schema.json"
PHOTOS = 64
PROGRESS = {"session_id", "current_image", "total_images", "percentage", "current_filename",
            "approved_count", "rejected_count", "processing_speed", "estimated_completion",
            "current_stage", "error_message", "memory_usage_mb", "cpu_usage_percent",
            "gpu_usage_percent", "batch_processing_time", "avg_image_processing_time",
            "milestone_reached", "elapsed_time", "current_batch", "total_batches",
            "images_per_second", "eta_seconds"}
COMPLETE = {"session_id", "total_processed", "total_approved", "total_rejected", "processing_time",
            "completion_time", "output_folder", "avg_processing_speed", "peak_memory_usage",
            "avg_gpu_usage", "total_batches", "approval_rate", "quality_issues_count",
            "defect_issues_count", "similarity_issues_count", "compliance_issues_count"}


def sent_bytes(event, data):
    return len(("42" + json.dumps([event, data], separators=(",", ":"),
                                  ensure_ascii=False)).encode())


def check_schema(heard):
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
    for _, event, data in heard:
        problems = [error.message for error in validator.iter_errors(
            {"event": event, "data": data})]
        assert not problems, (event, data, problems)


def check_watched(heard, session_id):
    own = [(at, event, data) for at, event, data in heard
           if isinstance(data, dict) and data.get("session_id") == session_id]
    updates = [(at, data) for at, event, data in own if event == "progress_update"]
    assert len(updates) > 5, [event for _, event, _ in own]
    for _, update in updates:
        assert set(update) == PROGRESS
        assert sent_bytes("progress_update", update) <= 1024
    for one in ("current_image", "elapsed_time"):
        values = [update[one] for _, update in updates]
        assert values == sorted(values), (one, values)
    assert updates[-1][1]["current_image"] == updates[-1][1]["total_images"]

    milestones = [data["milestone_value"] for _, event, data in own if event == "milestone_reached"]
    assert milestones == ["25%", "50%", "75%", "90%"], milestones
    stages = [data["stage"] for _, event, data in own if event == "stage_change"]
    assert stages[-2:] == ["reviewing", "complete"], stages
    complete = [data for _, event, data in own if event == "processing_complete"]
    assert len(complete) == 1 and set(complete[0]) == COMPLETE, complete
    assert complete[0]["total_processed"] == PHOTOS
    assert complete[0]["total_approved"] + complete[0]["total_rejected"] == PHOTOS

    # Between two updates of one stage lie 1 to 2 s: when they were made shows in elapsed_time, as
    # nothing was paused; when they came, with what the network and a noisy machine add.
    of_stage = [(at, update) for at, update in updates if update["current_stage"] == "processing"][1:]
    made = [later["elapsed_time"] - earlier["elapsed_time"]
            for (_, earlier), (_, later) in zip(of_stage, of_stage[1:])]
    came = [later - earlier for (earlier, _), (later, _) in zip(of_stage, of_stage[1:])]
    assert all(0.95 <= gap <= 2.05 for gap in made), made
    assert 0.9 <= statistics.median(came) <= 2.0 and max(came) < 3.5, came


def a_run_is_told_as_the_contract_says_over_every_transport(program, server):
    slow_photos(program.inputs, PHOTOS - 4)
    for i in range(4):
        program.photo(f"sub/ü{i}.jpg", 50 + i, noise=40)
    clients = {str(transports): Client(server, transports)
               for transports in (["polling"], ["websocket"], None)}
    for client in clients.values():
        client.wait("connected")
        assert client.ask("watch_sessions", {})["ok"]
    session_id = server.begin(program.inputs)
    for client in clients.values():
        answer = client.ask("join_session", {"session_id": session_id})
        assert answer["ok"], answer
        joined = client.wait("session_joined")
        assert joined["status"] == "joined" and joined["session"]["session_id"] == session_id
    for name, client in clients.items():
        client.wait("processing_complete", 200)
        client.wait(lambda event, data: event == "progress_update" and
                    data["current_stage"] == "complete")
        check_watched(client.heard, session_id)
        check_schema(client.heard)
        client.wait(lambda event, data: event == "session_changed" and
                    data["status"] == "complete")
        changed = [data["status"] for data in client.all("session_changed")]
        assert changed[0] == "running" and changed[-1] == "complete", (name, changed)
        performance = client.all("performance_update")
        assert {update["session_id"] for update in performance} == {None, session_id}
        left = [(update["eta_p50_seconds"], update["eta_p90_seconds"]) for update in performance
                if update["session_id"] and update["eta_p50_seconds"] is not None]
        assert len(left) > 3 and all(p50 <= p90 for p50, p90 in left), left
        client.close()


def who_comes_late_gets_the_newest_state_at_once(program, server):
    for i in range(6):
        program.photo(f"{i}.jpg", i, noise=40 if i % 2 else 0)
    session_id = server.begin(program.inputs)
    first = Client(server)
    first.ask("join_session", {"session_id": session_id})
    told = first.wait("processing_complete", 100)
    late = Client(server)
    late.ask("join_session", {"session_id": session_id})
    ending = late.wait("processing_complete")
    names = [event for _, event, _ in late.heard if event != "connected"]
    assert names == ["session_joined", "progress_update", "processing_complete"], names
    assert ending == told, "an ending is the same whenever it is told"
    joined = late.all("session_joined")[0]
    assert joined["session"]["status"] == "complete"
    reached = [one["milestone_value"] for one in joined["milestones"]]
    assert reached == ["25%", "50%", "75%", "90%"], reached
    check_schema(late.heard)
    assert late.ask("get_session_status", {"session_id": session_id})["ok"]
    status = late.wait("session_status")
    assert status["status"] == "complete", status

    # Again with a server that has never heard of it, and the same.
    server.stop()
    server.__init__(program)
    again = Client(server)
    again.ask("join_session", {"session_id": session_id})
    assert again.wait("processing_complete") == told
    again.close()


def a_run_of_another_process_is_watched_too(program, server):
    slow_photos(program.inputs, 40)
    client = Client(server)
    client.ask("watch_sessions", {})
    process = program.start("process", program.inputs, "--progress", "none")
    session = client.wait("session_changed", 30)
    assert session["status"] == "running"
    client.ask("join_session", {"session_id": session["session_id"]})
    ending = client.wait(lambda event, _: event in ENDINGS, 100)
    assert ending["total_processed"] == 40
    counts = [update["current_image"] for update in client.all("progress_update")]
    assert counts == sorted(counts) and counts[-1] == 40, counts
    check_schema(client.heard)
    process.communicate(timeout=30)
    client.close()


if __name__ == "__main__":
    run_all([a_run_is_told_as_the_contract_says_over_every_transport,
             who_comes_late_gets_the_newest_state_at_once,
             a_run_of_another_process_is_watched_too])
